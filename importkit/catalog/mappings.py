"""Mappings: what another spelling means, consulted before the catalog's own names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.catalog.catalog_records import Mapping
from importkit.catalog.name_lookup import entities, find, mapped
from importkit.commands import command_line
from importkit.db.statements import statement
from importkit.errors import UsageError
from importkit.shape import EntityKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from importkit.catalog.name_lookup import CatalogScope, Entity


def map_value(connection: Connection, place: CatalogScope, raw_name: str, name: str) -> Mapping:
    """Let a spelling mean a name of the catalog from now on; mapping it again is safe, and may change it.

    Raises:
        UsageError: The name is not there, or the spelling is a name of the catalog itself.
    """
    spelling = " ".join(raw_name.split())
    key = place.key(spelling)
    if not key.strip(" >"):
        raise UsageError("A spelling to map is missing.", hint="Give it as the sheets have it.")
    target = find(connection, place, name)
    known = entities(connection, place)
    if own := known.get(key):
        raise _own_name(place, own, target)
    before = mapped(connection, place, spelling)
    binds = {"raw_name": spelling, "raw_key": key, "entity_id": target.id}
    connection.execute(statement("catalog", "update_mapping"), place.binds | binds)
    before_name = next((entity.name for entity in known.values() if entity.id == before), "")
    return Mapping(place.kind, place.attribute_name, spelling, target.name, before_name)


def unmap_value(connection: Connection, place: CatalogScope, raw_name: str) -> Mapping:
    """Forget what a spelling was mapped to, and return it.

    Raises:
        UsageError: It is not mapped.
    """
    spelling = " ".join(raw_name.split())
    before = mapped(connection, place, spelling)
    if before is None:
        raise UsageError(
            f'The {place.noun} "{spelling}" is not mapped.',
            hint=f"To see what is: importkit catalog list {place.kind}",
        )
    connection.execute(statement("catalog", "delete_mapping"), place.binds | {"raw_key": place.key(spelling)})
    names = (entity.name for entity in entities(connection, place).values() if entity.id == before)
    return Mapping(place.kind, place.attribute_name, spelling, next(names, ""))


def _own_name(place: CatalogScope, own: Entity, target: Entity) -> UsageError:
    """Return the error of a spelling that is a name of the catalog: products may have it."""
    if own.id == target.id:
        return UsageError(f'"{own.name}" is the name itself.', hint="Map another spelling to it.")
    if place.kind is EntityKind.CATEGORY:
        return UsageError(
            f'"{own.name}" is a category itself.', hint="Only a path that is none can be mapped to one."
        )
    scope = ("--attribute", place.attribute_name) if place.attribute else ()
    names = (own.name, target.name)
    command = command_line("catalog", "merge", place.kind, names=names, options=scope)
    return UsageError(
        f'"{own.name}" is a name of the catalog itself.',
        hint=f"To put one in the place of the other: {command}",
    )
