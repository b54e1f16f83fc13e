"""What is odd in a sheet and no mistake by itself, as one paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.display.safe_text import one_line
from importkit.grammar import count

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 6


def oddity_words(oddities: pd.DataFrame, *, every: bool = False, listing: str = "") -> str:
    """Return what is odd in a sheet as one paragraph; nothing when nothing is.

    Args:
        oddities: A line for each, with its message.
        every: Say all of them.
        listing: What lists all of them.
    """
    messages = [one_line(message).removesuffix(".") for message in oddities["message"]]
    if not messages:
        return ""
    shown = messages if every else messages[:_SHOWN]
    more = len(messages) - len(shown)
    where = f": {listing}" if listing else ""
    rest = f"; {count(more, 'more oddity', 'more oddities')}{where}" if more else ""
    return f"Odd, though no mistake: {'; '.join(shown)}{rest}."
