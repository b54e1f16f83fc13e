"""`importkit import`: a workbook into products, here and now."""

from __future__ import annotations

from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from importkit.builds.fail_on import FailOn
from importkit.cli import output
from importkit.cli.errors import print_error, print_note
from importkit.cli.options import (
    BrandOption,
    DatabaseOption,
    EveryOption,
    FailOnOption,
    Format,
    FormatOption,
    HiddenRowsOption,
    ModeOption,
)
from importkit.model import HiddenRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from importkit.errors import WorkbookError
    from importkit.findings import Findings, RefusedImportError
    from importkit.jobs import ImportResult
    from importkit.read_options import ReadOptions

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit import spring.xlsx[/]   new products, into the brand named default

[cyan]importkit import spring.xlsx --brand acme[/]   into another brand

[cyan]importkit import spring.xlsx --plan p1-…[/]   what importkit plan has shown, or nothing

[cyan]importkit import spring.xlsx --background[/]   prints the job's id; a worker imports it

[cyan]importkit import spring.xlsx --format json | jq .summary[/]   for a script
"""


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook (.xlsx).", show_default=False)],
    mode: ModeOption = None,
    fail_on: FailOnOption = FailOn.ERROR,
    format_: FormatOption = Format.TEXT,
    every: EveryOption = False,
    hidden_rows: HiddenRowsOption = HiddenRows.IMPORT,
    plan: Annotated[
        str | None,
        typer.Option(metavar="TOKEN", help="Import only what importkit plan has shown.", show_default=False),
    ] = None,
    background: Annotated[
        bool, typer.Option("--background", help="Only queue it for a worker, and print the job's id.")
    ] = False,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Import a workbook. Good products are written, bad ones wait for corrections.

    There is no question: products that are right are committed, and each one
    that is not is held back as a whole. What it would do can be seen before,
    with importkit plan. Exits with 1 when rows failed; what to do then is
    printed.
    """
    from importkit import jobs, pipeline
    from importkit.errors import WorkbookError
    from importkit.findings import RefusedImportError
    from importkit.read_options import ReadOptions

    options = ReadOptions(mode, hidden_rows=hidden_rows)
    try:
        if background:
            _queue(file, options, plan, format_, brand, database_url)
            return
        with output.progress() as report:
            # First: what is no workbook, or one for another mode, is refused before a database is started.
            sheet = pipeline.open_sheet(file, options, report=report)
            options.mode_for(sheet.origin, sheet.called)
            workspace = output.workspace(brand, database_url)
            jobs.delete_expired_daily(workspace.engine, workspace.settings)
            result = workspace.import_file(sheet, mode=options.mode, plan=plan, report=report)
    except (RefusedImportError, WorkbookError) as error:
        refuse(error, file, format_, every=every)
        raise typer.Exit(error.exit_code) from error
    enrich = enriching_steps(result.findings, file, brand, database_url)
    steps = chain(enrich, next_steps(result, brand, database_url))
    listing = all_findings_command(result, brand, database_url)
    show_result(result, str(file), format_, every, steps, listing)
    failed = result.summary.get("failed_rows", 0) or fail_on.is_reached_by(result.findings)
    raise typer.Exit(int(bool(failed)))


def _queue(
    file: Path,
    options: ReadOptions,
    plan: str | None,
    format_: Format,
    brand: str | None,
    database_url: str | None,
) -> None:
    """Hand the workbook to the workers, and print the id of its job."""
    from importkit import jobs
    from importkit.display import short
    from importkit.workbook import require_workbook

    # First: what is no workbook, or one for another mode, is refused before a database is started.
    options.mode_for(require_workbook(file, filename=str(file), limits=options.limits), str(file))
    workspace = output.workspace(brand, database_url)
    jobs.delete_expired_daily(workspace.engine, workspace.settings)
    job = workspace.start(file, mode=options.mode, hidden_rows=options.hidden_rows, plan=plan)
    if format_ is Format.JSON:
        output.show_json({"version": 1, "job_id": job.id, "status": str(job.status), "mode": str(job.mode)})
    else:
        print(job.id)
    words = output.command("jobs", "watch", short(job.id), brand=brand, database_url=database_url)
    print_note(f"Queued. To see how far it is: {words}")


def next_steps(
    result: ImportResult, brand: str | None, database_url: str | None
) -> Iterator[tuple[str, str]]:
    """Yield what to do after an import with failures: a sentence and its command."""
    from importkit.display import short

    if not result.summary.get("failed_rows"):
        return
    command = partial(output.command, brand=brand, database_url=database_url)
    corrections = f"corrections-{short(result.job_id)}.xlsx"
    yield (
        "Write the products that failed into a workbook, the cells to fix in red:",
        command("jobs", "corrections", short(result.job_id)),
    )
    yield (
        "Fix the red cells, save, and import that workbook:",
        command("import", corrections),
    )
    yield (
        "Or give the failed rows up:",
        command("jobs", "dismiss", short(result.job_id)),
    )


def enriching_steps(
    findings: Findings, file: Path, brand: str | None, database_url: str | None
) -> Iterator[tuple[str, str]]:
    """Yield how to change products that exist with other values, where there are any."""
    if (findings.records["code"] == "product.exists").any():
        yield (
            "See what the sheet would change in the products that exist, instead of adding to them:",
            output.command("plan", file, "--mode", "enrich", brand=brand, database_url=database_url),
        )


def all_findings_command(result: ImportResult, brand: str | None, database_url: str | None) -> str:
    """Return the command that lists every finding of an import, without importing anything."""
    from importkit.display import short

    words = ("jobs", "show", short(result.job_id), "--all")
    return output.command(*words, brand=brand, database_url=database_url)


def show_result(
    result: ImportResult,
    filename: str,
    format_: Format,
    every: bool,
    steps: Iterable[tuple[str, str]],
    listing: str,
) -> None:
    """Show what became of an import, and what to do next."""
    if format_ is Format.JSON:
        output.show_json(result.as_dict())
        return
    from importkit import display

    output.show(
        display.import_text(result, filename=filename, commands=list(steps), every=every, listing=listing)
    )


def refuse(error: RefusedImportError | WorkbookError, file: Path, format_: Format, *, every: bool) -> None:
    """Tell why there is no job."""
    from importkit import display
    from importkit.findings import Findings

    findings = getattr(error, "findings", Findings())
    if format_ is Format.JSON:
        refused = {"version": 1, "file": str(file), "error": error.message}
        output.show_json({**refused, "findings": findings.to_dicts()})
    elif len(findings):
        output.show(display.refusal_text(findings, filename=str(file), every=every))
    print_error(error)
