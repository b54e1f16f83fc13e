"""Cells as Excel is to show them, whoever writes the workbook: a text stays a text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

from importkit.cell_texts import ERROR_CODES, excel_text, is_like_another

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from openpyxl.cell.cell import Cell

    #: What a cell can hold beside texts and errors.
    Value = bool | int | float | dt.datetime | dt.time

#: A write-only worksheet: the published types lack half of what it can do.
Sheet = Any

FAILING = "FFFFE0E0"
HEADER = "FFE0E0E0"
TEXT_FORMAT = "@"

#: The font of every cell that asks for none.
FONT = "Calibri"
_FONT_SIZE = 11
_LINE_HEIGHT = 15
_MOST_LINES = 8


class CellStyle(NamedTuple):
    """How a cell looks.

    Attributes:
        number_format: Excel's number format.
        failing: True for a cell in error, which is filled.
        quoted: True for a text that Excel would take for something else when it is edited.
        header: True for a header.
        bold: True for bold letters.
        wrapped: True for a text that goes over several lines.
        centred: True for a value in the middle of its column.
        link: True for a link.
    """

    number_format: str = "General"
    failing: bool = False
    quoted: bool = False
    header: bool = False
    bold: bool = False
    wrapped: bool = False
    centred: bool = False
    link: bool = False


class CellWriter:
    """Makes the cells of one sheet, each look styled only once.

    A cell is good until the next one of its look is asked for: rows are generators, and openpyxl writes each
    cell before it asks for the next. Making a cell each time would take half as long again.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._styled: Callable[[CellStyle], Cell] = cache(self._style)

    def text(self, text: str | None, style: CellStyle) -> Cell:
        """Return a text cell; a formula in it stays a text."""
        cell = self._styled(style)
        cell.value = None if text is None else excel_text(text)
        if text is not None:
            cell.data_type = "s"
        return cell

    def words(self, text: str, style: CellStyle) -> Cell:
        """Return a text cell that stays a text when it is edited, also where it reads like a formula."""
        return self.text(text, style._replace(quoted=True) if is_like_another(text) else style)

    def number(self, digits: str, style: CellStyle) -> Cell:
        """Return a number cell with exactly these digits; openpyxl would write sixteen of them at most."""
        cell = self._styled(style)
        cell.value = digits
        cell.data_type = "n"
        return cell

    def value(self, value: Value | None, style: CellStyle) -> Cell:
        """Return a cell with a number, a truth value, a date or nothing."""
        cell = self._styled(style)
        cell.value = value
        return cell

    def formula(self, formula: str, style: CellStyle) -> Cell:
        """Return a cell with a formula that has no result; it begins with an equals sign."""
        cell = self._styled(style)
        cell.value = formula
        cell.data_type = "f"
        return cell

    def error(self, error: str, style: CellStyle) -> Cell:
        """Return an error cell such as #N/A, so that it is still an error when it is uploaded again."""
        cell = self._styled(style)
        cell.value = error if error in ERROR_CODES else "#VALUE!"
        return cell

    def style_number(self, style: CellStyle) -> int:
        """Return the number of a look in the workbook, which has it from then on."""
        return int(self._styled(style).style_id)

    def _style(self, style: CellStyle) -> Cell:
        cell: Cell = WriteOnlyCell(self._sheet)
        cell.number_format = style.number_format
        cell.alignment = Alignment(
            vertical="top", wrap_text=style.wrapped, horizontal="center" if style.centred else None
        )
        if style.failing:
            cell.fill = PatternFill("solid", fgColor=FAILING)
        elif style.header:
            cell.fill = PatternFill("solid", fgColor=HEADER)
        if style.header or style.bold:
            cell.font = Font(name=FONT, size=_FONT_SIZE, bold=True)
        elif style.link:
            cell.font = Font(name=FONT, size=_FONT_SIZE, color="FF0563C1", underline="single")
        cell.quotePrefix = style.quoted
        return cell


def row_height(texts: Iterable[tuple[str | None, int]]) -> float | None:
    """Return how high a row with wrapped texts must be, given their columns' widths; None for one line.

    Excel fits rows when it opens a workbook, other programs do not.
    """
    lines = max((_lines(text, width) for text, width in texts if text), default=1)
    return None if lines == 1 else _LINE_HEIGHT * min(lines, _MOST_LINES)


def _lines(text: str, width: int) -> int:
    return sum(1 + max(0, len(line) - 1) // width for line in text.split("\n"))
