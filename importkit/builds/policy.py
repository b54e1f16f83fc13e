"""Which findings of a build count, and how much."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importkit.builds.file_report import Ignored
from importkit.checks.workbook_files import is_matched
from importkit.findings import Findings, Severity, entries_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from importkit.builds.file_report import FileReport

#: Why a finding is left out where `select` names others.
_NOT_SELECTED = "not selected"


@dataclass(frozen=True)
class Ignore:
    """A kind of finding that does not count.

    Attributes:
        code: Its code, or a family of codes that ends with a dot.
        reason: Why, in somebody's own words.
        until: The last day on which it does not count.
        files: A pattern of the files that it is about; blank for all.
    """

    code: str
    reason: str = ""
    until: date | None = None
    files: str = ""

    def is_expired(self, today: date) -> bool:
        """Return whether its day is over, so that the findings count again."""
        return self.until is not None and self.until < today


@dataclass(frozen=True)
class Policy:
    """What counts, and how much.

    Attributes:
        select: The codes and families that count; all when there are none.
        ignores: What does not count.
        severities: How bad a code or a family is, where the catalogue says otherwise; a later one wins.
    """

    select: tuple[str, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)

    def expired(self, today: date) -> tuple[Ignore, ...]:
        """Return the ignores whose day is over."""
        return tuple(one for one in self.ignores if one.is_expired(today))

    def applied(self, report: FileReport, name: str, today: date) -> FileReport:
        """Return a report in which only the findings that count are left, as bad as they are said to be.

        Args:
            report: The report.
            name: The path of the file that patterns are about.
            today: The day that ignores expire by.
        """
        records = report.findings.records
        reasons = self._reasons(records["code"].unique(), name, today)
        severities = {code: str(severity) for code, severity in self._severities().items()}
        is_ignored = records["code"].isin(reasons)
        changed = records["code"].map(severities)
        rated = records.assign(severity=changed.where(changed.notna(), records["severity"]).astype("str"))
        kept = Findings(rated[~is_ignored].reset_index(drop=True))
        left_out = Findings(rated[is_ignored].reset_index(drop=True))
        return replace(
            report,
            findings=kept,
            counts={**report.counts, **severity_counts(kept)},
            ignored=tuple(Ignored(one, reasons[one.code]) for one in left_out),
        )

    def _reasons(self, codes: Iterable[str], name: str, today: date) -> dict[str, str]:
        """Return why a code does not count, of those that do not."""
        selected = set(_codes(self.select))
        reasons = {code: _NOT_SELECTED for code in codes if selected and code not in selected}
        for ignore in self.ignores:
            if ignore.is_expired(today) or (ignore.files and not is_matched(name, [ignore.files])):
                continue
            reasons |= dict.fromkeys(_codes([ignore.code]), ignore.reason)
        return reasons

    def _severities(self) -> dict[str, Severity]:
        return {code: severity for named, severity in self.severities.items() for code in _codes([named])}


def severity_counts(findings: Findings) -> dict[str, int]:
    """Return how many errors, warnings and infos there are."""
    found = findings.records["severity"].value_counts()
    return {f"{severity}s": int(found.get(str(severity), 0)) for severity in Severity}


def _codes(named: Iterable[str]) -> Iterator[str]:
    """Yield the codes that codes and families name."""
    for one in named:
        for entry in entries_of(one):
            yield entry.code
