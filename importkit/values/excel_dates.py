"""Dates, times and durations as Excel keeps them: a number, and a format that shows it."""

from __future__ import annotations

import datetime as dt
import re

_TIME = re.compile(r"(?P<sign>-?)(?P<hours>[0-9]+):(?P<minutes>[0-9]{2}):(?P<seconds>[0-9]{2}(\.[0-9]+)?)")
_SECONDS_OF_DAY = 86_400
#: Excel counts days from here, and takes 1900 for a leap year.
_FIRST_DAY = dt.datetime(1899, 12, 31)  # noqa: DTZ001  a cell has no time zone
_MARCH_1900 = dt.datetime(1900, 3, 1)  # noqa: DTZ001
#: Formats of dates whose cells had none: workbooks may write a date as ISO text.
_DATE, _MOMENT, _DURATION = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "[h]:mm:ss"


def excel_moment(text: str) -> tuple[str, str] | None:
    """Return the number by which Excel keeps a date, a time or a duration, and a format that shows it.

    >>> excel_moment("2023-03-15"), excel_moment("1900-01-01 06:00:00")
    (('45000', 'yyyy-mm-dd'), ('1.25', 'yyyy-mm-dd hh:mm:ss'))
    >>> excel_moment("-12:00:00"), excel_moment("1066-10-14")
    (('-0.5', '[h]:mm:ss'), None)
    """
    if time := _TIME.fullmatch(text):
        seconds = int(time["hours"]) * 3600 + int(time["minutes"]) * 60 + float(time["seconds"])
        if time["sign"]:
            return _digits(-seconds / _SECONDS_OF_DAY), _DURATION
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
    moment = excel_moment(text)
    return None if moment is None else moment[1]


def _digits(number: float) -> str:
    return repr(number).removesuffix(".0")
