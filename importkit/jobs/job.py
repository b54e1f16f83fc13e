"""A job, and what became of an import: what the table of jobs says of one."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit.errors import UsageError
from importkit.frames import typed
from importkit.model import JobStatus, Mode
from importkit.outcomes import JobOutcome, outcome_of
from importkit.rich_display import Displayed, RecordList

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from importkit.findings import Findings
    from importkit.jobs.job_progress import Watch
    from importkit.outcomes import CorrectionOutcome
    from importkit.progress import Progress


@dataclass(frozen=True, repr=False)
class Job(Displayed):
    """One import, as "recent imports" shows it.

    Attributes:
        summary: Counts of what became of the rows; empty until the job has ended.
        error: What went wrong, when the system failed.
        superseded_by: The job that took the failures over, when the corrections of this one were imported.
        undone_at: When what it wrote was taken back, as far as it could be.
        progress: How far it is while it runs, as its process wrote it down last.
        failing_later: How many products fail in the job that took the failures over.
        watcher: How its workspace watches it.

    >>> job.filename, str(job.outcome), job.has_ended, job.summary["failed_rows"]
    ('spring.xlsx', 'partly_imported', True, 1)
    """

    id: str
    filename: str
    mode: Mode
    status: JobStatus
    summary: dict[str, Any]
    error: str
    has_exportable_failures: bool
    created_by: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    superseded_by: str | None = None
    undone_at: datetime | None = None
    progress: Progress | None = None
    failing_later: int | None = None
    watcher: Callable[[str], Watch] | None = field(default=None, repr=False, compare=False)

    @property
    def outcome(self) -> JobOutcome:
        """Return what became of it, in one token."""
        return outcome_of(
            self.status,
            self.summary,
            error=self.error,
            superseded_by=self.superseded_by,
            undone_at=self.undone_at,
        )

    def watch(self) -> Watch:
        """Return how far it is, about twice a second, until it has ended; in a notebook, a bar that moves.

        Raises:
            UsageError: The job did not come from a workspace.

        >>> [step.rows_done for step in job.watch()]
        [4]
        """
        if self.watcher is None:
            raise UsageError("This job does not know its workspace.", hint="Use Workspace.watch(job.id).")
        return self.watcher(self.id)

    @property
    def has_ended(self) -> bool:
        """Return whether nothing more will become of it."""
        return self.status not in {JobStatus.PENDING, JobStatus.PROCESSING}

    def as_dict(self) -> dict[str, Any]:
        """Return the job as JSON knows it.

        >>> job.as_dict()["outcome"]
        'partly_imported'
        """
        facts = asdict(replace(self, watcher=None))
        del facts["watcher"]
        for moment in ("created_at", "started_at", "finished_at", "undone_at"):
            facts[moment] = facts[moment] and facts[moment].isoformat()
        return facts | {"outcome": str(self.outcome)}


class Jobs(RecordList[Job]):
    """Imports, the newest first."""

    __slots__ = ()

    @property
    def frame(self) -> pd.DataFrame:
        """Return a line for each: job_id, file, mode, outcome, who and when, and counts of products."""
        facts = ("created_at", "finished_at", "created_by", "superseded_by", "error")
        lines = [
            {"job_id": job.id, "file": job.filename, "mode": str(job.mode), "outcome": str(job.outcome)}
            | {name: getattr(job, name) or None for name in facts}
            | {name: value for name, value in job.summary.items() if isinstance(value, int)}
            for job in self
        ]
        return typed("recent_imports", pd.DataFrame(lines, index=range(len(lines))))


@dataclass(frozen=True, repr=False)
class ImportResult(Displayed):
    """What became of one import.

    Attributes:
        summary: Counts of what became of the rows.
        findings: Everything found, the conflicts met while committing included.
        corrected: What became of an earlier job's failures, when the workbook was its corrections.

    >>> result = kit.import_file("summer.xlsx")
    >>> str(result.outcome), result.summary["products_created"], len(result.findings)
    ('imported', 1, 1)
    """

    job_id: str
    status: JobStatus
    mode: Mode
    summary: dict[str, Any]
    findings: Findings
    corrected: CorrectionOutcome | None = None

    @property
    def outcome(self) -> JobOutcome:
        """Return what became of it, in one token."""
        return outcome_of(self.status, self.summary)

    def as_dict(self) -> dict[str, Any]:
        """Return the result as JSON knows it; "corrections" is there when the workbook was such.

        >>> sorted(kit.result(job.id).as_dict())
        ['findings', 'job_id', 'mode', 'outcome', 'status', 'summary', 'version']
        """
        corrections = {"corrections": self.corrected.as_dict()} if self.corrected else {}
        return {
            "version": 1,
            "job_id": self.job_id,
            "status": str(self.status),
            "outcome": str(self.outcome),
            "mode": str(self.mode),
            "summary": self.summary,
            **corrections,
            "findings": self.findings.to_dicts(),
        }
