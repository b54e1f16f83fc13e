"""A workspace: one user at work on one brand.

Every public method validates what it is given and calls one function of a module beside this one, which
receives the context: the database, the brand, the user and the settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit import arguments
from importkit.arguments import if_given
from importkit.checks.sources import as_stage_source
from importkit.choices import chosen
from importkit.jobs.context import names_brand_in_hints
from importkit.jobs.job import Job
from importkit.model import HiddenRows, Scope
from importkit.production import require_token
from importkit.read_options import ReadOptions
from importkit.staging import Part
from importkit.workspace import corrections, imports, jobs, plans, undo
from importkit.workspace.draft_calls import DraftCalls
from importkit.workspace.watch import watch

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    import pandas as pd

    from importkit.checks import Check
    from importkit.checks.sources import Source
    from importkit.findings import Findings
    from importkit.jobs.job import ImportResult, Jobs
    from importkit.jobs.job_progress import Watch
    from importkit.model import BrandContext, Mode, RowStatus
    from importkit.outcomes import RowOutcome
    from importkit.pipeline import Report
    from importkit.production import Plan
    from importkit.staging import PreviewPage
    from importkit.undo import Undo


@names_brand_in_hints
@dataclass(frozen=True, repr=False)
class Workspace(DraftCalls):
    """One user at work on one brand; every call is a transaction of its own."""

    def check(
        self,
        source: Source,
        *,
        mode: Mode | str | None = None,
        filename: str | None = None,
        hidden_rows: HiddenRows | str = HiddenRows.IMPORT,
        dialect: str | None = None,
        report: Report | None = None,
    ) -> Check:
        """Return everything wrong with a workbook, also against what the brand has; nothing is written.

        Without a mode a corrections workbook's own counts, else CREATE; so in `plan`, `import_file`, `start`.

        Raises:
            WorkbookError: The file cannot be used at all.
            OtherModeError: The workbook holds corrections for another mode; so below.
        """
        options = self._options(mode, filename, hidden_rows, report)
        taken, options = as_stage_source(source, options, dialect=dialect)
        return plans.check(self, taken, options, report)

    def plan(
        self,
        source: Source,
        *,
        mode: Mode | str | None = None,
        filename: str | None = None,
        hidden_rows: HiddenRows | str = HiddenRows.IMPORT,
        dialect: str | None = None,
        report: Report | None = None,
    ) -> Plan:
        """Return what an import of a workbook would do; nothing is written, and every member may ask.

        Raises:
            WorkbookError: The file cannot be used at all.
            RefusedImportError: The sheet has no header row.
        """
        options = self._options(mode, filename, hidden_rows, report)
        taken, options = as_stage_source(source, options, dialect=dialect)
        return plans.plan(self, taken, options, report)

    def import_file(  # noqa: PLR0913  a choice each, by its name
        self,
        source: Source,
        *,
        mode: Mode | str | None = None,
        filename: str | None = None,
        hidden_rows: HiddenRows | str = HiddenRows.IMPORT,
        dialect: str | None = None,
        plan: str | None = None,
        report: Report | None = None,
    ) -> ImportResult:
        """Import a workbook here and now; return what became of every row.

        Good products are committed, bad ones stay staged for the corrections workbook. With the token of a
        plan, only what was planned is. The file is kept with the job until retention.

        Raises:
            WorkbookError: The file cannot be used at all; there is no job.
            RefusedImportError: The sheet has no header row, or no data rows; there is no job.
            UsageError: The brand does not import at present, or the plan is one of another sheet.
            OutdatedPlanError: The products have changed since the plan was made; the job is FAILED.
            DatabaseError: Postgres refused, or was not reachable; the job is FAILED.
        """
        options = self._options(mode, filename, hidden_rows, report)
        if_given(require_token, plan)
        taken, options = as_stage_source(source, options, dialect=dialect, with_file=True)
        return imports.run_now(self, taken, options, plan=plan, report=report)

    def start(
        self,
        source: Source,
        *,
        mode: Mode | str | None = None,
        filename: str | None = None,
        hidden_rows: HiddenRows | str = HiddenRows.IMPORT,
        dialect: str | None = None,
        plan: str | None = None,
    ) -> Job:
        """Store a workbook, queue its import, and return the job; a worker runs it, here or elsewhere.

        With the token of a plan only what was planned is imported: when the plan is one of another sheet, or
        the products have changed since, the job ends FAILED and says so.

        Raises:
            WorkbookError: The file cannot be used at all; there is no job.
            RefusedImportError: A small workbook has no header row, or no data rows; there is no job. With a
                large one, which is not read for that, the job ends FAILED and says so.
            UsageError: The brand does not import at present, or that is no token of a plan; there is no job.
            EnvironmentFailure: The file could not be stored, or Postgres refused; there is no job.
        """
        options = self._options(mode, filename, hidden_rows, None)
        if_given(require_token, plan)
        taken, options = as_stage_source(source, options, dialect=dialect, with_file=True)
        return imports.enqueue(self, taken, options, plan=plan)

    def cancel(self, job_id: str) -> Job:
        """Stop an import that waits or runs; it ends FAILED "cancelled", and nothing of it is written.

        Raises:
            UnknownJobError: There is no such job.
            UsageError: It has ended already.
        """
        return imports.cancel(self, arguments.job_id(job_id))

    def watch(self, job_id: str) -> Watch:
        """Return how far an import is, about twice a second, until it has ended; the last step is DONE.

        Raises:
            UnknownJobError: There is no such job.
        """
        return watch(self, arguments.job_id(job_id))

    def brand_context(self, handle_keys: Collection[str]) -> BrandContext:
        """Return the brand's categories, and which of these handles it has already."""
        arguments.collection(handle_keys, argument="handle_keys", what="the keys of handles, in a list")
        return imports.context_of_brand(self, handle_keys)

    def recent_imports(self, limit: int = 5) -> Jobs:
        """Return the newest imports, newest first: a list of `Job`, with a `.frame`.

        Raises:
            UsageError: The limit is not within 1 to 10.
        """
        shown = arguments.whole_number(limit, argument="limit", lowest=1, highest=10)
        return jobs.recent(self, shown)

    def job(self, job_id: str) -> Job:
        """Return one job, by its id or a prefix of it.

        Raises:
            UnknownJobError: There is none; another brand's job answers alike.
        """
        return jobs.find(self, arguments.job_id(job_id))

    def result(self, job_id: str) -> ImportResult:
        """Return what became of an import that has ended, as importing it here would have."""
        return jobs.result(self, arguments.job_id(job_id))

    def findings(self, job_id: str) -> Findings:
        """Return everything that was found in a job's workbook."""
        return jobs.findings(self, arguments.job_id(job_id))

    def unmapped(self, job_id: str) -> pd.DataFrame:
        """Return the categories of a job's workbook that no category of the brand is meant by.

        `map_value("category", value, path)` says what one means, in every import from then on. All other
        names are made by the import itself.

        Returns:
            Columns value, rows (how many have it), cell (the first), suggestion (empty when nothing is near),
            the most frequent first.

        Raises:
            UnknownJobError: There is no such job.
        """
        return jobs.unmapped(self, arguments.job_id(job_id))

    def preview(
        self,
        job_id: str,
        *,
        page: int = 1,
        page_size: int = 50,
        status: RowStatus | str | None = None,
        outcome: RowOutcome | str | None = None,
    ) -> PreviewPage:
        """Return one page of a job's rows, of all or of one status or outcome; `.frame` has them as a frame.

        Raises:
            UnknownJobError: There is no such job.
            UsageError: There is no such page, status or outcome.
        """
        part = Part.of(page, page_size, status, outcome)
        return jobs.preview(self, arguments.job_id(job_id), part)

    def corrections(self, job_id: str, target: str | Path, *, scope: Scope | str = Scope.FAILED) -> Path:
        """Write the corrections workbook of a job and return where it is.

        Args:
            job_id: The job, by its id or a prefix of it.
            target: Where to write it.
            scope: "failed" for the products that failed, "all" for every row of the stored upload.

        Raises:
            UnknownJobError: There is no such job.
            UsageError: The job has no failed rows to correct, or they are no longer kept; with "all", the
                uploaded file is not kept, or no longer.
        """
        rows = chosen(Scope, scope, argument="scope")
        return corrections.write(self, arguments.job_id(job_id), arguments.target(target), rows)

    def dismiss(self, job_id: str) -> Job:
        """Give up the failed rows of a finished job; they are deleted, and so is its file.

        Raises:
            UnknownJobError: There is no such job.
            UsageError: The job still runs, or has no failures.
        """
        return jobs.dismiss(self, arguments.job_id(job_id))

    def undo(self, job_id: str, *, dry_run: bool = False) -> Undo:
        """Take back what an import did, as far as nobody has changed it since; return what became of it.

        Args:
            job_id: The job, or the start of its id.
            dry_run: Only tell what would become of it; nothing is written.

        Raises:
            UnknownJobError: There is no such job.
            UsageError: The job has not ended well, or what it wrote is no longer noted.
            DatabaseError: The user may not change the brand's products.
        """
        dry_run = arguments.flag(dry_run, argument="dry_run")
        return undo.undo(self, arguments.job_id(job_id), dry_run=dry_run)

    def can_undo(self, job: Job) -> bool:
        """Return whether the user may take back an import, and it is not wholly taken back yet."""
        arguments.one_of(Job, job, argument="job", what="an import, as Workspace.job gives it")
        return undo.can_undo(self, job)

    def _options(
        self,
        mode: Mode | str | None,
        filename: str | None,
        hidden_rows: HiddenRows | str,
        report: Report | None,
    ) -> ReadOptions:
        """Return how a workbook is to be read, once all that was given may be what it is."""
        arguments.function(report, argument="report")
        return ReadOptions.of(mode, filename, hidden_rows, self.settings.limits)
