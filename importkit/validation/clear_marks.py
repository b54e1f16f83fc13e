"""The clear mark: where it stands, and where it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from importkit import schema
from importkit.cell_sets import cells_where
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
        bad_cells: The cells in which a mark is not possible.
        findings: What there is to say of these.
    """

    frame: pd.DataFrame
    marks: Mapping[str, pd.Series[bool]]
    bad_cells: pd.DataFrame
    findings: Findings


def take_marks(frame: pd.DataFrame, mode: Mode) -> UnmarkedSheet:
    """Return the sheet without its clear marks, and the marks beside it."""
    marked = {
        name: marks
        for name in frame.columns.tolist()
        if _may_be_marked(frame[name]) and (marks := _marks(frame[name])).any()
    }
    allowed = {name for name in marked if mode is Mode.ENRICH and schema.columns()[name].clearable}
    refused = {name: marks for name, marks in marked.items() if name not in allowed}
    findings = [_refused(frame[name].where(marks), mode) for name, marks in refused.items()]
    return UnmarkedSheet(
        frame.assign(**{name: frame[name].mask(marks) for name, marks in marked.items()}),
        {name: marks for name, marks in marked.items() if name in allowed},
        cells_where(refused),
        Findings.all(findings),
    )


def among_items(items: list[str]) -> Reading | None:
    """Return what to say of a list that has the mark among its items; None when it has not."""
    if not any(is_clear(item) for item in items):
        return None
    facts = {"where": "beside other items", "advice": "Write [clear] alone, or only the items."}
    return Reading(None, (Note("clear.not-allowed", facts),))


def _may_be_marked(cells: pd.Series[str]) -> bool:
    """Return whether any cell begins as a mark does, which hardly a column has."""
    return bool(pc.any(pc.starts_with(pa.array(cells.array, pa.large_string()), CLEAR[0])).as_py())


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
