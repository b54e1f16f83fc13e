"""`importkit explain`: what a finding means, or what becomes of a row and why."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from importkit.cli import output
from importkit.cli.completion import brand_slugs, finding_codes
from importkit.cli.options import Format, FormatOption, HiddenRowsOption, ModeOption
from importkit.commands import command_line
from importkit.model import HiddenRows, Mode

if TYPE_CHECKING:
    from importkit.checks import Check
    from importkit.checks.explanation import Explanation
    from importkit.findings import Entry

EXAMPLES = """
[bold]Examples[/]

[cyan]importkit explain number.ambiguous[/]   why, how to fix it, an example

[cyan]importkit explain number.[/]   every code about numbers

[cyan]importkit explain spring.xlsx --row 17[/]   that row: its cells, its product, what would be written

[cyan]importkit explain spring.xlsx --row 17 --brand acme[/]   also what its names mean to the brand
"""


def explain(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE|FILE]",
            help="The code of a finding, the first part of several, or a workbook.",
            show_default=False,
            autocompletion=finding_codes,
        ),
    ] = None,
    row: Annotated[
        int | None,
        typer.Option(metavar="N", help="The row of the workbook, as Excel counts.", show_default=False),
    ] = None,
    mode: ModeOption = None,
    hidden_rows: HiddenRowsOption = HiddenRows.IMPORT,
    brand: Annotated[
        str | None,
        typer.Option(
            metavar="SLUG",
            help="Ask this brand what the row's names mean.",
            show_default=False,
            autocompletion=brand_slugs,
        ),
    ] = None,
    database_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The PostgreSQL server of that brand.", show_default=False),
    ] = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Explain a finding, or a row of a workbook.

    Of a code: why it is a finding, and how to fix it; without one, all of them.
    Of a row: what its cells mean, which product it joined, and what would be written.
    """
    if row is None:
        _explain_codes(what, format_)
        return
    found = _check(what, mode, hidden_rows, brand, database_url).explain(row)
    if format_ is Format.JSON:
        output.show_json(found.as_dict() | {"file": what})
    else:
        from importkit import display

        output.show(display.explanation_text(found, step=_next_step(what, found, brand)))


def _check(
    file: str | None, mode: Mode | None, hidden_rows: HiddenRows, brand: str | None, database_url: str | None
) -> Check:
    from importkit import checks
    from importkit.errors import UsageError

    if file is None:
        raise UsageError("Which workbook has that row?", hint="Name it: importkit explain FILE --row 17")
    path = Path(file)
    if brand is None and database_url is None:
        return checks.check(path, mode=mode, hidden_rows=hidden_rows)
    return output.workspace(brand, database_url).check(path, mode=mode, hidden_rows=hidden_rows)


def _next_step(file: str | None, found: Explanation, brand: str | None) -> str:
    """Return the command that explains the row which holds this one back."""
    row = found.group.blocked_by_row
    if row is None or file is None:
        return ""
    options = ["--row", str(row), "--mode", found.mode.value.lower()]
    return command_line("explain", Path(file), options=options, brand=brand)


def _explain_codes(named: str | None, format_: Format) -> None:
    from importkit import display
    from importkit.findings import catalogue

    entries = _entries(named) if named else list(catalogue().values())
    is_one = len(entries) == 1 and bool(named) and not str(named).endswith(".")
    if format_ is Format.JSON:
        shown = _json(entries[0]) if is_one else {"findings": [_json(one) for one in entries]}
        output.show_json(shown)
    else:
        output.show(display.explain_one(entries[0]) if is_one else display.explain_all(entries))


def _entries(named: str) -> list[Entry]:
    """Return the codes that are named: one, or a family that ends with a dot; a workbook is none."""
    from importkit.errors import UnknownFindingCodeError, UsageError
    from importkit.findings import entries_of

    try:
        return entries_of(named)
    except UnknownFindingCodeError:
        if Path(named).suffix.lower() != ".xlsx" and not Path(named).is_file():
            raise
        message, hint = "A workbook is explained row by row.", "Name the row, such as --row 17."
        raise UsageError(message, hint=hint) from None


def _json(one: Entry) -> dict[str, object]:
    return asdict(one) | {"documentation": one.documentation}
