"""`importkit explain`: what a finding means and how to fix it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from importkit.cli import output
from importkit.cli.options import Format, FormatOption

if TYPE_CHECKING:
    from importkit.findings import Entry

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit explain number.ambiguous[/]   why, how to fix it, an example

[cyan]importkit explain[/]   every code
"""


def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="The code of a finding.", show_default=False)
    ] = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Explain a finding: why it is one, and how to fix it. Without a code, list them all."""
    from importkit import display
    from importkit.findings import catalogue, entry

    if format_ is Format.JSON:
        every = [_json(one) for one in catalogue().values()]
        output.show_json(_json(entry(code)) if code else {"findings": every})
    else:
        output.show(display.explain_one(entry(code)) if code else display.explain_all())


def _json(one: Entry) -> dict[str, object]:
    return asdict(one) | {"documentation": one.documentation}
