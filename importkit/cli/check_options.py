"""The options of `importkit check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from importkit.builds.fail_on import FailOn
from importkit.builds.report_formats import ReportFormat, ReportTarget, report_target
from importkit.cli.completion import brand_slugs, finding_codes
from importkit.cli.option_types import choice_option, whole_number_option
from importkit.model import HiddenRows

_CODES = "CODE"

PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="Workbooks, folders, patterns such as 'samples/**/*.xlsx', or - for stdin.",
        show_default="the paths of the configuration",
    ),
]
FailOnOption = Annotated[
    FailOn | None,
    choice_option(FailOn, "--fail-on", show_default="error", help="Exit with 1 from this severity on."),
]
ReportFormatOption = Annotated[
    ReportFormat | None,
    choice_option(ReportFormat, "--format", show_default="text", help="How to write the result."),
]
ReportsOption = Annotated[
    list[ReportTarget] | None,
    typer.Option(
        "--report",
        metavar="FORMAT[=FILE]",
        parser=report_target,
        help="A report in a format of --format, into a file or to stdout; as often as you like.",
        autocompletion=lambda: [str(form) for form in ReportFormat],
    ),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Leave out files without something to tell.")
]
ExcludeOption = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="PATTERN", help="Leave out these files and folders."),
]
JobsOption = Annotated[
    int | None,
    whole_number_option(
        "--jobs", show_default="1", help="How many processes check files; 0 is one for each processor."
    ),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar=_CODES,
        help="Only these findings count: a code, or several such as number.",
        autocompletion=finding_codes,
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar=_CODES,
        help="These findings do not count; how many there are is told.",
        autocompletion=finding_codes,
    ),
]
SeverityOption = Annotated[
    list[str] | None,
    typer.Option(
        "--severity",
        metavar="CODE=SEVERITY",
        help="Take a finding for an error, a warning or an info.",
        autocompletion=finding_codes,
    ),
]
ExpectOption = Annotated[
    bool, typer.Option("--expect", help="Compare with importkit-expected.json: only differences count.")
]
ExpectedOption = Annotated[
    Path | None, typer.Option("--expected", metavar="FILE", help="The same with another file.")
]
UpdateOption = Annotated[
    bool, typer.Option("--update-expected", help="Write that file as things are now, and exit with 0.")
]
StdinNameOption = Annotated[
    str, typer.Option("--stdin-filename", metavar="NAME", help="What the workbook from stdin is called.")
]
HiddenRowsOption = Annotated[
    HiddenRows | None,
    choice_option(
        HiddenRows,
        "--hidden-rows",
        show_default="import",
        help="What to do with hidden or filtered-out rows.",
    ),
]
TaxonomyOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Categories of your own instead of the packaged ones.")
]
ConfigOption = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="The configuration; none for none.",
        show_default="importkit.toml or pyproject.toml",
    ),
]
OfflineOption = Annotated[
    bool, typer.Option("--offline", help="Ask no database, which is so unless one is named here.")
]
AgainstBrandOption = Annotated[
    str | None,
    typer.Option(
        metavar="SLUG",
        help="Compare with what this brand has.",
        show_default=False,
        autocompletion=brand_slugs,
    ),
]
AgainstDatabaseOption = Annotated[
    str | None,
    typer.Option(metavar="URL", help="The PostgreSQL server of that brand.", show_default=False),
]
