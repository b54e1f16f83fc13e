"""The little of Markdown that the generated parts of the documentation are made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPECIAL = re.compile(r"[\\`*_<\[\]|]")


def table(names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table; cells are Markdown already."""
    lines = (names, ("---",) * len(names), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def plain(text: str) -> str:
    """Return text that reads as it is, in a table as well.

    >>> plain("[clear] | <b>")
    '\\\\[clear\\\\] \\\\| \\\\<b>'
    """
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)


def code(text: str) -> str:
    """Return text as code, in a table as well."""
    return "`{}`".format(text.replace("|", "\\|"))


def anchor(heading: str) -> str:
    """Return the anchor that GitHub gives a heading.

    >>> anchor("How it works, and why")
    'how-it-works-and-why'
    """
    return re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
