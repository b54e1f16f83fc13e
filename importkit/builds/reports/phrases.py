"""What several reports say in the same words: totals, differences, what was ignored."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from importkit.display.safe_text import one_line
from importkit.findings import entry
from importkit.grammar import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from importkit.builds.build import Build
    from importkit.builds.file_report import FileReport
    from importkit.findings import Finding

#: What a status is called in a sentence.
STATUSES = {"clean": "clean", "with_findings": "with findings", "unreadable": "unreadable"}
_SEVERITIES = {"errors": "error", "warnings": "warning", "infos": "note"}


def totals_words(build: Build) -> str:
    """Return the last line of a report: "20 files: 12 clean, 7 with findings, 1 unreadable; 43 errors."."""
    totals = build.totals
    files = totals["files"]
    kinds = [f"{files[name]} {words}" for name, words in STATUSES.items() if files[name]]
    lead = count(files["all"], "file") + (f": {', '.join(kinds)}" if kinds else "")
    found = [findings_words(totals)] if _has_findings(totals) else []
    if totals["ignored"]:
        found.append(f"{totals['ignored']} ignored")
    if build.is_compared:
        found.append(_difference_totals(build))
    return f"{'; '.join([lead, *found])}."


def _difference_totals(build: Build) -> str:
    totals = build.totals
    unexpected, missing = totals["unexpected"], totals["missing"]
    parts = [f"{unexpected} unexpected, {missing} missing"] if unexpected or missing else []
    if alone := sum(not one.difference.has_baseline for one in build.files if one.difference):
        parts.append(f"{count(alone, 'file')} without a baseline")
    return "; ".join(parts) or "as expected"


def findings_words(counts: Mapping[str, int]) -> str:
    """Return how many errors, warnings and notes there are; nothing where there are none."""
    return listed(count(counts[name], noun) for name, noun in _SEVERITIES.items() if counts[name])


def refusal_words(report: FileReport) -> str:
    """Return why a file cannot be checked, and what to do."""
    return f"{report.refusal.message} {report.refusal.hint}".strip() if report.refusal else ""


def refusal_title(report: FileReport) -> str:
    """Return what the catalogue calls it that a file cannot be checked."""
    code = report.refusal.code if report.refusal else ""
    return entry(code).title if code else "Unreadable file"


def finding_words(finding: Finding) -> str:
    """Return a finding as one line: what is wrong, and what to do."""
    return one_line(f"{finding.message} {finding.hint}")


def ignored_words(report: FileReport) -> str:
    """Return how many findings of a file do not count, by code and reason; nothing where all count."""
    if not report.ignored:
        return ""
    many = Counter((one.finding.code, one.reason) for one in report.ignored)
    kinds = [
        f"{number} {code}" + (f" ({one_line(reason)})" if reason else "")
        for (code, reason), number in many.items()
    ]
    return f"{count(len(report.ignored), 'finding')} ignored: {listed(kinds, 12)}."


def difference_words(report: FileReport) -> str:
    """Return in one phrase how a file is not as it is expected; nothing where nothing is compared."""
    difference = report.difference
    if difference is None:
        return ""
    if not difference.has_baseline:
        return "has no baseline: --update-expected writes one"
    if not report.differs:
        if report.refusal:
            return "cannot be read, as expected"
        found = findings_words(report.counts)
        return f"{found}, as expected" if found else "no findings, as expected"
    return f"{report.unexpected} unexpected, {report.missing} missing"


def difference_lines(report: FileReport) -> Iterator[str]:
    """Yield a line for each difference: + for what is not expected, - for what is missing."""
    difference = report.difference
    if difference is None:
        return
    if report.refusal and not difference.is_refusal_expected:
        yield f"+ {report.refusal.code} {one_line(report.refusal.message)}"
    for place, finding in enumerate(report.findings if difference.unexpected else ()):
        if place in difference.unexpected:
            yield f"+ {finding.cell} {finding.code} {finding_words(finding)}".replace("  ", " ")
    for code, cell in difference.missing:
        yield f"- {cell} {code}".replace("  ", " ")


def _has_findings(totals: Mapping[str, int]) -> bool:
    return any(totals[name] for name in _SEVERITIES)
