"""Imports that are queued for the workers, and one stopped."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from importkit import pipeline
from importkit.db import brands
from importkit.db.connect import as_service, as_user
from importkit.errors import (
    DatabaseError,
    NotAllowedError,
    UsageError,
)
from importkit.jobs import attempts, brand_context, queue, store, uploads
from importkit.model import Sheet
from importkit.workspace import jobs

if TYPE_CHECKING:
    from collections.abc import Collection

    from importkit.jobs.context import Context
    from importkit.jobs.job import Job
    from importkit.model import BrandContext
    from importkit.pipeline import Source
    from importkit.read_options import ReadOptions

#: Bytes of a workbook that is read before it is queued, in a fraction of a second: a template has 20 KB.
_READ_AT_ONCE = 128 * 1024


def enqueue(context: Context, source: Source, options: ReadOptions, *, plan: str | None = None) -> Job:
    """Store a workbook, make a job of it and queue it; return the job.

    The file is stored first, under the id that the job will have; the job and its place in the queue are made
    in one transaction. Whoever dies in between leaves a file that nobody asks for.

    Raises:
        OtherModeError: The workbook holds corrections for another mode; there is no job.
    """
    from importkit.workbook import display_path, require_workbook

    require_imports(context)
    if isinstance(source, Sheet):
        source, options = file_of(source, options)
    filename = options.filename or ("workbook.xlsx" if isinstance(source, bytes) else Path(source).name)
    called = options.filename or display_path(source)
    mode = options.mode_for(require_workbook(source, filename=called, limits=options.limits), called)
    if plan is None and _size(source) <= _READ_AT_ONCE:  # what was planned has been read
        pipeline.require_rows(pipeline.open_sheet(source, options))
    job_id = store.new_id(str(context.brand.id))
    stored = context.storage.store(source if isinstance(source, bytes) else Path(source), job_id)
    file = uploads.file_of(stored, options.hidden_rows, plan)
    try:
        with as_user(context.engine, context.email, "queue the import") as connection:
            store.start(job_id, context.brand.id, filename, mode, connection, file)
            queue.enqueue(job_id, connection)
            return jobs.watchable(context, store.find(job_id, context.brand.id, connection))
    except (DatabaseError, NotAllowedError):
        delete_upload_unless_created(context, job_id, stored.uri)
        raise


def cancel(context: Context, job_id: str) -> Job:
    """Stop a job that waits or runs: it ends FAILED "cancelled", and nothing of it is written.

    Raises:
        UnknownJobError: There is no such job.
        UsageError: It has ended already.
    """
    with as_user(context.engine, context.email, "cancel the import") as connection:
        job = store.find(job_id, context.brand.id, connection)
        if not store.cancel(job.id, connection):
            now = store.find(job.id, context.brand.id, connection)
            raise UsageError(
                f"Job {job.id} has ended already: it is {now.status}.",
                hint=f"To see what became of it: importkit jobs show {job.id}",
            )
    return jobs.find(context, job.id)


def context_of_brand(context: Context, handle_keys: Collection[str]) -> BrandContext:
    """Return the brand's categories, and which of these handles it has already."""
    with as_user(context.engine, context.email, "look up what the brand has") as connection:
        return brand_context.read_brand_context(context.brand.id, handle_keys, connection)


def require_imports(context: Context) -> None:
    """Make sure that the brand imports at present: that may have changed since the workspace was opened.

    Raises:
        UsageError: It does not.
    """
    with as_user(context.engine, context.email, "begin the import") as connection:
        brand = brands.brand_by_slug(connection, context.brand.slug)
    brands.require_imports(brand)


def file_of(sheet: Sheet, options: ReadOptions) -> tuple[Path | bytes, ReadOptions]:
    """Return the file that a sheet was read from, and the options by which it is read as the sheet was.

    Raises:
        UsageError: It was read from none, or that has changed since.
    """
    options.require_for(sheet)
    if sheet.file is None:
        raise UsageError("This sheet was read from no file.", hint="Give the workbook, or a Book.")
    named = options.filename or sheet.filename
    uploads.require_unchanged(sheet)
    return sheet.file.content, replace(options, filename=named, hidden_rows=sheet.hidden_rows)


def _size(source: str | Path | bytes) -> int:
    return len(source) if isinstance(source, bytes) else Path(source).stat().st_size


def delete_upload_unless_created(context: Context, job_id: str, uri: str) -> None:
    """Delete the file of a job that was refused; while nobody can say whether it was made, it stays."""
    with suppress(DatabaseError), as_service(context.engine, "find the import") as connection:
        if not attempts.exists(job_id, connection):
            context.storage.delete(uri, job_id)
