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
from importkit.jobs.context import names_brand_in_hints
from importkit.model import HiddenRows
from importkit.production import require_token
from importkit.read_options import ReadOptions
from importkit.rich_display import Displayed
from importkit.workspace import direct_import, imports, plans
from importkit.workspace.job_calls import JobCalls

if TYPE_CHECKING:
    from collections.abc import Collection

    from importkit.checks import Check
    from importkit.checks.sources import Source
    from importkit.jobs.job import ImportResult, Job
    from importkit.model import BrandContext, Mode
    from importkit.pipeline import Report
    from importkit.production import Plan


@names_brand_in_hints
@dataclass(frozen=True, repr=False)
class Workspace(Displayed, JobCalls):
    """One user at work on one brand; every call is a transaction of its own.

    >>> with ik.connect() as kit:
    ...     kit.brand.slug, kit.email, type(kit.storage).__name__
    ('default', 'local@localhost', 'Storage')
    """

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

        >>> kit.check("spring.xlsx").findings.counts()
        {'category.not-found': 1, 'number.invalid': 1}
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

        >>> plan = kit.plan("summer.xlsx")
        >>> plan.summary["products_created"], plan.summary["failed_products"]
        (1, 0)
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

        >>> result = kit.import_file("summer.xlsx")
        >>> str(result.outcome), result.summary["products_created"]
        ('imported', 1)
        """
        options = self._options(mode, filename, hidden_rows, report)
        if_given(require_token, plan)
        taken, options = as_stage_source(source, options, dialect=dialect, with_file=True)
        return direct_import.run_now(self, taken, options, plan=plan, report=report)

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

        >>> str(kit.start("summer.xlsx").outcome)
        'waiting'
        """
        options = self._options(mode, filename, hidden_rows, None)
        if_given(require_token, plan)
        taken, options = as_stage_source(source, options, dialect=dialect, with_file=True)
        return imports.enqueue(self, taken, options, plan=plan)

    def brand_context(self, handle_keys: Collection[str]) -> BrandContext:
        """Return the brand's categories, and which of these handles it has already.

        Raises:
            UsageError: The keys are no collection.

        >>> sorted(kit.brand_context(["tee", "hat"]).handle_keys)
        ['tee']
        """
        arguments.collection(handle_keys, argument="handle_keys", what="the keys of handles, in a list")
        return imports.context_of_brand(self, handle_keys)

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
