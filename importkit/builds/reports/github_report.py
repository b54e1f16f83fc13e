"""A build as GitHub workflow commands: as many annotations as a step shows, spread over its files."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from importkit.builds.reports.phrases import (
    difference_words,
    finding_words,
    refusal_title,
    refusal_words,
    totals_words,
)
from importkit.display.causes import causes
from importkit.display.safe_text import one_line, without_controls
from importkit.findings import Findings, Severity, entry
from importkit.grammar import count, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from importkit.builds.build import Build
    from importkit.builds.file_report import FileReport
    from importkit.findings import Finding, Group

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
#: So many annotations of a level does GitHub show of a step.
SHOWN = 10


@dataclass(frozen=True)
class Annotation:
    """One annotation; the path stands in the message, since of a file that is no text only that is shown."""

    severity: Severity
    file: str
    title: str
    message: str


def github_pieces(build: Build, *, every: bool = False, quiet: bool = False) -> Iterator[str]:
    """Yield a command for each annotation, and a last line of totals.

    Files that cannot be read come first, then each file has its first annotation before one has its second.
    Equal findings of a column share one. Of more than a step shows, the last of its level says how many are
    left.
    With `every` there is one for every finding, however few are shown.
    """
    wanted = list(_in_turn([list(_of_file(report, every=every)) for report in build.files]))
    refused = [annotation for report in build.files for annotation in _refused(report)]
    with_notes = (every and not quiet) or build.fail_on.reaches(Severity.INFO)
    for annotation in _budgeted([*refused, *wanted], is_limited=not every, with_notes=with_notes):
        yield f"{command(annotation)}\n"
    yield f"{totals_words(build)}\n"


def command(annotation: Annotation) -> str:
    r"""Return one workflow command, its text escaped so that no cell can start another one.

    >>> command(Annotation(Severity.ERROR, "a,b.xlsx", "Not a number", "50%\n::stop"))
    '::error file=a%2Cb.xlsx,title=Not a number::50%25%0A::stop'
    """
    place = f"file={_property(annotation.file)},title={_property(annotation.title)}"
    return f"::{_LEVELS[annotation.severity]} {place}::{_escaped(annotation.message)}"


def _budgeted(
    annotations: Iterable[Annotation], *, is_limited: bool, with_notes: bool
) -> Iterator[Annotation]:
    """Yield as many annotations of each level as are shown, the last of which says how many are left."""
    by_level: defaultdict[Severity, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        by_level[annotation.severity].append(annotation)
    for severity in Severity:
        found = by_level[severity]
        if severity is Severity.INFO and not with_notes:
            continue
        if not is_limited or len(found) <= SHOWN:
            yield from found
            continue
        yield from found[: SHOWN - 1]
        left = found[SHOWN - 1 :]
        files = count(len({one.file for one in left}), "file")
        words = f"{number(len(left))} more in {files}: see the summary of this job, or another report."
        yield Annotation(severity, left[0].file, f"And {number(len(left))} more", words)


def _in_turn(of_files: list[list[Annotation]]) -> Iterator[Annotation]:
    """Yield the first annotation of each file, then the second of each, and so on."""
    for turn in zip_longest(*of_files):
        yield from (annotation for annotation in turn if annotation is not None)


def _refused(report: FileReport) -> Iterator[Annotation]:
    difference = report.difference
    if report.refusal and not (difference and difference.is_refusal_expected):
        words = one_line(refusal_words(report))
        yield Annotation(Severity.ERROR, report.place, refusal_title(report), _at(report, "", words))


def _of_file(report: FileReport, *, every: bool) -> Iterator[Annotation]:
    """Yield what a file has to show, the worst and what holds most products back first."""
    difference = report.difference
    findings = report.findings
    if difference is not None:
        findings = Findings(findings.records.iloc[sorted(difference.unexpected)].reset_index(drop=True))
        if difference.missing or not difference.has_baseline:
            words = _at(report, "", f"{difference_words(report)}{_missing(difference.missing)}")
            yield Annotation(Severity.ERROR, report.place, "Not as expected", words)
    if every:
        for finding in findings.worst_first():
            words = _at(report, finding.cell, finding_words(finding))
            yield Annotation(_severity(report, finding.severity), report.place, _title(finding), words)
        return
    order = {cause.code: place for place, cause in reversed(list(enumerate(causes(findings))))}
    for group in sorted(findings.groups(), key=lambda group: (group.severity.rank, order[group.code])):
        severity = _severity(report, group.severity)
        yield Annotation(severity, report.place, _title(group.first), _of_group(report, group))


def _severity(report: FileReport, severity: Severity) -> Severity:
    """Return how bad a finding is for the build: whatever is not expected makes it fail."""
    return Severity.ERROR if report.difference else severity


def _missing(missing: tuple[tuple[str, str], ...]) -> str:
    if not missing:
        return ""
    named = ", ".join(f"{cell} {code}".strip() for code, cell in missing[: Findings.EXAMPLES])
    more = len(missing) - Findings.EXAMPLES
    return f"; missing: {named}" + (f" and {number(more)} more" if more > 0 else "")


def _of_group(report: FileReport, group: Group) -> str:
    more = group.count - len(group.cells)
    where = ", ".join(group.cells) + (f" and {number(more)} more" if group.cells and more > 0 else "")
    return _at(report, where, finding_words(group.first))


def _at(report: FileReport, where: str, words: str) -> str:
    place = f"{one_line(report.file)}:{where}" if where else one_line(report.file)
    return f"{place}: {words}"


def _title(finding: Finding) -> str:
    return f"{entry(finding.code).title} ({finding.code})"


def _escaped(text: str) -> str:
    return without_controls(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
