"""What the names of a sheet mean in the catalog of a brand: asked when somebody wants a row explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.catalog.name_lookup import CatalogScope, entities, mapped
from importkit.checks.explanation import ResolvedName
from importkit.db.connect import as_user
from importkit.shape import EntityKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from importkit.catalog.name_lookup import Entity
    from importkit.checks.row_tables import Reference
    from importkit.jobs.context import Context


def resolve_names(context: Context, references: Sequence[Reference]) -> list[ResolvedName]:
    """Return what each name means: one that exists, one that it is mapped to, or one that would be new.

    Raises:
        DatabaseError: Postgres refused, or was not reachable.
    """
    with as_user(context.engine, context.email, "look names up in the catalog") as connection:
        return [_meaning(connection, str(context.brand.id), reference) for reference in references]


def _meaning(connection: Connection, brand_id: str, reference: Reference) -> ResolvedName:
    place = CatalogScope(brand_id, reference.kind, _attribute(connection, brand_id, reference))
    known = entities(connection, place) if place.attribute or reference.attribute is None else {}
    if reference.path and not mapped(connection, place, reference.name):
        return ResolvedName("existing", reference.path)
    if target := mapped(connection, place, reference.name):
        name = next((entity.name for entity in known.values() if entity.id == target), None)
        return ResolvedName("mapped", name)
    if own := known.get(place.key(reference.name)):
        return ResolvedName("existing", own.name)
    return ResolvedName("new")


def _attribute(connection: Connection, brand_id: str, reference: Reference) -> Entity | None:
    """Return the attribute that a value belongs to, if the brand has it."""
    if reference.attribute is None:
        return None
    scope = CatalogScope(brand_id, EntityKind.ATTRIBUTE)
    known = entities(connection, scope)
    target = mapped(connection, scope, reference.attribute)
    return next((entity for entity in known.values() if entity.id == target), None) or known.get(
        scope.key(reference.attribute)
    )
