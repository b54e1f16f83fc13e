"""The corrections workbook, written row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

import openpyxl
import pandas as pd
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter

from importkit.cells import TEXT_FORMAT, Look, Pen, Sheet, excel_text, row_height
from importkit.corrections.arrangement import ORIGINAL_ROW, SHEET, WHAT_TO_FIX, Arrangement
from importkit.corrections.cells import original
from importkit.corrections.problems import write_problems
from importkit.corrections.record import JOB_ID_PROPERTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from openpyxl.cell.cell import Cell

    from importkit.corrections.arrangement import WrittenColumn
    from importkit.corrections.record import Corrections

MAX_WIDTH = 50
_MIN_WIDTH = 8
#: Excel's filter button covers the end of a header.
_BUTTON = 3


def write(corrections: Corrections, target: Path | BinaryIO) -> None:
    """Write the corrections workbook, as .xlsx: it can be uploaded as it is."""
    workbook: Any = openpyxl.Workbook(write_only=True)  # the published types lack custom properties
    workbook.properties.creator = "importkit"
    workbook.properties.title = excel_text(f"Corrections of {corrections.filename}")
    workbook.custom_doc_props.append(StringProperty(name=JOB_ID_PROPERTY, value=corrections.job_id))
    arrangement = Arrangement(corrections)
    _write_products(workbook.create_sheet(SHEET), arrangement)
    write_problems(workbook.create_sheet("Problems"), arrangement)
    workbook.save(target)


def _write_products(sheet: Sheet, arrangement: Arrangement) -> None:
    notes = arrangement.what_to_fix
    _set_columns(sheet, arrangement, notes)
    rows = arrangement.corrections.cells.index.tolist()
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(arrangement.headers))}{len(rows) + 1}"
    pen = Pen(sheet)
    sheet.append(_header(pen, arrangement))
    columns = [_cells(pen, column, arrangement) for column in arrangement.columns]
    for place, (row, note) in enumerate(zip(rows, notes, strict=True), start=2):
        if height := row_height([(note, MAX_WIDTH)]):
            sheet.row_dimensions[place].height = height
        sheet.append(_row(pen, columns, row, note))


def _header(pen: Pen, arrangement: Arrangement) -> Iterator[Cell]:
    for column in arrangement.columns:
        yield pen.text(column.header, Look(header=True, failing=column.missing))
    for header in (ORIGINAL_ROW, WHAT_TO_FIX):
        yield pen.text(header, Look(header=True))


def _row(
    pen: Pen, columns: Iterable[Iterator[Cell | None]], row: int, note: str | None
) -> Iterator[Cell | None]:
    for cells in columns:
        yield next(cells)
    yield pen.value(row, Look(centred=True))
    yield pen.text(note, Look(wrapped=True))


def _cells(pen: Pen, column: WrittenColumn, arrangement: Arrangement) -> Iterator[Cell | None]:
    """Yield the cells of one column, each when its row is written."""
    corrections = arrangement.corrections
    rows = corrections.cells.index.tolist()
    if column.missing:
        yield from (original(pen, None, 0, identifier=column.identifier, failing=True) for _ in rows)
        return
    failing = arrangement.failing.get(column.letter, frozenset())
    texts = _texts(corrections.cells[column.letter])
    identifier = column.identifier
    for row, text, kind in zip(rows, texts, corrections.kinds[column.letter].tolist(), strict=True):
        yield original(pen, text, kind, identifier=identifier, failing=row in failing)


def _texts(cells: pd.Series[Any]) -> list[str | None]:
    return cells.astype("object").where(cells.notna(), None).tolist()


def _set_columns(sheet: Sheet, arrangement: Arrangement, notes: list[str | None]) -> None:
    """Fit the columns, and format those of identifiers as text down to the last row of the sheet."""
    for column in arrangement.columns:
        dimension = sheet.column_dimensions[column.place]
        cells = None if column.missing else arrangement.corrections.cells[column.letter]
        dimension.width = _width(column.header, cells)
        if column.identifier:
            dimension.number_format = TEXT_FORMAT
    added = zip((ORIGINAL_ROW, WHAT_TO_FIX), (None, pd.Series(notes, dtype="str")), strict=True)
    for place, (header, texts) in enumerate(added, start=len(arrangement.columns) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = _width(header, texts)


def _width(header: str, texts: pd.Series[Any] | None) -> int:
    longest = 0 if texts is None or texts.empty else int(texts.str.len().fillna(0).max())
    return min(MAX_WIDTH, max(len(header) + _BUTTON, _MIN_WIDTH, longest + 2))
