"""The statements that there are once for each list of products and variants, or that name their columns.

They are made from templates and `importkit/shape.py`, as those that Postgres runs for the same lists.
"""

from __future__ import annotations

from functools import cache
from textwrap import indent
from types import MappingProxyType
from typing import TYPE_CHECKING

from importkit import schema, shape
from importkit.schema import Kind
from importkit.sql_templates import fill, part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.shape import Level, ListField

_FOLDER = "resolution/templates"

#: Statements that name the columns of lists.
_NAMING_COLUMNS = (
    "list_cells",
    "product_values",
    "first_value_rows",
    "cleared_products",
    "cleared_variants",
    "diff_products",
    "likely_separate_products",
    "entity_names",
)


@cache
def list_statements() -> Mapping[str, str]:
    """Return each statement by its name."""
    words = _column_words()
    return MappingProxyType(
        {
            **{
                f"staging_{level}_{one.name}": _staged(one, level)
                for one in shape.LISTS
                for level in one.levels
            },
            **{name: fill(_FOLDER, name, words) for name in _NAMING_COLUMNS},
        }
    )


def _staged(field: ListField, level: Level) -> str:
    if field in shape.PRODUCT_LISTS:
        return fill(_FOLDER, "staging_whole_list", _words(field))
    return fill(_FOLDER, f"staging_{level}_{'places' if field.place else 'list'}", _words(field))


def _words(field: ListField) -> dict[str, str]:
    column = schema.own_column(field.name)
    return {
        "field": field.name,
        "nouns": field.name.replace("_", " "),
        "kind": field.entity.kind,
        "amount": f",\n    item.{field.amount.name}" if field.amount else "",
        "place": field.place or "",
        "label": field.label or "",
        "column": column,
        "header": f'"{column}"',
    }


def _column_words() -> dict[str, str]:
    """Return the words for the columns of all lists, and of those that only products have."""
    kinds = (Kind.LIST, Kind.MATERIALS)
    lists = (column.name for column in schema.columns().values() if column.kind in kinds)
    differences = (indent(one, " " * 12).lstrip() for one in _of_products("product_difference"))
    return {
        "columns": ", ".join(f'"{name}"' for name in lists),
        "product_columns": ", ".join(f"'{schema.own_column(name)}'" for name in shape.PRODUCT_FIELDS),
        "product_lists": ", ".join(f"'{schema.own_column(one.name)}'" for one in shape.PRODUCT_LISTS),
        "rows": "".join(f",\n    {one}" for one in _of_products("first_row")),
        "contents": "".join(f",\n            {one}" for one in _of_products("product_content")),
        "differences": "".join(f",\n            {one}" for one in differences),
        "join_row_lists": "\n".join(_of_products("join_row_list")),
        "join_own_lists": "\n".join(_of_products("join_own_list")),
        "where_first": "\n".join(_of_products("from_first_row")),
    }


def _of_products(name: str) -> list[str]:
    return [part(_FOLDER, name, _words(one)) for one in shape.PRODUCT_LISTS]
