"""`importkit brands`: whose products they are."""

from __future__ import annotations

from typing import Annotated

import typer

from importkit.cli import output
from importkit.cli.options import DatabaseOption

app = typer.Typer(no_args_is_help=True, help="Brands, each with products of its own.")

ADD_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit brands add acme --name "Acme Clothing"[/]

[cyan]importkit import spring.xlsx --brand acme[/]   and then
"""


@app.callback()
def brands() -> None:
    """Brands, each with products of its own."""


@app.command("add", epilog=ADD_EXAMPLES)
def add(
    slug: Annotated[
        str, typer.Argument(metavar="SLUG", help="Its short name, for --brand.", show_default=False)
    ],
    name: Annotated[
        str | None, typer.Option(help="Its full name; without it, the slug.", show_default=False)
    ] = None,
    owner: Annotated[
        str | None, typer.Option(metavar="EMAIL", help="Its owner; without it, you.", show_default=False)
    ] = None,
    database_url: DatabaseOption = None,
) -> None:
    """Make a brand; one that is there already only gains the owner."""
    from importkit import jobs

    jobs.add_brand(database_url, slug, name or slug, owner)
    print(f"The brand {output.plain(slug)} is there; name it with --brand {output.plain(slug)}.")
