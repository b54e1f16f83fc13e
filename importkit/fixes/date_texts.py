"""What people type that Excel makes a date of."""

from __future__ import annotations

import datetime as dt
import re

#: What a number format holds and does not show.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def date_texts(shown: str, number_format: str, *, is_number: bool) -> list[str]:
    """Return what may have been typed for a date, the likeliest first.

    Args:
        shown: The date as reading gives it, such as 2026-05-03.
        number_format: How Excel shows it.
        is_number: Whether the column holds numbers: then the day and the month are parts of one.

    >>> date_texts("2026-05-03", "d-mmm", is_number=False), date_texts("2026-05-03", "dd.mm", is_number=True)
    (['3-5', '5-3', '2026-05-03'], ['3.5', '5.3'])
    >>> date_texts("2026-05-01", "mmm-yy", is_number=False)
    ['5-26', '5-2026', '2026-05-01']
    """
    try:
        day = dt.date.fromisoformat(shown[:10])
    except ValueError:
        return []
    code = _LITERAL.sub("", number_format).lower()
    if is_number:
        readings = [f"{day.day}.{day.month}", f"{day.month}.{day.day}"]
        return list(dict.fromkeys(readings[::-1] if _is_month_first(code) else readings))
    if "y" in code and "d" not in code:
        return [f"{day.month}-{day:%y}", f"{day.month}-{day.year}", day.isoformat()]
    readings = [f"{day.day}-{day.month}", f"{day.month}-{day.day}"]
    ordered = readings[::-1] if _is_month_first(code) else readings
    return list(dict.fromkeys([*ordered, day.isoformat()]))[:3]


def _is_month_first(code: str) -> bool:
    return "m" in code and "d" in code and code.index("m") < code.index("d") and not code.startswith("y")
