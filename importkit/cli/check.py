"""`importkit check`: what is wrong with workbooks, without importing them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from importkit.cli import check_build, output
from importkit.cli.check_options import (
    AgainstBrandOption,
    AgainstDatabaseOption,
    ConfigOption,
    ExcludeOption,
    ExpectedOption,
    ExpectOption,
    FailOnOption,
    HiddenRowsOption,
    IgnoreOption,
    JobsOption,
    OfflineOption,
    PathsArgument,
    QuietOption,
    ReportFormatOption,
    ReportsOption,
    SelectOption,
    SeverityOption,
    StdinNameOption,
    TaxonomyOption,
    UpdateOption,
)
from importkit.cli.errors import print_note
from importkit.cli.options import EveryOption, ModeOption

if TYPE_CHECKING:
    from importkit.builds.build import Build

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit check spring.xlsx[/]   what is wrong, grouped

[cyan]importkit check spring.xlsx --all[/]   every single cell

[cyan]importkit check samples/ --format github --fail-on warning[/]   in a build

[cyan]importkit check 'samples/**/*.xlsx' --jobs 2 --report junit=out.xml[/]   text here, JUnit there

[cyan]importkit check samples/ --expect[/]   only what is not as importkit-expected.json says

[cyan]importkit check spring.xlsx --brand acme[/]   also against what the brand has
"""


def check(
    paths: PathsArgument = None,
    mode: ModeOption = None,
    fail_on: FailOnOption = None,
    format_: ReportFormatOption = None,
    reports: ReportsOption = None,
    every: EveryOption = False,
    quiet: QuietOption = False,
    exclude: ExcludeOption = None,
    jobs: JobsOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    severity: SeverityOption = None,
    expect: ExpectOption = False,
    expected: ExpectedOption = None,
    update_expected: UpdateOption = False,
    stdin_filename: StdinNameOption = "-",
    hidden_rows: HiddenRowsOption = None,
    taxonomy: TaxonomyOption = None,
    config: ConfigOption = None,
    offline: OfflineOption = False,
    brand: AgainstBrandOption = None,
    database_url: AgainstDatabaseOption = None,
) -> None:
    """Say what is wrong with workbooks, and where. Nothing is imported.

    Works without a database, with the packaged categories. With a brand or
    a database, a sheet is also compared with what that brand has.
    """
    counting = check_build.CountingOptions(fail_on, select, ignore, severity)
    baseline = check_build.ExpectedOptions(expect, expected, update_expected)
    place = check_build.PlaceOptions(taxonomy, offline, brand, database_url)
    call = check_build.CheckCall(
        paths, exclude, stdin_filename, mode, hidden_rows, jobs, config, counting, baseline, place
    )
    targets = check_build.targets(reports, format_)
    request = check_build.request(call, targets)
    from importkit.builds.request import run_build

    with output.progress() as report:
        build = run_build(request, stdin=_read_stdin, report=report)
    _print_notes(build, is_offline=request.options.against is None)
    check_build.write(build, targets, every=every, quiet=quiet)
    raise typer.Exit(build.exit_code)


def _read_stdin() -> bytes:
    return sys.stdin.buffer.read()


def _print_notes(build: Build, *, is_offline: bool) -> None:
    from importkit.model import Mode

    if is_offline and any(one.mode is Mode.ENRICH for one in build.files):
        print_note(
            "Note: without --brand or --database-url it is not checked whether the products to enrich exist."
        )
    for note in build.notes:
        print_note(f"Note: {note}")
