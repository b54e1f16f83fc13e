"""The workbook of an export, its rows written from whole columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl

from importkit import schema
from importkit.addresses import column_letters
from importkit.cell_writing import TEXT_FORMAT, CellStyle, CellWriter, Sheet
from importkit.schema import Kind
from importkit.whole_rows import ColumnStyles, WholeColumn, save

if TYPE_CHECKING:
    from pathlib import Path

    from importkit.catalog.export_cells import SheetColumn

SHEET = "Products"
MAX_WIDTH = 50
_MIN_WIDTH = 8
#: Excel's filter button covers the end of a header.
_BUTTON = 3


def write_products(columns: dict[str, SheetColumn], target: Path) -> None:
    """Write a sheet of products, as .xlsx.

    Args:
        columns: Texts, numbers and None by canonical column, in the order of the sheet.
        target: Where it goes.
    """
    workbook: Any = openpyxl.Workbook(write_only=True)
    workbook.properties.creator = "importkit"
    workbook.properties.title = "Products"
    sheet = workbook.create_sheet(SHEET)
    _set_columns(sheet, columns)
    writer = CellWriter(sheet)
    sheet.append(writer.text(name, CellStyle(header=True)) for name in columns)
    save(workbook, [_whole(writer, name, column) for name, column in columns.items()], target)


def _whole(writer: CellWriter, name: str, column: SheetColumn) -> WholeColumn:
    """Return a column with its styles, which its workbook knows from then on."""
    style = CellStyle(TEXT_FORMAT) if schema.columns()[name].kind is Kind.IDENTIFIER else CellStyle()
    styles = ColumnStyles(writer.style_number(style), writer.style_number(style._replace(quoted=True)))
    return WholeColumn(*column, styles)


def _set_columns(sheet: Sheet, columns: dict[str, SheetColumn]) -> None:
    """Fit the columns, and format those of identifiers as text down to the last row of the sheet."""
    # The title and the handle stay in sight.
    sheet.freeze_panes = "C2"
    height = len(next(iter(columns.values())).codes)
    sheet.auto_filter.ref = f"A1:{column_letters(len(columns))}{height + 1}"
    for place, (name, column) in enumerate(columns.items(), start=1):
        dimension = sheet.column_dimensions[column_letters(place)]
        longest = max((len(str(value)) for value in column.values if value is not None), default=0)
        dimension.width = min(MAX_WIDTH, max(len(name) + _BUTTON, _MIN_WIDTH, longest + 2))
        if schema.columns()[name].kind is Kind.IDENTIFIER:
            dimension.number_format = TEXT_FORMAT
