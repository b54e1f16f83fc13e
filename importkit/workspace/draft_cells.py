"""The cells of a draft: what somebody types, what was uploaded, which are alike, which products have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit import schema
from importkit.addresses import column_letters, column_number, letters_of
from importkit.cell_edits import NewCell
from importkit.checks.book import settled_raw
from importkit.model import CellKind
from importkit.values.keys import name_key
from importkit.workbook.edited_sheet import new_cell, stored_cell
from importkit.workbook.frame_sheet import cell_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importkit.addresses import CellPosition
    from importkit.cell_edits import Edits
    from importkit.checks.book import Book
    from importkit.findings import Findings
    from importkit.model import Sheet

_HANDLE = "Product Handle"
#: Codes of values that stand more than once.
_UNIQUE = frozenset({"sku.duplicate", "barcode.duplicate"})


def typed(sheet: Sheet, place: CellPosition, value: object, *, argument: str) -> NewCell:
    """Return the cell that holds what somebody gave: digits in a column of numbers are a number.

    Raises:
        UsageError: No cell can hold it.
    """
    letters = column_letters(place[1])
    canonical = next((one.canonical for one in sheet.layout.columns if one.letter == letters), None)
    if not isinstance(value, str) or canonical is None:
        return new_cell(value, argument=argument)
    return cell_of(value, schema.columns()[canonical].kind, argument=argument)


def uploaded(book: Book, places: Iterable[CellPosition]) -> Edits:
    """Return cells as they were uploaded, a link or a picture as what it says."""
    raw = settled_raw(book)
    return {place: stored_cell(raw, *place) for place in places}


def header_edit(sheet: Sheet, letter: str, header: str) -> Edits:
    """Return the edit that gives a column another header."""
    return {(sheet.layout.header_row, column_number(letter)): NewCell(header, CellKind.TEXT)}


def rows_of_products(sheet: Sheet, handles: Iterable[str]) -> tuple[int, ...]:
    """Return the rows of products, by handle: those that carry it, and those below that carry none."""
    if _HANDLE not in sheet.frame:
        return ()
    keys = {name_key(handle) for handle in handles}
    of_row = sheet.frame[_HANDLE].ffill()
    named = {handle for handle in of_row.dropna().unique() if name_key(handle) in keys}
    return tuple(int(row) for row in sheet.frame.index[of_row.isin(named)])


def has_product(sheet: Sheet, handle: str) -> bool:
    """Return whether a product of the sheet has that handle."""
    return bool(rows_of_products(sheet, [handle]))


def blank_edits(book: Book, rows: Iterable[int]) -> Edits:
    """Return the edits that clear rows."""
    numbers = [column_number(letter) for letter in book.sheet.cells.columns]
    blank = NewCell(None, CellKind.BLANK)
    return {(row, number): blank for row in rows for number in numbers}


def alike(findings: Findings, cell: str) -> tuple[str, ...]:
    """Return the cells of the same column that have the same value and the same findings as one.

    What is wrong because it stands twice is wrong again where both get the same.
    """
    records = findings.records
    own = records[records["cell"] == cell]
    if own.empty or own["code"].isin(_UNIQUE).any():
        return (cell,)
    letters = letters_of(cell)
    same = pd.Series(data=False, index=records.index)
    for code, value in own[["code", "value"]].itertuples(index=False):
        same |= (records["code"] == code) & (records["value"] == value)
    found = records.loc[same, "cell"]
    return tuple(dict.fromkeys(found[found.str.fullmatch(f"{letters}[0-9]+")]))
