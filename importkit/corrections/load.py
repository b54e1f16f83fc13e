"""Corrections from the database alone: the uploaded file may be gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pandas as pd

from importkit.corrections.corrections_records import Corrections
from importkit.db.statements import statement
from importkit.errors import UnknownJobError, UsageError
from importkit.findings import Findings
from importkit.model import CellKind, Layout, Mode, SheetColumn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Row

_CODES = {kind.name.lower(): int(kind) for kind in CellKind}


def load(job_id: str, connection: Connection) -> Corrections:
    """Return what a job has to correct: the rows of its failed products, and every finding.

    Raises:
        UnknownJobError: There is no such job, or this user may not see it.
        UsageError: The job has not read its workbook.
    """
    job = _job(job_id, connection)
    if job is None:
        raise UnknownJobError("There is no such job.", hint="To see the recent ones: importkit jobs list")
    if job.layout is None:
        raise UsageError("This job has nothing to correct.", hint="Its workbook was never read to the end.")
    layout = layout_of(job.layout)
    letters = [column.letter for column in layout.columns]
    rows = connection.execute(
        statement("corrections", "select_rows"), {"job_id": job_id, "letters": letters}
    ).all()
    index = pd.Index([row.row_number for row in rows], name="row_number", dtype="int64")
    return Corrections(
        job_id=str(job_id),
        mode=Mode(job.mode),
        filename=job.filename,
        layout=layout,
        cells=_frame([row.texts for row in rows], index, letters).astype("str"),
        kinds=_kinds(rows, index, letters),
        formats=_frame([row.formats for row in rows], index, letters).astype("category"),
        blocked_by=pd.Series([row.blocked_by_row for row in rows], index=index, dtype="Int64"),
        findings=_findings(job_id, connection),
    )


def _job(job_id: str, connection: Connection) -> Row[Any] | None:
    try:
        UUID(job_id)
    except ValueError:  # nothing that was ever handed out
        return None
    return connection.execute(statement("corrections", "select_job"), {"job_id": job_id}).one_or_none()


def layout_of(stored: Mapping[str, Any]) -> Layout:
    """Return a layout as a job keeps it."""
    columns = tuple(SheetColumn(**column) for column in stored["columns"])
    return Layout(**{**stored, "columns": columns})


def _frame(grid: Sequence[Sequence[Any]], index: pd.Index[int], letters: list[str]) -> pd.DataFrame:
    return pd.DataFrame(grid, index=index, columns=letters, dtype="object")


def _kinds(rows: Sequence[Row[Any]], index: pd.Index[int], letters: list[str]) -> pd.DataFrame:
    blank = int(CellKind.BLANK)
    codes = [[_CODES.get(kind, blank) for kind in row.kinds] for row in rows]
    return _frame(codes, index, letters).astype("uint8")


def _findings(job_id: str, connection: Connection) -> Findings:
    found = connection.execute(statement("corrections", "select_findings"), {"job_id": job_id}).mappings()
    return Findings.from_records(dict(finding) for finding in found)
