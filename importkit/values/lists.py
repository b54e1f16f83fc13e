"""Lists in one cell: split at `|` where there is one, else at the separator, and always at newlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importkit.values.keys import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What separates items where a dialect says nothing else.
SEPARATOR = ";"

_NEWLINE = re.compile(r"[\r\n]")


def split_slots(text: str, separator: str = SEPARATOR) -> list[str]:
    """Return the trimmed slots of a list, the empty ones too.

    >>> split_slots("80;;20")
    ['80', '', '20']
    """
    mark = "|" if "|" in text else separator
    return [slot.strip() for line in _NEWLINE.split(text) for slot in line.split(mark)]


def split_list(text: str, separator: str = SEPARATOR) -> list[str]:
    """Return the items of a list: no empty ones, the first spelling of each.

    >>> split_list("Organic; organic ; ;Vegan")
    ['Organic', 'Vegan']
    >>> split_list("Wool; felted | Vegan")
    ['Wool; felted', 'Vegan']
    """
    by_key: dict[str, str] = {}
    for item in split_slots(text, separator):
        by_key.setdefault(name_key(item), item)
    by_key.pop("", None)  # nothing but invisible characters is no item
    return list(by_key.values())


def join_items(items: Iterable[str], separator: str = SEPARATOR) -> str:
    """Return items as the text of one cell, which `split_list` splits into the same items.

    An item never holds `|` or a newline, since reading splits there.

    >>> join_items(["Organic", "Vegan"]), join_items(["Wool; felted"])
    ('Organic; Vegan', 'Wool; felted |')
    """
    given = list(items)
    if any(separator in item for item in given):
        return " | ".join(given) + " |"
    return f"{separator} ".join(given)


def unsplit_commas(text: str, separator: str = SEPARATOR) -> str | None:
    """Return how a list would be written whose commas do not split it; None when nothing hints at that.

    >>> unsplit_commas("mens, shirt")
    'mens; shirt'
    """
    if "," not in text or separator in text or "|" in text or _NEWLINE.search(text):
        return None
    parts = split_list(text, ",")
    return join_items(parts, separator) if len(parts) > 1 else None
