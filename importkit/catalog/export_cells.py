"""What a cell says: lists joined so that reading splits them as they were, numbers as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from importkit import schema
from importkit.addresses import column_letters
from importkit.cell_texts import LONGEST_TEXT, excel_text
from importkit.schema import Kind
from importkit.values.lists import SEPARATOR, join_items, split_list
from importkit.values.materials import (
    FULL,
    Composition,
    decode_materials,
    format_materials,
    parse_materials,
)
from importkit.values.separators import ITEM

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from importkit.values.materials import Material

#: The unit that a weight without one has.
_GRAMS = " g"


class SheetColumn(NamedTuple):
    """The cells of one column.

    Attributes:
        codes: For each row the place of its value, -1 where it is blank.
        values: Texts, numbers and None, each once.
    """

    codes: NDArray[np.intp]
    values: list[object]


class SheetCells(NamedTuple):
    """The cells of a sheet.

    Attributes:
        columns: By canonical name, in the order of the sheet.
        left_blank: Addresses of cells that would not be read as what they say.
    """

    columns: dict[str, SheetColumn]
    left_blank: tuple[str, ...]


def sheet_cells(rows: pd.DataFrame) -> SheetCells:
    """Return the cells of arranged rows; the first row is Excel's row 2."""
    columns: dict[str, SheetColumn] = {}
    left_blank: list[str] = []
    for place, name in enumerate(rows.columns, start=1):
        codes, distinct = pd.factorize(rows[name])
        values = [_CELL.get(schema.columns()[name].kind, _text)(text) for text in distinct]
        columns[name] = SheetColumn(codes, values)
        unfit = [code for code, cell in enumerate(values) if cell is None]
        blank = np.flatnonzero(np.isin(codes, unfit))
        left_blank += [f"{column_letters(place)}{row}" for row in (blank + 2).tolist()]
    return SheetCells(columns, tuple(left_blank))


def _text(text: str) -> str | None:
    return text if len(excel_text(text)) <= LONGEST_TEXT else None


def _number(text: str) -> int | float:
    return int(text) if text.isdigit() else float(text)


def _weight(text: str) -> object:
    """Return a weight in grams as a number, any other with its unit as a text."""
    return _number(text.removesuffix(_GRAMS)) if text.endswith(_GRAMS) else text


def _list(text: str) -> str | None:
    items = text.split(ITEM)
    joined = join_items(items)
    if len(joined) > LONGEST_TEXT:
        joined = joined.replace(f"{SEPARATOR} ", SEPARATOR)
    return _text(joined) if split_list(joined) == items else None


def _materials(text: str) -> str | None:
    materials = decode_materials(text)
    written = format_materials(materials)
    return _text(written) if _reads_as(written, materials) else None


def _reads_as(written: str, materials: list[Material]) -> bool:
    read = parse_materials(written)
    return isinstance(read, Composition) and list(read.materials) == materials and read.total <= FULL[1]


_CELL: dict[Kind, Callable[[str], object]] = {
    Kind.NUMBER: _number,
    Kind.WEIGHT: _weight,
    Kind.LIST: _list,
    Kind.MATERIALS: _materials,
}
