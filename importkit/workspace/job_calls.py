"""The calls of a workspace about its imports: how they stand, what failed of them, and taking them back.

As in `workspace.workspace`, each method validates what it is given and calls one function with the context.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit import arguments
from importkit.choices import chosen
from importkit.jobs.context import names_brand_in_hints
from importkit.jobs.job import Job
from importkit.model import Scope
from importkit.staging import Part
from importkit.workspace import corrections, imports, jobs, undo
from importkit.workspace.draft_calls import DraftCalls
from importkit.workspace.watch import watch

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from importkit.findings import Findings
    from importkit.jobs.job import ImportResult, Jobs
    from importkit.jobs.job_progress import Watch
    from importkit.model import RowStatus
    from importkit.outcomes import RowOutcome
    from importkit.staging import PreviewPage
    from importkit.undo import Undo


@names_brand_in_hints
@dataclass(frozen=True, repr=False)
class JobCalls(DraftCalls):
    """What a workspace offers about its imports."""

    def cancel(self, job_id: str) -> Job:
        """Stop an import that waits or runs; it ends FAILED "cancelled", and nothing of it is written.

        Raises:
            UnknownJobError: There is no such job.
            UsageError: It has ended already.

        >>> waiting = kit.start("summer.xlsx")
        >>> str(kit.cancel(waiting.id).outcome)
        'cancelled'
        """
        return imports.cancel(self, arguments.job_id(job_id))

    def watch(self, job_id: str) -> Watch:
        """Return how far an import is, about twice a second, until it has ended; the last step is DONE.

        Raises:
            UnknownJobError: There is no such job.

        >>> [str(step.phase) for step in kit.watch(job.id)]
        ['done']
        """
        return watch(self, arguments.job_id(job_id))

    def recent_imports(self, limit: int = 5) -> Jobs:
        """Return the newest imports, newest first: a list of `Job`, with a `.frame`.

        Raises:
            UsageError: The limit is not within 1 to 10.

        >>> kit.recent_imports().frame[["file", "outcome", "failed_products"]]
                  file          outcome  failed_products
        0  spring.xlsx  partly_imported                1
        """
        shown = arguments.whole_number(limit, argument="limit", lowest=1, highest=10)
        return jobs.recent(self, shown)

    def job(self, job_id: str) -> Job:
        """Return one job, by its id or a prefix of it.

        Raises:
            UnknownJobError: There is none; another brand's job answers alike.

        >>> kit.job(job.id[:8]).filename
        'spring.xlsx'
        """
        return jobs.find(self, arguments.job_id(job_id))

    def result(self, job_id: str) -> ImportResult:
        """Return what became of an import that has ended, as importing it here would have.

        Raises:
            UnknownJobError: There is no such job.

        >>> kit.result(job.id).summary["failed_rows"]
        1
        """
        return jobs.result(self, arguments.job_id(job_id))

    def findings(self, job_id: str) -> Findings:
        """Return everything that was found in a job's workbook.

        Raises:
            UnknownJobError: There is no such job.

        >>> kit.findings(job.id).where(severity="error").counts()
        {'category.not-found': 1, 'number.invalid': 1}
        """
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

        >>> kit.unmapped(job.id)[["value", "rows", "cell"]]
                 value  rows cell
        0  Hats > Capz     1   E4
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

        >>> kit.preview(job.id).frame[["row", "product_handle", "outcome"]]
           row product_handle  outcome
        0    2            tee  created
        1    3            tee  created
        2    4            cap   failed
        3    5          scarf  created
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

        >>> kit.corrections(job.id, "corrections.xlsx").name
        'corrections.xlsx'
        """
        rows = chosen(Scope, scope, argument="scope")
        return corrections.write(self, arguments.job_id(job_id), arguments.target(target), rows)

    def dismiss(self, job_id: str) -> Job:
        """Give up the failed rows of a finished job; they are deleted, and so is its file.

        Raises:
            UnknownJobError: There is no such job.
            UsageError: The job still runs, or has no failures.

        >>> str(kit.dismiss(job.id).outcome)
        'dismissed'
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

        >>> kit.undo(job.id, dry_run=True).reversed.products
        2
        """
        dry_run = arguments.flag(dry_run, argument="dry_run")
        return undo.undo(self, arguments.job_id(job_id), dry_run=dry_run)

    def can_undo(self, job: Job) -> bool:
        """Return whether the user may take back an import, and it is not wholly taken back yet.

        Raises:
            UsageError: That is no job.

        >>> kit.can_undo(job)
        True
        """
        arguments.one_of(Job, job, argument="job", what="an import, as Workspace.job gives it")
        return undo.can_undo(self, job)
