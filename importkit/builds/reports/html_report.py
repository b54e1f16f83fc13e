"""A build as one page of HTML that needs nothing beside it: files, what is wrong, the bad rows in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.builds.reports.phrases import (
    difference_lines,
    difference_words,
    findings_words,
    ignored_words,
    refusal_words,
    totals_words,
)
from importkit.display.html import causes_html, html_text, note_html, table_html, verdict_html
from importkit.display.sheet_report import html_document, sheet_html
from importkit.display.summary import summarize_check
from importkit.display.verdicts import sheet_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.builds.build import Build
    from importkit.builds.file_report import FileReport

#: So many bad rows of a file are shown as they look in Excel.
ROWS_SHOWN = 200


def html_pieces(build: Build, *, every: bool = False, quiet: bool = False) -> Iterator[str]:  # noqa: ARG001
    """Yield the build as one document."""
    shown = [report for report in build.files if not quiet or build.fails(report) or len(report.findings)]
    yield html_document("importkit check", "".join(_body(build, shown)))
    yield "\n"


def _body(build: Build, shown: list[FileReport]) -> Iterator[str]:
    yield note_html(totals_words(build), build.notes, is_bad=build.exit_code != 0)
    rows = [(report.file, build.status(report), _words(report)) for report in shown]
    yield table_html(("File", "Status", "What was found"), rows)
    for report in shown:
        yield _section(report)


def _words(report: FileReport) -> str:
    if report.difference is not None:
        return difference_words(report)
    return report.refusal.message if report.refusal else findings_words(report.counts) or "no findings"


def _section(report: FileReport) -> str:
    parts = [f"<h2>{html_text(report.file)}</h2>"]
    if report.difference is not None:
        lines = "".join(f"<li>{html_text(line)}</li>" for line in difference_lines(report))
        parts.append(f"<p>{html_text(difference_words(report))}</p>" + (f"<ul>{lines}</ul>" if lines else ""))
    if report.refusal:
        parts.append(f"<p>{html_text(refusal_words(report))}</p>")
    else:
        summary = summarize_check(report, facts=report.facts)
        parts += [
            verdict_html(summary, html_text(sheet_words(report))),
            causes_html(summary, listing="--all"),
        ]
    parts += [f"<p>{html_text(words)}</p>" for words in (ignored_words(report), _oddities(report)) if words]
    if report.page is not None and len(report.page.frame):
        parts.append(
            f"<details open><summary>The rows that have findings</summary>{sheet_html(report.page)}</details>"
        )
    return f"<section>{''.join(parts)}</section>"


def _oddities(report: FileReport) -> str:
    words = " ".join(str(message) for message in report.oddities["message"][:6])
    return f"Odd, though no mistake: {words}" if words else ""
