"""Checking an upload in a process of its own, which the page starts.

A workbook that takes too much memory or time, or makes a library abort, then ends this process and not the
page of everybody. It reads one `Request` from stdin; on stdout it tells its `Progress` and at last what it
`Found`, or the error, as pickles: both ends are this program.
"""

from __future__ import annotations

import pickle
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from importkit import display, logs, settings
from importkit.checks import refused_check
from importkit.errors import EnvironmentFailure, ImportkitError, reason_of
from importkit.findings import RefusedImportError
from importkit.model import HiddenRows, Mode, RowStatus
from importkit.read_options import ReadOptions
from importkit.worker.child import answers_to_parent, die_with_parent
from importkit.workspace import connect

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from importkit.display import Summary
    from importkit.findings import Findings
    from importkit.pipeline import Report
    from importkit.production import Plan


@dataclass(frozen=True)
class Request:
    """Which workbook is to be checked, for whom, and how.

    Attributes:
        filename: The name the user knows it by.
        mode: None for a corrections workbook's own, else CREATE.
    """

    path: Path
    filename: str
    mode: Mode | None
    hidden_rows: HiddenRows
    brand: str
    email: str


@dataclass(frozen=True, eq=False)
class PlanPreview:
    """What an import would do.

    Attributes:
        token: Holds the import to it.
        summary: What the summary of the import will say.
        changes: As in `Plan.changes`.
    """

    token: str
    summary: Mapping[str, Any]
    changes: pd.DataFrame


@dataclass(frozen=True, eq=False, kw_only=True)
class Found:
    """What is wrong with a workbook, and what an import would do; the sheet itself is not kept.

    Attributes:
        summary: What is said first, and the causes.
        preview: None when no header row was found.
        can_import: False when no header row was found, or no data rows.
        is_correction: Whether this is a corrections workbook, which knows its mode.
        written_products: How many products an import would write something of.
    """

    mode: Mode
    findings: Findings
    summary: Summary
    dialect: str = ""
    sheet: str = ""
    rows: int = 0
    failed_rows: int = 0
    products: int = 0
    failed_products: int = 0
    can_import: bool = False
    is_correction: bool = False
    written_products: int = 0
    preview: PlanPreview | None = None

    @property
    def good_products(self) -> int:
        """Return the number of products without any error."""
        return self.products - self.failed_products


def main() -> None:
    """Check what stdin asks for, and tell it on stdout."""
    answers = answers_to_parent()
    request: Request = pickle.load(sys.stdin.buffer)  # noqa: S301  the page wrote it
    die_with_parent()
    here = settings.load()
    logs.to_stream(sys.stderr, as_json=here.logs_as_json, debug=here.logs_all)
    _send(answers, _answer(request, lambda progress: _send(answers, progress)))


def _send(answers: BinaryIO, message: object) -> None:
    pickle.dump(message, answers)
    answers.flush()


def _answer(request: Request, report: Report) -> Found | ImportkitError:
    try:
        return _check(request, report)
    except ImportkitError as error:
        return error
    except Exception as error:  # noqa: BLE001  the page tells it in one sentence
        return EnvironmentFailure(f"The workbook could not be checked: {reason_of(error)}")


def _check(request: Request, report: Report) -> Found:
    workspace = connect(brand=request.brand, email=request.email)
    try:
        planned = workspace.plan(
            request.path,
            mode=request.mode,
            filename=request.filename,
            hidden_rows=request.hidden_rows,
            report=report,
        )
    except RefusedImportError as refused:
        checked = refused_check(refused, request.path, ReadOptions(request.mode, request.filename))
        summary = display.summarize_check(checked)
        return Found(mode=checked.mode, findings=checked.findings, summary=summary)
    finally:
        workspace.engine.dispose()
    return _found(planned)


def _found(planned: Plan) -> Found:
    rows, sheet = planned.resolved.rows, planned.resolved.sheet
    failed = rows["row_status"] == RowStatus.FAILED
    return Found(
        mode=planned.mode,
        findings=planned.findings,
        summary=display.summarize_plan(planned),
        dialect=sheet.layout.dialect,
        sheet=sheet.layout.sheet,
        rows=sheet.total_rows,
        failed_rows=int(failed.sum()),
        products=int(rows["group_id"].nunique()),
        failed_products=int(rows.loc[failed, "group_id"].nunique()),
        can_import=sheet.total_rows > 0,
        is_correction=sheet.origin.mode is not None,
        written_products=_written(planned),
        preview=PlanPreview(planned.token, planned.summary, planned.changes),
    )


def _written(planned: Plan) -> int:
    rows = planned.rows
    return int(rows.loc[rows["outcome"].isin(["create", "update"]), "product_handle"].nunique())
