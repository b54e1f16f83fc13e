"""`importkit taxonomy`: the categories that products may have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from importkit.cli import output
from importkit.cli.options import DatabaseOption, Format, FormatOption

if TYPE_CHECKING:
    from importkit.values.category_paths import Taxonomy

app = typer.Typer(no_args_is_help=True, help="Categories that products may have: list, load.")

LIST_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit taxonomy list[/]   every category that comes with importkit

[cyan]importkit taxonomy list jackets[/]   those with that word, also where Shopify or Google has it

[cyan]importkit taxonomy list denim shorts --format json[/]   for a script

[cyan]importkit taxonomy list --brand acme[/]   those of its database
"""

LOAD_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit taxonomy load categories.yaml[/]   nothing is ever deleted; loading twice is safe

[cyan]importkit taxonomy load categories.txt[/]   one path on each line: Clothing > Jeans > Straight
"""


@app.callback()
def taxonomy() -> None:
    """Categories that products may have."""


@app.command("list", epilog=LIST_EXAMPLES)
def list_(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORD", help="Only categories that have these words.", show_default=False),
    ] = None,
    taxonomy: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Categories of your own instead of the packaged ones."),
    ] = None,
    format_: FormatOption = Format.TEXT,
    brand: Annotated[
        str | None, typer.Option(metavar="SLUG", help="List what this brand has.", show_default=False)
    ] = None,
    database_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="The PostgreSQL server whose categories to list.", show_default=False
        ),
    ] = None,
) -> None:
    """List categories, each by the path that a sheet gives.

    A path of Shopify or Google that means a category stands below it.
    Without a brand, a database or a file: those that come with importkit.
    """
    from importkit.display import categories_text
    from importkit.taxonomy import search

    found = search(_taxonomy(taxonomy, brand, database_url), words or ())
    if format_ is Format.JSON:
        output.show_json({"version": 1, "categories": [category.as_dict() for category in found]})
    else:
        output.show(categories_text(found, words or ()))


@app.command("load", epilog=LOAD_EXAMPLES)
def load(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Categories: a YAML tree, or a path a line.", show_default=False),
    ],
    database_url: DatabaseOption = None,
) -> None:
    """Add the categories of a file. Categories that are there already stay as they are."""
    from importkit import workspace
    from importkit.grammar import agree, count, number

    added, present, aliases = workspace.load_taxonomy(database_url, file)
    were = agree(present, "was", "were")
    print(f"{count(added, 'category', 'categories')} added, {number(present)} {were} there already.")
    if aliases:
        kept = agree(aliases, "is not stored; it counts", "are not stored; they count")
        print(f"Its {count(aliases, 'alias', 'aliases')} {kept} in a check with --taxonomy only.")


def _taxonomy(file: Path | None, brand: str | None, database_url: str | None) -> Taxonomy:
    from importkit.errors import UsageError
    from importkit.taxonomy import load as load_file

    if brand is None and database_url is None:
        return load_file(file)
    if file:
        raise UsageError(
            "--taxonomy is a file; a brand has its own categories.",
            hint="Leave out --taxonomy, or --brand and --database-url.",
        )
    return output.workspace(brand, database_url).brand_context(()).taxonomy
