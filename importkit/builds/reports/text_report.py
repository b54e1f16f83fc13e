"""A build for a person at a terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from importkit.builds.reports.phrases import difference_lines, difference_words, ignored_words, totals_words
from importkit.display.console import Console
from importkit.display.safe_text import one_line
from importkit.display.terminal import lines
from importkit.display.terminal_jobs import check_text, unreadable_text
from importkit.grammar import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from importkit.builds.build import Build
    from importkit.builds.file_report import FileReport

#: Columns of a report that is written into a file.
_WIDTH = 100
#: So many differences of a file are listed, unless every one is asked for.
_DIFFERENCES = 20


def text_parts(build: Build, *, every: bool = False, quiet: bool = False) -> Iterator[RenderableType]:
    """Yield the report of each file, with a blank line between two, and a last line of totals.

    Args:
        build: The build.
        every: List every finding.
        quiet: Leave out the files that are clean, or as they are expected.
    """
    shown = [report for report in build.files if not quiet or _has_something(build, report)]
    for report in shown:
        yield from _file(report, every=every)
        yield Text()
    colour = "bold red" if build.exit_code else "bold green"
    yield Group(Text(totals_words(build), colour, no_wrap=True, overflow="ignore"))  # one line, however long


def text_pieces(build: Build, *, every: bool = False, quiet: bool = False) -> Iterator[str]:
    """Yield the report as plain text, for a file."""
    for part in text_parts(build, every=every, quiet=quiet):
        page = io.StringIO()
        Console(file=page, width=_WIDTH, color_system=None, highlight=False, markup=False, emoji=False).print(
            part, crop=False
        )
        yield "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


def _has_something(build: Build, report: FileReport) -> bool:
    return report.differs if report.difference else build.status(report) != "clean"


def _file(report: FileReport, *, every: bool) -> Iterator[RenderableType]:
    if report.difference is not None:
        yield from _compared(report, every=every)
    elif report.refusal:
        yield unreadable_text(report.file, report.refusal.message)
    else:
        yield check_text(report, filename=report.file, every=every, facts=report.facts)
    if ignored := ignored_words(report):
        yield Text(ignored, "dim")


def _compared(report: FileReport, *, every: bool) -> Iterator[RenderableType]:
    yield Text.assemble((one_line(report.file), "bold"), f"  {difference_words(report)}")
    found = list(difference_lines(report))
    most = len(found) if every else _DIFFERENCES
    listed = [Text(line, "red" if line.startswith("+") else "yellow") for line in found[:most]]
    more = [Text(f"and {count(len(found) - most, 'more difference')}", "dim")] if len(found) > most else []
    if listed:
        yield Group(lines([*listed, *more]))
