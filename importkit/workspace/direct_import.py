"""An import that is run here and now, in the calling process."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from importkit import logs, pipeline, production
from importkit.db.connect import as_service, as_user
from importkit.errors import DatabaseError, JobOvertakenError, reason_of, was_stopped
from importkit.jobs import attempts, brand_context, events, notifications, store, uploads
from importkit.jobs.job import ImportResult
from importkit.jobs.job_progress import ProgressWriter
from importkit.outcomes import CANCELLED_ERROR
from importkit.workspace.imports import require_imports
from importkit.workspace.repeated_files import repeated_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from importkit.findings import Findings
    from importkit.jobs.context import Context
    from importkit.model import Mode, ResolvedSheet, Sheet
    from importkit.pipeline import Report, Source
    from importkit.production import Receipt
    from importkit.read_options import ReadOptions

#: Seconds between two heartbeats at most: by them a job that runs is told from one that was killed.
_HEARTBEAT_S = 10.0


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
        uploads.require_unchanged(sheet)
        mode = options.mode_for(sheet.origin, sheet.called)
        if plan is not None:
            production.require_sheet(plan, sheet, mode, str(context.brand.id))
        file = repeated_file(context, sheet, mode, plan)
        if file and not _was_imported(context, file):
            file = None  # what nobody has imported yet may be refused: then there is no job
        resolved = None if file else _resolve(context, sheet, options, on_progress)

        def commit(job_id: str, attempt: int, on_progress: Report) -> _Committed:
            if file and (known := _commit_repeated(context, file, job_id, attempt, on_progress)):
                return known
            found = resolved or _resolve(context, sheet, options, on_progress)
            return _commit(context, found, plan, job_id, attempt, on_progress)

        result = _run(context, sheet, mode, plan, on_progress, commit)
    notifications.notify_of_job(result.job_id, context.engine, context.settings)
    return result


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


def _was_imported(context: Context, file: production.RepeatedFile) -> bool:
    with as_user(context.engine, context.email, "look for an import of the same file") as connection:
        return production.was_imported(file, connection)


def _resolve(context: Context, sheet: Sheet, options: ReadOptions, report: Report) -> _Resolved:
    connect = partial(as_user, context.engine, context.email, "look up what the brand has")
    look_up = brand_context.BrandLookup(str(context.brand.id), connect)
    return _Resolved(pipeline.resolve(sheet, look_up, options, report=report), look_up.catalogs[-1])


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
