"""Merging: one name of the catalog in the place of another, wherever that was used.

The loser's name becomes a mapping, so that sheets that still say it mean the winner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from importkit.catalog.catalog_records import Merge
from importkit.catalog.name_lookup import entities, find, mapped, unknown
from importkit.db.brand_lock import lock_brand
from importkit.db.shape.catalog_statements import MOVE
from importkit.db.statements import statement
from importkit.errors import UsageError
from importkit.grammar import agree, count
from importkit.shape import BOTH, EntityKind, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from importkit.catalog.name_lookup import CatalogScope, Entity

    #: Replaces a name in what commits have noted for undo.
    ReplaceNoted = Callable[[Connection, Mapping[str, Any]], None]

#: What moves a name of each kind, on products and on variants.
MOVE_BY_KIND: Mapping[str, Mapping[Level, tuple[str, ...]]] = {
    **MOVE,
    EntityKind.ATTRIBUTE: {Level.VARIANT: ("delete_doubled_attributes", "merge_equal_values")},
    EntityKind.ATTRIBUTE_VALUE: {Level.VARIANT: ("move_attribute_value",)},
}

#: The values of an attribute go with it, in this order: equal ones become one, the others change hands.
_MOVE_VALUES = (
    "update_value_mappings",
    "delete_equal_values",
    "move_values",
    "move_value_mappings",
    "delete_own_names",
)


def merge(
    connection: Connection,
    place: CatalogScope,
    loser: str,
    winner: str,
    email: str,
    replace_noted: ReplaceNoted,
) -> Merge:
    """Put one name in the place of another, in the caller's transaction.

    It waits for imports of the brand that are committing. Doing it twice is safe.

    Args:
        connection: The caller's transaction.
        place: Where in the catalog both names are.
        loser: The name that goes.
        winner: The name that stays.
        email: Who merges them.
        replace_noted: Called with brand_id, loser_id and winner_id, so that what commits have noted for undo
            means the winner too.

    Raises:
        UsageError: One of the names is not there, both are one, or variants would lose an attribute's value.
    """
    if place.kind is EntityKind.CATEGORY:
        raise UsageError(
            "All brands share the categories: they cannot be merged.",
            hint="Let another path mean one of them: importkit catalog map category PATH CATEGORY",
        )
    lock_brand(connection, place.brand_id)
    kept = find(connection, place, winner)
    known = entities(connection, place)
    lost = known.get(place.key(loser))
    if lost is None:
        if mapped(connection, place, loser) == kept.id:
            return Merge(place.kind, place.attribute_name, " ".join(loser.split()), kept.name, is_new=False)
        raise unknown(place, loser, known)
    if lost.id == kept.id:
        raise UsageError(f'"{loser}" and "{winner}" are one {place.noun}.', hint="Name two of them.")
    binds = place.binds | {"loser_id": lost.id, "winner_id": kept.id}
    merged = _merge(connection, place, lost, kept, binds)
    replace_noted(connection, binds)
    _map_loser(connection, place, lost, kept, email)
    connection.execute(statement("catalog", f"delete_{place.kind}"), binds)
    return merged


def _merge(
    connection: Connection, place: CatalogScope, lost: Entity, kept: Entity, binds: dict[str, Any]
) -> Merge:
    """Let products, variants and mappings that have the loser have the winner."""
    if place.kind is EntityKind.ATTRIBUTE:
        _refuse_two_values(connection, lost, kept, binds)
    products, variants = (
        _moved(connection, MOVE_BY_KIND[place.kind].get(level, ()), binds) for level in BOTH
    )
    if place.kind is EntityKind.ATTRIBUTE:
        variants += _move_values(connection, binds)
    connection.execute(statement("catalog", "update_mapped_values"), binds)
    return Merge(place.kind, place.attribute_name, lost.name, kept.name, products, variants)


def _map_loser(connection: Connection, place: CatalogScope, lost: Entity, kept: Entity, email: str) -> None:
    """Let the loser's name mean the winner in every import from now on."""
    mapping = {"raw_name": lost.name, "raw_key": lost.key, "entity_id": kept.id, "email": email}
    connection.execute(statement("catalog", "upsert_mapping"), place.binds | mapping)


def _moved(connection: Connection, names: tuple[str, ...], binds: dict[str, Any]) -> int:
    return sum(int(connection.execute(statement("catalog", name), binds).scalar_one()) for name in names)


def _move_values(connection: Connection, binds: dict[str, Any]) -> int:
    found = {name: connection.execute(statement("catalog", name), binds) for name in _MOVE_VALUES}
    return int(found["move_values"].scalar_one())


def _refuse_two_values(connection: Connection, lost: Entity, kept: Entity, binds: dict[str, Any]) -> None:
    """Refuse to merge attributes that some variants have both of, with different values.

    Raises:
        UsageError: There are such variants; a variant has one value of an attribute.
    """
    rows = connection.execute(statement("catalog", "select_variants_with_both"), binds).all()
    if not rows:
        return
    examples = "; ".join(
        f"{row.variant}: {lost.name} {row.loser_value}, {kept.name} {row.winner_value}" for row in rows
    )
    many = f"{count(rows[0].variants, 'variant')} {agree(rows[0].variants, 'has', 'have')}"
    raise UsageError(
        f'{many} both "{lost.name}" and "{kept.name}", with different values ({examples}).',
        hint="A variant has one value of an attribute. Are they two attributes, or are these variants wrong?",
    )
