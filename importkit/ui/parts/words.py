"""Text for the page: a workbook's own words must never turn into formatting, links or pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from importkit.display.words import count, number, one_line

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["count", "moment", "number", "plain"]

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@^=])")


def plain(text: str) -> str:
    r"""Return text so that Markdown shows it as it is.

    >>> plain("![x](http://a.example/p.png)")
    '\\!\\[x\\]\\(http\\://a\\.example/p\\.png\\)'
    """
    return _MARKUP.sub(r"\\\1", one_line(text))


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
