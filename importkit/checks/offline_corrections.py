"""The corrections workbook of a check: the rows that would fail, by the writer that jobs use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit import corrections
from importkit.errors import UsageError
from importkit.model import RowStatus, Scope

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from importkit.findings import Findings
    from importkit.model import ResolvedSheet


def write_corrections(resolved: ResolvedSheet | None, findings: Findings, target: Path, scope: Scope) -> Path:
    """Write the rows that would fail, or all, with what is wrong; return where.

    Raises:
        UsageError: There are none, or no header was found.
    """
    if resolved is None:
        raise UsageError("The sheet has no header row, so there are no rows to correct.")
    sheet, rows = resolved.sheet, resolved.rows.set_index("row_number")
    failed = _failed_rows(rows)
    if scope is Scope.FAILED and failed.empty:
        raise UsageError(
            "Nothing would fail, so there is nothing to correct.", hint='scope="all" writes every row.'
        )
    kept = failed if scope is Scope.FAILED else sheet.cells.index
    corrections.write(
        corrections.Corrections(
            job_id=None,
            mode=resolved.checked.mode,
            filename=sheet.filename,
            layout=sheet.layout,
            cells=sheet.cells.loc[kept],
            kinds=sheet.kinds.loc[kept],
            formats=sheet.formats.reindex(kept),
            blocked_by=rows["blocked_by_row"].reindex(kept).astype("Int64"),
            findings=findings,
        ),
        target,
    )
    return target


def _failed_rows(rows: pd.DataFrame) -> pd.Index[int]:
    return rows.index[rows["row_status"] == RowStatus.FAILED].sort_values()
