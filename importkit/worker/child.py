"""Attempts of imports, one after the other, in a process of their own: `python -m importkit.worker.child`.

A process can be killed at any moment, which a thread cannot: that is how an import is stopped. Loading what
an import needs takes longer than a small one, so the process takes the next when one has gone well.

Each line on stdin names a job and an attempt. The answer on stdout is one line of JSON: `reason`, why the
attempt failed, is empty when the job has ended or is no longer this attempt's; with `goes_on` false the
process ends.
"""

from __future__ import annotations

import ctypes
import json
import os
import queue
import signal
import sys
import threading
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, BinaryIO

import psutil

from importkit import command_process

if __name__ == "__main__":
    command_process.prepare()  # before the imports below

from importkit import db, logs, pipeline, production, settings
from importkit.db.connect import as_service
from importkit.errors import JobOvertakenError, PlanError, WorkbookError, reason_of
from importkit.findings import RefusedImportError
from importkit.jobs import attempts, brand_context, events, notifications, store, uploads
from importkit.jobs.job_progress import ProgressWriter
from importkit.jobs.storage import Storage
from importkit.model import HiddenRows, Mode
from importkit.read_options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from importkit.jobs.attempts import Attempt
    from importkit.pipeline import Report
    from importkit.production import Receipt
    from importkit.settings import Settings

_PR_SET_PDEATHSIG = 1


#: After so many attempts, or with so much memory held after one, another process is better begun.
_MOST_ATTEMPTS = 100
_MOST_BYTES = 512 * 2**20


def main() -> int:
    """Run the attempts that stdin names, until this process has done enough, and return the exit code."""
    here = settings.load()
    logs.to_stream(sys.stderr, as_json=here.logs_as_json, debug=here.logs_all)
    answers = answers_to_parent()
    attempts_to_run = _attempts_of_parent()
    for done in count(1):
        job_id, number = attempts_to_run.get()
        reason = _attempt(job_id, number, here)
        goes_on = not reason and done < _MOST_ATTEMPTS and psutil.Process().memory_info().rss < _MOST_BYTES
        answers.write(json.dumps({"reason": reason, "goes_on": goes_on}).encode() + b"\n")
        answers.flush()
        if not goes_on:
            break
    return 0


def _attempt(job_id: str, number: int, here: Settings) -> str:
    """Run an attempt, and return why it failed; empty if it did not."""
    engine = db.engine(here.database_url or "")  # the worker names it
    with logs.about(job=job_id, attempt=str(number)):
        try:
            run(job_id, number, engine, here)
        except Exception as error:  # noqa: BLE001  the worker decides what becomes of the job
            events.attempt_failed(error)
            return reason_of(error)
        finally:
            engine.dispose()
    return ""


def _attempts_of_parent() -> queue.SimpleQueue[tuple[str, int]]:
    """Return the jobs and attempts that stdin names as they come; its end is the end of this process."""
    named: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()

    def note(line: bytes) -> None:
        job_id, number = line.decode().split()
        named.put((job_id, int(number)))

    die_with_parent(note)
    return named


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
    plan = attempt.options.get("plan")
    with Storage(here.files).fetch(attempt.file_uri, attempt.job_id, attempt.file_sha256) as path:
        if attempt.mode is Mode.CREATE:
            given = json.dumps(attempt.options)
            file = production.RepeatedFile(attempt.brand_id, attempt.file_sha256, given, plan or "")
            known = pipeline.commit_repeated(file, attempt.job_id, attempt.number, engine, report=report)
            if known is not None:
                return known
        sheet = pipeline.open_sheet(path, options, report=report)
        sheet = uploads.with_left_out(sheet, int(attempt.options.get("left_out_rows", 0)))
    pipeline.require_rows(sheet)
    if plan is not None:
        production.require_sheet(plan, sheet, attempt.mode, attempt.brand_id)

    connect = partial(as_service, engine, "look up what the brand has")
    look_up = brand_context.BrandLookup(attempt.brand_id, connect)
    resolved = pipeline.resolve(sheet, look_up, options, report=report)
    request = production.CommitRequest(
        attempt.job_id, attempt.brand_id, attempt.number, resolved, plan=plan, catalog=look_up.catalogs[-1]
    )
    return pipeline.stage_and_commit(request, engine, report=report)


def answers_to_parent() -> BinaryIO:
    """Return what stdout was; what a library prints goes to stderr, and does not get between the answers."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def die_with_parent(on_line: Callable[[bytes], object] = len) -> None:
    """Let this process end with the one that started it, however that ends.

    Linux sends the signal itself. Everywhere, stdin is a pipe that the parent holds open: its end is the
    parent's end, and it tells of a parent that died before this was called.

    Args:
        on_line: Called, in a thread, with each line that the parent writes meanwhile.
    """

    def read() -> None:
        with open(0, "rb", buffering=0, closefd=False) as lines:
            for line in lines:
                on_line(line)
        os._exit(1)

    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=read, name="parent", daemon=True).start()


if __name__ == "__main__":
    command_process.run(main)
