"""Long listings for the terminal: what Rich's grids measure cell by cell is here measured once a line."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.measure import Measurement
from rich.segment import Segment
from rich.text import Text

from importkit.display.console import given_back, kept_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderResult

_GAP = 2
_INDENT = 2
#: However long the left side is, the right one keeps so many columns.
_LEAST_WIDTH = 10


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A line of a listing.

    Attributes:
        left: What stands before it, such as a cell; on a line too narrow for it, it stands above.
        text: What it says; it wraps.
        style: How that looks.
        aside: What is said after it in a fainter colour.
    """

    left: str
    text: str
    style: str = ""
    aside: str = ""


@dataclass(frozen=True)
class Listing:
    """Lines with a bold left side of one width, in time that grows with their number alone."""

    lines: Sequence[ListedLine]
    left_style: str = "bold"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the segments of every line."""
        widest = max((cell_len(line.left) for line in self.lines), default=0)
        indent = _INDENT + (widest + _GAP if widest else 0)
        width = max(options.max_width - indent, _LEAST_WIDTH)
        left_style, blank, end = console.get_style(self.left_style), Segment(" " * indent), Segment.line()
        for line in self.lines:
            if line.left:
                yield Segment(" " * _INDENT)
                yield Segment(line.left, left_style)
                yield Segment(" " * (indent - _INDENT - cell_len(line.left)))
            else:
                yield blank
            for place, pieces in enumerate(_wrapped(line, width, console)):
                if place:
                    yield blank
                yield from pieces
                yield end

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return that it takes the whole width."""
        return Measurement(min(_LEAST_WIDTH, options.max_width), options.max_width)


def _wrapped(line: ListedLine, width: int, console: Console) -> Iterator[list[Segment]]:
    """Yield the segments of each line that a text takes; only letters of two columns are left to Rich."""
    if line.aside or cell_len(line.text) != len(line.text):
        for part in _whole(line).wrap(console, width, overflow="fold"):
            part.rstrip()
            yield [given_back(segment) for segment in part.render(console)]
        return
    style = console.get_style(line.style) if line.style else None
    if len(line.text) <= width:
        yield [Segment(line.text, style)]
        return
    for text in textwrap.wrap(line.text, width, break_on_hyphens=False):
        yield [Segment(text, style)]


def _whole(line: ListedLine) -> Text:
    aside = (f"  {line.aside}" if line.aside else "", "dim")
    return kept_together(Text.assemble((line.text, line.style), aside))
