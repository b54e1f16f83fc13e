"""Numbers and lists as a sentence has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


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


def listed(items: Iterable[str], most: int | None = None) -> str:
    """Return items as a sentence has them, and how many are left out.

    >>> listed(["W7", "W8", "W12"])
    'W7, W8 and W12'
    >>> listed(["W7", "W8", "W12"], most=2)
    'W7, W8 and 1 more'
    """
    every = list(items)
    shown = every if most is None else every[:most]
    left = len(every) - len(shown)
    parts = [*shown, f"{number(left)} more"] if left else shown
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
