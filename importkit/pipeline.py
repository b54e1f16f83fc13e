"""The order of the stages, and nothing else.

workbook → validation → resolution → staging → production; a file that was imported before may need none of
them. Each takes a record and returns one; this module owns the transactions and says what is under way. A
stage is imported when its turn comes: a file that is no workbook is refused before the engines of the later
ones are even loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from importkit import concurrent_call
from importkit.findings import RefusedImportError
from importkit.model import BrandContext, Sheet
from importkit.progress import Phase, Progress, running_total
from importkit.sheet_differences import touched, touched_rows
from importkit.values.keys import name_key

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from importkit.model import CheckedSheet, ResolvedSheet
    from importkit.outcomes import CorrectionOutcome
    from importkit.production import CommitRequest, Plan, Receipt, RepeatedFile
    from importkit.read_options import ReadOptions
    from importkit.resolution import ResolvedAgain

#: What can be read: a path, the bytes of a workbook, or a sheet that was read before.
Source = str | Path | bytes | Sheet

#: Called as an import moves on.
Report = Callable[[Progress], None]

#: Tells what is known of a brand, given the keys of the handles in a sheet.
BrandLookup = Callable[[Collection[str]], BrandContext]


def open_sheet(source: Source, options: ReadOptions, *, report: Report | None = None) -> Sheet:
    """Return a workbook read; a sheet that was read before is returned as it is.

    Raises:
        WorkbookError: The file cannot be used at all.
        RefusedImportError: The sheet has no header row.
    """
    if isinstance(source, Sheet):
        options.require_for(source)
        return source
    from importkit.workbook import read

    (report or _ignore_progress)(Progress(Phase.READING))
    return read(source, filename=options.filename, limits=options.limits, hidden_rows=options.hidden_rows)


def require_rows(sheet: Sheet) -> None:
    """Refuse the import of a sheet in which there is nothing to import.

    Raises:
        RefusedImportError: The sheet has no data rows.
    """
    if sheet.total_rows:
        return
    empty = sheet.findings.where(code="sheet.empty")
    corrected = f"To give up the rows that failed: importkit jobs dismiss {sheet.job_id}"
    raise RefusedImportError(
        f'Sheet "{sheet.layout.sheet}" of "{sheet.called}" has no rows to import.',
        findings=empty,
        hint=corrected if sheet.job_id else "Fill in a row for each variant below the header.",
    )


def resolve(
    source: Source,
    brand_lookup: BrandLookup,
    options: ReadOptions,
    *,
    with_tables: bool = True,
    report: Report | None = None,
) -> ResolvedSheet:
    """Return a workbook read, checked and grouped into products.

    Args:
        source: The workbook.
        brand_lookup: Tells what is known of its brand.
        options: How it is to be read.
        with_tables: False where the products themselves are of no interest, only what is wrong with them.
        report: Called as it moves on.

    Raises:
        WorkbookError: The file cannot be used at all.
        RefusedImportError: The sheet has no header row.
        OtherModeError: The workbook holds corrections for another mode.
    """
    on_progress = report or _ignore_progress
    sheet = open_sheet(source, options, report=on_progress)
    mode = options.mode_for(sheet.origin, sheet.called)
    from importkit.resolution import resolve
    from importkit.validation import validate

    on_progress(Progress(Phase.VALIDATING, 0, sheet.total_rows))
    checked = validate(sheet, mode)
    on_progress(Progress(Phase.RESOLVING, 0, sheet.total_rows))
    return resolve(checked, brand_lookup(_handle_keys(checked)), with_tables=with_tables)


def plan(
    resolved: ResolvedSheet,
    brand_id: str,
    connection: Connection,
    *,
    with_token: bool = True,
    report: Report | None = None,
) -> Plan:
    """Return what an import of a sheet would do.

    Args:
        resolved: The sheet.
        brand_id: The brand.
        connection: A transaction of the user's that reads one snapshot. From here on Postgres refuses
            whatever it would write to a table that is not temporary.
        with_token: Whether an import is to be held to the plan.
        report: Called as the plan moves on.

    Raises:
        DatabaseError: Postgres refused, or was not reachable.
    """
    from importkit import production, staging

    (report or _ignore_progress)(Progress(Phase.PLANNING, 0, resolved.sheet.total_rows))
    binds = {"job_id": str(uuid4()), "brand_id": brand_id}
    _prepare(connection, binds["job_id"])
    staging.stage_aside(resolved, binds["job_id"], connection)
    return production.plan(connection, resolved, binds, with_token=with_token)


def resolve_again(sheet: Sheet, before: ResolvedSheet, brand: BrandContext) -> ResolvedAgain | None:
    """Return a sheet resolved, given the same sheet with a few other cells; see `resolve`.

    Each stage looks at what the cells touch, and says so where it cannot be sure of the rest.

    Args:
        sheet: The sheet as it is now.
        before: What was made of it before, for the same mode.
        brand: What was known of the brand then, and is of it with the same handles.

    Returns:
        None where a stage has to look at all of it; among these, wherever it has other handles than before.
    """
    from importkit import resolution
    from importkit.validation import validate_again

    if (read := touched(before.sheet, sheet)) is None:
        return None
    checked = validate_again(sheet, before.checked, read.columns)
    rows = touched_rows(before.checked, checked, read)
    return resolution.resolve_again(checked, before, rows, brand)


def plan_again(
    sheet: Sheet,
    before: Plan,
    brands: tuple[BrandContext, BrandLookup],
    brand_id: str,
    connection: Connection,
) -> Plan | None:
    """Return what an import of a sheet would do, given that of the same sheet with a few other cells.

    It is what `resolve` and `plan` return.

    Args:
        sheet: The sheet as it is now.
        before: What was planned before, with a token and for the same mode.
        brands: What was known of the brand then, and what tells it now.
        brand_id: The brand.
        connection: As for `plan`.

    Returns:
        None where a stage has to look at all of it.
    """
    from importkit import production, staging

    then, (brand, brand_lookup) = before.decided, brands
    if then is None or not production.was_unknown(then, brand):
        return None
    resolved = then.resolved
    binds = {"job_id": str(uuid4()), "brand_id": brand_id}

    def prepare() -> bool:
        is_unknown = production.is_unknown(connection, then, binds)
        if is_same := is_unknown and brand_lookup(_handle_keys(resolved.checked)) == brand:
            _prepare(connection, binds["job_id"])
        return is_same

    with concurrent_call.started(prepare) as is_same:
        again = resolve_again(sheet, resolved, brand)
        if not is_same.result() or again is None:
            return None
    staging.stage_aside(again.part, binds["job_id"], connection)
    return production.plan_again(connection, again.whole, again.part, then, binds)


def _prepare(connection: Connection, job_id: str) -> None:
    """Let a transaction plan: make its temporary tables, and let Postgres refuse to write to any other."""
    from importkit import production, staging
    from importkit.db.shadows import forbid_writes

    staging.prepare(connection, job_id)
    production.prepare(connection)
    forbid_writes(connection)


def commit_repeated(
    file: RepeatedFile, job_id: str, attempt: int, engine: Engine, *, report: Report | None = None
) -> Receipt | None:
    """End the job of a file that was imported before, where that has the same outcome; else return None.

    One transaction, in which nothing changes that the earlier import made or rested on: whoever dies before
    its end has written nothing.

    Raises:
        JobOvertakenError: The job was cancelled, or a newer attempt of it has started.
        DatabaseError: Postgres refused, or was not reachable.
    """
    from importkit import production
    from importkit.db.connect import as_service

    on_progress = report or _ignore_progress
    with as_service(engine, "compare with the import of the same file") as connection:
        earlier = production.find_earlier(file, connection)
        if earlier is None:
            return None
        on_progress(Progress(Phase.COMMITTING))
        receipt = production.commit_repeated(earlier, job_id, attempt, connection)
    rows = receipt.summary["total_rows"]
    on_progress(Progress(Phase.DONE, rows, rows))
    return receipt


def stage_and_commit(request: CommitRequest, engine: Engine, *, report: Report | None = None) -> Receipt:
    """Stage a sheet and commit what is good of it; return what became of every row.

    One transaction: whoever dies before its end has written nothing. When the sheet is the corrections of an
    earlier job, its failures are taken over in it.

    Raises:
        JobOvertakenError: The job was cancelled, or a newer attempt of it has started.
        ReconciliationError: Rows in and rows out do not add up; nothing was written.
        DatabaseError: Postgres refused, or was not reachable.
    """
    from importkit import production, staging
    from importkit.db import attempt_lock
    from importkit.db.brand_lock import limit_statements
    from importkit.db.connect import as_service

    on_progress = report or _ignore_progress
    rows = request.resolved.sheet.total_rows
    staged_rows = sum(table.num_rows for table in request.resolved.tables.values())
    on_progress(Progress(Phase.STAGING, 0, staged_rows))
    with as_service(engine, "write the products") as connection:
        limit_statements(connection, request.statement_timeout_s)
        attempt_lock.require(request.job_id, request.attempt, connection)
        on_rows = running_total(on_progress, Phase.STAGING, staged_rows)
        staging.stage(request.resolved, request.job_id, connection, on_rows)
        on_progress(Progress(Phase.COMMITTING))  # how many rows will change is not known before
        receipt = production.commit(request, connection, running_total(on_progress, Phase.COMMITTING))
        corrected = _record_corrections(request, connection)
    on_progress(Progress(Phase.DONE, rows, rows))
    if corrected is None:
        return receipt
    summary = {**receipt.summary, "corrections": corrected.as_dict()}
    return replace(receipt, corrected=corrected, summary=summary)


def _record_corrections(request: CommitRequest, connection: Connection) -> CorrectionOutcome | None:
    """Compare a job with the one it corrects; the others need not load what writes corrections."""
    if request.resolved.sheet.job_id is None:
        return None
    from importkit import corrections

    return corrections.record_outcome(request.resolved, request.job_id, request.brand_id, connection)


def _handle_keys(checked: CheckedSheet) -> frozenset[str]:
    if "Product Handle" not in checked.frame:
        return frozenset()
    return frozenset(name_key(handle) for handle in checked.frame["Product Handle"].dropna().unique())


def _ignore_progress(_: Progress) -> None:
    """Tell nobody."""
