"""importkit turns a bad product spreadsheet into products in Postgres, or into a list of exactly what to fix.

import importkit as ik

check = ik.check("products.xlsx")        # what is wrong, where, why
kit = ik.connect()                       # the embedded PostgreSQL, or a URL
plan = kit.plan("products.xlsx")         # what an import would do
result = kit.import_file("products.xlsx", plan=plan.token)
kit.corrections(result.job_id, "corrections.xlsx")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from importkit import rich_display

if TYPE_CHECKING:
    __version__: str
    from importkit.checks.book import Book
    from importkit.checks.check import Check
    from importkit.checks.compared_findings import ComparedFindings
    from importkit.checks.explanation import Explanation
    from importkit.checks.finding_codes import explain
    from importkit.checks.many_checks import Checks
    from importkit.checks.offline import check
    from importkit.checks.sheet_page import SheetPage
    from importkit.checks.sources import read
    from importkit.checks.workbook_diff import Diff, diff
    from importkit.errors import (
        DatabaseError,
        EditConflictError,
        EnvironmentFailure,
        FileGoneError,
        ImportkitError,
        JobOvertakenError,
        NotAllowedError,
        OtherModeError,
        OutdatedPlanError,
        PlanError,
        ReconciliationError,
        UnknownBrandError,
        UnknownDraftError,
        UnknownFindingCodeError,
        UnknownJobError,
        UnreadableWorkbookError,
        UnsafeWorkbookError,
        UsageError,
        WorkbookError,
    )
    from importkit.findings import Finding, Findings, RefusedImportError, Severity
    from importkit.frames import FRAMES
    from importkit.jobs import ImportResult, Job
    from importkit.model import CellKind, HiddenRows, Limits, Mode, RowStatus, Scope
    from importkit.production import Plan
    from importkit.progress import Phase, Progress
    from importkit.workbook.starting_files import sample, template
    from importkit.workspace import Workspace
    from importkit.workspace.administration import (
        add_brand,
        disable_brand,
        enable_brand,
        stop_database,
    )
    from importkit.workspace.connect import connect

#: Where each public name lives; it is imported when it is first used, so that `import importkit` is quick.
_HOMES = {
    "Book": "importkit.checks",
    "CellKind": "importkit.model",
    "Check": "importkit.checks",
    "Checks": "importkit.checks",
    "ComparedFindings": "importkit.checks.compared_findings",
    "DatabaseError": "importkit.errors",
    "Explanation": "importkit.checks",
    "FRAMES": "importkit.frames",
    "Diff": "importkit.checks.workbook_diff",
    "EditConflictError": "importkit.errors",
    "EnvironmentFailure": "importkit.errors",
    "FileGoneError": "importkit.errors",
    "Finding": "importkit.findings",
    "Findings": "importkit.findings",
    "HiddenRows": "importkit.model",
    "ImportResult": "importkit.jobs",
    "ImportkitError": "importkit.errors",
    "Job": "importkit.jobs",
    "JobOvertakenError": "importkit.errors",
    "Limits": "importkit.model",
    "Mode": "importkit.model",
    "NotAllowedError": "importkit.errors",
    "OtherModeError": "importkit.errors",
    "OutdatedPlanError": "importkit.errors",
    "Phase": "importkit.progress",
    "Plan": "importkit.production",
    "PlanError": "importkit.errors",
    "Progress": "importkit.progress",
    "ReconciliationError": "importkit.errors",
    "RefusedImportError": "importkit.findings",
    "RowStatus": "importkit.model",
    "Scope": "importkit.model",
    "Severity": "importkit.findings",
    "SheetPage": "importkit.checks",
    "UnknownBrandError": "importkit.errors",
    "UnknownDraftError": "importkit.errors",
    "UnknownFindingCodeError": "importkit.errors",
    "UnknownJobError": "importkit.errors",
    "UnreadableWorkbookError": "importkit.errors",
    "UnsafeWorkbookError": "importkit.errors",
    "UsageError": "importkit.errors",
    "WorkbookError": "importkit.errors",
    "Workspace": "importkit.workspace",
    "add_brand": "importkit.workspace",
    "check": "importkit.checks",
    "connect": "importkit.workspace",
    "diff": "importkit.checks.workbook_diff",
    "disable_brand": "importkit.workspace",
    "enable_brand": "importkit.workspace",
    "explain": "importkit.checks.finding_codes",
    "read": "importkit.checks",
    "sample": "importkit.workbook.starting_files",
    "stop_database": "importkit.workspace.administration",
    "template": "importkit.workbook.starting_files",
}

__all__ = [
    "FRAMES",
    "Book",
    "CellKind",
    "Check",
    "Checks",
    "ComparedFindings",
    "DatabaseError",
    "Diff",
    "EditConflictError",
    "EnvironmentFailure",
    "Explanation",
    "FileGoneError",
    "Finding",
    "Findings",
    "HiddenRows",
    "ImportResult",
    "ImportkitError",
    "Job",
    "JobOvertakenError",
    "Limits",
    "Mode",
    "NotAllowedError",
    "OtherModeError",
    "OutdatedPlanError",
    "Phase",
    "Plan",
    "PlanError",
    "Progress",
    "ReconciliationError",
    "RefusedImportError",
    "RowStatus",
    "Scope",
    "Severity",
    "SheetPage",
    "UnknownBrandError",
    "UnknownDraftError",
    "UnknownFindingCodeError",
    "UnknownJobError",
    "UnreadableWorkbookError",
    "UnsafeWorkbookError",
    "UsageError",
    "WorkbookError",
    "Workspace",
    "__version__",
    "add_brand",
    "check",
    "connect",
    "diff",
    "disable_brand",
    "enable_brand",
    "explain",
    "read",
    "sample",
    "stop_database",
    "template",
]


rich_display.load_with(lambda: import_module("importkit.display"))


def __getattr__(name: str) -> Any:  # noqa: ANN401  any public name
    if name == "__version__":
        from importkit import distribution

        return distribution.version()
    if name not in _HOMES:
        message = f"module 'importkit' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
