"""The frames that analysts get, each described once by a Pandera model: dtypes, meaning, what may be missing.

`FRAMES["rows"]` documents `check.rows`, and `FRAMES["rows"].validate(check.rows)` holds it to that. `row` is
Excel's row number everywhere, products are known by their handles and variants by SKU and barcode; a list is
one line for each of its items. The lists and records of products come from `importkit/shape.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from importkit import shape
from importkit.comparison_frames import COMPARISONS
from importkit.explained_frames import EXPLAINED
from importkit.findings.findings_frame import SEVERITIES
from importkit.frame_fields import (
    BARCODE,
    FLAG,
    HANDLE,
    KINDS,
    LEVELS,
    NUMBER,
    ROW,
    SKU,
    TEXT,
    WHOLE,
    of_dtypes,
)
from importkit.record_frames import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pandera.pandas import DataFrameSchema

    from importkit.frame_fields import Field

#: What would become of a row or a product, from the best to the worst.
STATUSES = pd.CategoricalDtype(["would_import", "skipped", "would_fail"], ordered=True)

#: What a row is in its product; the parent speaks for the product, a stray row belongs to none.
ROLES = pd.CategoricalDtype(["parent", "child", "image", "orphan", "stray", "skipped"])

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

_STATUS: Field = (STATUSES, "What an import would do: would_import, skipped or would_fail.", False)
_ERRORS: Field = (WHOLE, "How many errors it has.", False)
_WARNINGS: Field = (WHOLE, "How many warnings it has.", False)
_TEXTS: dict[str, Field] = {
    "title": (TEXT, "Its title.", True),
    "description": (TEXT, "Its description.", True),
    "image": (TEXT, "The address of its picture.", True),
}


def _records() -> dict[str, Field]:
    """Return the columns of the one-row records, numbers as numbers."""
    return {
        value.name: (NUMBER if value.digits else TEXT, f"Its {value.name.replace('_', ' ')}.", True)
        for record in shape.RECORDS
        for value in record.values  # noqa: PD011  no frame
    }


def _references() -> dict[str, Field]:
    return {one.name: (TEXT, f"Its {one.entity.kind.noun}.", True) for one in shape.REFERENCES}


def _list(one: shape.ListField) -> dict[str, Field]:
    """Return the columns of a list: whose item it is, its name, and what goes with it."""
    more: dict[str, Field] = {}
    if one.place:
        more[one.place] = (WHOLE, "The place of the item, from 0.", False)
    if one.label:
        more[one.label] = (TEXT, "What the place is called.", False)
    more[one.entity.kind.value] = (TEXT, f"The name of the {one.entity.kind.noun}.", False)
    if one.amount:
        more[one.amount.name] = (NUMBER, f"Its {one.amount.name}.", True)
    return {
        "level": (LEVELS, "Whose item it is: the product's, or a variant's own.", False),
        "product_handle": HANDLE,
        "sku": (TEXT, "The variant's SKU; NA for an item of the product.", True),
        "barcode": (TEXT, "The variant's barcode; NA for an item of the product.", True),
        "row": (WHOLE, "Excel's row number of the product or variant.", False),
        **more,
    }


def name_of(one: shape.ListField) -> str:
    """Return what the frame of a list is called.

    >>> [name_of(one) for one in shape.LISTS]
    ['tags', 'materials', 'journey', 'eco_claims']
    """
    return one.name.removesuffix("_steps")


#: The frames by their names, and their columns.
_COLUMNS: Mapping[str, dict[str, Field]] = {
    "findings": {
        "code": (TEXT, "The stable code, such as number.negative.", False),
        "severity": (SEVERITIES, "info, warning or error; an error holds its product back.", False),
        "sheet": (TEXT, "The name of the sheet.", True),
        "row": (WHOLE, "Excel's row number; NA when the whole sheet or column is meant.", True),
        "column": (TEXT, "The canonical name, or the header of a column that is not imported.", True),
        "cell": (TEXT, "The address, such as C17; NA when no cell is meant.", True),
        "value": (TEXT, "The cell's text as the user sees it.", True),
        "message": (TEXT, "What is wrong, in one sentence.", False),
        "hint": (TEXT, "What to do next.", True),
        "suggestion": (TEXT, "A value that would do, when one is known.", True),
        "product_handle": (TEXT, "The product concerned.", True),
    },
    "rows": {
        "row": ROW,
        "product_handle": HANDLE,
        "sku": SKU,
        "barcode": BARCODE,
        "role": (ROLES, "What the row is in its product, or that it was skipped.", False),
        "parent_row": (WHOLE, "The row that speaks for its product; NA for a row of none.", True),
        "status": _STATUS,
        "blocked_by_row": (
            WHOLE,
            "The row whose error holds this one back, where it has none of its own.",
            True,
        ),
        "errors": _ERRORS,
        "warnings": _WARNINGS,
    },
    "products": {
        "product_handle": HANDLE,
        "row": ROW,
        **_TEXTS,
        **_references(),
        "category": (TEXT, "The path of its category.", True),
        **_records(),
        "rows": (WHOLE, "How many rows it has.", False),
        "variants": (WHOLE, "How many of them are variants.", False),
        "status": _STATUS,
        "errors": _ERRORS,
        "warnings": _WARNINGS,
    },
    "variants": {
        "product_handle": HANDLE,
        "sku": SKU,
        "barcode": BARCODE,
        "row": ROW,
        **{
            name: (dtype, f"{words[:-1]} of its own; NA where the product's counts.", True)
            for name, (dtype, words, _) in {**_TEXTS, **_records()}.items()
        },
        "status": _STATUS,
        "errors": _ERRORS,
        "warnings": _WARNINGS,
    },
    "attributes": {
        "product_handle": HANDLE,
        "sku": SKU,
        "barcode": BARCODE,
        "row": ROW,
        shape.ATTRIBUTES.place: (WHOLE, "The place of the attribute, from 0.", False),
        shape.ATTRIBUTES.entity.kind.value: (TEXT, "The name of the attribute, such as Color.", True),
        shape.ATTRIBUTES.value_entity.kind.value: (TEXT, "Its value, such as Red.", True),
    },
    **{name_of(one): _list(one) for one in shape.LISTS},
    "cells": {
        "row": ROW,
        "letter": (TEXT, "Excel's letters of the column.", False),
        "header": (TEXT, "The header as the user spelled it.", True),
        "column": (TEXT, "The canonical name; NA for a column that is not imported.", True),
        "stored": (TEXT, "The text of the cell in the workbook.", True),
        "kind": (KINDS, "What the cell is in Excel.", False),
        "read": (TEXT, "What is taken from it; NA where it is not imported or cannot be used.", True),
    },
    "columns": {
        "letter": (TEXT, "Excel's letters of the column.", False),
        "header": (TEXT, "The header as the user spelled it.", True),
        "column": (TEXT, "The canonical name; NA for a column that is not imported.", True),
        "level": (TEXT, "Whose value it is: product, variant or both.", True),
        "filled": (WHOLE, "How many rows have a value.", False),
        "errors": (WHOLE, "How many errors its cells have.", False),
        "is_imported": (FLAG, "Whether its values count.", False),
        "why": (TEXT, "Why they do, or why not.", False),
    },
    "changes": {
        "row": ROW,
        "cell": (TEXT, "The address, such as C17.", False),
        "column": (TEXT, "The canonical name, or the header of a column that is not imported.", False),
        "before": (TEXT, "The text of the cell as it was read; NA for a blank one.", True),
        "after": (TEXT, "Its text now; NA for a blank one.", True),
    },
    **COMPARISONS,
    "suggestions": {
        "cell": (TEXT, "The address, such as C17.", False),
        "row": ROW,
        "column": (TEXT, "The canonical name, or the header of a column that is not imported.", False),
        "code": (TEXT, "The finding that it mends.", False),
        "value": (TEXT, "The text of the cell; NA for a blank one.", True),
        "suggestion": (TEXT, "What the cell should hold.", False),
        "rank": (WHOLE, "1 for the likeliest of several for one cell and code.", False),
        "why": (TEXT, "Why it should.", False),
        "is_safe": (FLAG, "Whether nothing else can be meant.", False),
    },
    "oddities": {
        "kind": (ODDITIES, "What is odd.", False),
        "sheet": (TEXT, "The name of the sheet.", False),
        "column": (TEXT, "The canonical name, or the header; NA where no column is meant.", True),
        "where": (TEXT, "A range, rows, columns or a cell.", True),
        "count": (WHOLE, "How many cells, rows, columns or sheets.", False),
        "example": (TEXT, "One text that has it.", True),
        "message": (TEXT, "What it is, and what importkit makes of it.", False),
    },
    "files": {
        "file": (TEXT, "The path as it was given, or the name of what is no file.", False),
        "status": (TEXT, "clean, findings (an error at least) or unreadable.", False),
        **{
            name: (WHOLE, f"How many {name.replace('_', ' ')} it has; NA where it cannot be read.", True)
            for name in ("rows", "products", "failed_products", "errors", "warnings", "infos")
        },
        "error": (TEXT, "Why it cannot be read.", True),
    },
    **EXPLAINED,
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
    return of_dtypes(frame, dtypes).reset_index(drop=True)


def empty(name: str) -> pd.DataFrame:
    """Return a frame without lines."""
    return typed(name, pd.DataFrame(index=range(0)))
