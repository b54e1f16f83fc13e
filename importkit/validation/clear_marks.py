"""The clear mark: where it stands, and where it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from importkit import schema
from importkit.findings import Findings
from importkit.model import Mode
from importkit.validation.readings import Note, Reading, found
from importkit.values.text import CLEAR, is_clear

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


class UnmarkedSheet(NamedTuple):
    """A sheet without its clear marks.

    Attributes:
        frame: The sheet, blank where a mark stood.
        marks: By column, where a mark stands that counts.
        findings: Marks that are not possible.
    """

    frame: pd.DataFrame
    marks: Mapping[str, pd.Series[bool]]
    findings: Findings


def take_marks(frame: pd.DataFrame, mode: Mode) -> UnmarkedSheet:
    """Return the sheet without its clear marks, and the marks beside it."""
    marked = {name: marks for name in frame.columns.tolist() if (marks := _marks(frame[name])).any()}
    allowed = {name for name in marked if mode is Mode.ENRICH and schema.columns()[name].clearable}
    findings = [_refused(frame[name].where(marked[name]), mode) for name in marked if name not in allowed]
    return UnmarkedSheet(
        frame.assign(**{name: frame[name].mask(marks) for name, marks in marked.items()}),
        {name: marked[name] for name in marked if name in allowed},
        Findings.all(findings),
    )


def put_marks(frame: pd.DataFrame, marks: Mapping[str, pd.Series[bool]]) -> pd.DataFrame:
    """Return the sheet with its clear marks, all spelled alike."""
    return frame.assign(
        **{name: frame[name].mask(where, CLEAR) for name, where in marks.items() if name in frame}
    )


def among_items(items: list[str]) -> Reading | None:
    """Return what to say of a list that has the mark among its items; None when it has not."""
    if not any(is_clear(item) for item in items):
        return None
    facts = {"where": "beside other items", "advice": "Write [clear] alone, or only the items."}
    return Reading(None, (Note("clear.not-allowed", facts),))


def _marks(cells: pd.Series[str]) -> pd.Series[bool]:
    return (cells.str.len() == len(CLEAR)) & (cells.str.lower() == CLEAR)


def _refused(cells: pd.Series[str], mode: Mode) -> Findings:
    if mode is Mode.CREATE:
        return found(
            "clear.not-allowed", cells, where="when products are created", advice="Leave the cell blank."
        )
    return found(
        "clear.not-allowed",
        cells,
        where=f"in {cells.name}",
        advice="Leave the cell blank to keep what is stored.",
    )
