"""Running one import here and now, in the calling process."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from importkit import logs, pipeline, production
from importkit.db.connect import as_service, as_user
from importkit.errors import DatabaseError, JobOvertakenError, reason_of, was_stopped
from importkit.jobs import attempts, events, store, uploads
from importkit.jobs.job import ImportResult
from importkit.jobs.job_progress import ProgressWriter
from importkit.outcomes import CANCELLED_ERROR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.model import ResolvedSheet
    from importkit.pipeline import Report
    from importkit.workspace.workspace import Workspace


#: Seconds between two heartbeats at most: by them a job that runs is told from one that was killed.
_HEARTBEAT_S = 10.0


def run_now(
    resolved: ResolvedSheet, workspace: Workspace, *, plan: str | None = None, report: Report | None = None
) -> ImportResult:
    """Make a job of a sheet, run it to its end, and return what became of every row.

    The file that the sheet was read from is kept with the job. Whatever goes wrong, or Ctrl-C, leaves the
    job FAILED with nothing written.

    Args:
        resolved: The sheet.
        workspace: Who imports it, and whose products they are.
        plan: The token of a plan, which the import is held to.
        report: Called as the import moves on.
    """
    job_id = store.new_id(str(workspace.brand.id))  # known before anything can go wrong
    with logs.about(job=job_id):
        return _run(job_id, resolved, workspace, plan, report)


def _run(
    job_id: str, resolved: ResolvedSheet, workspace: Workspace, plan: str | None, report: Report | None
) -> ImportResult:
    engine, brand_id, attempt = workspace.engine, str(workspace.brand.id), None
    mode = resolved.checked.mode
    try:
        with as_user(engine, workspace.email, "begin the import") as connection:
            store.start(job_id, brand_id, resolved.book.filename, mode, connection)
        with as_service(engine, "begin the import") as connection:
            attempt = attempts.begin_only(job_id, connection)
        request = production.CommitRequest(job_id, brand_id, attempt, resolved, plan=plan)
        heartbeat_s = min(_HEARTBEAT_S, workspace.settings.worker.stall_s / 3)
        with ProgressWriter(engine, job_id, attempt, heartbeat_s=heartbeat_s, report=report) as progress:
            # After the user was let in, so that nobody else fills the disk.
            uploads.store(resolved.book, job_id, workspace.storage, engine, plan=plan)
            receipt = pipeline.stage_and_commit(request, engine, report=progress.report)
    except JobOvertakenError:
        with suppress(DatabaseError), as_service(engine, "clear up after the import") as connection:
            attempts.clear_leftovers(job_id, connection)
        raise
    except BaseException as error:
        events.failed(error)
        # What went wrong is told, not that it could not be noted: a worker takes up what nobody has ended.
        with (
            _without_interrupts(),
            suppress(DatabaseError),
            as_service(engine, "note how the import ended") as connection,
        ):
            reason = CANCELLED_ERROR if was_stopped(error) else reason_of(error)
            store.fail(job_id, attempt, reason, connection)
        raise
    findings = (resolved.findings + receipt.findings).sorted()
    result = ImportResult(job_id, receipt.status, mode, dict(receipt.summary), findings, receipt.corrected)
    events.ended(result.status, result.summary)
    return result


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
