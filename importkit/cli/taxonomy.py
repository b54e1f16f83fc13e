"""`importkit taxonomy`: the categories that products may have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from importkit.cli.options import DatabaseOption

app = typer.Typer(no_args_is_help=True, help="Categories that products may have.")

LOAD_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit taxonomy load categories.yaml[/]   nothing is ever deleted; loading twice is safe
"""


@app.callback()
def taxonomy() -> None:
    """Categories that products may have."""


@app.command("load", epilog=LOAD_EXAMPLES)
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Categories, as YAML.", show_default=False)],
    database_url: DatabaseOption = None,
) -> None:
    """Add the categories of a file. Categories that are there already stay as they are."""
    from importkit import jobs
    from importkit.display import number

    added, present = jobs.load_taxonomy(database_url, file)
    print(f"{number(added)} categories added, {number(present)} were there already.")
