"""From which severity on a finding makes a command exit with 1."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importkit.findings import Findings, Severity


class FailOn(StrEnum):
    """The least bad finding that makes a command exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"

    @property
    def severity(self) -> Severity | None:
        """Return it as findings know it; None where no finding does."""
        from importkit.findings import Severity

        return None if self is FailOn.NEVER else Severity[self.name]

    def is_reached_by(self, findings: Findings) -> bool:
        """Return whether one of these findings is as bad as this."""
        severity = self.severity
        return severity is not None and findings.at_least(severity)

    def reaches(self, severity: Severity) -> bool:
        """Return whether a finding of this severity is as bad as this."""
        least = self.severity
        return least is not None and severity.rank <= least.rank
