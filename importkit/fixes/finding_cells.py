"""Findings as what fixes look at: where the cell is, what it holds, what was suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from importkit.addresses import ADDRESS, column_letters, column_number
from importkit.cell_edits import NewCell
from importkit.fixes.fix import Fix
from importkit.model import CellKind

if TYPE_CHECKING:
    from importkit.addresses import CellPosition
    from importkit.findings import Findings
    from importkit.model import Sheet


class FindingCell(NamedTuple):
    """A finding of one cell.

    Attributes:
        place: Row and number of the column.
        column: The canonical name, or the header.
        value: What the finding is about: the cell's text, or a name in it.
        suggestion: A value that would do; a blank when none is known.
    """

    code: str
    place: CellPosition
    column: str
    value: str
    suggestion: str

    @property
    def letters(self) -> str:
        """Return the letters of its column."""
        return column_letters(self.place[1])

    def fix(
        self,
        sheet: Sheet,
        text: str,
        why: str,
        *,
        rank: int = 1,
        kind: CellKind = CellKind.TEXT,
        is_safe: bool = False,
    ) -> Fix:
        """Return the fix that puts another text into this cell."""
        stored = stored_text(sheet, *self.place)
        cell = NewCell(text, kind)
        return Fix(self.place, self.column, self.code, stored, cell, rank, why, is_safe=is_safe)


def located_findings(findings: Findings) -> dict[str, list[FindingCell]]:
    """Return the findings that have a cell, by code."""
    found: dict[str, list[FindingCell]] = {}
    records = findings.records
    columns = (records[name] for name in ("code", "cell", "column", "value", "suggestion"))
    for code, address, column, value, suggestion in zip(*columns, strict=True):
        if place := ADDRESS.fullmatch(address):
            cell = FindingCell(code, (int(place[2]), column_number(place[1])), column, value, suggestion)
            found.setdefault(code, []).append(cell)
    return found


def stored_text(sheet: Sheet, row: int, number: int) -> str | None:
    """Return the text that a cell holds, None where it is blank; of a header as the sheet spells it."""
    letters = column_letters(number)
    if row == sheet.layout.header_row:
        return next((column.header for column in sheet.layout.columns if column.letter == letters), None)
    if letters not in sheet.cells or row not in sheet.cells.index:
        return None
    return text_at(sheet.cells[letters], row)


def text_at(texts: pd.Series[Any], row: int) -> str | None:
    """Return the text of a row, None where there is none."""
    text = texts.get(row)
    return None if pd.isna(text) else str(text)
