"""The child of the page that reads and checks a workbook, held to the time and the memory of an attempt."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from importkit import settings
from importkit.db.connect import as_user
from importkit.errors import EnvironmentFailure, ImportkitError
from importkit.progress import Progress
from importkit.ui import memory, transfer
from importkit.ui.check_process import Request
from importkit.worker import supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.pipeline import Report
    from importkit.settings import WorkerSettings
    from importkit.ui.check_process import FailedRows, KnownDraft, NewDraft
    from importkit.workspace import Workspace
    from importkit.workspace.draft import Draft
    from importkit.workspace.draft_files import DraftFile, FileRequest, Reader

_WORK = "Checking the workbook"
_ADVICE = "Split the sheet into several workbooks, or ask whoever runs importkit for more."


def checked(
    what: NewDraft | FailedRows | KnownDraft, workspace: Workspace, report: Report | None = None
) -> Draft:
    """Return a draft, read and checked in a child; one that is imported already is only read.

    Raises:
        WorkbookError: The file cannot be used at all.
        OtherModeError: It holds corrections for another mode.
        UnknownDraftError: There is no such draft, or no longer.
        EnvironmentFailure: The child needed more than it may have, or died; or the database does not answer.
    """
    draft: Draft = _ask(what, workspace, report)
    memory.return_free()  # what the message took beside the draft
    return draft.of(workspace, reader(workspace))


def reader(workspace: Workspace) -> Reader:
    """Return what reads the file of a draft in a child, as `draft_files.read_file` does here."""
    return partial(_read, workspace)


def _read(workspace: Workspace, request: FileRequest) -> DraftFile:
    file: DraftFile = _ask(request, workspace, None)
    return file


def _ask(what: Any, workspace: Workspace, report: Report | None) -> Any:  # noqa: ANN401  as `Request`
    request = Request(what, workspace.brand.slug, workspace.email)
    with as_user(workspace.engine, workspace.email, "check the workbook"):
        pass  # a stopped database of this machine is started again here: the child has its address alone
    with _running(workspace) as (child, answers):
        reasons: list[str] = []
        limits = workspace.settings.worker
        threading.Thread(target=_watch, args=(child, limits, reasons), name="check", daemon=True).start()
        try:
            return _answer(request, child, answers, report)
        except (EOFError, OSError, pickle.UnpicklingError):
            code = child.wait()
            why = reasons or [
                f"The process that read the workbook ended unexpectedly ({supervisor.exit_reason(code)})."
            ]
            raise EnvironmentFailure(why[0], hint=_ADVICE if reasons else "Try it again.") from None


def _answer(
    request: Request, child: subprocess.Popen[bytes], answers: IO[bytes], report: Report | None
) -> object:
    assert child.stdin is not None  # noqa: S101  asked for below
    pickle.dump(request, child.stdin)
    child.stdin.flush()  # and stays open: its end would be the child's
    _load_stages()
    while isinstance(answer := transfer.receive(answers), Progress):
        if report is not None:
            report(answer)
    if isinstance(answer, ImportkitError):
        raise answer
    return answer


def _load_stages() -> None:
    """Load what a fix is checked with, while the child is at work: the first fix need not wait for that."""
    from importkit import production, resolution, staging, validation  # noqa: F401

    memory.freeze_loaded("stages")


@contextmanager
def _running(workspace: Workspace) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """Yield a child and what it writes; with the block it ends, whatever it is at.

    It is not run with -m: the classes that it answers with would be those of `__main__`.
    """
    child = subprocess.Popen(
        [sys.executable, "-c", "from importkit.ui.check_process import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=settings.for_child(workspace.engine.url.render_as_string(hide_password=False)),
        start_new_session=True,  # Ctrl-C is for the page
    )
    assert child.stdout is not None  # noqa: S101  asked for above
    try:
        yield child, child.stdout
    finally:
        child.kill()
        with suppress(OSError):  # what was not yet written to it
            child.communicate()


def _watch(child: subprocess.Popen[bytes], limits: WorkerSettings, reasons: list[str]) -> None:
    """Kill the child once it takes too long or holds too much, and note why."""
    until = time.monotonic() + limits.attempt_s
    while child.poll() is None:
        if time.monotonic() > until:
            reasons.append(supervisor.timeout_reason(_WORK, limits))
        elif supervisor.resident_bytes(child.pid) > limits.attempt_bytes:
            reasons.append(supervisor.memory_reason(_WORK, limits))
        else:
            time.sleep(supervisor.POLL_INTERVAL_S)
            continue
        child.kill()
        return
