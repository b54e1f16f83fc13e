"""`importkit doctor`: what is wrong with an installation, and how to mend it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from importkit.cli import output
from importkit.cli.options import DatabaseOption, Format, FormatOption

if TYPE_CHECKING:
    from importkit.doctor.diagnosis import Diagnosis

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit doctor[/]   when something does not work

[cyan]importkit doctor --format json --database-url postgresql://me@server/products[/]   for monitoring
"""

_STYLES = {"ok": "green", "warning": "yellow", "problem": "bold red"}


#: What a diagnosis advises to run on the database that it is about.
_COMMAND = re.compile(r"importkit (?:db upgrade|worker|cleanup|taxonomy load FILE)")


def doctor(format_: FormatOption = Format.TEXT, database_url: DatabaseOption = None) -> None:
    """Tell what is wrong with this installation and how to mend it.

    Looks at packages, disk, the storage of uploaded files, the database, its
    version, tables, roles, grants and guards, the queue and its workers. Exits
    with 4 when there is a problem. Changes nothing; a small file is written to
    the storage and deleted, and the database on this machine is started.
    """
    from importkit import display
    from importkit.doctor import doctor as practice
    from importkit.doctor.diagnosis import State
    from importkit.errors import EnvironmentFailure

    found = [_for_here(diagnosis, database_url) for diagnosis in practice.examine(database_url)]
    problems = sum(diagnosis.state is State.PROBLEM for diagnosis in found)
    if format_ is Format.JSON:
        output.show_json({"problems": problems, "diagnoses": [diagnosis.as_dict() for diagnosis in found]})
    else:
        rows = [(diagnosis.state.value, diagnosis.subject, diagnosis.message) for diagnosis in found]
        output.show(display.table_text(("State", "What", "How it is"), rows, _STYLES))
        steps = [
            (f"{diagnosis.subject}: {diagnosis.message}", diagnosis.remedy)
            for diagnosis in found
            if diagnosis.remedy
        ]
        if steps:
            print()
            output.show(display.steps_text(steps))
    raise typer.Exit(EnvironmentFailure.exit_code if problems else 0)


def _for_here(diagnosis: Diagnosis, database_url: str | None) -> Diagnosis:
    """Return a diagnosis whose advice is for the database that was named on this command line."""
    here = output.command(database_url=database_url).removeprefix("importkit")
    return replace(diagnosis, remedy=_COMMAND.sub(lambda found: found[0] + here, diagnosis.remedy))
