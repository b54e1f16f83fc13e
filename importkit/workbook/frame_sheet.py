"""A DataFrame as a sheet: its columns are headers, its lines are rows."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from importkit import schema
from importkit.cell_edits import NewCell
from importkit.choices import chosen_word
from importkit.errors import UsageError
from importkit.findings import Findings, RefusedImportError
from importkit.model import CellKind
from importkit.schema import Kind
from importkit.workbook.archive.workbook_parts import Sheet as SheetPart
from importkit.workbook.edited_sheet import new_cell
from importkit.workbook.raw_sheet import RawSheet
from importkit.workbook.sheet.cell_column import Cells
from importkit.workbook.sheet.grid import Grid
from importkit.workbook.sheet.headers import best_header, dialect_of, vocabulary
from importkit.workbook.sheet.layout import SEARCHED_ROWS, Place
from importkit.workbook.sheet.scan import SheetScan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Where a frame that came from a book keeps what the frame itself does not show.
ATTRIBUTE = "importkit"
_ROW_NAMES = frozenset({"row", "row_number"})
_NUMERIC = (Kind.NUMBER, Kind.WEIGHT)
#: Digits that mean one number wherever they are typed; three behind a point may be thousands.
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.(?:[0-9]{1,2}|[0-9]{4}))?")
_RENUMBER = "Number them anew: frame.reset_index(drop=True)."


def sheet_of_frame(frame: pd.DataFrame, *, dialect: str | None, filename: str) -> RawSheet:
    """Return a sheet that holds a frame.

    Args:
        frame: Canonical or known headers. An index named "row" holds Excel's row numbers, and they are kept;
            any other one is left out.
        dialect: The kind of sheet that its cells are written for; the one it came from when None, else the
            one that its headers tell.
        filename: What messages call it.

    Raises:
        UsageError: It has no columns, columns on several levels, row numbers that cannot be, or there is no
            such dialect.
        RefusedImportError: None of its columns is known.
    """
    known = frame.attrs.get(ATTRIBUTE, {})
    if not len(frame.columns) or frame.columns.nlevels > 1:
        raise UsageError(
            "A frame is a sheet when its columns are headers, each on one level.",
            hint='Name them as the sheet does: frame.columns = ["Product Handle", "SKU", …]',
        )
    words = schema.dialects()
    wanted = known.get("dialect") if dialect is None else chosen_word(words, dialect, argument="dialect")
    names = [str(name) for name in frame.columns]
    headers = _headers([known.get("headers", {}).get(name, name) for name in names], wanted)
    rows = _rows(frame)
    header_row = _header_row(known.get("header_row", 1), rows)
    header = best_header({header_row: dict(enumerate(headers, start=1))})
    if header is None:
        raise RefusedImportError(
            "No column of the frame has a name that is known.",
            findings=Findings.of(
                "header.not-found", [{"sheet": "", "searched": 1, "advice": "The template has them all."}]
            ),
            hint="Name the columns as in importkit's template: Product Handle, Product Title, SKU, …",
        )
    order = np.argsort(rows, kind="stable")
    columns = {
        number: _column(name, kind_of(name, header.dialect), frame.iloc[order, number - 1])
        for number, name in enumerate(headers, start=1)
    }
    numbers = np.concatenate([np.array([header_row], np.int64), rows[order]])
    place = Place(SheetPart(known.get("sheet", "Products"), 0, True, ""), header)  # noqa: FBT003  of a record
    return RawSheet(filename, place, _filled_rows(Grid(columns, numbers)), SheetScan())


def kind_of(header: str, dialect: str | None) -> Kind | None:
    """Return how the column that a header names is read; None where it names none."""
    name = vocabulary(dialect or "plan").canonical(header)
    return schema.columns()[name].kind if name else None


def cell_of(value: object, kind: Kind | None, *, argument: str) -> NewCell:
    """Return the cell for a value of a frame: plain digits in a column of numbers are a number.

    Raises:
        UsageError: No cell can hold that.
    """
    cell = new_cell(value, argument=argument)
    is_number = (
        kind in _NUMERIC and cell.kind == CellKind.TEXT and _PLAIN.fullmatch(cell.text or "") is not None
    )
    return NewCell(cell.text, CellKind.NUMBER) if is_number else cell


def distinct_values(values: pd.Series[Any]) -> tuple[np.ndarray[Any, np.dtype[np.int64]], list[object]]:
    """Return each distinct value of a column once, and which one each line has, -1 for none.

    1, 1.0 and True are equal to pandas, and not to a sheet.
    """
    if isinstance(values.dtype, pd.StringDtype):
        codes, distinct = pd.factorize(values, use_na_sentinel=True)
        return codes.astype(np.int64), list(distinct)
    places: dict[object, int] = {}
    found: list[object] = []
    codes = np.full(len(values), -1, np.int64)
    missing = values.isna().to_numpy()
    for at, value in enumerate(values):
        if not missing[at]:
            key = (type(value), value) if isinstance(value, Hashable) else at
            codes[at] = places.setdefault(key, len(found))
            if codes[at] == len(found):
                found.append(value)
    return codes, found


def _headers(headers: list[str], dialect: str | None) -> list[str]:
    """Return headers that tell this dialect, the same ones where they do.

    Raises:
        UsageError: None can: the frame lacks the columns by which a sheet of that kind is known.
    """
    if dialect is None or dialect_of(headers) == dialect:
        return headers
    words = vocabulary(dialect)
    places = {name: at for at, header in enumerate(headers) if (name := words.canonical(header))}
    for signature in [{name: name for name in places}] if dialect == "plan" else _signatures(dialect):
        if places.keys() >= signature.keys():
            renamed = list(headers)
            for name, header in signature.items():
                renamed[places[name]] = header
            if dialect_of(renamed) == dialect:
                return renamed
    title = schema.dialects()[dialect].title
    raise UsageError(
        f"The frame has too few columns for a {title}.",
        hint='Check it as a sheet of importkit\'s own kind: dialect="plan".',
    )


def _signatures(dialect: str) -> Sequence[Mapping[str, str]]:
    """Return the headers by which a dialect is known, by the columns that they name, the most first."""
    words = vocabulary(dialect)
    named = [
        {name: header for header in signature if (name := words.canonical(header))}
        for signature in schema.dialects()[dialect].signature
        if all(words.canonical(header) for header in signature)
    ]
    return sorted(named, key=len, reverse=True)


def _rows(frame: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return Excel's number of each line of a frame."""
    if frame.index.name not in _ROW_NAMES:
        return np.arange(2, len(frame) + 2)
    if not pd.api.types.is_integer_dtype(frame.index.dtype) or (len(frame) and int(frame.index.min()) < 2):
        raise UsageError("The row numbers of the frame are whole numbers from 2.", hint=_RENUMBER)
    if frame.index.has_duplicates:
        twice = int(frame.index[frame.index.duplicated()][0])
        raise UsageError(f"The frame has row {twice} twice.", hint=_RENUMBER)
    return frame.index.to_numpy(np.int64)


def _header_row(given: int, rows: np.ndarray[Any, np.dtype[np.int64]]) -> int:
    first = int(rows.min()) if len(rows) else given + 1
    return given if given < first and given <= SEARCHED_ROWS else 1


def _column(name: str, kind: Kind | None, values: pd.Series[Any]) -> Cells:
    """Return a column of a frame below its header, each distinct value looked at once."""
    codes, distinct = distinct_values(values)
    cells = [cell_of(value, kind, argument=f"a cell of {name}") for value in distinct]
    texts = pa.array([cell.text for cell in cells], pa.large_string()).take(pa.array(codes, mask=codes < 0))
    kinds = np.array([*(cell.kind for cell in cells), CellKind.BLANK], np.uint8)[codes]
    return Cells(
        pa.concat_arrays([pa.array([name], pa.large_string()), texts]),
        np.concatenate([np.full(1, CellKind.TEXT, np.uint8), kinds]),
    )


def _filled_rows(grid: Grid) -> Grid:
    """Return the grid without lines that hold nothing: a blank row has no place in it."""
    filled = np.logical_or.reduce([cells.kinds > 0 for cells in grid.columns.values()])
    kept = pa.array(np.flatnonzero(filled))
    columns = {
        number: Cells(cells.texts.take(kept), cells.kinds[filled]) for number, cells in grid.columns.items()
    }
    return Grid(columns, grid.numbers[filled])
