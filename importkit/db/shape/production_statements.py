"""What production runs once for each record, list or entity: compare, change and write; gather and create."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from importkit import shape
from importkit.db.shape.template_values import (
    LISTS,
    OWN_COLUMNS,
    RECORDS,
    SEEDS,
    entity_words,
    list_words,
    names,
    record_words,
    referring_words,
)
from importkit.shape import BOTH, Form, Level
from importkit.sql_templates import fill, part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.shape import Entity, ListField, Record

_FOLDER = "db/shape/sql/production"

#: Words for items of which no two are the same.
_APART = {"merging": "No two names of one are the same.", "ending": ""}

_INSERT_RECORDS = tuple(f"insert_{name}" for name, *_ in RECORDS)

#: Writes what new products and variants hold.
INSERT = (*_INSERT_RECORDS, *(f"insert_{name}" for name, *_ in LISTS))

#: The same, where mappings make one name of several, so that a product may have it twice; that costs more.
INSERT_MERGED = (*_INSERT_RECORDS, *(f"insert_merged_{name}" for name, *_ in LISTS))

#: Writes what those hold otherwise that are there: what is lost before what is gained, but a record's values.
UPDATE = (
    *(
        f"{verb}_{name}"
        for name, record, _ in RECORDS
        for verb in (("delete", "upsert") if record.is_one_field else ("upsert", "delete"))
    ),
    *(f"{verb}_{name}" for name, one, _ in LISTS for verb in ("delete", "upsert" if one.amount else "add")),
)

#: Finds what differs from what is stored, in a list of the level.
COMPARE_LISTS = {
    level: tuple(f"compare_{level}_{one.name}" for one in shape.lists_at(level)) for level in BOTH
}
CHANGE_LISTS = {level: tuple(f"change_{level}_{one.name}" for one in shape.lists_at(level)) for level in BOTH}

#: Finds, and creates, the names of each kind; those of values, which belong to another name, are no such.
GATHER = tuple(f"gather_{entity.plural}" for entity in shape.FIELD_ENTITIES)
INSERT_NAMES = tuple(f"insert_{entity.plural}" for entity in shape.PLAIN_ENTITIES)


@cache
def production_statements() -> Mapping[str, str]:
    """Return each statement by its name."""
    return MappingProxyType(
        {
            **{name: text for one in RECORDS for name, text in _of_record(*one).items()},
            **{name: text for one in LISTS for name, text in _of_list(*one).items()},
            **{f"insert_{one.plural}": _create(one) for one in shape.PLAIN_ENTITIES},
            **{
                f"gather_{one.plural}": _gather(one)
                for one in shape.PLAIN_ENTITIES
                if one is not shape.ATTRIBUTE
            },
            "load_catalog_names": fill(_FOLDER, "load_catalog_names", {"names": _catalog_names()}),
            "select_catalog_digest": fill(_FOLDER, "select_catalog_digest", {"names": _catalog_hashes()}),
            "select_changes": fill(_FOLDER, "select_changes", {"list_fields": names(shape.LISTS)}),
            "select_state": fill(_FOLDER, "select_state", OWN_COLUMNS | {"owned_rows": _owned_rows()}),
            "find_disputed_values": fill(_FOLDER, "find_disputed_values", _disputed_words()),
            "insert_inherited_values": fill(_FOLDER, "insert_inherited_values", _inherited_words()),
            "replace_noted_name": fill(_FOLDER, "replace_noted_name", _noted_words()),
        }
    )


def _of_record(name: str, record: Record, level: Level) -> dict[str, str]:
    words = record_words(record, level) | _value_words(record)
    form = "whole_record" if record.is_one_field else "record_values"
    return {
        f"insert_{name}": fill(_FOLDER, f"insert_{level}_record", words),
        f"upsert_{name}": fill(_FOLDER, f"upsert_{form}", words),
        f"delete_{name}": fill(_FOLDER, f"delete_{form}", words),
    }


def _value_words(record: Record) -> dict[str, str]:
    """Return the words for a record of which each value changes for itself."""
    names = [value.name for value in record.values]
    chosen = [f"CASE WHEN given.sets_{one} THEN given.{one} ELSE stored.{one} END" for one in names]
    sets = [f"bool_or(change.target = '{one}') AS sets_{one}" for one in names]
    given = [
        f"CAST(max(change.given) FILTER (WHERE change.target = '{one}') AS numeric) AS {one}" for one in names
    ]
    return {"chosen_columns": ",\n".join(chosen), "given_columns": ",\n".join([*sets, *given])}


def _of_list(name: str, field: ListField, level: Level) -> dict[str, str]:
    words = list_words(field, level) | _place_words(field)
    verb = "upsert" if field.amount else "add"
    return {
        f"insert_{name}": fill(_FOLDER, f"insert_{level}_list", words | _APART),
        f"insert_merged_{name}": fill(_FOLDER, f"insert_{level}_list", words | _merged_words(words)),
        f"{verb}_{name}": fill(_FOLDER, f"{verb}_list", words),
        f"delete_{name}": fill(_FOLDER, "delete_list", words),
        f"compare_{name}": fill(_FOLDER, f"compare_{level}_{field.form}", words),
        f"change_{name}": fill(_FOLDER, f"change_{field.form}", words),
    }


def _merged_words(words: Mapping[str, str]) -> dict[str, str]:
    """Return the words for items of which a mapping may have made some the same."""
    owner = f"matched.{words['owner_id']}"
    ending = f"GROUP BY {owner}, name.entity_id" if words["amount"] else "ON CONFLICT DO NOTHING"
    return {"values": words["merged_values"], "ending": ending}


def _place_words(field: ListField) -> dict[str, str]:
    """Return the conditions that an item is at the place of a change; empty where items have none."""
    if not field.place:
        return dict.fromkeys(("same_place", "owned_place", "staged_place"), "")
    return {
        "same_place": f' AND staged.{field.place} = change."position"',
        "owned_place": f'AND owned.{field.place} = change."position"',
        "staged_place": f'AND staged.{field.place} = change."position"',
    }


def _create(entity: Entity) -> str:
    return fill(_FOLDER, "insert_names", entity_words(entity))


def _gather(entity: Entity) -> str:
    references = [
        part(_FOLDER, "reference_uses", {"name": one.name})
        for one in shape.REFERENCES
        if one.entity is entity
    ]
    lists = [_list_uses(one, level) for one in shape.LISTS if one.entity is entity for level in one.levels]
    uses = "\nUNION ALL\n".join([*references, *lists])
    return fill(_FOLDER, "gather_names", entity_words(entity) | {"uses": uses})


def _list_uses(field: ListField, level: Level) -> str:
    place = f"staged.{field.place}" if field.place else ""
    words = {"at": place or "0", "by_place": f", {place}" if place else ""}
    return part(_FOLDER, f"{level}_list_uses", list_words(field, level) | words)


def _catalog_names() -> str:
    found = (part(_FOLDER, "catalog_names", entity_words(one)) for one in shape.PLAIN_ENTITIES)
    return "".join(f"UNION ALL\n{one}\n" for one in found)


def _catalog_hashes() -> str:
    """Return the hashes of all names but those of values; 1 to 3 are the seeds of what stands beside them."""
    found = (
        part(_FOLDER, "catalog_hashes", entity_words(one) | {"seed": str(seed)})
        for seed, one in enumerate(shape.PLAIN_ENTITIES, start=4)
    )
    return "".join(f"UNION ALL\n{one}\n" for one in found)


def _owned_rows() -> str:
    found = (part(_FOLDER, f"{level}_rows", {"seed": seed, "table": table}) for table, seed, level in SEEDS)
    return "".join(f"UNION ALL\n{one}\n" for one in found)


def _disputed_words() -> dict[str, str]:
    """Return the words for the lists that only products have."""
    lists = shape.PRODUCT_LISTS
    parts = (part(_FOLDER, "disputed_list", list_words(one, Level.PRODUCT)) for one in lists)
    joins = (
        f"LEFT JOIN {one.name} ON {one.name}.staging_product_id = owner.staging_product_id" for one in lists
    )
    return {
        "lists": "".join(f"{one}\n\n" for one in parts),
        "join_lists": "\n".join(joins),
        "list_contents": "\n".join(f"('{one.name}', {one.name}.content)," for one in lists),
    }


def _inherited_words() -> dict[str, str]:
    """Return the words for the lists that a variant has from its product; places are a whole, as a record."""
    lists = [one for one in shape.LISTS if one.levels == BOTH]
    placed = [one for one in lists if one.place]
    own = (part(_FOLDER, "own_places", list_words(one, Level.VARIANT)) for one in placed)
    values = (part(_FOLDER, f"inherited_{one.form}", list_words(one, Level.VARIANT)) for one in lists)
    cases = (f"WHEN given.target = '{one.name}' THEN coalesce(own_{one.name}.places, 0)" for one in placed)
    joins = (f"LEFT JOIN own_{one.name} ON own_{one.name}.variant_id = given.variant_id" for one in placed)
    return {
        "own_places": "".join(f"{one}\n\n" for one in own),
        "own_place_cases": "\n".join(cases),
        "join_own_places": "\n".join(joins),
        "list_values": "\n".join(values),
    }


def _noted_words() -> dict[str, str]:
    """Return the words for what the journal holds of names, by the form in which it does."""
    return {
        **referring_words("renamed.target"),
        "name_fields": names(shape.lists_of(Form.NAMES)),
        "amount_fields": names(shape.lists_of(Form.AMOUNTS)),
    }
