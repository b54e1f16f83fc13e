"""Reading and checking a workbook in a process of its own, which the page starts.

A workbook that takes too much memory or time, or makes a library abort, then ends this process and not the
page of everybody. It reads one request from stdin; on stdout it tells its `Progress` and at last the draft,
read and checked, or the error: both ends are this program.
"""

from __future__ import annotations

import pickle
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit import logs, settings
from importkit.errors import EnvironmentFailure, ImportkitError, reason_of
from importkit.progress import Phase, Progress
from importkit.ui import transfer
from importkit.worker.child import answers_to_parent, die_with_parent
from importkit.workspace import connect, draft_files
from importkit.workspace.draft_files import FileRequest

if TYPE_CHECKING:
    from pathlib import Path

    from importkit.model import HiddenRows, Mode
    from importkit.pipeline import Report
    from importkit.workspace import Workspace
    from importkit.workspace.draft import Draft
    from importkit.workspace.draft_files import DraftFile


@dataclass(frozen=True)
class NewDraft:
    """Which workbook becomes a draft, and how it is to be read.

    Attributes:
        filename: The name the user knows it by.
        mode: None for a corrections workbook's own, else CREATE.
    """

    path: Path
    filename: str
    mode: Mode | None
    hidden_rows: HiddenRows


@dataclass(frozen=True)
class FailedRows:
    """Which import has failed rows that are to be mended as a draft."""

    job_id: str


@dataclass(frozen=True)
class KnownDraft:
    """Which draft is to be opened again."""

    draft_id: str


@dataclass(frozen=True)
class Request:
    """What is to be read, and for whom."""

    what: NewDraft | FailedRows | KnownDraft | FileRequest
    brand: str
    email: str


def main() -> None:
    """Do what stdin asks for, and tell it on stdout."""
    answers = answers_to_parent()
    request: Request = pickle.load(sys.stdin.buffer)  # noqa: S301  the page wrote it
    die_with_parent()
    here = settings.load()
    logs.to_stream(sys.stderr, as_json=here.logs_as_json, debug=here.logs_all)
    transfer.send(answers, _answer(request, lambda progress: transfer.send(answers, progress)))


def _answer(request: Request, report: Report) -> Draft | DraftFile | ImportkitError:
    try:
        report(Progress(Phase.READING))
        if isinstance(request.what, FileRequest):
            return draft_files.read_file(request.what)
        return _checked(request, report)
    except ImportkitError as error:
        return error
    except Exception as error:  # noqa: BLE001  the page tells it in one sentence
        return EnvironmentFailure(f"The workbook could not be checked: {reason_of(error)}")


def _checked(request: Request, report: Report) -> Draft:
    workspace = connect(brand=request.brand, email=request.email)
    try:
        draft = _opened(request.what, workspace)
        if draft.record.started_job_id is None:
            draft.find_out(report)
        return draft
    finally:
        workspace.engine.dispose()


def _opened(what: object, workspace: Workspace) -> Draft:
    match what:
        case NewDraft():
            return workspace.draft(
                what.path, filename=what.filename, mode=what.mode, hidden_rows=what.hidden_rows
            )
        case FailedRows():
            return workspace.draft_of(what.job_id)
        case KnownDraft():
            return workspace.open_draft(what.draft_id)
    raise TypeError(what)
