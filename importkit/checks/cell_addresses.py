"""The cells of a sheet that can be edited, by their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.addresses import ADDRESS, column_number
from importkit.arguments import shown
from importkit.errors import UsageError

if TYPE_CHECKING:
    from importkit.addresses import CellPosition
    from importkit.model import Sheet


def position_of(sheet: Sheet, address: object) -> CellPosition:
    """Return the row and column of a cell that can be edited.

    Raises:
        UsageError: There is no such cell, or it is no cell of a product.
    """
    found = ADDRESS.fullmatch(address.strip()) if isinstance(address, str) else None
    if found is None:
        raise UsageError(
            f"{shown(address)} is no address of a cell.",
            hint='Give letters and a row number, such as "N6".',
        )
    letters, row = found[1].upper(), int(found[2])
    layout = sheet.layout
    if row == layout.header_row:
        raise UsageError(
            f"{letters}{row} is a header, and headers are not edited.",
            hint="Rename it in the workbook; check.fix(suggested=True) renames a misspelled one.",
        )
    if row not in sheet.cells.index:
        raise UsageError(f"Row {row} has no data.", hint=_rows_hint(sheet, row))
    if letters not in sheet.cells:
        names = [column.letter for column in layout.columns]
        raise UsageError(
            f"Column {letters} is blank in this sheet.",
            hint=f"Its columns go from {names[0]} to {names[-1]}; book.columns lists them.",
        )
    return row, column_number(letters)


def _rows_hint(sheet: Sheet, row: int) -> str:
    rows = sheet.cells.index
    if not len(rows):
        return "The sheet has no rows of products."
    within = rows.min() < row < rows.max()
    what = "It is blank or was skipped. " if within else ""
    return f"{what}Rows of products go from {rows.min()} to {rows.max()}."
