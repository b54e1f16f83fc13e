"""What became of an earlier job's failures, and whose they are now, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from importkit.display.safe_text import short
from importkit.grammar import agree, count, number

if TYPE_CHECKING:
    from collections.abc import Mapping


def progress_words(corrections: Mapping[str, Any]) -> str:
    """Return what was fixed, and of which job.

    >>> counts = {"fixed": 12, "still_failing": 2, "newly_failing": 1, "removed": 3}
    >>> progress_words({"of_job": "7d1c84a2-5a1e", "continued_in": None, **counts})
    '12 fixed, 2 still failing, 1 newly failing, 3 removed (of job 7d1c84a2)'
    """
    earlier = f"job {short(corrections['of_job'])}"
    before = corrections["continued_in"]
    continued = f", continued in job {short(before)} before" if before else ""
    if corrections["fixed"] is None:
        return f"nothing to compare with: the failed rows of {earlier}{continued} are no longer kept"
    counted = ("fixed", "still_failing", "newly_failing", "removed")
    text = ", ".join(f"{number(corrections[name])} {name.replace('_', ' ')}" for name in counted)
    return f"{text} (of {earlier}{continued})"


def removed_words(corrections: Mapping[str, Any]) -> str:
    """Return what is to be said of failed rows that are not in the workbook; empty when there are none."""
    removed = corrections["removed"]
    if not removed:
        return ""
    rows = f"{count(removed, 'failed row')} of job {short(corrections['of_job'])}"
    text = f"{rows} {agree(removed, 'is', 'are')} not in this workbook"
    return f"{text}." if corrections["continued_in"] else f"{text}; that job keeps its corrections."
