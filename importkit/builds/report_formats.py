"""The forms of a report, and where each of those that are asked for is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from importkit.choices import chosen
from importkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable


class ReportFormat(StrEnum):
    """How a check is written; all but text are UTF-8 whatever the terminal speaks."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    JSONL = "jsonl"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    MARKDOWN = "markdown"
    HTML = "html"


#: Those that people read on stdout, so that a last line of totals belongs to them.
FOR_PEOPLE = frozenset({ReportFormat.TEXT, ReportFormat.CONCISE, ReportFormat.GITHUB})


@dataclass(frozen=True)
class ReportTarget:
    """A report that is asked for.

    Attributes:
        form: Its form.
        file: Where it is written; None for stdout.
    """

    form: ReportFormat
    file: Path | None = None


def report_target(given: str, *, argument: str = "--report") -> ReportTarget:
    """Return the report that `FORMAT` or `FORMAT=FILE` asks for.

    Raises:
        UsageError: There is no such format, or no name of a file behind the sign.

    >>> report_target("junit=out.xml").file.name, report_target("JSON").form
    ('out.xml', <ReportFormat.JSON: 'json'>)
    """
    word, sign, name = given.partition("=")
    form = chosen(ReportFormat, word.strip(), argument=argument)
    if sign and not name.strip():
        raise UsageError(
            f"Which file is meant by {argument} {given}?",
            hint=f"Write {argument} {form}=FILE, or {form} for stdout.",
        )
    return ReportTarget(form, Path(name) if sign and name != "-" else None)


def report_targets(given: Iterable[ReportTarget]) -> list[ReportTarget]:
    """Return the reports that are asked for, with text on stdout where nothing else is written there.

    Raises:
        UsageError: Two of them go to one place, or a file cannot be written where it is to be.
    """
    targets = list(given)
    on_stdout = [target for target in targets if target.file is None]
    if len(on_stdout) > 1:
        words = " and ".join(target.form for target in on_stdout)
        raise UsageError(
            f"Only one report can be written to stdout, and {words} were asked for.",
            hint=f"Give one of them a file: --report {on_stdout[1].form}=FILE",
        )
    files = [target.file for target in targets if target.file]
    for file in files:
        _require_writable(file)
        if sum(file.absolute() == other.absolute() for other in files) > 1:
            raise UsageError(f"Two reports cannot be written to one file, {file}.")
    return targets if on_stdout else [ReportTarget(ReportFormat.TEXT), *targets]


def _require_writable(file: Path) -> None:
    if file.is_dir():
        raise UsageError(f"{file} is a folder.", hint="Give the name of a file.")
    if not file.parent.is_dir():
        raise UsageError(f"There is no folder {file.parent}.", hint="Make it first, or name another file.")
