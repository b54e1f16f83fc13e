"""Cells as Excel is to show them: what was text stays text, what was a number stays one."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Alignment, Font, PatternFill

from importkit.model import CellKind

if TYPE_CHECKING:
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

_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
#: What a workbook cannot hold as it is; few texts have any of it.
_UNFIT = re.compile(rf"[{_CONTROL}\r]|_x[0-9A-Fa-f]{{4}}_")
_ILLEGAL = re.compile(f"[{_CONTROL}]")
#: Excel reads `_x000D_` as a character; a text that really says so has its underscore escaped.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_FIRST_YEAR = 1900
#: A longer number has lost digits: as text it is given back in the way Excel shows it, which is still wrong.
_EXACT_DIGITS = 15
_LIKE_A_FORMULA = ("=", "+", "-", "@")


class Look(NamedTuple):
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


class Pen:
    """Makes the cells of one sheet, each look styled only once.

    A cell is good until the next one of its look is asked for: rows are generators, and openpyxl writes each
    cell before it asks for the next. Making a cell each time would take half as long again.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._styled: Callable[[Look], Cell] = cache(self._style)

    def text(self, text: str | None, look: Look) -> Cell:
        """Return a text cell; a formula in it stays a text."""
        cell = self._styled(look)
        cell.value = None if text is None else excel_text(text)
        if text is not None:
            cell.data_type = "s"
        return cell

    def value(self, value: Value | None, look: Look) -> Cell:
        """Return a cell with a number, a truth value, a date or nothing."""
        cell = self._styled(look)
        cell.value = value
        return cell

    def error(self, error: str, look: Look) -> Cell:
        """Return an error cell such as #N/A, so that it is still an error when it is uploaded again."""
        cell = self._styled(look)
        cell.value = error if error in ERROR_CODES else "#VALUE!"
        return cell

    def _style(self, look: Look) -> Cell:
        cell: Cell = WriteOnlyCell(self._sheet)
        cell.number_format = look.number_format
        cell.alignment = Alignment(
            vertical="top", wrap_text=look.wrapped, horizontal="center" if look.centred else None
        )
        if look.failing:
            cell.fill = PatternFill("solid", fgColor=FAILING)
        elif look.header:
            cell.fill = PatternFill("solid", fgColor=HEADER)
        if look.header or look.bold:
            cell.font = Font(name=FONT, size=_FONT_SIZE, bold=True)
        elif look.link:
            cell.font = Font(name=FONT, size=_FONT_SIZE, color="FF0563C1", underline="single")
        cell.quotePrefix = look.quoted
        return cell


def excel_text(text: str) -> str:
    """Return a text as a workbook can hold it: without control characters, a line end is a line feed.

    >>> excel_text("a" + chr(11) + "b _x000D_")
    'ab _x005F_x000D_'
    """
    if not _UNFIT.search(text):
        return text
    plain = _ILLEGAL.sub("", text)
    return _ESCAPE.sub("_x005F_", plain.replace("\r\n", "\n").replace("\r", "\n"))


def row_height(texts: Iterable[tuple[str | None, int]]) -> float | None:
    """Return how high a row with wrapped texts must be, given their columns' widths; None for one line.

    Excel fits rows when it opens a workbook, other programs do not.
    """
    lines = max((_lines(text, width) for text, width in texts if text), default=1)
    return None if lines == 1 else _LINE_HEIGHT * min(lines, _MOST_LINES)


def _lines(text: str, width: int) -> int:
    return sum(1 + max(0, len(line) - 1) // width for line in text.split("\n"))


def original(pen: Pen, text: str | None, kind: int, *, identifier: bool, failing: bool) -> Cell | None:
    """Return an uploaded cell as it was; None for a blank one that needs no look.

    A formula is not given back, since its references would point elsewhere: it is an error cell, as an
    error is, so that uploading the workbook again never takes it for a text.
    """
    plain = Look(TEXT_FORMAT if identifier else "General", failing)
    if text is None or kind == CellKind.BLANK:
        return pen.text(None, plain) if failing or identifier else None
    if kind in (CellKind.ERROR, CellKind.UNCACHED):
        return pen.error(text, plain)
    if kind == CellKind.DATE and (moment := _moment(text)) is not None:
        return pen.value(moment[0], Look(moment[1], failing))
    if not identifier and (number := _number(text, kind)) is not None:
        return pen.value(number[0], Look(number[1], failing))
    if kind == CellKind.NUMBER and len(text.lstrip("-")) > _EXACT_DIGITS and text.lstrip("-").isdigit():
        text = f"{float(text):.14G}"
    quoted = text.startswith(_LIKE_A_FORMULA) or text in ERROR_CODES
    return pen.text(text, plain._replace(quoted=True) if quoted else plain)


def _number(text: str, kind: int) -> tuple[bool | float, str] | None:
    """Return a value and its number format; None for what is no number or truth value."""
    if kind == CellKind.BOOLEAN:
        return text.upper() in {"TRUE", "1"}, "General"
    if kind not in (CellKind.NUMBER, CellKind.PERCENT, CellKind.ZERO_PADDED):
        return None
    if not _NUMBER.fullmatch(text):
        return None
    number = int(text) if text.lstrip("-").isdigit() else float(text)
    if kind == CellKind.ZERO_PADDED:
        return number, "0" * len(text)
    return number, _percent_format(number) if kind == CellKind.PERCENT else "General"


def _percent_format(number: float) -> str:
    return "0%" if round(number * 100, 9).is_integer() else "0.00%"


def _moment(text: str) -> tuple[dt.datetime | dt.time, str] | None:
    """Return a date or time of day and its number format; None when the text is neither."""
    try:
        moment = dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return _time_of_day(text)
    if moment.year < _FIRST_YEAR:
        return None
    return moment, "yyyy-mm-dd" if moment.time() == dt.time() else "yyyy-mm-dd hh:mm:ss"


def _time_of_day(text: str) -> tuple[dt.time, str] | None:
    try:
        return dt.time.fromisoformat(text), "hh:mm:ss"
    except ValueError:
        return None
