"""Numbers, durations and lists as a sentence has them, and what goes with one thing or with several."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def number(value: int) -> str:
    r"""Return a whole number with its thousands apart; a comma could be read as a decimal one.

    The space is one at which no line is broken.

    >>> number(9812)
    '9\xa0812'
    """
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


def count(value: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "cell"), count(2, "entry", "entries")
    ('1 cell', '2 entries')
    """
    return f"{number(value)} {noun if value == 1 else plural or noun + 's'}"


def agree(value: int, one: str, several: str) -> str:
    """Return the word or phrase that goes with a number of things.

    >>> agree(1, "is", "are"), agree(0, "is", "are")
    ('is', 'are')
    """
    return one if value == 1 else several


def every(value: int, noun: str, plural: str = "") -> str:
    """Return all of so many things, as a sentence begins.

    >>> every(1, "row"), every(2, "row"), every(20, "row")
    ('The row', 'Both rows', 'All 20 rows')
    """
    few = {1: f"The {noun}", 2: f"Both {plural or noun + 's'}"}
    return few.get(value, f"All {count(value, noun, plural)}")


def capital(text: str) -> str:
    """Return a text with its first letter as a sentence begins; the others stay as they are.

    >>> capital("eco claim"), capital("SKU is missing")
    ('Eco claim', 'SKU is missing')
    """
    return text[:1].upper() + text[1:]


def duration(seconds: int) -> str:
    """Return a duration in the largest unit that measures it exactly.

    >>> duration(1), duration(90), duration(5_400), duration(86_400)
    ('1 second', '90 seconds', '90 minutes', '1 day')
    """
    size, unit = next((size, unit) for size, unit in _UNITS if size == 1 or (seconds and seconds % size == 0))
    return count(seconds // size, unit)


def about(seconds: float) -> str:
    """Return a duration in the largest unit that it fills, without what is left over.

    >>> about(59.6), about(5_400), about(200_000)
    ('59 seconds', '1 hour', '2 days')
    """
    whole = int(seconds)
    size = next((size for size, _ in _UNITS if whole >= size), 1)
    return duration(whole // size * size)


def listed(items: Iterable[str], most: int | None = None, *, last: str = "and") -> str:
    """Return items as a sentence has them, and how many are left out.

    >>> listed(["W7", "W8", "W12"])
    'W7, W8 and W12'
    >>> listed(["W7", "W8", "W12"], most=2)
    'W7, W8 and 1 more'
    >>> listed(["create", "enrich"], last="or")
    'create or enrich'
    """
    whole = list(items)
    shown = whole if most is None else whole[:most]
    left = len(whole) - len(shown)
    parts = [*shown, f"{number(left)} more"] if left else shown
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
