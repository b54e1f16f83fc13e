"""Numbers, lists and cell text as a person reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Characters of a message that are shown; a Description may have 32 767.
LONGEST = 400

# Control characters could move the cursor or recolour a terminal, bidirectional marks could reorder a line.
_CONTROLS = r"\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069"
_UNSEEN = re.compile(rf"[\x00-\x1f{_CONTROLS}]+")
#: What stands between words; a no-break space stands within a number.
_BLANKS = re.compile(r"[^\S\u00a0]+")
_STEERING = re.compile(rf"[\x00-\x09\x0b\x0c\x0e-\x1f{_CONTROLS}]")


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


def without_controls(text: str) -> str:
    r"""Return text with blanks for what steers a terminal or reorders a line; line breaks stay.

    >>> without_controls("red \x1b[31m alert\n\u202ehere")
    'red  [31m alert\n here'
    """
    return _STEERING.sub(" ", text)


def one_line(text: str) -> str:
    r"""Return text safe to print: one line, nothing that steers a terminal, and what is cut is said.

    >>> one_line("red \x1b[31m alert\nhere")
    'red [31m alert here'
    """
    line = _BLANKS.sub(" ", _UNSEEN.sub(" ", text)).strip()
    if len(line) <= LONGEST:
        return line
    return f"{line[:LONGEST]}… ({count(len(line) - LONGEST, 'more character')})"


def short(job_id: str) -> str:
    """Return the first part of a job id: it is random, so that tells it from the others of a brand."""
    return job_id.partition("-")[0]
