"""The order of the stages, and nothing else.

workbook → validation → resolution → staging → production. Each takes a record and returns one; this
module owns the transactions and says what is under way. A stage is imported when its turn comes: a file
that is no workbook is refused before the engines of the later ones are even loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from importkit import arguments, display, taxonomy
from importkit.errors import RefusedImportError
from importkit.findings import Findings
from importkit.grammar import count
from importkit.model import Book, BrandContext, HiddenRows, Mode, RowStatus
from importkit.progress import Phase, Progress, running_total
from importkit.read_options import ReadOptions as ReadOptions  # noqa: PLC0414  callers name it beside what takes it
from importkit.read_options import require_source as require_source  # noqa: PLC0414
from importkit.values.keys import name_key

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from importkit.corrections import CorrectionOutcome
    from importkit.model import CheckedSheet, ResolvedSheet
    from importkit.production import CommitRequest, Plan, Receipt

#: What can be read: a path, the bytes of a workbook, or a book that was read before.
Source = str | Path | bytes | Book

#: Called as an import moves on.
Report = Callable[[Progress], None]

#: Tells what is known of a brand, given the keys of the handles in a sheet.
BrandLookup = Callable[[Collection[str]], BrandContext]


@dataclass(frozen=True)
class Check:
    """What is wrong with a workbook, and what would become of it.

    Attributes:
        filename: The name the user knows the file by.
        findings: Everything found, in the order of the sheet.
        resolved: The sheet grouped into products; None when no header was found.
    """

    filename: str
    mode: Mode
    findings: Findings
    resolved: ResolvedSheet | None = None

    @classmethod
    def of_refusal(cls, refused: RefusedImportError, source: Source, how: ReadOptions) -> Self:
        """Return the check of a workbook whose import was refused: its findings are all there is."""
        return cls(how.filename_of(source), how.mode or Mode.CREATE, refused.findings)

    @property
    def dialect(self) -> str:
        """Return the name of the dialect; empty when no header was found."""
        return self.resolved.book.layout.dialect if self.resolved else ""

    @property
    def rows(self) -> int:
        """Return the number of data rows."""
        return self.resolved.book.total_rows if self.resolved else 0

    @property
    def products(self) -> int:
        """Return the number of product groups, failing ones included."""
        return int(self.resolved.rows["group_id"].nunique()) if self.resolved else 0

    @property
    def failed_products(self) -> int:
        """Return the number of product groups that an import would not commit."""
        if self.resolved is None:
            return 0
        rows = self.resolved.rows
        return int(rows.loc[rows["row_status"] == RowStatus.FAILED, "group_id"].nunique())

    @property
    def failed_rows(self) -> int:
        """Return the number of rows that an import would not commit."""
        return int((self.resolved.rows["row_status"] == RowStatus.FAILED).sum()) if self.resolved else 0

    def as_dict(self) -> dict[str, Any]:
        """Return the check as JSON knows it."""
        return {
            "file": self.filename,
            "mode": str(self.mode),
            "dialect": self.dialect,
            "rows": self.rows,
            "products": self.products,
            "findings": self.findings.to_dicts(),
        }

    def __repr__(self) -> str:
        products, rows = count(self.products, "product"), count(self.rows, "row")
        return (
            f"<Check of {self.filename!r}: {products} in {rows}, {count(len(self.findings.errors), 'error')}>"
        )

    def _repr_html_(self) -> str:
        return display.check_html(self)


def check(
    source: Source,
    *,
    mode: Mode | str | None = None,
    filename: str | None = None,
    hidden_rows: HiddenRows | str = HiddenRows.IMPORT,
    taxonomy_file: str | Path | None = None,
    report: Report | None = None,
) -> Check:
    """Return everything wrong with a workbook, without any database; data never raises.

    Args:
        source: A path, the bytes of a workbook, or a book read before.
        mode: What the sheet is meant for; without it a corrections workbook's own mode, else CREATE.
        filename: The name to show, when the source has none.
        hidden_rows: Whether hidden rows count.
        taxonomy_file: Categories of one's own; the packaged ones otherwise.
        report: Called as the check moves on.

    Raises:
        WorkbookError: The file cannot be used at all.
        UsageError: The taxonomy file cannot be used, or an argument is none that there is.
        OtherModeError: The workbook holds corrections for another mode.
    """
    how = ReadOptions.asked(mode, filename, hidden_rows)
    require_source(source)
    arguments.function(report, argument="report")
    known = BrandContext(taxonomy=taxonomy.load(taxonomy_file), is_offline=True)
    return check_for_brand(source, lambda _: known, how, report=report)


def check_for_brand(
    source: Source, knowledge: BrandLookup, how: ReadOptions, *, report: Report | None = None
) -> Check:
    """Return everything wrong with a workbook, given what is known of its brand; data never raises.

    Raises:
        WorkbookError: The file cannot be used at all.
        OtherModeError: The workbook holds corrections for another mode.
    """
    try:
        resolved = resolve(source, knowledge, how, report=report)
    except RefusedImportError as refused:
        return Check.of_refusal(refused, source, how)
    return Check(resolved.book.filename, resolved.checked.mode, resolved.findings, resolved)


def open_book(source: Source, how: ReadOptions, *, report: Report | None = None) -> Book:
    """Return a workbook read; a book that was read before is returned as it is.

    Raises:
        WorkbookError: The file cannot be used at all.
        RefusedImportError: The sheet has no header row.
    """
    if isinstance(source, Book):
        how.require_for(source)
        return source
    from importkit.workbook import read

    (report or _ignore_progress)(Progress(Phase.READING))
    return read(source, filename=how.filename, limits=how.limits, hidden_rows=how.hidden_rows)


def require_rows(book: Book) -> None:
    """Refuse the import of a sheet in which there is nothing to import.

    Raises:
        RefusedImportError: The sheet has no data rows.
    """
    if book.total_rows:
        return
    empty = Findings(book.findings.frame[book.findings.frame["code"] == "sheet.empty"])
    corrected = f"To give up the rows that failed: importkit jobs dismiss {book.job_id}"
    raise RefusedImportError(
        f'Sheet "{book.layout.sheet}" of "{book.called}" has no rows to import.',
        findings=empty,
        hint=corrected if book.job_id else "Fill in a row for each variant below the header.",
    )


def resolve(
    source: Source, knowledge: BrandLookup, how: ReadOptions, *, report: Report | None = None
) -> ResolvedSheet:
    """Return a workbook read, checked and grouped into products.

    Raises:
        WorkbookError: The file cannot be used at all.
        RefusedImportError: The sheet has no header row.
        OtherModeError: The workbook holds corrections for another mode.
    """
    tell = report or _ignore_progress
    book = open_book(source, how, report=tell)
    mode = how.mode_for(book.origin, book.called)
    from importkit.resolution import resolve
    from importkit.validation import validate

    tell(Progress(Phase.VALIDATING, 0, book.total_rows))
    checked = validate(book, mode)
    tell(Progress(Phase.RESOLVING, 0, book.total_rows))
    return resolve(checked, knowledge(_handle_keys(checked)))


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
    from importkit.db.shadows import forbid_writes

    (report or _ignore_progress)(Progress(Phase.PLANNING, 0, resolved.book.total_rows))
    binds = {"job_id": str(uuid4()), "brand_id": brand_id}
    staging.prepare(connection)
    production.prepare(connection)
    forbid_writes(connection)
    staging.stage_temporarily(resolved, binds["job_id"], connection)
    return production.plan(connection, resolved, binds, with_token=with_token)


def stage_and_commit(request: CommitRequest, engine: Engine, *, report: Report | None = None) -> Receipt:
    """Stage a sheet and commit what is good of it; return what became of every row.

    Two transactions: whoever dies before the second has written no product, and the next attempt
    clears the first. When the sheet is the corrections of an earlier job, its failures are taken over in the
    second.

    Raises:
        JobOvertakenError: The job was cancelled, or a newer attempt of it has started.
        ReconciliationError: Rows in and rows out do not add up; nothing was written.
        DatabaseError: Postgres refused, or was not reachable.
    """
    from importkit import production, staging
    from importkit.db.connect import as_service

    tell = report or _ignore_progress
    rows = request.resolved.book.total_rows
    staged_rows = sum(table.num_rows for table in request.resolved.tables.values())
    tell(Progress(Phase.STAGING, 0, staged_rows))
    with as_service(engine, "stage the rows") as connection:
        staging.begin(request.job_id, request.attempt, connection)
        on_rows = running_total(tell, Phase.STAGING, staged_rows)
        staging.stage(request.resolved, request.job_id, connection, on_rows)
    tell(Progress(Phase.COMMITTING))  # how many rows will change is not known before
    with as_service(engine, "write the products") as connection:
        receipt = production.commit(request, connection, running_total(tell, Phase.COMMITTING))
        corrected = _record_corrections(request, connection)
    tell(Progress(Phase.DONE, rows, rows))
    if corrected is None:
        return receipt
    summary = {**receipt.summary, "corrections": corrected.as_dict()}
    return replace(receipt, corrected=corrected, summary=summary)


def _record_corrections(request: CommitRequest, connection: Connection) -> CorrectionOutcome | None:
    """Compare a job with the one it corrects; the others need not load what writes corrections."""
    if request.resolved.book.job_id is None:
        return None
    from importkit import corrections

    return corrections.record_outcome(request.resolved, request.job_id, request.brand_id, connection)


def _handle_keys(checked: CheckedSheet) -> frozenset[str]:
    if "Product Handle" not in checked.frame:
        return frozenset()
    return frozenset(name_key(handle) for handle in checked.frame["Product Handle"].dropna().unique())


def _ignore_progress(_: Progress) -> None:
    """Tell nobody."""
