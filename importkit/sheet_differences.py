"""What of a sheet an edit touches: the one place that decides it, for stages that need not look at the rest.

It compares what was read and what was found, and knows nothing of edits: whatever a rule makes of the rest of
a column shows here, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importkit.findings import Findings
    from importkit.model import CheckedSheet, Sheet

#: Where a difference makes it another sheet.
_OF_SHEET = (
    "filename", "layout", "blank_rows", "skipped_rows", "after_blank", "origin", "hidden_rows",
)  # fmt: skip


class Touched(NamedTuple):
    """Where two readings of a sheet differ.

    Attributes:
        rows: Excel's numbers of the rows; of what is said of no row, none.
        columns: The canonical columns.
    """

    rows: frozenset[int]
    columns: frozenset[str]


def touched(before: Sheet, after: Sheet) -> Touched | None:
    """Return where two readings of a sheet differ; None where that is more than the values of cells."""
    if any(getattr(before, name) != getattr(after, name) for name in _OF_SHEET):
        return None
    frames = [
        (getattr(before, name), getattr(after, name)) for name in ("frame", "cells", "kinds", "formats")
    ]
    if not all(one.index.equals(other.index) for one, other in frames):
        return None
    if not all(one.columns.equals(other.columns) for one, other in frames[:3]):
        return None
    canonical = {column.letter: column.canonical for column in after.layout.columns}
    rows, columns = set[int](), set[str]()
    for one, other in frames:
        for name, numbers in _differing_cells(one, other):
            rows |= numbers
            columns.add(canonical.get(name, name) or "")
    for found in (
        _differing_lines(before.bad_cells, after.bad_cells),
        _differing_findings(before.findings, after.findings),
    ):
        rows |= set(found["row_number"].dropna().astype("int64"))
        columns |= set(found["column"])
    return Touched(frozenset(rows), frozenset(columns))


def touched_rows(before: CheckedSheet, after: CheckedSheet, read: Touched) -> frozenset[int]:
    """Return the rows that differ once their cells are read for what they mean.

    Args:
        before: A sheet.
        after: Another reading of it.
        read: Where their cells differ.
    """
    rows = set(read.rows)
    for _, numbers in _differing_cells(before.frame, after.frame):
        rows |= numbers
    for found in (
        _differing_lines(before.bad_cells, after.bad_cells),
        _differing_lines(before.clear_marks, after.clear_marks),
        _differing_findings(before.findings, after.findings),
    ):
        rows |= set(found["row_number"].dropna().astype("int64"))
    return frozenset(rows)


def _differing_cells(before: pd.DataFrame, after: pd.DataFrame) -> Iterable[tuple[str, set[int]]]:
    """Yield each column in which two frames of the same rows differ, and the rows."""
    for name in before.columns.union(after.columns, sort=False):
        if name not in before or name not in after:
            alone = (before if name in before else after)[name]
            yield str(name), set(alone.index[alone.notna()].tolist())
            continue
        one, other = before[name], after[name]
        if one is other or one.equals(other):
            continue
        one, other = one.astype("object"), other.astype("object")
        is_equal = (one == other).fillna(value=False) | (one.isna() & other.isna())
        if not is_equal.all():
            yield str(name), set(one.index[~is_equal].tolist())


def _differing_findings(before: Findings, after: Findings) -> pd.DataFrame:
    """Return row and column of each finding that only one of two lists has."""
    if before == after:
        return pd.DataFrame({"row_number": pd.Series(dtype="Int64"), "column": pd.Series(dtype="str")})
    return _differing_lines(before.records, after.records).rename(columns={"row": "row_number"})


def _differing_lines(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return the lines that one of two frames has more often than the other."""
    if before.equals(after) or (before.empty and after.empty):
        return after.iloc[:0]
    digests = [pd.util.hash_pandas_object(frame, index=False) for frame in (before, after)]
    counts = [digest.value_counts() for digest in digests]
    more = counts[0].sub(counts[1], fill_value=0)
    differing = more.index[more != 0]
    parts = [
        frame[digest.isin(differing).to_numpy()]
        for frame, digest in zip((before, after), digests, strict=True)
    ]
    return pd.concat([part for part in parts if len(part)] or [after.iloc[:0]])
