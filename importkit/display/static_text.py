"""Records as plain text: what `print` and a terminal's prompt show."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from importkit.display.console import Console

if TYPE_CHECKING:
    from rich.console import RenderableType

#: As wide as most terminals and all notebooks are.
_WIDTH = 100


def plain_text(shown: RenderableType) -> str:
    """Return what a terminal would show, without colours and without blanks at the ends of lines."""
    stream = StringIO()
    console = Console(
        file=stream,
        width=_WIDTH,
        color_system=None,
        force_terminal=False,
        force_jupyter=False,  # which would show it as an output of its own, and leave the text empty
        highlight=False,
    )
    console.print(shown, markup=False)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()).strip("\n")
