"""The commands of `importkit`, put together.

Nothing heavy is imported before a command runs: `importkit --help` answers at once.
"""

from __future__ import annotations

import sys
from copy import copy
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated

import typer

from importkit import logs
from importkit.cli import (
    brands,
    catalog,
    check,
    cleanup,
    database,
    demo,
    diff,
    doctor,
    errors,
    explain,
    export,
    fix,
    imports,
    jobs,
    page,
    plan,
    sources,
    taxonomy,
    workbooks,
    worker,
)
from importkit.cli.option_types import choice_option
from importkit.cli.options import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(
    name="importkit",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("check", rich_help_panel="Workbooks", epilog=check.EXAMPLES)(check.check)
app.command("plan", rich_help_panel="Workbooks", epilog=plan.EXAMPLES)(plan.plan)
app.command("import", rich_help_panel="Workbooks", epilog=imports.EXAMPLES)(imports.import_)
app.command("fix", rich_help_panel="Workbooks", epilog=fix.EXAMPLES)(fix.fix)
app.command("export", rich_help_panel="Workbooks", epilog=export.EXAMPLES)(export.export)
app.command("explain", rich_help_panel="Workbooks", epilog=explain.EXAMPLES)(explain.explain)
app.command("diff", rich_help_panel="Workbooks", epilog=diff.DIFF_EXAMPLES)(diff.diff)
app.command("text", rich_help_panel="Workbooks", epilog=diff.TEXT_EXAMPLES)(diff.text)
app.command("template", rich_help_panel="Workbooks", epilog=workbooks.TEMPLATE_EXAMPLES)(workbooks.template)
app.command("sample", rich_help_panel="Workbooks", epilog=workbooks.SAMPLE_EXAMPLES)(workbooks.sample)
app.add_typer(jobs.app, name="jobs", rich_help_panel="Imports")
app.command("worker", rich_help_panel="Imports", epilog=worker.EXAMPLES)(worker.worker)
app.command("demo", rich_help_panel="Imports", epilog=demo.EXAMPLES)(demo.demo)
app.command("ui", rich_help_panel="Imports", epilog=page.EXAMPLES)(page.ui)
app.add_typer(sources.app, name="sources", rich_help_panel="Imports")
app.add_typer(catalog.app, name="catalog", rich_help_panel="Database")
app.add_typer(taxonomy.app, name="taxonomy", rich_help_panel="Database")
app.add_typer(brands.app, name="brands", rich_help_panel="Database")
app.add_typer(database.app, name="db", rich_help_panel="Database")
app.command("doctor", rich_help_panel="Database", epilog=doctor.EXAMPLES)(doctor.doctor)
app.command("cleanup", rich_help_panel="Database", epilog=cleanup.EXAMPLES)(cleanup.cleanup)


def _print_version(is_requested: bool) -> None:
    if is_requested:
        from importkit import distribution

        typer.echo(f"importkit {distribution.version()}")
        raise typer.Exit


@app.callback()
def importkit(
    *,
    debug: Annotated[
        bool, typer.Option("--debug", envvar="IMPORTKIT_DEBUG", help="Show where an error comes from.")
    ] = False,
    log_format: Annotated[
        Format,
        choice_option(
            Format,
            "--log-format",
            envvar="IMPORTKIT_LOG",
            help="How logs are written, to stderr.",
        ),
    ] = Format.TEXT,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Turn a bad product spreadsheet into products in Postgres, or into a list of exactly what to fix.

    Start with [bold]importkit demo[/], or with [bold]importkit check FILE[/] on a workbook of your own.

    Exit codes: 0 clean, 1 findings or failed rows, 2 wrong call,
    3 unreadable or unsafe file, 4 database or system, 130 stopped.
    """
    logs.to_stream(sys.stderr, as_json=log_format is Format.JSON, debug=debug)


def asked(words: Sequence[str]) -> typer.Typer:
    """Return the application, with nothing but the command that the first word names.

    Typer makes each command anew from its function in every process; 39 take as long as a small sheet.
    Without such a word it has them all: what is listed, completed or suggested is complete.
    """
    narrow = copy(app)
    narrow.registered_commands = [one for one in app.registered_commands if one.name in words[:1]]
    narrow.registered_groups = [one for one in app.registered_groups if one.name in words[:1]]
    return narrow if narrow.registered_commands or narrow.registered_groups else app


def main() -> None:
    """Run the command line of this process and exit."""
    # A terminal that cannot show an arrow gets a question mark instead of a traceback.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    with errors.report_errors():
        asked(sys.argv[1:])()
