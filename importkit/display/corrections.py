"""What became of an earlier job's failures, and whose they are now, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from importkit.display.words import count, number, short

if TYPE_CHECKING:
    from collections.abc import Mapping


def progress_words(corrections: Mapping[str, Any]) -> str:
    """Return what was fixed, and against which job.

    >>> counts = {"fixed": 12, "still_failing": 2, "newly_failing": 1, "left_out": 0}
    >>> progress_words({"of_job": "7d1c84a2-5a1e", "continued_in": None, **counts})
    '12 fixed, 2 still failing, 1 newly failing (against job 7d1c84a2)'
    """
    earlier = f"job {short(corrections['of_job'])}"
    before = corrections["continued_in"]
    continued = f", continued in job {short(before)} before" if before else ""
    if corrections["fixed"] is None:
        return f"nothing to compare with: the failed rows of {earlier}{continued} are no longer kept"
    counted = {"fixed": "fixed", "still_failing": "still failing", "newly_failing": "newly failing"}
    told = ", ".join(f"{number(corrections[name])} {word}" for name, word in counted.items())
    return f"{told} (against {earlier}{continued})"


def left_out_words(corrections: Mapping[str, Any]) -> str:
    """Return what is to be said of failed rows that are not in the workbook; empty when there are none."""
    left_out = corrections["left_out"]
    if not left_out:
        return ""
    rows = f"{count(left_out, 'failed row')} of job {short(corrections['of_job'])}"
    told = f"{rows} {'is' if left_out == 1 else 'are'} not in this workbook"
    return f"{told}." if corrections["continued_in"] else f"{told}; that job keeps its corrections."
