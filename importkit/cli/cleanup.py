"""`importkit cleanup`: what is kept of old imports goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from importkit.cli import output
from importkit.cli.errors import print_note
from importkit.cli.options import DatabaseOption, Format, FormatOption

if TYPE_CHECKING:
    from importkit.jobs import Cleanup

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit cleanup --dry-run[/]   what would be deleted

[cyan]importkit cleanup[/]   once a day from cron; workers, import and ui do it as well
"""


def cleanup(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be deleted.")] = False,
    format_: FormatOption = Format.TEXT,
    database_url: DatabaseOption = None,
) -> None:
    """Delete what is kept of old imports: failed rows, findings, files.

    Products, and the jobs with their summaries, stay. How long is a setting:
    30 days, and at least 7 from the last download of corrections. Imports that
    run are left alone; one that nobody runs any more is queued again, or ends as
    FAILED when it has been tried often enough.
    """
    from importkit.errors import EnvironmentFailure
    from importkit.jobs import retention as cleaning

    done = cleaning.run(database_url, dry_run=dry_run)
    if format_ is Format.JSON:
        output.show_json(done.as_dict() | {"dry_run": dry_run})
    else:
        print(outcome_words(done, is_dry_run=dry_run))
    if done.problem:
        print_note(done.problem, mark="Error: ")
        raise typer.Exit(EnvironmentFailure.exit_code)


def outcome_words(done: Cleanup, *, is_dry_run: bool) -> str:
    """Return what was deleted, or would be."""
    from importkit.grammar import count

    kept = f"{count(done.rows, 'row')} of {count(done.jobs, 'import')} and {count(done.files, 'file')}"
    start, would = ("Would be deleted", "would be ") if is_dry_run else ("Deleted", "")
    if not done.stalled:
        return f"{start}: {kept}."
    stalled = count(done.stalled, "import")
    return f"{start}: {kept}. {stalled} that nobody ran any more: {would}queued again, or FAILED."
