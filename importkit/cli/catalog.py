"""`importkit catalog`: the names that products have, other spellings of them, and duplicates."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from importkit import shape
from importkit.cli import output
from importkit.cli.options import BrandOption, DatabaseOption, Format, FormatOption
from importkit.grammar import listed

if TYPE_CHECKING:
    from importkit.catalog import Cluster
    from importkit.workspace import Workspace

app = typer.Typer(no_args_is_help=True, help="Names that products have: list, map, merge, find duplicates.")

LIST_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit catalog list[/]   every name, and what other spellings mean

[cyan]importkit catalog list material --format json[/]   for a script
"""

MAP_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit catalog map material "Bio Cotton" "Organic Cotton"[/]   from the next import on

[cyan]importkit catalog map category "Apparel > Denim" "Clothing > Jeans"[/]

[cyan]importkit catalog map attribute_value Crimson Red --attribute Color[/]
"""

UNMAP_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit catalog unmap material "Bio Cotton"[/]   it is a name of its own again
"""

MERGE_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit catalog merge material "Bio Cotton" "Organic Cotton"[/]   the second one stays

[cyan]importkit catalog merge attribute Colour Color[/]   its values go with it
"""

DUPLICATES_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit catalog duplicates[/]   with a command for each pair

[cyan]importkit catalog duplicates facility[/]
"""

_KINDS = listed((*(entity.kind for entity in shape.ENTITIES), shape.EntityKind.CATEGORY), last="or")

Kind = Annotated[str, typer.Argument(metavar="KIND", help=f"{_KINDS}.", show_default=False)]
SomeKind = Annotated[
    str | None,
    typer.Argument(metavar="[KIND]", help=f"{_KINDS}; without it, all of them.", show_default=False),
]
AttributeOption = Annotated[
    str | None,
    typer.Option("--attribute", metavar="NAME", help="The attribute that a value belongs to."),
]


@app.command("list", epilog=LIST_EXAMPLES)
def list_(
    kind: SomeKind = None,
    format_: FormatOption = Format.TEXT,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """List names with how many products have each, and what other spellings mean."""
    from importkit import display

    catalog = output.workspace(brand, database_url).catalog_data(kind)
    if format_ is Format.JSON:
        output.show_json(catalog.as_dict())
    else:
        output.show(display.catalog_text(catalog))


@app.command("map", epilog=MAP_EXAMPLES)
def map_(
    kind: Kind,
    raw_name: Annotated[str, typer.Argument(metavar="SPELLING", help="What sheets say.", show_default=False)],
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="What it means: a name of the catalog.", show_default=False)
    ],
    attribute: AttributeOption = None,
    format_: FormatOption = Format.TEXT,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Let another spelling mean a name of the catalog, in every import from now on."""
    workspace = output.workspace(brand, database_url)
    mapping = workspace.map_value(kind, raw_name, name, attribute=attribute)
    if format_ is Format.JSON:
        output.show_json(mapping.as_dict())
        return
    changed = f" (it meant {mapping.before})" if mapping.before not in {"", mapping.name} else ""
    means = f'The {mapping.kind.noun} "{mapping.raw_name}" means "{mapping.name}" from now on'
    _print_result(f"{means}{_where(workspace)}{changed}.")


@app.command("unmap", epilog=UNMAP_EXAMPLES)
def unmap(
    kind: Kind,
    raw_name: Annotated[str, typer.Argument(metavar="SPELLING", help="What sheets say.", show_default=False)],
    attribute: AttributeOption = None,
    format_: FormatOption = Format.TEXT,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Forget what a spelling was mapped to."""
    mapping = output.workspace(brand, database_url).unmap_value(kind, raw_name, attribute=attribute)
    if format_ is Format.JSON:
        output.show_json(mapping.as_dict())
        return
    before = f' It meant "{mapping.name}".' if mapping.name else ""
    _print_result(f'The {mapping.kind.noun} "{mapping.raw_name}" is not mapped any more.{before}')


@app.command("merge", epilog=MERGE_EXAMPLES)
def merge(
    kind: Kind,
    loser: Annotated[str, typer.Argument(metavar="LOSER", help="The name that goes.", show_default=False)],
    winner: Annotated[str, typer.Argument(metavar="WINNER", help="The name that stays.", show_default=False)],
    attribute: AttributeOption = None,
    format_: FormatOption = Format.TEXT,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Put one name in the place of another. Sheets that still say the first one mean the second."""
    from importkit.grammar import count

    workspace = output.workspace(brand, database_url)
    merged = workspace.merge(kind, loser, winner, attribute=attribute)
    if format_ is Format.JSON:
        output.show_json(merged.as_dict())
        return
    if not merged.is_new:
        _print_result(f'Nothing to do: "{merged.loser}" is gone already, and means "{merged.winner}".')
        return
    uses = f"{count(merged.products, 'product')} and {count(merged.variants, 'variant')}"
    _print_result(f'"{merged.winner}" is in the place of "{merged.loser}" now, on {uses}{_where(workspace)}.')
    _print_result(f'Sheets that still say "{merged.loser}" mean "{merged.winner}".')


@app.command("duplicates", epilog=DUPLICATES_EXAMPLES)
def duplicates(
    kind: SomeKind = None,
    format_: FormatOption = Format.TEXT,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Find names that look alike, and show the commands that put them together."""
    from importkit import display

    found = output.workspace(brand, database_url).duplicates(kind)
    if format_ is Format.JSON:
        output.show_json(found.as_dict())
        return
    commands = [_merge_commands(cluster, brand, database_url) for cluster in found.clusters]
    output.show(display.duplicates_text(found, commands))


def _merge_commands(cluster: Cluster, brand: str | None, database_url: str | None) -> list[str]:
    """Return a command for each name of a cluster but the most used one, in the place of which it stays."""
    winner, *losers = cluster.names
    words = ("catalog", "merge", str(cluster.kind))
    command = partial(output.command, *words, brand=brand, database_url=database_url)
    return [output.plain(command(names=(loser, winner))) for loser in losers]


def _where(workspace: Workspace) -> str:
    """Return which brand that is, where it is not the one that is meant anyway."""
    from importkit.commands import is_named

    slug = workspace.brand.slug
    return f' in the brand "{slug}"' if is_named(slug) else ""


def _print_result(sentence: str) -> None:
    print(output.plain(sentence))
