"""The reports of a build: for people, for scripts, and for what build servers read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.builds.report_formats import ReportFormat
from importkit.builds.reports.concise_report import concise_pieces
from importkit.builds.reports.github_report import github_pieces
from importkit.builds.reports.gitlab_report import gitlab_pieces
from importkit.builds.reports.html_report import html_pieces
from importkit.builds.reports.json_report import json_pieces, jsonl_pieces
from importkit.builds.reports.junit_report import junit_pieces
from importkit.builds.reports.markdown_report import markdown_pieces
from importkit.builds.reports.phrases import totals_words
from importkit.builds.reports.sarif_report import sarif_pieces
from importkit.builds.reports.text_report import text_parts, text_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from importkit.builds.build import Build

__all__ = ["report_pieces", "text_parts", "totals_words", "write_report"]

_PIECES: dict[ReportFormat, Callable[..., Iterator[str]]] = {
    ReportFormat.TEXT: text_pieces,
    ReportFormat.CONCISE: concise_pieces,
    ReportFormat.JSON: json_pieces,
    ReportFormat.JSONL: jsonl_pieces,
    ReportFormat.JUNIT: junit_pieces,
    ReportFormat.GITHUB: github_pieces,
    ReportFormat.GITLAB: gitlab_pieces,
    ReportFormat.SARIF: sarif_pieces,
    ReportFormat.MARKDOWN: markdown_pieces,
    ReportFormat.HTML: html_pieces,
}


def report_pieces(
    build: Build, form: ReportFormat, *, every: bool = False, quiet: bool = False
) -> Iterator[str]:
    """Yield a report piece by piece; one of many findings is never whole in memory.

    Args:
        build: The build.
        form: The form of the report.
        every: List every finding, where the form groups equal ones.
        quiet: Leave out what is clean, where the form is for people.
    """
    return _PIECES[form](build, every=every, quiet=quiet)


def write_report(pieces: Iterator[str], stream: BinaryIO) -> None:
    """Write a report as UTF-8, whatever the terminal speaks.

    A byte of a file name that is no UTF-8 is written as an escape.
    """
    stream.writelines(piece.encode("utf-8", "backslashreplace") for piece in pieces)
