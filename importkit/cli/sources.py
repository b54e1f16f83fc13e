"""`importkit sources`: the places from which the page imports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from importkit.cli import output
from importkit.cli.options import BrandOption, DatabaseOption, Format, FormatOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importkit.sources import NotedFile

app = typer.Typer(no_args_is_help=True, help="Places from which the page imports: list.")

LIST_EXAMPLES = """
[bold]Examples[/]

[cyan]importkit sources list[/]   the places that IMPORTKIT_SOURCES names for the brand

[cyan]importkit sources list acme-spring[/]   its workbooks, and what was imported of them

[cyan]importkit sources list acme-spring --format json[/]   for a script
"""


@app.callback()
def sources() -> None:
    """Places from which the page imports."""


@app.command("list", epilog=LIST_EXAMPLES)
def list_(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="List the workbooks of this source.", show_default=False),
    ] = None,
    format_: FormatOption = Format.TEXT,
    brand: BrandOption = None,
    database_url: DatabaseOption = None,
) -> None:
    """List the sources of a brand, or the workbooks of one, the newest first."""
    from importkit.workspace import sources as brand_sources

    kit = output.workspace(brand, database_url)
    if name is None:
        listed = [(one.name, one.shown_address, one.pattern) for one in brand_sources.of_brand(kit)]
        facts = [dict(zip(("name", "address", "pattern"), line, strict=True)) for line in listed]
        _show({"sources": facts}, listed, "No sources.", format_)
        return
    files = brand_sources.files(kit, brand_sources.named(kit, name))
    _show({"files": [_facts(file) for file in files]}, [_line(file) for file in files], "No files.", format_)


def _show(facts: dict[str, Any], lines: Sequence[tuple[str, ...]], nothing: str, format_: Format) -> None:
    from importkit.display.safe_text import one_line

    if format_ is Format.JSON:
        output.show_json({"version": 1, **facts})
    else:
        output.show("\n".join(one_line("  ".join(line)) for line in lines) or nothing)


def _facts(noted: NotedFile) -> dict[str, Any]:
    file = noted.file
    changed = file.changed.isoformat() if file.changed else None
    facts = {"path": file.path, "size": file.size, "changed": changed, "job_id": noted.job_id}
    return facts | {"outcome": noted.outcome, "is_changed": noted.is_changed, "error": noted.error}


def _line(noted: NotedFile) -> tuple[str, ...]:
    from importkit.grammar import number

    file = noted.file
    when = f"{file.changed:%Y-%m-%d %H:%M}" if file.changed else "unknown time"
    return (file.path, when, f"{number(file.size)} bytes", _state(noted))


def _state(noted: NotedFile) -> str:
    if noted.error:
        return noted.error
    if noted.job_id is None or noted.outcome is None:
        return "new"
    since = ", changed since" if noted.is_changed else ""
    return f"{noted.outcome.phrase} (job {noted.job_id[:8]}){since}"
