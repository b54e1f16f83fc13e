"""Numbers stay in one piece, however narrow the terminal is."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from importkit.display.console import Console
from importkit.display.safe_text import one_line
from importkit.grammar import count, number


def shown(*renderables: str | Text | Table, width: int) -> list[str]:
    console = Console(width=width, no_color=True, highlight=False)
    with console.capture() as captured:
        for renderable in renderables:
            console.print(renderable)
    return [line.rstrip() for line in captured.get().splitlines()]


def test_a_line_is_not_broken_within_a_number() -> None:
    told = f"There are {count(6618, 'row')}."

    assert shown(Text(told), told, width=13) == ["There are", "6\xa0618 rows."] * 2


def test_nor_in_the_cell_of_a_table() -> None:
    table = Table(box=None, show_header=False, padding=0)
    table.add_column(overflow="fold")
    table.add_row(Text(f"all of {number(1_048_576)} rows", "bold"))

    assert shown(table, width=11) == ["all of", "1\xa0048\xa0576", "rows"]


def test_a_number_in_a_message_stays_as_it_is() -> None:
    assert one_line(f"  {number(9812)}\n cells  ") == "9\xa0812 cells"
