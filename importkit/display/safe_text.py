"""Text of cells and names as a person reads it: nothing that steers a terminal, and not too much."""

from __future__ import annotations

import re

from importkit.grammar import count

#: Characters of a message that are shown; a Description may have 32 767.
LONGEST = 400

# Control characters could move the cursor or recolour a terminal, bidirectional marks could reorder a line.
_CONTROLS = r"\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069"
_UNSEEN = re.compile(rf"[\x00-\x1f{_CONTROLS}]+")
#: What stands between words; a no-break space stands within a number.
_BLANKS = re.compile(r"[^\S\u00a0]+")
_STEERING = re.compile(rf"[\x00-\x09\x0b\x0c\x0e-\x1f{_CONTROLS}]")


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
