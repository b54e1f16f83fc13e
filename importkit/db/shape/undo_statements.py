"""What undo runs once for each record, list or entity: put back what was, and remove names that can go."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from importkit import shape
from importkit.db.shape.template_values import (
    LISTS,
    RECORDS,
    entity_words,
    list_words,
    record_words,
    referring_words,
)
from importkit.sql_templates import fill, part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.shape import Entity, ListField, Record, Value

_FOLDER = "db/shape/sql/undo"

#: Puts back what products and variants held.
RESTORE = (
    *(
        f"{verb}_{name}"
        for name, record, _ in RECORDS
        for verb in (("delete", "insert") if record.is_one_field else ("insert", "delete"))
    ),
    *(f"{verb}_{name}" for name, *_ in LISTS for verb in ("delete", "insert")),
)

#: Removes the names of each kind; attributes come later, since their values must be gone by then.
REMOVE_NAMES = {one.kind: f"delete_{one.plural}" for one in shape.ENTITIES if one is not shape.ATTRIBUTE}
REMOVE_ATTRIBUTES = {shape.ATTRIBUTE.kind: f"delete_{shape.ATTRIBUTE.plural}"}


@cache
def undo_statements() -> Mapping[str, str]:
    """Return each statement by its name."""
    return MappingProxyType(
        {
            **{name: text for one in RECORDS for name, text in _of_record(*one).items()},
            **{name: text for one in LISTS for name, text in _of_list(*one).items()},
            **{
                f"delete_{one.plural}": fill(_FOLDER, "delete_names", entity_words(one))
                for one in shape.ENTITIES
            },
            "insert_name_items": fill(_FOLDER, "insert_name_items", _name_words()),
            "update_items_without_references": fill(
                _FOLDER,
                "update_items_without_references",
                {
                    **referring_words("item.target"),
                    "names": _of_entities("known_names", shape.FIELD_ENTITIES),
                },
            ),
            "select_noted_names": fill(
                _FOLDER, "select_noted_names", {"names": _of_entities("kept_names", shape.FIELD_ENTITIES)}
            ),
            "select_kept_items": fill(
                _FOLDER, "select_kept_items", {"names": _of_entities("kept_names", shape.PLAIN_ENTITIES)}
            ),
        }
    )


def _of_record(name: str, record: Record, level: shape.Level) -> dict[str, str]:
    form = "whole_record" if record.is_one_field else "record_values"
    words = record_words(record, level) | _value_words(record)
    return {f"{verb}_{name}": fill(_FOLDER, f"{verb}_{form}", words) for verb in ("delete", "insert")}


def _value_words(record: Record) -> dict[str, str]:
    names = [value.name for value in record.values]
    whole = (_former_value(place, value) for place, value in enumerate(record.values))
    chosen = [f"CASE WHEN former.sets_{one} THEN former.{one} ELSE present.{one} END" for one in names]
    sets = [f"bool_or(item.target = '{one}') AS sets_{one}" for one in names]
    former = [
        f"CAST(max(item.stored #>> '{{}}') FILTER (WHERE item.target = '{one}') AS numeric) AS {one}"
        for one in names
    ]
    return {
        "former_values": ", ".join(whole),
        "chosen_columns": ",\n".join(chosen),
        "former_columns": ",\n".join([*sets, *former]),
    }


def _former_value(place: int, value: Value) -> str:
    text = f"item.stored ->> {place}"
    return f"CAST({text} AS numeric)" if value.digits else text


def _of_list(name: str, field: ListField, level: shape.Level) -> dict[str, str]:
    words = list_words(field, level)
    return {
        f"delete_{name}": fill(_FOLDER, "delete_places" if field.place else "delete_list", words),
        f"insert_{name}": fill(_FOLDER, f"insert_{field.form}", words),
    }


def _of_entities(name: str, entities: tuple[Entity, ...]) -> str:
    return "\n".join(part(_FOLDER, name, entity_words(entity)) for entity in entities)


def _name_words() -> dict[str, str]:
    """Return the words for what uses names: a product itself, or the items of lists."""
    used = {
        entity: [
            *(("products", one.id_name) for one in shape.REFERENCES if one.entity is entity),
            *((table, one.id_name) for table, one, _ in LISTS if one.entity is entity),
        ]
        for entity in shape.FIELD_ENTITIES
    }
    cases = (
        f"WHEN '{entity.kind}' THEN\n    " + "\n    OR ".join(_used(*one) for one in places)
        for entity, places in used.items()
    )
    return {"names": _of_entities("brand_names", shape.PLAIN_ENTITIES), "uses": "\n".join(cases)}


def _used(table: str, id_name: str) -> str:
    return part(_FOLDER, "used", {"table": table, "entity_id": id_name})
