"""What the catalog runs once for each entity or list: read, remove and merge names; and the export."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from importkit import schema, shape
from importkit.db.shape.template_values import LISTS, entity_words, list_words
from importkit.shape import BOTH, Level
from importkit.sql_templates import fill, listed, part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.shape import Entity, ListField, Reference

_FOLDER = "db/shape/sql/catalog"

#: Puts one name in the place of another: for each kind, what does so for products and for variants.
MOVE: Mapping[str, Mapping[Level, tuple[str, ...]]] = MappingProxyType(
    {
        **{one.entity.kind: {Level.PRODUCT: (f"move_{one.name}",)} for one in shape.REFERENCES},
        **{
            one.entity.kind: {level: (f"move_{level}_{one.name}",) for level in one.levels}
            for one in shape.LISTS
        },
    }
)


@cache
def catalog_statements() -> Mapping[str, str]:
    """Return each statement by its name."""
    return MappingProxyType(
        {
            **{f"delete_{one.kind}": _delete(one) for one in shape.ENTITIES},
            **{f"move_{one.name}": _of_reference("move", one) for one in shape.REFERENCES},
            **{f"move_{name}": _move(field, level) for name, field, level in LISTS},
            **{f"select_{one.entity.kind}": _of_reference("select", one) for one in shape.REFERENCES},
            **{f"select_{one.entity.kind}": _select(one) for one in shape.LISTS},
            "select_names": fill(_FOLDER, "select_names", {"names": _of_entities("names_of_kind")}),
            "select_mappings": fill(_FOLDER, "select_mappings", _mapped_words()),
            **{f"export_{level}s": _export(level) for level in BOTH},
        }
    )


def _delete(entity: Entity) -> str:
    return fill(_FOLDER, "delete_name", entity_words(entity))


def _of_reference(verb: str, reference: Reference) -> str:
    words = entity_words(reference.entity) | {"id_name": reference.id_name}
    return fill(_FOLDER, f"{verb}_reference", words)


def _move(field: ListField, level: Level) -> str:
    words = list_words(field, level) | entity_words(field.entity)
    words["kept_columns"] = listed(name for name in (words["owner_id"], field.place, field.label) if name)
    return fill(_FOLDER, "move_amounts" if field.amount else "move_list", words)


def _select(field: ListField) -> str:
    words = list_words(field, Level.PRODUCT) | entity_words(field.entity)
    return fill(_FOLDER, "select_list" if field.levels == BOTH else "select_product_list", words)


def _mapped_words() -> dict[str, str]:
    names = (f"{entity.kind}.name" for entity in shape.PLAIN_ENTITIES)
    return {"entity_names": listed(names), "joins": _of_entities("mapped")}


def _of_entities(name: str) -> str:
    return "\n".join(_of_entity(name, entity) for entity in shape.PLAIN_ENTITIES)


def _of_entity(name: str, entity: Entity) -> str:
    return part(_FOLDER, name, entity_words(entity))


def _export(level: Level) -> str:
    """Return what reads products, or variants, in the columns of importkit's own sheet."""
    lists = shape.lists_at(level)
    columns = (f"{value} AS {_quoted(name)}" for one in lists for value, name in _columns(one))
    joins = (f"LEFT JOIN {one.name} ON {one.name}.{level}_id = {level}.id" for one in lists)
    words = {
        "lists": ",\n\n".join(_exported(one, level) for one in lists),
        "columns": ",\n".join(columns),
        "joins": "\n".join(joins),
    }
    return fill(_FOLDER, f"export_{level}s", words)


def _exported(field: ListField, level: Level) -> str:
    items = (
        part(_FOLDER, "export_place", {"place": field.place or "", "number": str(one)})
        for one in _places(field)
    )
    words = list_words(field, level) | {"place_items": ",\n".join(items)}
    return part(_FOLDER, f"export_{field.form}", words)


def _columns(field: ListField) -> list[tuple[str, str]]:
    """Return what a list is read as, with the column of the sheet; each place has one."""
    if field.place:
        return [(f"{field.name}.place_{place}", name) for place, name in _places(field).items()]
    return [(f"{field.name}.items", schema.own_column(field.name))]


def _places(field: ListField) -> dict[int, str]:
    """Return the column of the sheet for each place of a list."""
    columns = (column for column in schema.own_columns() if column.target == field.name and column.step)
    return {column.step.sort_index: column.name for column in columns if column.step}


def _quoted(name: str) -> str:
    """Return a header as an identifier of SQL."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
