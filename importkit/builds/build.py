"""A build: what was found in all of its files, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from importkit.builds.fail_on import FailOn

if TYPE_CHECKING:
    from importkit.builds.file_report import FileReport
    from importkit.model import Mode


@dataclass(frozen=True)
class Build:
    """What was found in the files of one call.

    Attributes:
        files: The report of each, in the order in which they were given.
        mode: What they were asked to be checked for; None when nobody said so.
        notes: What is to be known beside the findings: ignores that expired, files that are gone.
        started_at: When it began.
    """

    files: tuple[FileReport, ...]
    mode: Mode | None = None
    fail_on: FailOn = FailOn.ERROR
    notes: tuple[str, ...] = ()
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def is_compared(self) -> bool:
        """Return whether findings were compared with those that are expected."""
        return any(report.difference is not None for report in self.files)

    def status(self, report: FileReport) -> str:
        """Return clean (no finding is as bad as `fail_on`), findings, or unreadable."""
        if report.refusal:
            return "unreadable"
        return "findings" if self.fail_on.is_reached_by(report.findings) else "clean"

    def fails(self, report: FileReport) -> bool:
        """Return whether a file makes the build fail."""
        return self._exit_code(report) != 0

    @property
    def exit_code(self) -> int:
        """Return what a command exits with: the highest of the files."""
        return max((self._exit_code(report) for report in self.files), default=0)

    @property
    def totals(self) -> dict[str, Any]:
        """Return how many files and findings there are, as JSON knows them."""
        statuses = [self.status(report) for report in self.files]
        counted = {
            name: sum(report.counts[name] for report in self.files)
            for name in ("errors", "warnings", "infos")
        }
        return {
            "files": {
                "all": len(statuses),
                "clean": statuses.count("clean"),
                "with_findings": statuses.count("findings"),
                "unreadable": statuses.count("unreadable"),
            },
            **counted,
            "ignored": sum(len(report.ignored) for report in self.files),
            "unexpected": sum(report.unexpected for report in self.files),
            "missing": sum(report.missing for report in self.files),
        }

    def _exit_code(self, report: FileReport) -> int:
        difference = report.difference
        if report.refusal and not (difference and difference.is_refusal_expected):
            return report.refusal.exit_code
        if difference is not None:
            return int(report.differs)
        return int(self.status(report) == "findings")
