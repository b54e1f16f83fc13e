"""`importkit export`: the products of a brand as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from importkit.cli import output
from importkit.cli.errors import print_note
from importkit.cli.options import BrandOption, DatabaseOption, Format, FormatOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.catalog import Export

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit export[/]   as products.xlsx; importing that as it is changes nothing

[cyan]importkit export --brand acme -o acme.xlsx[/]

[cyan]importkit import acme.xlsx --mode enrich --brand acme[/]   with the cells you have changed
"""


def export(
    target: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")] = Path(
        "products.xlsx"
    ),
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    format_: FormatOption = Format.TEXT,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """Write the products of a brand into a workbook: edit it, and import it with --mode enrich."""
    path = output.writable(target, force=force)
    written = output.workspace(brand, database_url).export(path)
    if format_ is Format.JSON:
        output.show_json(written.as_dict())
    else:
        print(written.path)
    for sentence in _summary(written):
        print_note(sentence)


def _summary(written: Export) -> Iterator[str]:
    from importkit.grammar import agree, count, listed, number

    yield f"{count(written.products, 'product')}, {count(written.variants, 'variant')}."
    if written.products_alone:
        many, their = count(written.products_alone, "product"), agree(written.products_alone, "its", "their")
        yield f"{many} with a row of {their} own, above the variants: these all have values of their own."
    if written.attributes_left_out:
        many = count(written.attributes_left_out, "variant")
        yield f"{many} with more than three attributes: the first three are there."
    if written.left_blank:
        where = listed(written.left_blank, most=5)
        yield (
            f"{number(len(written.left_blank))} left blank, since a cell cannot hold "
            f"{agree(len(written.left_blank), 'it', 'them')}: {where}."
            " A blank cell changes nothing when the workbook is imported."
        )
