"""Small tables for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from importkit.display.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import RenderableType


def table_text(
    headers: Sequence[str], rows: Iterable[Sequence[str]], styles: Mapping[str, str] | None = None
) -> RenderableType:
    """Return a table; text of others in it cannot steer the terminal.

    Args:
        headers: What stands above the columns.
        rows: As many texts each.
        styles: How a cell with exactly that text looks.
    """
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(text), (styles or {}).get(text, "")) for text in row))
    return table
