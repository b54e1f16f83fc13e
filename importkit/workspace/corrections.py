"""What goes back to the user of a job: the products that failed, or every row of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit import corrections, pipeline
from importkit.db.connect import as_service, as_user
from importkit.errors import EnvironmentFailure, FileGoneError, UsageError
from importkit.jobs import store, uploads
from importkit.model import JobStatus, Scope
from importkit.read_options import ReadOptions

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from importkit.corrections import Corrections
    from importkit.jobs.context import Context
    from importkit.jobs.job import Job
    from importkit.model import Sheet

_HINT = "Ask for the failed rows alone (scope failed): they are kept in the database."


def write(context: Context, job_id: str, target: Path, scope: Scope) -> Path:
    """Write the corrections workbook of a job and return where it is."""
    with as_user(context.engine, context.email, "read the failed rows") as connection:
        job = store.find(job_id, context.brand.id, connection)
        loaded = _failures(job, connection)
    if scope is Scope.ALL:
        loaded = _with_all_rows(loaded, context, job)
    corrections.write(loaded, target)
    with as_service(context.engine, "note that the corrections were downloaded") as connection:
        store.record_download(job.id, connection)
    return target


def _with_all_rows(failed: Corrections, context: Context, job: Job) -> Corrections:
    """Return the corrections over every row of the stored upload.

    Raises:
        UsageError: The upload is not kept, or no longer.
    """
    with as_user(context.engine, context.email, "find the uploaded file") as connection:
        upload = uploads.find(job.id, connection)
    if not upload.file_uri:
        raise UsageError(f"The uploaded file of job {job.id} is not kept, or no longer.", hint=_HINT)
    options = ReadOptions(job.mode, job.filename, upload.hidden_rows, context.settings.limits)
    try:
        with context.storage.fetch(upload.file_uri, job.id, upload.file_sha256) as path:
            sheet = pipeline.open_sheet(path, options)
    except FileGoneError as error:
        raise UsageError(error.message, hint=_HINT) from error
    return failed.with_all_rows(_require_same_reading(sheet, failed, job))


def _require_same_reading(sheet: Sheet, failed: Corrections, job: Job) -> Sheet:
    """Return the sheet, if it is read as it was when it was imported."""
    if sheet.layout != failed.layout or not failed.cells.index.isin(sheet.cells.index).all():
        raise EnvironmentFailure(
            f"The stored file of job {job.id} is not read as it was when it was imported.", hint=_HINT
        )
    return sheet


def _failures(job: Job, connection: Connection) -> Corrections:
    """Return what a job has to correct.

    One whose failures another import has taken over can still be asked for them: the workbook that was
    imported in its place may have been spoilt.

    Raises:
        UsageError: It has no failed rows, or they are no longer kept.
    """
    no_longer = UsageError(f"The failed rows of job {job.id} are no longer kept.", hint=store.continued(job))
    if not job.has_exportable_failures and not job.superseded_by:
        if job.status is JobStatus.COMPLETED_WITH_FAILURES:
            raise no_longer
        raise UsageError(
            f"Job {job.id} has no failed rows to correct.",
            hint=f"To see more of it: importkit jobs show {job.id}",
        )
    loaded = corrections.load(job.id, connection)
    if loaded.cells.empty:
        raise no_longer
    return loaded
