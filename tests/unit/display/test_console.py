"""Numbers stay in one piece, however narrow the terminal is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from importkit.display.console import Console
from importkit.display.safe_text import one_line
from importkit.display.text_listing import ListedLine, Listing
from importkit.grammar import count, number

if TYPE_CHECKING:
    from rich.console import RenderableType


def shown(*renderables: RenderableType, width: int) -> list[str]:
    console = Console(width=width, no_color=True, highlight=False)
    with console.capture() as captured:
        for renderable in renderables:
            console.print(renderable)
    return [line.rstrip() for line in captured.get().splitlines()]


def test_a_line_is_not_broken_within_a_number() -> None:
    reported = f"There are {count(6618, 'row')}."

    assert shown(Text(reported), reported, width=13) == ["There are", "6\xa0618 rows."] * 2


def test_nor_in_the_cell_of_a_table() -> None:
    table = Table(box=None, show_header=False, padding=0)
    table.add_column(overflow="fold")
    table.add_row(Text(f"all of {number(1_048_576)} rows", "bold"))

    assert shown(table, width=11) == ["all of", "1\xa0048\xa0576", "rows"]


def test_a_number_in_a_message_stays_as_it_is() -> None:
    assert one_line(f"  {number(9812)}\n cells  ") == "9\xa0812 cells"


def test_a_long_listing_wraps_beside_its_cells_and_is_not_measured_cell_by_cell() -> None:
    words = f"of {number(1_048_576)} rows the one "
    reported = [
        ListedLine("C2", words * 2),
        ListedLine("C10000", "日本" * 8, aside="C3, C4"),
        ListedLine("", "→ mend it"),
    ]

    assert shown(Listing(reported), width=30) == [
        "  C2      of 1\xa0048\xa0576 rows",
        "          the one of 1\xa0048\xa0576",
        "          rows the one",
        "  C10000  日本日本日本日本日本",
        "          日本日本日本  C3, C4",
        "          → mend it",
    ]
