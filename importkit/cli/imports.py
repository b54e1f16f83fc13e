"""`importkit import`: a workbook into products, here and now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from importkit.cli import output
from importkit.cli.faults import tell
from importkit.cli.options import (
    BrandOption,
    DatabaseOption,
    EveryOption,
    FailOn,
    FailOnOption,
    Format,
    FormatOption,
    HiddenRowsOption,
    HiddenRowsWord,
    ModeOption,
    ModeWord,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.errors import RefusedImportError, WorkbookError
    from importkit.jobs import ImportResult

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit import spring.xlsx[/]   new products, into the brand named default

[cyan]importkit import spring.xlsx --brand acme[/]   into another brand

[cyan]importkit import spring.xlsx --plan p1-…[/]   what importkit plan has shown, or nothing

[cyan]importkit import spring.xlsx --format json | jq .summary[/]   for a script
"""


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook (.xlsx).", show_default=False)],
    mode: ModeOption = ModeWord.CREATE,
    fail_on: FailOnOption = FailOn.ERROR,
    format_: FormatOption = Format.TEXT,
    every: EveryOption = False,
    hidden_rows: HiddenRowsOption = HiddenRowsWord.IMPORT,
    plan: Annotated[
        str | None,
        typer.Option(metavar="TOKEN", help="Import only what importkit plan has shown.", show_default=False),
    ] = None,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Import a workbook. Good products are written, bad ones wait for corrections.

    There is no question: products that are right are committed, and each one
    that is not is held back as a whole. What it would do can be seen before,
    with importkit plan. Exits with 1 when rows failed; what to do then is
    printed.
    """
    from importkit import pipeline
    from importkit.errors import RefusedImportError, WorkbookError

    how = pipeline.How(mode.mode, hidden_rows=hidden_rows.hidden_rows)
    try:
        with output.progress() as report:
            # Read first: what is no workbook is refused before a database is started for it.
            book = pipeline.open_book(file, how, report=report)
            workspace = output.workspace(brand, database_url)
            result = workspace.import_file(book, mode=mode.mode, plan=plan, report=report)
    except (RefusedImportError, WorkbookError) as error:
        refuse(error, file, format_, every=every)
        raise typer.Exit(error.exit_code) from error
    _write(result, file, format_, every, next_steps(result, brand, database_url))
    failed = result.summary.get("failed_rows", 0) or result.findings.at_least(fail_on.severity)
    raise typer.Exit(int(bool(failed)))


def next_steps(
    result: ImportResult, brand: str | None, database_url: str | None
) -> Iterator[tuple[str, str]]:
    """Yield what to do after an import with failures: a sentence and its command."""
    from importkit.display import short

    if not result.summary.get("failed_rows"):
        return
    here = {"brand": brand, "database_url": database_url}
    corrections = f"corrections-{short(result.job_id)}.xlsx"
    yield (
        "Write the products that failed into a workbook, the cells to fix in red:",
        output.command("jobs", "corrections", short(result.job_id), **here),
    )
    yield (
        "Fix the red cells, save, and import that workbook:",
        output.command("import", corrections, *output.mode_words(result.mode), **here),
    )
    yield (
        "Or give the failed rows up:",
        output.command("jobs", "dismiss", short(result.job_id), **here),
    )


def _write(
    result: ImportResult, file: Path, format_: Format, every: bool, steps: Iterator[tuple[str, str]]
) -> None:
    if format_ is Format.JSON:
        output.show_json(result.as_dict())
        return
    from importkit import display

    output.show(display.import_text(result, filename=str(file), commands=list(steps), every=every))


def refuse(error: RefusedImportError | WorkbookError, file: Path, format_: Format, *, every: bool) -> None:
    """Tell why there is no job."""
    from importkit import display
    from importkit.findings import Findings

    findings = getattr(error, "findings", Findings())
    if format_ is Format.JSON:
        output.show_json({"file": str(file), "error": error.message, "findings": findings.to_dicts()})
    elif len(findings):
        output.show(display.findings_text(findings, every=every))
    tell(error)
