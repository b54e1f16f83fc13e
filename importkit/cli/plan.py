"""`importkit plan`: what an import would do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from importkit.builds.fail_on import FailOn
from importkit.cli import output
from importkit.cli.imports import enriching_steps, refuse
from importkit.cli.options import (
    BrandOption,
    DatabaseOption,
    FailOnOption,
    Format,
    FormatOption,
    HiddenRowsOption,
    ModeOption,
)
from importkit.model import HiddenRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importkit.production import Plan

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit plan spring.xlsx[/]   which products would be created

[cyan]importkit plan prices.xlsx --mode enrich --brand acme[/]   what would change, before and after

[cyan]importkit plan prices.xlsx --mode enrich --format json | jq .changes[/]   for a script
"""


def plan(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook (.xlsx).", show_default=False)],
    mode: ModeOption = None,
    fail_on: FailOnOption = FailOn.ERROR,
    format_: FormatOption = Format.TEXT,
    every: Annotated[
        bool, typer.Option("--all", help="List every change, name and finding, and long values whole.")
    ] = False,
    hidden_rows: HiddenRowsOption = HiddenRows.IMPORT,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Say what an import of a workbook would do. Nothing is written.

    Counts what would be created, updated and left, lists each value that
    would change, and what is wrong. The import it ends with writes exactly
    that, or nothing when the products have changed by then.
    """
    from importkit import pipeline
    from importkit.errors import WorkbookError
    from importkit.findings import RefusedImportError
    from importkit.read_options import ReadOptions

    options = ReadOptions(mode, hidden_rows=hidden_rows)
    try:
        with output.progress() as report:
            # First: what is no workbook, or one for another mode, is refused before a database is started.
            sheet = pipeline.open_sheet(file, options, report=report)
            options.mode_for(sheet.origin, sheet.called)
            workspace = output.workspace(brand, database_url)
            planned = workspace.plan(sheet, mode=options.mode, report=report)
    except (RefusedImportError, WorkbookError) as error:
        refuse(error, file, format_, every=every)
        raise typer.Exit(error.exit_code) from error
    words: list[str | Path] = ["import", file, *output.mode_words(planned.mode)]
    if hidden_rows is not HiddenRows.IMPORT:
        words += ["--hidden-rows", hidden_rows]
    command = output.command(*words, "--plan", planned.token, brand=brand, database_url=database_url)
    steps = [("Import it, if the products are still the same by then:", command)]
    if planned.summary["unchanged_rows"] == planned.summary["total_rows"]:
        steps = []  # there is nothing to import
    steps += enriching_steps(planned.findings, file, brand, database_url)
    _write(planned, file, format_, steps, every=every)
    raise typer.Exit(int(fail_on.is_reached_by(planned.findings)))


def _write(
    planned: Plan, file: Path, format_: Format, steps: Sequence[tuple[str, str]], *, every: bool
) -> None:
    if format_ is Format.JSON:
        output.show_json(planned.as_dict() | {"file": str(file)})
        return
    from importkit import display

    output.show(display.plan_text(planned, filename=str(file), commands=steps, every=every))
