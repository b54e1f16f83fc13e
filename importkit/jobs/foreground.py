"""Running one import here and now, in the calling process."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from importkit import pipeline, production
from importkit.db.connect import as_service, as_user
from importkit.errors import ImportkitError, was_stopped
from importkit.jobs import records, uploads
from importkit.jobs.records import ImportResult

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from importkit.jobs.uploads import Upload
    from importkit.model import ResolvedSheet
    from importkit.pipeline import Report


def run(
    resolved: ResolvedSheet,
    engine: Engine,
    brand_id: str,
    email: str,
    *,
    upload: Upload | None = None,
    report: Report | None = None,
) -> ImportResult:
    """Make a job of a sheet, run it to its end, and return what became of every row.

    Whatever goes wrong, or Ctrl-C, leaves the job FAILED with nothing written.

    Args:
        resolved: The sheet.
        engine: The database.
        brand_id: Whose products they are.
        email: Who imports.
        upload: The file that the sheet was read from, which is kept with the job; None when there is none.
        report: Called as the import moves on.
    """
    job_id, attempt = str(uuid4()), None  # known before anything can go wrong
    mode = resolved.checked.mode
    try:
        with as_user(engine, email) as connection:
            records.start(job_id, brand_id, resolved.book.filename, mode, connection)
        with as_service(engine) as connection:
            attempt = records.begin_attempt(job_id, connection)
        if upload is not None:  # after the user was let in, so that nobody else fills the disk
            stored = upload.storage.store(upload.file, job_id)
            with as_service(engine) as connection:
                uploads.note_file(job_id, stored, upload.hidden_rows, connection)
        request = production.CommitRequest(job_id, brand_id, attempt, resolved)
        receipt = pipeline.write(request, engine, report=report)
    except BaseException as error:
        with as_service(engine) as connection:
            records.fail(job_id, attempt, _reason(error), connection)
        raise
    findings = (resolved.findings + receipt.findings).sorted()
    return ImportResult(job_id, receipt.status, mode, dict(receipt.summary), findings, receipt.corrected)


def _reason(error: BaseException) -> str:
    """Return what the job remembers of an error; never a cell's value."""
    if was_stopped(error):
        return "cancelled"
    return error.message if isinstance(error, ImportkitError) else f"unexpected {type(error).__name__}"
