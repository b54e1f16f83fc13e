"""What a user asks before importing: what an import would do, and what is wrong with a workbook here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit import arguments, pipeline
from importkit.db import brands
from importkit.db.connect import as_user
from importkit.errors import RefusedImportError
from importkit.jobs import brand_context
from importkit.pipeline import Check

if TYPE_CHECKING:
    from importkit.model import HiddenRows, Mode
    from importkit.pipeline import ReadOptions, Report, Source
    from importkit.production import Plan
    from importkit.workspace.workspace import Workspace


def read_options(
    workspace: Workspace,
    source: Source,
    mode: Mode | str | None,
    filename: str | None,
    hidden_rows: HiddenRows | str,
    report: Report | None,
) -> ReadOptions:
    """Return how a workbook is to be read, once all that was given may be what it is.

    Raises:
        UsageError: Something that was given is none that there is.
    """
    pipeline.require_source(source)
    arguments.function(report, argument="report")
    return pipeline.ReadOptions.asked(mode, filename, hidden_rows, workspace.settings.limits)


def require_imports(workspace: Workspace) -> None:
    """Make sure that the brand imports at present: that may have changed since the workspace was opened.

    Raises:
        UsageError: It does not.
    """
    with as_user(workspace.engine, workspace.email, "begin the import") as connection:
        brand = brands.brand_by_slug(connection, workspace.brand.slug)
    brands.require_imports(brand)


def plan(
    workspace: Workspace, source: Source, how: ReadOptions, report: Report | None, *, with_token: bool = True
) -> Plan:
    """Return what an import of a workbook would do; everything stored is read as it is at one moment."""
    book = pipeline.open_book(source, how, report=report)
    snapshot = workspace.engine.execution_options(isolation_level="REPEATABLE READ")
    with as_user(snapshot, workspace.email, "find out what the import would change") as connection:
        brand_id = str(workspace.brand.id)
        resolved = pipeline.resolve(
            book, lambda keys: brand_context.known(brand_id, keys, connection), how, report=report
        )
        return pipeline.plan(resolved, brand_id, connection, with_token=with_token, report=report)


def check(workspace: Workspace, source: Source, how: ReadOptions, report: Report | None) -> Check:
    """Return everything wrong with a workbook, what contradicts the brand's products included."""
    try:
        planned = plan(workspace, source, how, report, with_token=False)
    except RefusedImportError as refused:
        return Check.of_refusal(refused, source, how)
    return Check(planned.filename, planned.mode, planned.findings, planned.resolved)
