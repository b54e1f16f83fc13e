"""One attempt of one import, in a process of its own: `python -m importkit.worker.child JOB ATTEMPT`.

It ends with 0 when the job has ended or is no longer this attempt's, else with 1 and one sentence on stdout.
A process can be killed at any moment, which a thread cannot: that is how an import is stopped.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

from importkit import command_process

if __name__ == "__main__":
    command_process.prepare()  # before the imports below

from importkit import db, logs, pipeline, production, settings
from importkit.db.connect import as_service
from importkit.errors import JobOvertakenError, PlanError, WorkbookError, reason_of
from importkit.findings import RefusedImportError
from importkit.jobs import attempts, brand_context, events, notifications, store
from importkit.jobs.job_progress import ProgressWriter
from importkit.jobs.storage import Storage
from importkit.model import HiddenRows
from importkit.read_options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Engine

    from importkit.jobs.attempts import Attempt
    from importkit.model import BrandContext
    from importkit.pipeline import Report
    from importkit.production import Receipt
    from importkit.settings import Settings

_PR_SET_PDEATHSIG = 1


def main() -> int:
    """Run the attempt that the command line names, and return the exit code."""
    die_with_parent()
    here = settings.load()
    logs.to_stream(sys.stderr, as_json=here.logs_as_json, debug=here.logs_all)
    with logs.about(job=sys.argv[1], attempt=sys.argv[2]):
        return _main(here)


def _main(here: Settings) -> int:
    engine = db.engine(here.database_url or "")  # the worker names it
    try:
        run(sys.argv[1], int(sys.argv[2]), engine, here)
    except Exception as error:  # noqa: BLE001  the worker decides what becomes of the job
        events.attempt_failed(error)
        sys.stdout.write(reason_of(error))
        return 1
    finally:
        engine.dispose()
    return 0


def run(job_id: str, number: int, engine: Engine, here: Settings) -> None:
    """Import a job's stored workbook, as the attempt of that number.

    A workbook that cannot be imported, or not as it was planned, ends the job FAILED with the reason, and so
    does nothing else here.

    Raises:
        EnvironmentFailure: Something around the import failed; another attempt may succeed.
    """
    with as_service(engine, "find the attempt to import") as connection:
        attempt = attempts.find(job_id, number, connection)
    if attempt is None:
        return
    try:
        heartbeat_s = here.worker.stall_s / 3
        with (
            ProgressWriter(engine, job_id, number, heartbeat_s=heartbeat_s) as progress,
            events.phases(progress.report) as report,
        ):
            receipt = _import(attempt, engine, here, report)
    except (WorkbookError, RefusedImportError, PlanError) as refused:
        events.attempt_failed(refused)
        with as_service(engine, "note how the import ended") as connection:
            reason = f"{refused.message} {refused.hint}".strip()
            has_ended = store.fail(job_id, number, reason, connection)
        if has_ended:
            notifications.notify_of_job(job_id, engine, here)
    except JobOvertakenError:
        return
    else:
        events.ended(receipt.status, receipt.summary)
        notifications.notify_of_job(job_id, engine, here)


def _import(attempt: Attempt, engine: Engine, here: Settings, report: Report) -> Receipt:
    hidden_rows = HiddenRows(attempt.options.get("hidden_rows", HiddenRows.IMPORT))
    options = ReadOptions(attempt.mode, attempt.filename, hidden_rows, here.limits)
    with Storage(here.files).fetch(attempt.file_uri, attempt.job_id, attempt.file_sha256) as path:
        sheet = pipeline.open_sheet(path, options, report=report)
    pipeline.require_rows(sheet)
    plan = attempt.options.get("plan")
    if plan is not None:
        production.require_sheet(plan, sheet, attempt.mode, attempt.brand_id)

    def look_up_brand(handle_keys: Collection[str]) -> BrandContext:
        with as_service(engine, "look up what the brand has") as connection:
            return brand_context.read_brand_context(attempt.brand_id, handle_keys, connection)

    resolved = pipeline.resolve(sheet, look_up_brand, options, report=report)
    request = production.CommitRequest(attempt.job_id, attempt.brand_id, attempt.number, resolved, plan=plan)
    return pipeline.stage_and_commit(request, engine, report=report)


def die_with_parent() -> None:
    """Let this process end with the one that started it, however that ends.

    Linux sends the signal itself. Everywhere, stdin is a pipe that the parent holds open: its end is the
    parent's end, and it tells of a parent that died before this was called.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_end_with_stdin, name="parent", daemon=True).start()


def _end_with_stdin() -> None:
    while os.read(0, 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    command_process.run(main)
