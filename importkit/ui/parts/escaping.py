"""Text for the page: a workbook's own words must never turn into formatting, links or pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from importkit.display.safe_text import one_line

if TYPE_CHECKING:
    from datetime import datetime

#: Where an address of the web or of a person is recognised, however its signs are escaped.
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)", re.IGNORECASE)
#: Is not seen, and keeps what is around it from being one address.
_WORD_JOINER = "\N{WORD JOINER}"
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@^=])")


def plain(text: str) -> str:
    r"""Return text so that Markdown shows it as it is, and makes no link of it.

    >>> plain("![x](http://a.example/p.png)")
    '\\!\\[x\\]\\(http\\:\u2060//a\\.example/p\\.png\\)'
    """
    return _MARKUP.sub(r"\\\1", _ADDRESS.sub(_WORD_JOINER, one_line(text)))


def moment(time: datetime | None) -> str:
    """Return a time as the visitor's clock has it."""
    if time is None:
        return ""
    return f"{time.astimezone(_zone()):%-d %b %Y, %H:%M}"


def _zone() -> ZoneInfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
