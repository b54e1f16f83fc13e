"""`importkit template` and `importkit sample`: workbooks to start from."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from importkit.cli import output
from importkit.cli.option_types import choice_option, fraction_option, whole_number_option

TEMPLATE_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit template[/]   template.xlsx, to be filled in

[cyan]importkit template -o products-2026.xlsx[/]   under another name
"""

SAMPLE_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit sample --rows 60 --mistakes 0.2[/]   something to try importkit on

[cyan]importkit sample --dialect shopify-current --seed 7 -o shop.xlsx[/]   a made-up Shopify export
"""


class DialectWord(StrEnum):
    """The kinds of sheet that can be made up."""

    PLAN = "plan"
    PASSPORT = "passport"
    SHOPIFY = "shopify"
    SHOPIFY_CURRENT = "shopify-current"


ForceOption = Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")]


def template(
    target: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")] = Path(
        "template.xlsx"
    ),
    categories: Annotated[
        Path | None,
        typer.Option(
            "--taxonomy", metavar="FILE", help="Categories of your own instead of the packaged ones."
        ),
    ] = None,
    force: ForceOption = False,
) -> None:
    """Write an empty workbook with every column, and what each one holds."""
    from importkit import taxonomy
    from importkit.workbook.template import write_template

    write_template(output.writable(target, force=force), taxonomy.load(categories))
    print(target)


def sample(
    target: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")] = Path(
        "sample.xlsx"
    ),
    rows: Annotated[int, whole_number_option("--rows", help="Rows of products.")] = 60,
    mistakes: Annotated[float, fraction_option("--mistakes", help="Share of products with a mistake.")] = 0.2,
    seed: Annotated[int, whole_number_option("--seed", help="Equal seeds give equal workbooks.")] = 1,
    dialect: Annotated[
        DialectWord, choice_option(DialectWord, "--dialect", help="The kind of sheet.")
    ] = DialectWord.PLAN,
    force: ForceOption = False,
) -> None:
    """Write a workbook of made-up products, with mistakes to find."""
    from importkit.workbook.sample import make_sample

    made = make_sample(rows, mistakes=mistakes, seed=seed, dialect=dialect.value)
    made.write(output.writable(target, force=force))
    print(target)
