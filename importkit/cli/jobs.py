"""`importkit jobs`: imports that were made, and their corrections."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from importkit.builds.fail_on import FailOn
from importkit.cli import output
from importkit.cli.errors import print_note
from importkit.cli.option_types import choice_option, whole_number_option
from importkit.cli.options import (
    BrandOption,
    DatabaseOption,
    EveryOption,
    FailOnOption,
    Format,
    FormatOption,
)
from importkit.errors import EnvironmentFailure
from importkit.model import Scope

if TYPE_CHECKING:
    from importkit.jobs import Job
    from importkit.workspace import Workspace

app = typer.Typer(no_args_is_help=True, help="Imports: list, show, watch, cancel, correct, dismiss, undo.")

LIST_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit jobs list[/]   the five newest

[cyan]importkit jobs list --limit 10 --format json[/]   for a script
"""

SHOW_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit jobs show 7d1c84a2[/]   the start of an id is enough

[cyan]importkit jobs show 7d1c84a2 --all[/]   with every single finding
"""

CORRECTIONS_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit jobs corrections[/]   of the newest import with failures, as corrections-….xlsx

[cyan]importkit jobs corrections 7d1c84a2 -o fix-me.xlsx[/]   of that import, under that name

[cyan]importkit jobs corrections 7d1c84a2 --scope all[/]   with the rows that went in, too
"""

DISMISS_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit jobs dismiss 7d1c84a2[/]   its failed rows are deleted
"""

UNDO_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit jobs undo 7d1c84a2 --dry-run[/]   what would go back, and what stays

[cyan]importkit jobs undo 7d1c84a2[/]   what nobody has changed since

[cyan]importkit jobs undo 7d1c84a2 --format json[/]   for a script
"""

WATCH_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit jobs watch 7d1c84a2[/]   until it has ended; the start of an id is enough

[cyan]importkit jobs watch "$(importkit import spring.xlsx --background)"[/]   queue one, and stay
"""

CANCEL_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit jobs cancel 7d1c84a2[/]   whether it waits or runs: nothing of it is written
"""

JobId = Annotated[
    str, typer.Argument(metavar="ID", help="The job, or the start of its id.", show_default=False)
]


@app.command("list", epilog=LIST_EXAMPLES)
def list_(
    limit: Annotated[
        int, whole_number_option("--limit", lowest=1, highest=10, help="How many, 1 to 10.")
    ] = 5,
    format_: FormatOption = Format.TEXT,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """List recent imports, newest first."""
    from importkit import display

    jobs = output.workspace(brand, database_url).recent_imports(limit)
    if format_ is Format.JSON:
        output.show_json({"jobs": [job.as_dict() for job in jobs]})
    elif jobs:
        output.show(display.jobs_text(jobs))
    else:
        print("No imports yet.")


@app.command("show", epilog=SHOW_EXAMPLES)
def show(
    job_id: JobId,
    every: EveryOption = False,
    format_: FormatOption = Format.TEXT,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Show one import: what became of its rows, and what was found."""
    from importkit import display

    workspace = output.workspace(brand, database_url)
    job = workspace.job(job_id)
    findings = workspace.findings(job.id)
    if format_ is Format.JSON:
        output.show_json(job.as_dict() | {"findings": findings.to_dicts()})
        return
    output.show(display.job_text(job, findings, every=every))
    if job.has_exportable_failures:
        print()
        output.show(display.steps_text([_correct(job, brand, database_url)]))


@app.command("corrections", epilog=CORRECTIONS_EXAMPLES)
def corrections(
    job_id: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="The job, or the start of its id; without it, the newest with failures.",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write it.", show_default=False),
    ] = None,
    scope: Annotated[
        Scope,
        choice_option(Scope, "--scope", help="The failed products, or all rows of the file."),
    ] = Scope.FAILED,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Write the products that failed into a workbook, the cells to fix in red.

    Fix the red cells, save, and import the workbook as it is.
    """
    from importkit.display import short

    workspace = output.workspace(brand, database_url)
    job = workspace.job(job_id) if job_id else _newest_with_failures(workspace)
    path = output.writable(target or Path(f"corrections-{short(job.id)}.xlsx"), force=force)
    print(workspace.corrections(job.id, path, scope=scope))
    next_import = output.command("import", path, brand=brand, database_url=database_url)
    print_note(f"Fix the red cells, save, and then: {next_import}")


@app.command("watch", epilog=WATCH_EXAMPLES)
def watch(
    job_id: JobId,
    fail_on: FailOnOption = FailOn.ERROR,
    every: EveryOption = False,
    format_: FormatOption = Format.TEXT,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Follow an import until it has ended, and show what became of it.

    Exits with 1 when rows failed, with 4 when nothing was imported. Ctrl-C
    ends the watching, not the import. With the database on this machine and
    no worker running, this command is the worker, too: the import then waits
    for the next one.
    """
    from importkit.cli.imports import all_findings_command, next_steps, show_result
    from importkit.worker import has_no_worker

    workspace = output.workspace(brand, database_url)
    whole_id = workspace.job(job_id).id
    if has_no_worker(workspace):
        print_note(
            f"No worker is running. To start one: {output.command('worker', database_url=database_url)}"
        )
    with output.progress() as report:
        for progress in workspace.watch(whole_id):
            report(progress)
    job, result = workspace.job(whole_id), workspace.result(whole_id)
    steps, listing = (
        next_steps(result, brand, database_url),
        all_findings_command(result, brand, database_url),
    )
    show_result(result, job.filename, format_, every, steps, listing)
    if job.error:
        print_note(f"Nothing was written: {job.error}", mark="Error: ")
        raise typer.Exit(EnvironmentFailure.exit_code)
    failed = result.summary.get("failed_rows", 0) or fail_on.is_reached_by(result.findings)
    raise typer.Exit(int(bool(failed)))


@app.command("cancel", epilog=CANCEL_EXAMPLES)
def cancel(job_id: JobId, brand: BrandOption = None, database_url: DatabaseOption = None) -> None:
    """Stop an import that waits or runs; nothing of it is written."""
    job = output.workspace(brand, database_url).cancel(job_id)
    print(f"{output.plain(job.filename)} ({job.id}) is cancelled; nothing of it was written.")


@app.command("dismiss", epilog=DISMISS_EXAMPLES)
def dismiss(job_id: JobId, brand: BrandOption = None, database_url: DatabaseOption = None) -> None:
    """Give up the failed rows of an import; they are deleted."""
    job = output.workspace(brand, database_url).dismiss(job_id)
    print(f"{output.plain(job.filename)} ({job.id}) is dismissed; its failed rows are deleted.")


@app.command("undo", epilog=UNDO_EXAMPLES)
def undo(
    job_id: JobId,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would become of it; nothing is written.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="List everything that stays, not only the first 20.")
    ] = False,
    format_: FormatOption = Format.TEXT,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Take an import back: remove what it created, restore what it changed.

    What was edited later stays, and is named.
    """
    from importkit import display

    undone = output.workspace(brand, database_url).undo(job_id, dry_run=dry_run)
    if format_ is Format.JSON:
        output.show_json(undone.as_dict())
    else:
        output.show(display.undo_text(undone, every=every))


def _newest_with_failures(workspace: Workspace) -> Job:
    from importkit.errors import UsageError

    for job in workspace.recent_imports(10):
        if job.has_exportable_failures:
            return job
    raise UsageError("None of the last ten imports has failed rows.", hint="For an older one, give its id.")


def _correct(job: Job, brand: str | None, database_url: str | None) -> tuple[str, str]:
    from importkit.display import short

    words = ("jobs", "corrections", short(job.id))
    return (
        "Write the products that failed into a workbook, the cells to fix in red:",
        output.command(*words, brand=brand, database_url=database_url),
    )
