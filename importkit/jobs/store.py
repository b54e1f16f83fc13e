"""The table of jobs: how a job is found, and how it moves from one status to the next.

PENDING → PROCESSING → COMPLETED | COMPLETED_WITH_FAILURES | FAILED, and DISMISSED. FAILED means that the
system failed or the user cancelled; wrong data never fails a job, only its rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pandas as pd
import sqlalchemy as sa

from importkit import arguments
from importkit.db.statements import statement
from importkit.db.tables import import_findings, import_jobs
from importkit.errors import UnknownJobError, UsageError
from importkit.findings import Findings
from importkit.jobs import job_progress
from importkit.jobs.job import Job
from importkit.jobs.uploads import kept_name
from importkit.model import JobStatus, Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, RowMapping


_later = import_jobs.alias("later")

#: So many digits at the end of a job's id are its brand's.
_BRAND_DIGITS = 12

_JOB_COLUMNS = (
    import_jobs.c.id,
    import_jobs.c.filename,
    import_jobs.c.mode,
    import_jobs.c.status,
    import_jobs.c.summary,
    import_jobs.c.error,
    import_jobs.c.has_exportable_failures,
    import_jobs.c.created_by,
    import_jobs.c.created_at,
    import_jobs.c.started_at,
    import_jobs.c.finished_at,
    import_jobs.c.superseded_by,
    import_jobs.c.undone_at,
    import_jobs.c.progress,
    sa.select(sa.cast(_later.c.summary["failed_products"].astext, sa.Integer))
    .where(_later.c.id == import_jobs.c.superseded_by)
    .scalar_subquery()
    .label("failing_later"),
)


def find(job_id: str, brand_id: str, connection: Connection) -> Job:
    """Return one job of a brand, by its id or by a prefix that no other job has.

    Raises:
        UnknownJobError: There is none; another brand's job answers alike.
    """
    job_id = arguments.job_id(job_id)
    chosen = sa.select(*_JOB_COLUMNS).where(import_jobs.c.brand_id == brand_id).limit(2)
    whole = _uuid(job_id)
    if whole:
        chosen = chosen.where(import_jobs.c.id == whole)
    else:
        chosen = chosen.where(sa.cast(import_jobs.c.id, sa.Text).startswith(job_id.lower(), autoescape=True))
    rows = connection.execute(chosen).mappings().all()
    if len(rows) > 1:
        raise UnknownJobError(f"More than one job starts with {job_id!r}.", hint="Give more of its id.")
    if not rows:
        raise UnknownJobError(
            f"There is no job {job_id!r}.", hint="To see the recent ones: importkit jobs list"
        )
    return _job(rows[0])


def recent(brand_id: str, limit: int, connection: Connection) -> list[Job]:
    """Return the newest jobs of a brand, newest first."""
    return select_page([import_jobs.c.brand_id == brand_id], limit, 0, connection)


def select_page(
    conditions: Iterable[sa.ColumnElement[bool]], limit: int, skipped: int, connection: Connection
) -> list[Job]:
    """Return some of the jobs for which all conditions hold, newest first."""
    chosen = (
        sa.select(*_JOB_COLUMNS)
        .where(*conditions)
        .order_by(import_jobs.c.created_at.desc(), import_jobs.c.id.desc())
        .limit(limit)
        .offset(skipped)
    )
    return [_job(row) for row in connection.execute(chosen).mappings()]


def findings(job_id: str, connection: Connection) -> Findings:
    """Return the findings kept with a job."""
    kept = import_findings.c
    chosen = (
        sa.select(import_findings, kept.row_number.label("row"), kept.column_name.label("column"))
        .where(kept.job_id == job_id)
        .order_by(kept.position)
    )
    return Findings.from_records(dict(row) for row in connection.execute(chosen).mappings()).sorted()


def unmapped(job_id: str, connection: Connection) -> pd.DataFrame:
    """Return the categories of a job's workbook that were not found, each once."""
    found = connection.execute(statement("jobs", "select_unmapped"), {"job_id": job_id})
    return pd.DataFrame(found.all(), columns=list(found.keys()))


def new_id(brand_id: str) -> str:
    """Return an id for a job that is not made yet, which ends as the brand's does."""
    return f"{str(uuid4())[:-_BRAND_DIGITS]}{brand_id[-_BRAND_DIGITS:]}"


def start(
    job_id: str,
    brand_id: str,
    filename: str,
    mode: Mode,
    connection: Connection,
    file: Mapping[str, str] | None = None,
) -> None:
    """Make a PENDING job for the user at work.

    Args:
        job_id: Its id, as `new_id` gives it.
        brand_id: Whose products it imports.
        filename: The name the user knows the file by.
        mode: What the sheet is meant for.
        connection: A transaction of the user's.
        file: Where its file is kept and how that is read, as `uploads.file_of` gives it, for a job that is
            queued; one that the caller runs here and now keeps its file later.

    Raises:
        NotAllowedError: The user may not import into that brand.
    """
    binds = {"job_id": job_id, "brand_id": brand_id, "filename": kept_name(filename), "mode": str(mode)}
    no_file = {"file_uri": None, "file_sha256": None, "options": "{}"}
    connection.execute(statement("jobs", "insert_import"), {**binds, **(file or no_file)})


def cancel(job_id: str, connection: Connection) -> bool:
    """End a job that waits or runs, for the user at work; return False when it had ended already."""
    return bool(connection.execute(statement("jobs", "cancel_import"), {"job_id": job_id}).scalar())


def fail(job_id: str, attempt: int | None, error: str, connection: Connection) -> bool:
    """Move a job to FAILED, unless a newer attempt has it; return whether it moved.

    Args:
        job_id: The job; one that was never made, or has ended, stays as it is.
        attempt: The attempt that failed; None when it failed before it had a number.
        error: What the user is told.
        connection: A transaction of the service.
    """
    moved = (
        sa.update(import_jobs)
        .where(import_jobs.c.id == job_id)
        .where(import_jobs.c.status.in_([JobStatus.PENDING, JobStatus.PROCESSING]))
        .values(status=JobStatus.FAILED, error=error, finished_at=sa.func.now())
    )
    if attempt is not None:
        moved = moved.where(import_jobs.c.attempt == attempt)
    return bool(connection.execute(moved).rowcount)


def record_download(job_id: str, connection: Connection) -> None:
    """Remember when corrections were last downloaded: retention counts from there."""
    connection.execute(
        sa.update(import_jobs)
        .where(import_jobs.c.id == job_id)
        .values(corrections_downloaded_at=sa.func.now())
    )


def dismiss(job: Job, connection: Connection) -> None:
    """Move a finished job with failures to DISMISSED and delete what it left staged.

    Raises:
        UsageError: The job still runs, or has no failures.
    """
    if job.superseded_by:
        raise UsageError(
            f"The failures of job {job.id} were taken over by a later import: there is nothing to dismiss.",
            hint=continued(job),
        )
    if not job.has_ended or not job.has_exportable_failures:
        raise UsageError(
            f"Job {job.id} is {job.status} and cannot be dismissed.",
            hint="Only a finished job with failures can be.",
        )
    connection.execute(statement("jobs", "dismiss_import"), {"job_id": job.id})


def continued(job: Job) -> str:
    """Return where a job's failures are now, or what else to do about them."""
    return f"It is continued in job {job.superseded_by}." if job.superseded_by else "Import the file again."


def _job(row: RowMapping) -> Job:
    words = dict(row)
    return Job(
        **words
        | {
            "id": str(words["id"]),
            "mode": Mode(words["mode"]),
            "status": JobStatus(words["status"]),
            "summary": words["summary"] or {},
            "error": words["error"] or "",
            "created_by": words["created_by"] or "",
            "superseded_by": words["superseded_by"] and str(words["superseded_by"]),
            "progress": job_progress.read(words["progress"]),
        }
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
