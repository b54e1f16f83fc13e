"""The workbook of an export, written row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl

from importkit import schema
from importkit.addresses import column_letters
from importkit.cell_writing import TEXT_FORMAT, CellStyle, CellWriter, Sheet
from importkit.schema import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.cell.cell import Cell

SHEET = "Products"
MAX_WIDTH = 50
_MIN_WIDTH = 8
#: Excel's filter button covers the end of a header.
_BUTTON = 3


def write_products(cells: dict[str, list[object]], target: Path) -> None:
    """Write a sheet of products, as .xlsx.

    Args:
        cells: Texts, numbers and None by canonical column, in the order of the sheet.
        target: Where it goes; there is no file before the last row is written.
    """
    workbook: Any = openpyxl.Workbook(write_only=True)
    workbook.properties.creator = "importkit"
    workbook.properties.title = "Products"
    sheet = workbook.create_sheet(SHEET)
    _set_columns(sheet, cells)
    writer = CellWriter(sheet)
    sheet.append(writer.text(name, CellStyle(header=True)) for name in cells)
    columns = [_cells(writer, name, column) for name, column in cells.items()]
    for _ in range(_rows(cells)):
        sheet.append(next(column) for column in columns)
    workbook.save(target)


def _cells(writer: CellWriter, name: str, column: list[object]) -> Iterator[Cell | None]:
    """Yield the cells of one column, each when its row is written."""
    style = CellStyle(TEXT_FORMAT) if schema.columns()[name].kind is Kind.IDENTIFIER else CellStyle()
    for value in column:
        if value is None:
            yield None
        elif isinstance(value, int | float):
            yield writer.value(value, style)
        else:
            yield writer.words(str(value), style)


def _set_columns(sheet: Sheet, cells: dict[str, list[object]]) -> None:
    """Fit the columns, and format those of identifiers as text down to the last row of the sheet."""
    # The title and the handle stay in sight.
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{column_letters(len(cells))}{_rows(cells) + 1}"
    for place, (name, column) in enumerate(cells.items(), start=1):
        dimension = sheet.column_dimensions[column_letters(place)]
        longest = max((len(str(value)) for value in set(column) if value is not None), default=0)
        dimension.width = min(MAX_WIDTH, max(len(name) + _BUTTON, _MIN_WIDTH, longest + 2))
        if schema.columns()[name].kind is Kind.IDENTIFIER:
            dimension.number_format = TEXT_FORMAT


def _rows(cells: dict[str, list[object]]) -> int:
    return len(next(iter(cells.values())))
