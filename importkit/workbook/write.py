"""A sheet written as a workbook of its own: the same cells at the same addresses, formulas as values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import openpyxl
import pyarrow.compute as pc
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.table import Table, TableColumn

from importkit.addresses import column_letters
from importkit.cell_texts import LONGEST_TEXT, excel_text
from importkit.cell_writing import CellStyle, CellWriter
from importkit.corrections_format import JOB_ID_PROPERTY, MODE_PROPERTY
from importkit.errors import UsageError
from importkit.grammar import agree, count, listed
from importkit.model import CellKind
from importkit.original_cells import UploadedCell, original

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.cell.cell import Cell

    from importkit.addresses import CellPosition
    from importkit.cell_writing import Sheet
    from importkit.workbook.archive.excel_tables import TotalsRows
    from importkit.workbook.raw_sheet import RawSheet
    from importkit.workbook.sheet.cell_column import Cells

#: A formula without a result stays one where it refers to nothing that is left behind; this is one, too.
_ELSEWHERE = re.compile(r"[\[\]!]")
_NO_RESULT = "=NA()"
_TABLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,200}")
#: What no name of a sheet may hold.
_NOT_IN_NAMES = re.compile(r"[\\*?:/\[\]]")
_LONGEST_NAME = 31
#: A character that is escaped takes so many.
_LONGEST_ESCAPE = 7
#: So many places are named.
_NAMED = 3


def write_sheet(raw: RawSheet, target: Path | BinaryIO) -> None:
    """Write a sheet as an .xlsx workbook of one sheet.

    Args:
        raw: The sheet, links and pictures as what the cells say, see `edited_sheet.settled`.
        target: Where to write it.

    Raises:
        UsageError: A text is longer than a cell can be.
    """
    _require_texts_of_cells(raw)
    workbook: Any = openpyxl.Workbook(write_only=True)  # the published types lack custom properties
    workbook.properties.creator = "importkit"
    workbook.properties.title = excel_text(raw.filename)
    for name, value in ((JOB_ID_PROPERTY, raw.origin.job_id), (MODE_PROPERTY, raw.origin.mode)):
        if value is not None:
            workbook.custom_doc_props.append(StringProperty(name=name, value=str(value)))
    sheet = workbook.create_sheet(_NOT_IN_NAMES.sub(" ", raw.place.sheet.name)[:_LONGEST_NAME] or "Products")
    _set_up(sheet, raw)
    writer, blank = CellWriter(sheet), 1
    columns = [
        _column(writer, raw.grid.columns[number]) if number in raw.grid.columns else None
        for number in range(1, max(raw.grid.columns, default=0) + 1)
    ]
    for row in raw.grid.numbers.tolist():
        for _ in range(blank, row):
            sheet.append(())
        sheet.append(_row(columns))
        blank = row + 1
    workbook.save(target)


def not_carried_over(raw: RawSheet) -> tuple[str, ...]:
    """Return what a workbook has that is not written with its sheet, a sentence each."""
    others, formulas = len(raw.other_sheets), raw.found.formulas
    sentences = []
    if others:
        verb = agree(others, "is", "are")
        sentences.append(f"{count(others, 'other sheet')} {verb} left out: {', '.join(raw.other_sheets)}.")
    if formulas:
        sentences.append(
            f"{count(formulas, 'formula')} {agree(formulas, 'becomes its value', 'become their values')}."
        )
    if lost := sorted(_pictures_in_cells(raw)):
        verb, places = (
            agree(len(lost), "is", "are"),
            [f"{column_letters(column)}{row}" for row, column in lost],
        )
        sentences.append(f"{count(len(lost), 'picture')} in cells {verb} left out: {listed(places, _NAMED)}.")
    if raw.floating:
        verb = agree(len(raw.floating), "is", "are")
        sentences.append(f"{count(len(raw.floating), 'picture')} over cells {verb} left out.")
    return tuple(sentences)


def _pictures_in_cells(raw: RawSheet) -> Iterator[CellPosition]:
    """Yield the places of pictures that were put into cells; a formula that shows one is kept."""
    yield from (place for place, shown in raw.found.pictures.items() if not shown.startswith("="))
    for number, cells in raw.grid.columns.items():
        for at in np.flatnonzero(cells.kinds == CellKind.PICTURE).tolist():
            if not str(cells.texts[at].as_py()).startswith("="):
                yield int(raw.grid.numbers[at]), number


def _require_texts_of_cells(raw: RawSheet) -> None:
    """Make sure that every text has room in a cell; openpyxl would cut it off without a word."""
    for number, cells in raw.grid.columns.items():
        if (pc.max(pc.utf8_length(cells.texts)).as_py() or 0) <= LONGEST_TEXT // _LONGEST_ESCAPE:
            continue
        for row, text in zip(raw.grid.numbers.tolist(), cells.texts.to_pylist(), strict=True):
            if text is not None and len(excel_text(text)) > LONGEST_TEXT:
                address = f"{column_letters(number)}{row}"
                raise UsageError(
                    f"The text of {address} is too long: a cell holds {LONGEST_TEXT:,} characters at most.",
                    hint=f'Shorten it: book.edit({{"{address}": "…"}}).',
                )


def _row(columns: list[Iterator[Cell | None] | None]) -> Iterator[Cell | None]:
    for cells in columns:
        yield None if cells is None else next(cells)


def _column(writer: CellWriter, cells: Cells) -> Iterator[Cell | None]:
    """Yield the cells of a column, each when its row is written."""
    texts, kinds = cells.texts.to_pylist(), cells.kinds.tolist()
    formats = [None] * len(texts) if cells.formats is None else cells.formats.to_pylist()
    for text, kind, number_format in zip(texts, kinds, formats, strict=True):
        if text is None or kind == CellKind.BLANK:
            yield writer.text(None, CellStyle(number_format)) if number_format else None
        elif kind == CellKind.UNCACHED or (kind == CellKind.PICTURE and text.startswith("=")):
            yield writer.formula(_formula(text), CellStyle(number_format or "General"))
        else:
            yield original(writer, UploadedCell(text, kind, number_format), identifier=False, failing=False)


def _formula(text: str) -> str:
    """Return a formula that has no result either, which refers to no other sheet, table or workbook."""
    return text if len(text) > 1 and not _ELSEWHERE.search(text) else _NO_RESULT


def _set_up(sheet: Sheet, raw: RawSheet) -> None:
    """Give the sheet its widths, hidden rows, merged ranges and the tables that have a row of totals."""
    for number, width in raw.widths.items():
        sheet.column_dimensions[column_letters(number)].width = width
    for row in raw.found.hidden:
        sheet.row_dimensions[row].hidden = True
    merges = raw.found.merges
    for column, top, bottom in zip(
        merges.columns.tolist(), merges.tops.tolist(), merges.bottoms.tolist(), strict=True
    ):
        letters = column_letters(column)
        sheet.merged_cells.add(f"{letters}{top}:{letters}{bottom}")
    for number, totals in enumerate(raw.totals, start=1):
        if table := _table(raw, totals, number):
            sheet.tables.add(table)


def _table(raw: RawSheet, totals: TotalsRows, number: int) -> Table | None:
    """Return the table that a row of totals ends, as far as its headers can be those of a table."""
    headers = raw.grid.headers(raw.place.header.row)
    names = [headers.get(column, "") for column in range(totals.left, totals.right + 1)]
    are_alike = len({name.casefold() for name in names}) < len(names)
    if totals.first != totals.last or not raw.place.header.row < totals.first or are_alike or "" in names:
        return None
    name = totals.table if _TABLE_NAME.fullmatch(totals.table) else f"Table{number}"
    left, right = column_letters(totals.left), column_letters(totals.right)
    table = Table(
        id=number,
        displayName=name,
        name=name,
        totalsRowCount=1,
        ref=f"{left}{raw.place.header.row}:{right}{totals.last}",
    )
    table.tableColumns = [TableColumn(id=place, name=name) for place, name in enumerate(names, start=1)]
    return table
