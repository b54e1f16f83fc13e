"""Uploaded cells, given back as they were: what was text stays text, what was a number stays one."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from importkit.cell_writing import TEXT_FORMAT, CellStyle
from importkit.model import CellKind
from importkit.values.number_formats import number_format

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

    from importkit.cell_writing import CellWriter

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_NUMERIC = (CellKind.NUMBER, CellKind.PERCENT, CellKind.ZERO_PADDED)
_TIME = re.compile(r"(?P<hours>[0-9]+):(?P<minutes>[0-9]{2}):(?P<seconds>[0-9]{2}(\.[0-9]+)?)")
_SECONDS_OF_DAY = 86_400
#: A longer number has lost digits: as text it is given back in the way Excel shows it, which is still wrong.
_EXACT_DIGITS = 15

#: Excel counts days from here, and takes 1900 for a leap year.
_FIRST_DAY = dt.datetime(1899, 12, 31)  # noqa: DTZ001  a cell has no time zone
_MARCH_1900 = dt.datetime(1900, 3, 1)  # noqa: DTZ001
#: Formats of dates whose cells had none: workbooks may write a date as ISO text.
_DATE, _MOMENT, _DURATION = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "[h]:mm:ss"


class UploadedCell(NamedTuple):
    """A cell as it was uploaded.

    Attributes:
        text: Its text, None where blank.
        kind: Its `CellKind`.
        number_format: Its number format, None for General.
    """

    text: str | None
    kind: int
    number_format: str | None = None


def original(writer: CellWriter, cell: UploadedCell, *, identifier: bool, failing: bool) -> Cell | None:
    """Return an uploaded cell as it was; None for a blank one that needs no look.

    A formula is not given back, since its references would point elsewhere: it is an error cell, as an
    error is, so that uploading the workbook again never takes it for a text.
    """
    text, kind = cell.text, cell.kind
    plain = CellStyle(TEXT_FORMAT if identifier else cell.number_format or "General", failing)
    if text is None or kind == CellKind.BLANK:
        return writer.text(None, plain) if failing or identifier else None
    if kind in (CellKind.ERROR, CellKind.UNCACHED, CellKind.PICTURE):
        return writer.error(text, plain)
    if kind == CellKind.DATE and (moment := _moment(text)) is not None:
        serial, usual = moment
        return writer.number(serial, plain._replace(number_format=cell.number_format or usual))
    if kind == CellKind.BOOLEAN and not identifier:
        return writer.value(text.upper() in {"TRUE", "1"}, plain)
    if kind in _NUMERIC and not identifier and _NUMBER.fullmatch(text):
        return writer.number(_without_zeros(text) if kind == CellKind.ZERO_PADDED else text, plain)
    return writer.words(_as_shown(cell) if identifier else text, plain)


def _as_shown(cell: UploadedCell) -> str:
    """Return an identifier as a text: as Excel shows it, where its format or too many digits matter."""
    text = cell.text or ""
    if cell.kind in _NUMERIC and _NUMBER.fullmatch(text):
        if cell.number_format and (shown := number_format(cell.number_format).shown_code(text)):
            return shown
        digits = text.lstrip("-")
        if cell.kind == CellKind.NUMBER and len(digits) > _EXACT_DIGITS and digits.isdigit():
            return f"{float(text):.14G}"
    return text


def _without_zeros(text: str) -> str:
    return text.lstrip("0") or "0"


def _moment(text: str) -> tuple[str, str] | None:
    """Return the number by which Excel keeps a date, a time or a duration, and a format that shows it.

    >>> _moment("2023-03-15"), _moment("1900-01-01 06:00:00"), _moment("30:00:00"), _moment("1066-10-14")
    (('45000', 'yyyy-mm-dd'), ('1.25', 'yyyy-mm-dd hh:mm:ss'), ('1.25', '[h]:mm:ss'), None)
    """
    if time := _TIME.fullmatch(text):
        seconds = int(time["hours"]) * 3600 + int(time["minutes"]) * 60 + float(time["seconds"])
        return _digits(seconds / _SECONDS_OF_DAY), _DURATION if int(time["hours"]) >= 24 else "hh:mm:ss"
    try:
        moment = dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    if moment <= _FIRST_DAY:  # before Excel's calendar
        return None
    days = (moment - _FIRST_DAY) / dt.timedelta(days=1) + (moment >= _MARCH_1900)
    return _digits(days), _DATE if moment.time() == dt.time() else _MOMENT


def date_format(text: str) -> str | None:
    """Return a format that shows a date, a time or a duration; None for what is none of them.

    >>> date_format("2023-03-15"), date_format("oops")
    ('yyyy-mm-dd', None)
    """
    moment = _moment(text)
    return None if moment is None else moment[1]


def _digits(number: float) -> str:
    return repr(number).removesuffix(".0")
