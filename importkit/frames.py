"""The frames that analysts get, each described once by a Pandera model: dtypes, meaning, what may be missing.

`FRAMES["rows"]` documents `check.rows`, and `FRAMES["rows"].validate(check.rows)` holds it to that. `row` is
Excel's row number everywhere, products are known by their handles and variants by SKU and barcode; a list is
one line for each of its items. The lists and records of products come from `importkit/shape.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit import shape
from importkit.comparison_frames import COMPARISONS
from importkit.findings.findings_frame import SEVERITIES
from importkit.model import CellKind
from importkit.record_frames import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pandera.pandas import DataFrameSchema

_TEXT, _WHOLE, _NUMBER, _FLAG = "str", "Int64", "Float64", "bool"

#: What would become of a row or a product, from the best to the worst.
STATUSES = pd.CategoricalDtype(["would_import", "skipped", "would_fail"], ordered=True)

#: What a row is in its product; the parent speaks for the product, a stray row belongs to none.
ROLES = pd.CategoricalDtype(["parent", "child", "image", "orphan", "stray", "skipped"])

#: What a cell is in Excel; its text alone does not tell '7 from 7.
KINDS = pd.CategoricalDtype([kind.name.lower().replace("_", "-") for kind in CellKind])

LEVELS = pd.CategoricalDtype([str(level) for level in shape.Level], ordered=True)

#: What was seen in a sheet that is odd, and no mistake by itself.
ODDITIES = pd.CategoricalDtype(
    [
        "merged-range",
        "hidden-row",
        "hidden-column",
        "hidden-sheet",
        "number-styles",
        "numbers-as-text",
        "look-alike-letters",
        "unicode-forms",
        "mojibake",
    ]
)

#: A column of a frame: dtype, what it says, and whether it may be missing.
_Field = tuple[Any, str, bool]
_ROW: _Field = (_WHOLE, "Excel's row number.", False)
_HANDLE: _Field = (_TEXT, "The product's handle; NA in a sheet that names no product.", True)
_SKU: _Field = (_TEXT, "The variant's SKU.", True)
_BARCODE: _Field = (_TEXT, "The variant's barcode.", True)
_STATUS: _Field = (STATUSES, "What an import would do: would_import, skipped or would_fail.", False)
_ERRORS: _Field = (_WHOLE, "How many errors it has.", False)
_WARNINGS: _Field = (_WHOLE, "How many warnings it has.", False)
_TEXTS: dict[str, _Field] = {
    "title": (_TEXT, "Its title.", True),
    "description": (_TEXT, "Its description.", True),
    "image": (_TEXT, "The address of its picture.", True),
}


def _records() -> dict[str, _Field]:
    """Return the columns of the one-row records, numbers as numbers."""
    return {
        value.name: (_NUMBER if value.digits else _TEXT, f"Its {value.name.replace('_', ' ')}.", True)
        for record in shape.RECORDS
        for value in record.values  # noqa: PD011  no frame
    }


def _references() -> dict[str, _Field]:
    return {one.name: (_TEXT, f"Its {one.entity.kind.noun}.", True) for one in shape.REFERENCES}


def _list(one: shape.ListField) -> dict[str, _Field]:
    """Return the columns of a list: whose item it is, its name, and what goes with it."""
    more: dict[str, _Field] = {}
    if one.place:
        more[one.place] = (_WHOLE, "The place of the item, from 0.", False)
    if one.label:
        more[one.label] = (_TEXT, "What the place is called.", False)
    more[one.entity.kind.value] = (_TEXT, f"The name of the {one.entity.kind.noun}.", False)
    if one.amount:
        more[one.amount.name] = (_NUMBER, f"Its {one.amount.name}.", True)
    return {
        "level": (LEVELS, "Whose item it is: the product's, or a variant's own.", False),
        "product_handle": _HANDLE,
        "sku": (_TEXT, "The variant's SKU; NA for an item of the product.", True),
        "barcode": (_TEXT, "The variant's barcode; NA for an item of the product.", True),
        "row": (_WHOLE, "Excel's row number of the product or variant.", False),
        **more,
    }


def name_of(one: shape.ListField) -> str:
    """Return what the frame of a list is called.

    >>> [name_of(one) for one in shape.LISTS]
    ['tags', 'materials', 'journey', 'eco_claims']
    """
    return one.name.removesuffix("_steps")


#: The frames by their names, and their columns.
_COLUMNS: Mapping[str, dict[str, _Field]] = {
    "findings": {
        "code": (_TEXT, "The stable code, such as number.negative.", False),
        "severity": (SEVERITIES, "info, warning or error; an error holds its product back.", False),
        "sheet": (_TEXT, "The name of the sheet.", True),
        "row": (_WHOLE, "Excel's row number; NA when the whole sheet or column is meant.", True),
        "column": (_TEXT, "The canonical name, or the header of a column that is not imported.", True),
        "cell": (_TEXT, "The address, such as C17; NA when no cell is meant.", True),
        "value": (_TEXT, "The cell's text as the user sees it.", True),
        "message": (_TEXT, "What is wrong, in one sentence.", False),
        "hint": (_TEXT, "What to do next.", True),
        "suggestion": (_TEXT, "A value that would do, when one is known.", True),
        "product_handle": (_TEXT, "The product concerned.", True),
    },
    "rows": {
        "row": _ROW,
        "product_handle": _HANDLE,
        "sku": _SKU,
        "barcode": _BARCODE,
        "role": (ROLES, "What the row is in its product, or that it was skipped.", False),
        "parent_row": (_WHOLE, "The row that speaks for its product; NA for a row of none.", True),
        "status": _STATUS,
        "blocked_by_row": (
            _WHOLE,
            "The row whose error holds this one back, where it has none of its own.",
            True,
        ),
        "errors": _ERRORS,
        "warnings": _WARNINGS,
    },
    "products": {
        "product_handle": _HANDLE,
        "row": _ROW,
        **_TEXTS,
        **_references(),
        "category": (_TEXT, "The path of its category.", True),
        **_records(),
        "rows": (_WHOLE, "How many rows it has.", False),
        "variants": (_WHOLE, "How many of them are variants.", False),
        "status": _STATUS,
        "errors": _ERRORS,
        "warnings": _WARNINGS,
    },
    "variants": {
        "product_handle": _HANDLE,
        "sku": _SKU,
        "barcode": _BARCODE,
        "row": _ROW,
        **{
            name: (dtype, f"{words[:-1]} of its own; NA where the product's counts.", True)
            for name, (dtype, words, _) in {**_TEXTS, **_records()}.items()
        },
        "status": _STATUS,
        "errors": _ERRORS,
        "warnings": _WARNINGS,
    },
    "attributes": {
        "product_handle": _HANDLE,
        "sku": _SKU,
        "barcode": _BARCODE,
        "row": _ROW,
        shape.ATTRIBUTES.place: (_WHOLE, "The place of the attribute, from 0.", False),
        shape.ATTRIBUTES.entity.kind.value: (_TEXT, "The name of the attribute, such as Color.", True),
        shape.ATTRIBUTES.value_entity.kind.value: (_TEXT, "Its value, such as Red.", True),
    },
    **{name_of(one): _list(one) for one in shape.LISTS},
    "cells": {
        "row": _ROW,
        "letter": (_TEXT, "Excel's letters of the column.", False),
        "header": (_TEXT, "The header as the user spelled it.", True),
        "column": (_TEXT, "The canonical name; NA for a column that is not imported.", True),
        "stored": (_TEXT, "The text of the cell in the workbook.", True),
        "kind": (KINDS, "What the cell is in Excel.", False),
        "read": (_TEXT, "What is taken from it; NA where it is not imported or cannot be used.", True),
    },
    "columns": {
        "letter": (_TEXT, "Excel's letters of the column.", False),
        "header": (_TEXT, "The header as the user spelled it.", True),
        "column": (_TEXT, "The canonical name; NA for a column that is not imported.", True),
        "level": (_TEXT, "Whose value it is: product, variant or both.", True),
        "filled": (_WHOLE, "How many rows have a value.", False),
        "errors": (_WHOLE, "How many errors its cells have.", False),
        "is_imported": (_FLAG, "Whether its values count.", False),
        "why": (_TEXT, "Why they do, or why not.", False),
    },
    "changes": {
        "row": _ROW,
        "cell": (_TEXT, "The address, such as C17.", False),
        "column": (_TEXT, "The canonical name, or the header of a column that is not imported.", False),
        "before": (_TEXT, "The text of the cell as it was read; NA for a blank one.", True),
        "after": (_TEXT, "Its text now; NA for a blank one.", True),
    },
    **COMPARISONS,
    "suggestions": {
        "cell": (_TEXT, "The address, such as C17.", False),
        "row": _ROW,
        "column": (_TEXT, "The canonical name, or the header of a column that is not imported.", False),
        "code": (_TEXT, "The finding that it mends.", False),
        "value": (_TEXT, "The text of the cell; NA for a blank one.", True),
        "suggestion": (_TEXT, "What the cell should hold.", False),
        "rank": (_WHOLE, "1 for the likeliest of several for one cell and code.", False),
        "why": (_TEXT, "Why it should.", False),
        "is_safe": (_FLAG, "Whether nothing else can be meant.", False),
    },
    "oddities": {
        "kind": (ODDITIES, "What is odd.", False),
        "sheet": (_TEXT, "The name of the sheet.", False),
        "column": (_TEXT, "The canonical name, or the header; NA where no column is meant.", True),
        "where": (_TEXT, "A range, rows, columns or a cell.", True),
        "count": (_WHOLE, "How many cells, rows, columns or sheets.", False),
        "example": (_TEXT, "One text that has it.", True),
        "message": (_TEXT, "What it is, and what importkit makes of it.", False),
    },
    "files": {
        "file": (_TEXT, "The path as it was given, or the name of what is no file.", False),
        "status": (_TEXT, "clean, findings (an error at least) or unreadable.", False),
        **{
            name: (_WHOLE, f"How many {name.replace('_', ' ')} it has; NA where it cannot be read.", True)
            for name in ("rows", "products", "failed_products", "errors", "warnings", "infos")
        },
        "error": (_TEXT, "Why it cannot be read.", True),
    },
    **RECORDS,
}


class _Frames(Mapping[str, "DataFrameSchema"]):
    """The models by the names of the frames, each made when it is first looked at."""

    def __getitem__(self, name: str) -> DataFrameSchema:
        return _model(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_COLUMNS)

    def __len__(self) -> int:
        return len(_COLUMNS)

    def __repr__(self) -> str:
        lines = (f"  {name}: {', '.join(columns)}" for name, columns in _COLUMNS.items())
        return "\n".join(('FRAMES, each a Pandera model, such as FRAMES["rows"]:', *lines))


#: A Pandera model of each frame by its name.
FRAMES: Mapping[str, DataFrameSchema] = _Frames()


@cache
def _model(name: str) -> DataFrameSchema:
    import pandera.pandas as pa  # a second, which nobody waits for who only asks for a frame

    columns = {
        column: pa.Column(dtype, nullable=is_nullable, description=words)
        for column, (dtype, words, is_nullable) in _COLUMNS[name].items()
    }
    return pa.DataFrameSchema(columns, name=name, strict=True, ordered=True)


def columns_of(name: str) -> list[str]:
    """Return the names of the columns of a frame, in their order."""
    return list(_COLUMNS[name])


def typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with the columns, order and dtypes of its model; columns that it lacks are missing."""
    dtypes = {column: dtype for column, (dtype, *_) in _COLUMNS[name].items()}
    return frame.reindex(columns=list(dtypes)).astype(dtypes).reset_index(drop=True)


def empty(name: str) -> pd.DataFrame:
    """Return a frame without lines."""
    return typed(name, pd.DataFrame(index=range(0)))
