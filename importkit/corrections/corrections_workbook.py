"""The corrections workbook, written row by row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO

import openpyxl
import pandas as pd
from openpyxl.packaging.custom import StringProperty

from importkit.addresses import column_letters
from importkit.cell_texts import excel_text
from importkit.cell_writing import TEXT_FORMAT, CellStyle, CellWriter, Sheet, row_height
from importkit.corrections.corrections_layout import Arrangement, values
from importkit.corrections.problems import write_problems
from importkit.corrections_format import (
    ADDED_COLUMNS,
    JOB_ID_PROPERTY,
    MODE_PROPERTY,
    PROBLEMS_SHEET,
    PRODUCTS_SHEET,
)
from importkit.model import CellKind
from importkit.original_cells import UploadedCell, original

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from openpyxl.cell.cell import Cell

    from importkit.corrections.corrections_layout import WrittenColumn
    from importkit.corrections.corrections_records import Corrections

MAX_WIDTH = 50
_MIN_WIDTH = 8
#: What a number format holds and does not show.
_MARKS = re.compile(r'\[[^\]]*\]|["\\_*]')
_DIGIT = re.compile("[0#?]")
_LONGEST_NAME = 9
#: Excel's filter button covers the end of a header.
_BUTTON = 3


def write(corrections: Corrections, target: Path | BinaryIO) -> None:
    """Write the corrections workbook, as .xlsx: it can be uploaded as it is."""
    workbook: Any = openpyxl.Workbook(write_only=True)  # the published types lack custom properties
    workbook.properties.creator = "importkit"
    workbook.properties.title = excel_text(f"Corrections of {corrections.filename}")
    origin = {JOB_ID_PROPERTY: corrections.job_id, MODE_PROPERTY: str(corrections.mode)}
    for name, value in origin.items():
        if value is not None:
            workbook.custom_doc_props.append(StringProperty(name=name, value=value))
    arrangement = Arrangement(corrections)
    _write_products(workbook.create_sheet(PRODUCTS_SHEET), arrangement)
    write_problems(workbook.create_sheet(PROBLEMS_SHEET), arrangement)
    workbook.save(target)


def _write_products(sheet: Sheet, arrangement: Arrangement) -> None:
    notes = arrangement.what_to_fix
    _set_columns(sheet, arrangement, notes)
    rows = arrangement.original_rows
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = (
        f"A1:{column_letters(len(arrangement.headers))}{max(arrangement.row_places.values())}"
    )
    writer = CellWriter(sheet)
    sheet.append(_header(writer, arrangement))
    columns = [_cells(writer, column, arrangement) for column in arrangement.columns]
    for uploaded, row, note in zip(arrangement.corrections.cells.index, rows, notes, strict=True):
        if uploaded == arrangement.gap:
            sheet.append([])
        if height := row_height([(note, MAX_WIDTH)]):
            sheet.row_dimensions[arrangement.row_places[uploaded]].height = height
        sheet.append(_row(writer, columns, row, note))


def _header(writer: CellWriter, arrangement: Arrangement) -> Iterator[Cell]:
    for column in arrangement.columns:
        yield writer.text(column.header, CellStyle(header=True, failing=column.missing))
    for header in ADDED_COLUMNS:
        yield writer.text(header, CellStyle(header=True))


def _row(
    writer: CellWriter, columns: Iterable[Iterator[Cell | None]], original_row: int | None, note: str | None
) -> Iterator[Cell | None]:
    for cells in columns:
        yield next(cells)
    yield writer.value(original_row, CellStyle(centred=True))
    yield writer.text(note, CellStyle(wrapped=True))


def _cells(writer: CellWriter, column: WrittenColumn, arrangement: Arrangement) -> Iterator[Cell | None]:
    """Yield the cells of one column, each when its row is written."""
    corrections = arrangement.corrections
    rows = corrections.cells.index.tolist()
    identifier = column.identifier
    if column.missing:
        blank = UploadedCell(None, CellKind.BLANK)
        yield from (original(writer, blank, identifier=identifier, failing=True) for _ in rows)
        return
    failing = arrangement.failing.get(column.letter, frozenset())
    texts = values(corrections.cells[column.letter])
    kinds = corrections.kinds[column.letter].tolist()
    formats = values(arrangement.formats(column))
    for row, *cell in zip(rows, texts, kinds, formats, strict=True):
        yield original(writer, UploadedCell(*cell), identifier=identifier, failing=row in failing)


def _set_columns(sheet: Sheet, arrangement: Arrangement, notes: list[str | None]) -> None:
    """Fit the columns, and format them down to the last row of the sheet, those of identifiers as text."""
    for column in arrangement.columns:
        dimension = sheet.column_dimensions[column.place]
        cells = None if column.missing else arrangement.corrections.cells[column.letter]
        usual = TEXT_FORMAT if column.identifier else arrangement.usual_format(column)
        dimension.width = _width(column.header, cells, usual or "")
        if usual:
            dimension.number_format = usual
    added = zip(ADDED_COLUMNS, (None, pd.Series(notes, dtype="str")), strict=True)
    for place, (header, texts) in enumerate(added, start=len(arrangement.columns) + 1):
        sheet.column_dimensions[column_letters(place)].width = _width(header, texts)


def _width(header: str, texts: pd.Series[Any] | None, number_format: str = "") -> int:
    longest = 0 if texts is None or texts.empty else int(texts.str.len().fillna(0).max())
    return min(
        MAX_WIDTH, max(len(header) + _BUTTON, _MIN_WIDTH, longest + 2, _minimal_width(number_format, longest))
    )


def _minimal_width(number_format: str, longest: int) -> int:
    """Return how wide a column must be for its number format: what has no room there shows as ####."""
    shown = _MARKS.sub("", number_format.partition(";")[0])
    if not shown or number_format == TEXT_FORMAT:
        return 0
    # A number has its own digits beside what the format adds; a name of a month or day has nine letters.
    return len(shown) + (longest + 2 if _DIGIT.search(shown) else _LONGEST_NAME)
