"""Uploaded cells, given back as they were: what was text stays text, what was a number stays one."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from importkit.cells import TEXT_FORMAT, Look
from importkit.model import CellKind

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

    from importkit.cells import Pen

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_FIRST_YEAR = 1900
#: A longer number has lost digits: as text it is given back in the way Excel shows it, which is still wrong.
_EXACT_DIGITS = 15


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
    return pen.words(text, plain)


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
