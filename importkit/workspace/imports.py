"""Imports: one run here and now in the calling process, or queued for the workers; and one stopped."""

from __future__ import annotations

import json
import signal
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from importkit import logs, pipeline, production
from importkit.db import brands
from importkit.db.connect import as_service, as_user
from importkit.errors import (
    DatabaseError,
    JobOvertakenError,
    NotAllowedError,
    UsageError,
    reason_of,
    was_stopped,
)
from importkit.jobs import attempts, brand_context, events, notifications, queue, store, uploads
from importkit.jobs.job import ImportResult
from importkit.jobs.job_progress import ProgressWriter
from importkit.jobs.storage import hash_of
from importkit.model import Mode, Sheet
from importkit.outcomes import CANCELLED_ERROR
from importkit.workspace import jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from importkit.findings import Findings
    from importkit.jobs.context import Context
    from importkit.jobs.job import Job
    from importkit.model import BrandContext, ResolvedSheet
    from importkit.pipeline import Report, Source
    from importkit.production import Receipt
    from importkit.read_options import ReadOptions

#: Seconds between two heartbeats at most: by them a job that runs is told from one that was killed.
_HEARTBEAT_S = 10.0

#: Bytes of a workbook that is read before it is queued, in a fraction of a second: a template has 20 KB.
_READ_AT_ONCE = 128 * 1024


def run_now(
    context: Context,
    source: Source,
    options: ReadOptions,
    *,
    plan: str | None = None,
    report: Report | None = None,
) -> ImportResult:
    """Import a workbook in this process, and return what became of every row.

    Args:
        context: Who imports it, and whose products they are.
        source: The workbook.
        options: How it is read.
        plan: The token of a plan, which the import is held to.
        report: Called as the import moves on.
    """
    require_imports(context)
    with events.phases(report) as on_progress:
        sheet = pipeline.open_sheet(source, options, report=on_progress)
        pipeline.require_rows(sheet)
        mode = options.mode_for(sheet.origin, sheet.called)
        if plan is not None:
            production.require_sheet(plan, sheet, mode, str(context.brand.id))
        file = _repeated_file(context, sheet) if plan is None and mode is Mode.CREATE else None
        # What nobody has imported yet may be refused: then there is no job.
        resolved = None if file else _resolve(context, sheet, options, on_progress)

        def commit(job_id: str, attempt: int, on_progress: Report) -> _Committed:
            if file and (known := _commit_repeated(context, file, job_id, attempt, on_progress)):
                return known
            found = resolved or _resolve(context, sheet, options, on_progress)
            return _commit(context, found, plan, job_id, attempt, on_progress)

        result = _run(context, sheet, mode, plan, on_progress, commit)
    notifications.notify_of_job(result.job_id, context.engine, context.settings)
    return result


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


@dataclass(frozen=True)
class _Resolved:
    """A sheet as its brand has it, and what the brand's catalog was like before that was looked up."""

    resolved: ResolvedSheet
    catalog: production.CatalogDigest


@dataclass(frozen=True)
class _Committed:
    """What a commit did, and everything that was found."""

    receipt: Receipt
    findings: Findings


def _repeated_file(context: Context, sheet: Sheet) -> production.RepeatedFile | None:
    """Return the file of a sheet that was imported before; None of another one, and of corrections."""
    if sheet.file is None or sheet.job_id is not None:
        return None
    options = json.dumps(uploads.options_of(sheet.hidden_rows))
    file = production.RepeatedFile(str(context.brand.id), hash_of(sheet.file), options)
    with as_user(context.engine, context.email, "look for an import of the same file") as connection:
        return file if production.was_imported(file, connection) else None


def _resolve(context: Context, sheet: Sheet, options: ReadOptions, report: Report) -> _Resolved:
    brand_id, catalogs = str(context.brand.id), []

    def look_up_brand(handle_keys: Collection[str]) -> BrandContext:
        with as_user(context.engine, context.email, "look up what the brand has") as connection:
            catalog, brand = brand_context.read_for_import(brand_id, handle_keys, connection)
        catalogs.append(catalog)
        return brand

    return _Resolved(pipeline.resolve(sheet, look_up_brand, options, report=report), catalogs[-1])


def _commit_repeated(
    context: Context, file: production.RepeatedFile, job_id: str, attempt: int, report: Report
) -> _Committed | None:
    receipt = pipeline.commit_repeated(file, job_id, attempt, context.engine, report=report)
    if receipt is None:
        return None
    with as_user(context.engine, context.email, "read what was found") as connection:
        return _Committed(receipt, store.findings(job_id, connection))


def _commit(
    context: Context, found: _Resolved, plan: str | None, job_id: str, attempt: int, report: Report
) -> _Committed:
    request = production.CommitRequest(
        job_id, str(context.brand.id), attempt, found.resolved, plan=plan, catalog=found.catalog
    )
    receipt = pipeline.stage_and_commit(request, context.engine, report=report)
    return _Committed(receipt, (found.resolved.findings + receipt.findings).sorted())


def _run(
    context: Context,
    sheet: Sheet,
    mode: Mode,
    plan: str | None,
    report: Report,
    commit: Callable[[str, int, Report], _Committed],
) -> ImportResult:
    """Make a job of a sheet, run it to its end, and return what became of every row.

    The file that the sheet was read from is kept with the job. Whatever goes wrong, or Ctrl-C, leaves the
    job FAILED with nothing written.
    """
    engine, brand_id, attempt = context.engine, str(context.brand.id), None
    job_id = store.new_id(brand_id)  # known before anything can go wrong
    with logs.about(job=job_id):
        try:
            with as_user(engine, context.email, "begin the import") as connection:
                store.start(job_id, brand_id, sheet.filename, mode, connection)
            with as_service(engine, "begin the import") as connection:
                attempt = attempts.begin_only(job_id, connection)
            heartbeat_s = min(_HEARTBEAT_S, context.settings.worker.stall_s / 3)
            with ProgressWriter(engine, job_id, attempt, heartbeat_s=heartbeat_s, report=report) as progress:
                # After the user was let in, so that nobody else fills the disk.
                uploads.store(sheet, job_id, context.storage, engine, plan=plan)
                done = commit(job_id, attempt, progress.report)
        except JobOvertakenError:
            raise
        except BaseException as error:
            _note_failure(context, job_id, attempt, error)
            raise
        receipt = done.receipt
        events.ended(receipt.status, receipt.summary)
    summary = dict(receipt.summary)
    return ImportResult(job_id, receipt.status, mode, summary, done.findings, receipt.corrected)


def _note_failure(context: Context, job_id: str, attempt: int | None, error: BaseException) -> None:
    """End a job FAILED. That this could not be noted is not told: a worker takes up what nobody has ended."""
    events.failed(error)
    with (
        _without_interrupts(),
        suppress(DatabaseError),
        as_service(context.engine, "note how the import ended") as connection,
    ):
        reason = CANCELLED_ERROR if was_stopped(error) else reason_of(error)
        store.fail(job_id, attempt, reason, connection)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let no further Ctrl-C in: a job that was not ended would be taken up again by a worker."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def file_of(sheet: Sheet, options: ReadOptions) -> tuple[Path | bytes, ReadOptions]:
    """Return the file that a sheet was read from, and the options by which it is read as the sheet was.

    Raises:
        UsageError: It was read from none.
    """
    options.require_for(sheet)
    if sheet.file is None:
        raise UsageError("This sheet was read from no file.", hint="Give the workbook, or a Book.")
    named = options.filename or sheet.filename
    return sheet.file, replace(options, filename=named, hidden_rows=sheet.hidden_rows)


def _size(source: str | Path | bytes) -> int:
    return len(source) if isinstance(source, bytes) else Path(source).stat().st_size


def delete_upload_unless_created(context: Context, job_id: str, uri: str) -> None:
    """Delete the file of a job that was refused; while nobody can say whether it was made, it stays."""
    with suppress(DatabaseError), as_service(context.engine, "find the import") as connection:
        if not attempts.exists(job_id, connection):
            context.storage.delete(uri, job_id)
