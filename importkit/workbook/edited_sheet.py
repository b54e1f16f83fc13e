"""Cells of a sheet replaced: whatever depends on them is then read anew, as if the file had come so."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from decimal import Decimal
from numbers import Integral, Real
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from importkit.arguments import refused
from importkit.cell_edits import NewCell
from importkit.cell_texts import LONGEST_TEXT, storable
from importkit.errors import UsageError
from importkit.model import CellKind
from importkit.values.excel_dates import date_format
from importkit.values.number_formats import number_format
from importkit.workbook.sheet.cell_column import Cells
from importkit.workbook.sheet.cell_values import number_text
from importkit.workbook.sheet.grid import Grid
from importkit.workbook.sheet.headers import best_header
from importkit.workbook.sheet.layout import SEARCHED_ROWS
from importkit.workbook.sheet.merged_cells import spreads
from importkit.workbook.sheet.scan import SheetScan
from importkit.workbook.sheet.sheet_tail import Merges
from importkit.workbook.sheet.table import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from importkit.addresses import CellPosition
    from importkit.cell_edits import Edits
    from importkit.workbook.raw_sheet import RawSheet
    from importkit.workbook.sheet.layout import Place
    from importkit.workbook.sheet.table import Table

#: Excel takes 1900 for a leap year, and knows no earlier one.
_FIRST_YEAR = 1900
_GIVEN = "a text, a number, True, False, a date, or None to clear the cell"


def new_cell(value: object, *, argument: str) -> NewCell:
    """Return a cell that holds a value; NaN, NA, None and a blank text clear it.

    Raises:
        UsageError: No cell can hold that.

    >>> [new_cell(value, argument="N6").text for value in (1200.0, "00123", True, "", float("nan"))]
    ['1200', '00123', 'TRUE', None, None]
    """
    if value is None or value is pd.NA or value is pd.NaT:
        return NewCell(None, CellKind.BLANK)
    if isinstance(value, str):
        return _text_cell(str(value), argument)
    if isinstance(value, bool | np.bool_):
        return NewCell("TRUE" if value else "FALSE", CellKind.BOOLEAN)
    if isinstance(value, Integral):
        return NewCell(str(int(value)), CellKind.NUMBER)
    if isinstance(value, Real | Decimal):
        return _number_cell(value, argument)
    if isinstance(value, dt.date) and value.year > _FIRST_YEAR:  # a datetime is one, and so is a Timestamp
        return NewCell(_date_text(value), CellKind.DATE)
    raise refused(value, argument=argument, allowed=_GIVEN)


def _date_text(value: dt.date) -> str:
    """Return a day, or a moment to the second, as reading a workbook gives it."""
    if not isinstance(value, dt.datetime) or value.time() == dt.time():
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m-%d %H:%M:%S}"


def _text_cell(text: str, argument: str) -> NewCell:
    if len(text) > LONGEST_TEXT:
        raise UsageError(
            f"The text for {argument} is too long: a cell holds {LONGEST_TEXT:,} characters at most.",
            hint="Shorten it.",
        )
    kept = storable(text)
    return NewCell(kept, CellKind.TEXT) if kept else NewCell(None, CellKind.BLANK)


def _number_cell(value: Real | Decimal, argument: str) -> NewCell:
    number = float(value)
    if math.isnan(number):
        return NewCell(None, CellKind.BLANK)
    if math.isinf(number):
        raise refused(number, argument=argument, allowed=_GIVEN)
    return NewCell(number_text(number), CellKind.NUMBER)


def settled(raw: RawSheet) -> RawSheet:
    """Return the sheet with links and pictures as what the cells say, so that they can be replaced.

    Nothing else changes: it is read as before.
    """
    table = table_of(raw.grid, raw.found, raw.place, with_cleaned=False)
    columns = dict(raw.grid.columns)
    for number, cells in table.columns.items():
        if number in columns and cells is not columns[number]:
            columns[number] = _below(columns[number], cells, table.below_header)
    found = SheetScan(hidden=raw.found.hidden, merges=raw.found.merges, formulas=raw.found.formulas)
    return replace(raw, grid=Grid(columns, raw.grid.numbers), found=found)


def edited(raw: RawSheet, edits: Edits, data_rows: NDArray[np.int64]) -> RawSheet:
    """Return a settled sheet with these cells replaced, and no others.

    A merged range in which one of them lies is taken apart. Where it spoke for each of its rows, it is filled
    in first, so that the other rows keep what they had.

    Args:
        raw: The sheet.
        edits: What is put where; rows and columns may be new ones.
        data_rows: Excel's numbers of the rows that hold products, which a merged range speaks for.
    """
    if not edits:
        return raw
    merges, filled = _taken_apart(raw, edits, data_rows)
    changed = {**filled, **edits}
    grid = _with_places(raw.grid, changed)
    by_column: dict[int, dict[int, NewCell]] = {}
    for (row, column), cell in changed.items():
        by_column.setdefault(column, {})[int(np.searchsorted(grid.numbers, row))] = cell
    columns = {
        number: _replaced(cells, by_column[number]) if number in by_column else cells
        for number, cells in grid.columns.items()
    }
    grid = Grid(columns, grid.numbers)
    return replace(raw, grid=grid, found=replace(raw.found, merges=merges), place=_place(raw, grid, edits))


def _place(raw: RawSheet, grid: Grid, edits: Iterable[CellPosition]) -> Place:
    """Return where the table lies now: a new header may name another column, or tell another dialect."""
    if min(row for row, _ in edits) > SEARCHED_ROWS:
        return raw.place
    rows = {int(row): grid.headers(int(row)) for row in grid.numbers[grid.numbers <= SEARCHED_ROWS]}
    header = best_header(rows)
    return raw.place if header is None else replace(raw.place, header=header)


def _below(above: Cells, below: Cells, at: int) -> Cells:
    """Return a column that is one up to a position, and another from there on."""
    texts = pa.concat_arrays([above.texts[:at], below.texts[at:]])
    return Cells(texts, np.concatenate([above.kinds[:at], below.kinds[at:]]), below.formats)


def _taken_apart(raw: RawSheet, edits: Edits, data_rows: NDArray[np.int64]) -> tuple[Merges, Edits]:
    """Return the merges without those that an edit touches, and the cells that speak for themselves now."""
    merges = raw.found.merges
    touched = np.zeros(len(merges.tops), bool)
    for row, column in edits:
        touched |= (merges.columns == column) & (merges.tops <= row) & (row <= merges.bottoms)
    if not touched.any():
        return merges, {}
    kept = Merges(merges.columns[~touched], merges.tops[~touched], merges.bottoms[~touched])
    table = table_of(raw.grid, raw.found, raw.place)
    filled: Edits = {}
    for at in np.flatnonzero(touched).tolist():
        column, top, bottom = int(merges.columns[at]), int(merges.tops[at]), int(merges.bottoms[at])
        if column in table.names and spreads(table.names[column]) and _has_text(table, column, top):
            cell = stored_cell(raw, top, column)
            covered = data_rows[(data_rows > top) & (data_rows <= bottom)]
            filled |= {(int(row), column): cell for row in covered}
    return kept, filled


def _has_text(table: Table, column: int, row: int) -> bool:
    """Return whether a cell has a text that counts; a date or an error speaks for no other row."""
    at = int(np.searchsorted(table.numbers, row))
    return at < table.height and int(table.numbers[at]) == row and table.cleaned[column][at].is_valid


def stored_cell(raw: RawSheet, row: int, column: int) -> NewCell:
    """Return a cell as it is stored; a blank one where the sheet has none."""
    grid = raw.grid
    at, cells = int(np.searchsorted(grid.numbers, row)), grid.columns.get(column)
    if cells is None or at >= grid.height or grid.numbers[at] != row:
        return NewCell(None, CellKind.BLANK)
    return NewCell(cells.texts[at].as_py(), int(cells.kinds[at]))


def _with_places(grid: Grid, edits: Iterable[CellPosition]) -> Grid:
    """Return the grid with a place for each edit; a row or column that it lacks is blank."""
    numbers = np.union1d(grid.numbers, np.array([row for row, _ in edits], np.int64))
    columns = dict(grid.columns)
    if len(numbers) > grid.height:
        known = np.isin(numbers, grid.numbers)
        source = pa.array(
            np.searchsorted(grid.numbers, numbers).clip(max=max(grid.height - 1, 0)), mask=~known
        )
        columns = {number: _taken(cells, source, known) for number, cells in columns.items()}
    blank = Cells(pa.nulls(len(numbers), pa.large_string()), np.zeros(len(numbers), np.uint8))
    columns |= {column: blank for _, column in edits if column not in columns}
    return Grid(dict(sorted(columns.items())), numbers)


def _taken(cells: Cells, source: pa.Array, known: NDArray[np.bool_]) -> Cells:
    kinds = np.zeros(len(known), np.uint8)
    kinds[known] = cells.kinds
    return Cells(
        cells.texts.take(source), kinds, None if cells.formats is None else cells.formats.take(source)
    )


def _replaced(cells: Cells, new: Mapping[int, NewCell]) -> Cells:
    """Return a column with other cells at these positions."""
    places = sorted(new)
    mask = np.zeros(len(cells.texts), bool)
    mask[places] = True
    texts = pa.array([new[at].text for at in places], pa.large_string())
    kinds = cells.kinds.copy()
    kinds[places] = [new[at].kind for at in places]
    replaced = Cells(pc.replace_with_mask(cells.texts, pa.array(mask), texts), kinds, cells.formats)
    return _with_formats(replaced, new)


def _with_formats(cells: Cells, new: Mapping[int, NewCell]) -> Cells:
    """Return the column, the new numbers without formats that would make other values of them.

    A number keeps its decimals and its unit; zeros in front, per cent or a date would be another value.
    """
    if cells.formats is None and not any(cell.kind == CellKind.DATE for cell in new.values()):
        return cells
    formats = pa.nulls(len(cells.texts), pa.string()) if cells.formats is None else cells.formats
    mask = np.zeros(len(cells.texts), bool)
    mask[list(new)] = True
    shown = [_format_of(cell, formats[at].as_py()) for at, cell in sorted(new.items())]
    changed = pc.replace_with_mask(formats.cast(pa.string()), pa.array(mask), pa.array(shown, pa.string()))
    return Cells(cells.texts, cells.kinds, changed.dictionary_encode())


def _format_of(cell: NewCell, code: str | None) -> str | None:
    """Return the number format of a new cell, given the one of the cell before it; None for General."""
    if cell.kind == CellKind.DATE:
        return date_format(cell.text or "")
    if cell.kind == CellKind.NUMBER and code and not number_format(code).keeps_values:
        return None
    return code
