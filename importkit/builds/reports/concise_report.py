"""A build with a line for each finding: `path:C17: code message`, as compilers write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.builds.reports.phrases import totals_words
from importkit.display.safe_text import one_line
from importkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.builds.build import Build
    from importkit.builds.file_report import FileReport
    from importkit.findings import Finding


def concise_pieces(build: Build, *, every: bool = False, quiet: bool = False) -> Iterator[str]:  # noqa: ARG001
    """Yield a line for each finding, and a last line of totals; without notes where it is to be quiet.

    Where findings are compared with those that are expected, only the differences are listed.
    """
    for report in build.files:
        yield from _file(report, with_notes=not quiet)
    yield f"{totals_words(build)}\n"


def _file(report: FileReport, *, with_notes: bool) -> Iterator[str]:
    name, difference = one_line(report.file), report.difference
    if report.refusal and not (difference and difference.is_refusal_expected):
        yield f"{name}: {report.refusal.code} {one_line(report.refusal.message)}\n"
    for place, finding in enumerate(report.findings):
        if difference is not None:
            if place in difference.unexpected:
                yield f"{_line(name, finding)} (unexpected)\n"
        elif with_notes or finding.severity is not Severity.INFO:
            yield f"{_line(name, finding)}\n"
    for code, cell in difference.missing if difference else ():
        yield f"{_place(name, cell)}: {code} (missing)\n"
    if difference and not difference.has_baseline:
        yield f"{name}: has no baseline\n"


def _line(name: str, finding: Finding) -> str:
    where = finding.cell or ("" if finding.row is None else str(finding.row))
    return f"{_place(name, where)}: {finding.code} {one_line(finding.message)}"


def _place(name: str, where: str) -> str:
    return f"{name}:{where}" if where else name
