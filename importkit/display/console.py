"""A console that keeps numbers in one piece: Rich breaks lines at a no-break space as at any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import console as rich_console
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import ConsoleOptions, RenderableType
    from rich.segment import Segment

_NO_BREAK = "\N{NO-BREAK SPACE}"
#: Stands for it while lines are broken; a character for private use is as wide, and no space.
_KEPT_TOGETHER = "\ue000"


class Console(rich_console.Console):
    """Rich's console, but a line is never broken at a no-break space."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Yield the segments of what is to be shown."""
        for segment in super().render(_keep_together(renderable), options):
            yield given_back(segment)


def kept_together(text: Text) -> Text:
    """Return a text whose no-break spaces are hidden from Rich, until `given_back`."""
    if _NO_BREAK not in text.plain:
        return text
    held = text.copy()
    held.plain = text.plain.replace(_NO_BREAK, _KEPT_TOGETHER)
    return held


def given_back(segment: Segment) -> Segment:
    """Return a segment with its no-break spaces."""
    if _KEPT_TOGETHER not in segment.text:
        return segment
    return segment._replace(text=segment.text.replace(_KEPT_TOGETHER, _NO_BREAK))


def _keep_together(renderable: RenderableType) -> RenderableType:
    if isinstance(renderable, str):
        return renderable.replace(_NO_BREAK, _KEPT_TOGETHER)
    return kept_together(renderable) if isinstance(renderable, Text) else renderable
