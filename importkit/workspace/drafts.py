"""Drafts made, found and opened.

A draft is noted before its file is stored, and is found once that is there; so whoever dies in between leaves
nothing that anybody finds, and the cleanup has the id of whatever was stored.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from importkit.db.connect import as_user
from importkit.errors import FileGoneError, NotAllowedError
from importkit.jobs import drafts as store
from importkit.jobs import store as job_store
from importkit.jobs import uploads
from importkit.model import Scope
from importkit.read_options import ReadOptions
from importkit.workspace import corrections, draft_files, jobs
from importkit.workspace.draft import Draft

if TYPE_CHECKING:
    from importkit.jobs.context import Context
    from importkit.jobs.draft_records import CellEdit
    from importkit.workspace.draft_files import Reader


def create(
    context: Context,
    source: Path | bytes,
    options: ReadOptions,
    sheet: str | None,
    read: Reader,
    source_job_id: str | None = None,
) -> Draft:
    """Store a workbook as a draft and read it; one that cannot be used leaves no draft.

    Raises:
        WorkbookError: It cannot be used at all.
        UsageError: It is for another mode, or has no such sheet.
    """
    draft_id = job_store.new_id(str(context.brand.id))
    words = {
        "draft_id": draft_id,
        "brand_id": context.brand.id,
        "filename": options.filename_of(source),
        "mode": options.mode,
        "sheet": sheet,
        "hidden_rows": options.hidden_rows,
        "source_job_id": source_job_id,
    }
    with as_user(context.engine, context.email, "make a draft") as connection:
        store.create(words, connection)
    stored = context.storage.store(source, draft_id)
    with as_user(context.engine, context.email, "keep the draft") as connection:
        store.keep_file(draft_id, stored, connection)
    try:
        opened = open_draft(context, draft_id, read)
        origin = opened.file.book.sheet.origin if opened.file.book else None
        if origin is not None:
            options.mode_for(origin, opened.filename)
    except BaseException:
        with as_user(context.engine, context.email, "discard the draft") as connection:
            store.discard(draft_id, connection)
        raise
    return opened


def of_job(context: Context, job_id: str, read: Reader) -> Draft:
    """Return the draft over the failed rows of a job, in its mode; one that is there already is opened.

    Raises:
        UnknownJobError: There is no such job.
        UsageError: It has no failed rows, or they are no longer kept.
    """
    job = jobs.find(context, job_id)
    with as_user(context.engine, context.email, "find the draft of the import") as connection:
        found = store.of_job(job.id, context.brand.id, connection)
    if found is not None:
        return open_draft(context, found.id, read)
    with TemporaryDirectory(prefix="importkit-") as folder:
        path = corrections.write(context, job.id, Path(folder) / "corrections.xlsx", Scope.FAILED)
        options = ReadOptions(job.mode, job.filename, limits=context.settings.limits)
        return create(context, path, options, None, read, job.id)


def of_upload(context: Context, job_id: str, read: Reader) -> Draft:
    """Return a draft of the workbook that a job was to import, read as it was.

    Raises:
        UnknownJobError: There is no such job.
        FileGoneError: Its workbook is no longer kept.
    """
    job = jobs.find(context, job_id)
    with as_user(context.engine, context.email, "find the uploaded file") as connection:
        upload = uploads.find(job.id, connection)
    if not upload.file_uri:
        raise FileGoneError("The workbook of this import is no longer kept.", hint="Upload it again.")
    options = ReadOptions(job.mode, job.filename, upload.hidden_rows, context.settings.limits)
    with context.storage.fetch(upload.file_uri, job.id, upload.file_sha256) as path:
        return create(context, path, options, None, read)


def open_draft(context: Context, draft_id: str, read: Reader) -> Draft:
    """Return a draft by its id, its file read; it is kept for another day.

    Raises:
        UnknownDraftError: There is none, or no longer.
        WorkbookError: Its file cannot be used.
    """
    with as_user(context.engine, context.email, "open the draft") as connection:
        record = store.find(draft_id, str(context.brand.id), connection)
    with (
        suppress(NotAllowedError),  # a viewer looks, and keeps nothing
        as_user(context.engine, context.email, "open the draft") as connection,
    ):
        store.touch(record.id, connection)
    return Draft.load(context, record, draft_files.read(context, record, read))


def edits_of_import(context: Context, job_id: str) -> list[CellEdit]:
    """Return the fixes that were made on a draft before it was imported."""
    with as_user(context.engine, context.email, "list the fixes of the import") as connection:
        job = job_store.find(job_id, context.brand.id, connection)
        return store.of_import(job.id, connection)
