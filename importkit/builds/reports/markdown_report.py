"""A build as Markdown, for the summary of a job or a comment: the files, then what is wrong with each."""

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
from importkit.display.markdown import causes_markdown, escaped, table_markdown
from importkit.display.summary import summarize_check
from importkit.grammar import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.builds.build import Build
    from importkit.builds.file_report import FileReport

#: GitHub refuses the summary of a step that is larger than 1 MiB.
MOST_BYTES = 1_000_000
_LISTED_FILES = 500
_DIFFERENCES = 50
_MARKS = {"clean": "✅", "findings": "❌", "unreadable": "⛔"}


def markdown_pieces(build: Build, *, every: bool = False, quiet: bool = False) -> Iterator[str]:  # noqa: ARG001
    """Yield the build; what is too much for a page is counted."""
    left = MOST_BYTES
    bad_first = sorted(build.files, key=lambda report: not build.fails(report))
    named = [report for report in bad_first if not quiet or build.fails(report) or _has_something(report)]
    sections = (_section(report) for report in named if _has_something(report))
    for section in (f"**{escaped(totals_words(build))}**\n", *_notes(build), _table(build, named)):
        left -= len(section.encode("utf-8", "replace"))
        yield section
    for place, section in enumerate(sections):
        left -= len(section.encode("utf-8", "replace"))
        if left < 0:
            more = sum(map(_has_something, named)) - place
            yield f"\nand {count(more, 'more file')}: another report has them.\n"
            return
        yield section


def _notes(build: Build) -> Iterator[str]:
    for note in build.notes:
        yield f"\n{escaped(note)}\n"


def _table(build: Build, named: list[FileReport]) -> str:
    rows = [(_mark(build, report), report.file, _words(report)) for report in named[:_LISTED_FILES]]
    more = len(named) - len(rows)
    rest = f"\nand {count(more, 'more file')}\n" if more else ""
    return f"\n{table_markdown(('', 'File', 'What was found'), rows)}\n{rest}" if rows else ""


def _mark(build: Build, report: FileReport) -> str:
    if report.difference is not None:
        return _MARKS["findings" if build.fails(report) else "clean"]
    return _MARKS[build.status(report)]


def _words(report: FileReport) -> str:
    if report.difference is not None:
        return difference_words(report)
    if report.refusal:
        return report.refusal.message
    return findings_words(report.counts) or "no findings"


def _has_something(report: FileReport) -> bool:
    if report.difference is not None:
        return report.differs
    return bool(report.refusal or len(report.findings) or report.ignored)


def _section(report: FileReport) -> str:
    parts = [f"### {escaped(report.file)}"]
    if report.difference is not None:
        lines = list(difference_lines(report))
        parts.append(
            "\n".join(f"- {escaped(line)}" for line in lines[:_DIFFERENCES]) or difference_words(report)
        )
        if len(lines) > _DIFFERENCES:
            parts.append(f"and {count(len(lines) - _DIFFERENCES, 'more difference')}")
    elif report.refusal:
        parts.append(escaped(refusal_words(report)))
    else:
        summary = summarize_check(report, facts=report.facts)
        parts.append(escaped(summary.verdict.words))
        if summary.causes or summary.found.notes:
            parts.append(causes_markdown((*summary.causes, *summary.found.notes)))
    if ignored := ignored_words(report):
        parts.append(escaped(ignored))
    if odd := " ".join(escaped(message) for message in report.oddities["message"][:6]):
        parts.append(f"Odd, though no mistake: {odd}")
    return "\n" + "\n\n".join(parts) + "\n"
