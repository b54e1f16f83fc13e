"""`importkit diff` and `importkit text`: what differs between workbooks, here and in version control."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from importkit.cli import output
from importkit.cli.option_types import choice_option

DIFF_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit diff march.xlsx april.xlsx[/]   what was added, removed and changed

[cyan]importkit diff march.xlsx april.xlsx --exit-code[/]   exit with 1 when anything differs

[cyan]importkit diff march.xlsx april.xlsx --format markdown > changes.md[/]   for a build
"""

TEXT_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit text spring.xlsx[/]   its products, in an order of their own

[cyan]git config diff.importkit.textconv "importkit text"[/]   let git show changes of workbooks
"""


class DiffFormat(StrEnum):
    """How differences are written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A workbook (.xlsx).", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Another one.", show_default=False)],
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 when anything differs.")
    ] = False,
    format_: Annotated[
        DiffFormat, choice_option(DiffFormat, "--format", help="How to write the result.")
    ] = DiffFormat.TEXT,
) -> None:
    """Say which products and variants were added, removed and changed, field by field.

    Products pair by handle; variants by SKU, else by barcode, else by
    attribute values. The order of rows and the kind of sheet make no
    difference. No database is asked.
    """
    from importkit import display
    from importkit.checks import workbook_diff

    found = workbook_diff.diff(*(_source(file) for file in (old, new)))
    if format_ is DiffFormat.JSON:
        output.show_json(found.as_dict() | {"old": str(old), "new": str(new)})
    elif format_ is DiffFormat.MARKDOWN:
        output.show_machine(display.diff_markdown(found, shown=None))
    else:
        output.show(display.diff_text(found))
    raise typer.Exit(int(exit_code and bool(found)))


def text(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook (.xlsx).", show_default=False)],
) -> None:
    """Print the products of a workbook as lines of text, for version control.

    Products come by handle, variants by SKU, and each value has a line, so
    that git can show what changed: see its textconv. The order of rows and
    columns makes no difference.
    """
    from importkit.checks.workbook_text import workbook_text
    from importkit.display.safe_text import without_controls

    output.show_machine(without_controls(workbook_text(_source(file))))


def _source(file: Path) -> Any:  # noqa: ANN401  a path, or a frame
    """Return a workbook; the empty file that git shows for one that is not there has no products."""
    if str(file) != os.devnull:
        return file
    import pandas as pd

    return pd.DataFrame({name: pd.Series(dtype="str") for name in ("Product Handle", "SKU")})
