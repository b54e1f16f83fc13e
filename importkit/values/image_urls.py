"""Web addresses of pictures: one to a cell."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?:\A|(?<=[\s;,|]))(?=https?://[^\s;,|])", re.IGNORECASE)
_SEPARATORS = " \t\r\n;,|"


def split_addresses(text: str) -> list[str]:
    """Return the different web addresses of a cell, or the one text that it is.

    An address may hold commas and semicolons: only before the beginning of another one do they separate.

    >>> split_addresses("https://a.b/1.jpg; https://a.b/2.jpg")
    ['https://a.b/1.jpg', 'https://a.b/2.jpg']
    >>> split_addresses("https://a.b/1.jpg?size=1,2;3")
    ['https://a.b/1.jpg?size=1,2;3']
    """
    starts = [found.start() for found in _ADDRESS.finditer(text)]
    if not starts or text[: starts[0]].strip(_SEPARATORS):
        return [text]
    ends = [*starts[1:], len(text)]
    addresses = (text[start:end].strip(_SEPARATORS) for start, end in zip(starts, ends, strict=True))
    return list(dict.fromkeys(addresses))
