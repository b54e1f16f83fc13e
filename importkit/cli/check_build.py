"""What `importkit check` is asked for, put together with the configuration; and its reports, written."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from importkit import settings
from importkit.builds.fail_on import FailOn
from importkit.builds.report_formats import FOR_PEOPLE, ReportFormat, ReportTarget, report_targets
from importkit.choices import chosen
from importkit.cli import output
from importkit.cli.errors import print_error, print_note
from importkit.errors import ImportkitError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importkit.builds.build import Build
    from importkit.builds.configuration import Configuration
    from importkit.builds.file_checks import CheckOptions
    from importkit.builds.policy import Policy
    from importkit.builds.request import BuildRequest
    from importkit.findings import Severity
    from importkit.model import HiddenRows, Mode

#: The name that stands for no configuration at all.
_NO_CONFIGURATION = "none"

_WITH_ODDITIES = frozenset({ReportFormat.JSON, ReportFormat.JSONL, ReportFormat.MARKDOWN, ReportFormat.HTML})


@dataclass(frozen=True)
class CountingOptions:
    """Which findings count; None, or nothing, where an option is not given. So below."""

    fail_on: FailOn | None
    select: Sequence[str] | None
    ignore: Sequence[str] | None
    severity: Sequence[str] | None


@dataclass(frozen=True)
class ExpectedOptions:
    """Whether findings are compared, with what, and whether that is written."""

    expect: bool
    file: Path | None
    is_update: bool

    @property
    def path(self) -> Path | None:
        """Return the file that says what is expected; None where nobody asks for it."""
        from importkit.builds.baseline import DEFAULT

        return self.file or (Path(DEFAULT) if self.expect or self.is_update else None)


@dataclass(frozen=True)
class PlaceOptions:
    """What a sheet is held against."""

    taxonomy: Path | None
    offline: bool
    brand: str | None
    database_url: str | None

    @property
    def against(self) -> tuple[str | None, str | None] | None:
        """Return the brand and the database that are named; None where neither is."""
        return None if self.brand is None and self.database_url is None else (self.brand, self.database_url)


@dataclass(frozen=True)
class CheckCall:
    """What stands on the command line."""

    paths: Sequence[str] | None
    exclude: Sequence[str] | None
    stdin_filename: str
    mode: Mode | None
    hidden_rows: HiddenRows | None
    jobs: int | None
    config: str | None
    counting: CountingOptions
    expected: ExpectedOptions
    place: PlaceOptions


def targets(reports: Sequence[ReportTarget] | None, form: ReportFormat | None) -> list[ReportTarget]:
    """Return the reports that are asked for, `--format` as one to stdout."""
    return report_targets([*(reports or ()), *([ReportTarget(form)] if form else [])])


def request(given: CheckCall, wanted: Sequence[ReportTarget]) -> BuildRequest:
    """Return what is asked of a build: by the command line, else by the configuration.

    Raises:
        UsageError: Two options contradict each other, no files are named, or the configuration is wrong.
    """
    from importkit.builds.configuration import read_configuration
    from importkit.builds.request import BuildRequest

    _require_consistent(given.place)
    folder = Path.cwd()
    found = read_configuration(_configuration_file(given.config, folder), folder)
    paths = tuple(given.paths or [_from(found.folder, path) for path in found.paths])
    if not paths:
        raise UsageError(
            "Which workbooks are to be checked?", hint="Name files or folders: importkit check samples/"
        )
    return BuildRequest(
        paths=paths,
        exclude=(*(given.exclude or ()), *found.exclude),
        stdin_name=given.stdin_filename,
        folder=found.folder,
        options=_options(given, found, {target.form for target in wanted}),
        policy=_policy(given.counting, found),
        fail_on=given.counting.fail_on or found.fail_on or FailOn.ERROR,
        jobs=_first(given.jobs, found.jobs, 1),
        expected=given.expected.path or found.expected,
        is_update=given.expected.is_update,
    )


def _options(given: CheckCall, found: Configuration, forms: set[ReportFormat]) -> CheckOptions:
    """Return what is asked of every file."""
    from importkit.builds.file_checks import CheckOptions
    from importkit.model import HiddenRows, Mode

    against = given.place.against
    return CheckOptions(
        mode=given.mode,
        usual_mode=found.mode or Mode.CREATE,
        hidden_rows=given.hidden_rows or found.hidden_rows or HiddenRows.IMPORT,
        taxonomy=given.place.taxonomy or (found.taxonomy if against is None else None),
        against=against,
        with_oddities=bool(forms & _WITH_ODDITIES),
        rows_shown=_rows_shown(forms),
    )


def write(build: Build, wanted: Sequence[ReportTarget], *, every: bool, quiet: bool) -> None:
    """Write every report, that for stdout last; its last line, or that of stderr, has the totals."""
    from importkit.builds.reports import report_pieces, text_parts, totals_words, write_report

    for target in sorted(wanted, key=lambda target: target.file is None):
        if target.file is not None:
            with target.file.open("wb") as file:
                write_report(report_pieces(build, target.form, every=every, quiet=quiet), file)
        elif target.form is ReportFormat.TEXT:
            for part in text_parts(build, every=every, quiet=quiet):
                output.show(part)
            _print_refusals(build)
        else:
            sys.stdout.flush()
            write_report(report_pieces(build, target.form, every=every, quiet=quiet), sys.stdout.buffer)
            sys.stdout.buffer.flush()
        if target.file is None and target.form not in FOR_PEOPLE:
            print_note(totals_words(build))
    if any(target.form is ReportFormat.GITHUB for target in wanted):
        _write_summary(build)


def _write_summary(build: Build) -> None:
    """Add the report to the summary of the job that this is a step of."""
    from importkit.builds.reports import report_pieces, write_report

    if (summary := settings.load().step_summary) is None:
        return
    with summary.open("ab") as file:
        write_report(report_pieces(build, ReportFormat.MARKDOWN), file)


def _print_refusals(build: Build) -> None:
    for report in build.files:
        if report.refusal and not (report.difference and report.difference.is_refusal_expected):
            print_error(ImportkitError(report.refusal.message, hint=report.refusal.hint))


def _require_consistent(given: PlaceOptions) -> None:
    if given.offline and given.against:
        named = "--brand" if given.brand is not None else "--database-url"
        raise UsageError(
            f"--offline asks no database, but {named} was given.", hint="Leave out one of the two."
        )
    if given.taxonomy and given.against:
        raise UsageError(
            "--taxonomy is for a check without a database; a brand has its own categories.",
            hint="Leave out --taxonomy, or --brand and --database-url.",
        )


def _configuration_file(named: str | None, folder: Path) -> Path | None:
    from importkit.builds.configuration import find_configuration

    if named is None:
        return find_configuration(folder)
    return None if named.casefold() == _NO_CONFIGURATION else Path(named)


def _policy(given: CountingOptions, found: Configuration) -> Policy:
    """Return what counts: `--select` in place of the configuration's, the others beside it."""
    from importkit.builds.policy import Ignore

    return replace(
        found.policy,
        select=tuple(_codes(given.select)) or found.policy.select,
        ignores=(*found.policy.ignores, *(Ignore(code) for code in _codes(given.ignore))),
        severities={**found.policy.severities, **dict(map(_severity, given.severity or ()))},
    )


def _codes(given: Sequence[str] | None) -> list[str]:
    """Return the codes that are named, one by one or with commas between them.

    Raises:
        UnknownFindingCodeError: There is no such code.
    """
    from importkit.findings import entries_of

    named = [code.strip().lower() for text in given or () for code in text.split(",") if code.strip()]
    for code in named:
        entries_of(code)
    return named


def _severity(given: str) -> tuple[str, Severity]:
    from importkit.findings import Severity

    code, sign, word = given.partition("=")
    if not sign:
        raise UsageError(
            f"Which severity is meant by --severity {given}?", hint=f"Write --severity {given}=warning"
        )
    return _codes([code])[0], chosen(Severity, word.strip(), argument="--severity")


def _rows_shown(forms: set[ReportFormat]) -> int:
    if ReportFormat.HTML not in forms:
        return 0
    from importkit.builds.reports.html_report import ROWS_SHOWN

    return ROWS_SHOWN


def _from(folder: Path, path: str) -> str:
    """Return a path of the configuration as the working directory knows it."""
    if folder == Path.cwd() or Path(path).is_absolute():
        return path
    return os.path.relpath(folder / path)


def _first(*given: int | None) -> int:
    return next(one for one in given if one is not None)
