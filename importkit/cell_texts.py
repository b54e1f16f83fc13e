"""Texts as a cell of a workbook can hold them."""

from __future__ import annotations

import re

#: What a cell can hold; openpyxl cuts longer texts off without a word.
LONGEST_TEXT = 32_767

_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
#: What a workbook cannot hold as it is; few texts have any of it.
_UNFIT = re.compile(rf"[{_CONTROL}\r]|_x[0-9A-Fa-f]{{4}}_")
_ILLEGAL = re.compile(f"[{_CONTROL}]")
#: Excel reads `_x000D_` as a character; a text that really says so has its underscore escaped.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LIKE_A_FORMULA = ("=", "+", "-", "@")
#: What Excel shows in place of a value, as openpyxl has them; that is not loaded for it.
ERROR_CODES = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")


def is_like_another(text: str) -> bool:
    """Return whether Excel would take a text for a formula or an error when it is edited."""
    return text.startswith(_LIKE_A_FORMULA) or text in ERROR_CODES


def excel_text(text: str) -> str:
    """Return a text as a workbook can hold it: without control characters, a line end is a line feed.

    >>> excel_text("a" + chr(11) + "b _x000D_")
    'ab _x005F_x000D_'
    """
    return _ESCAPE.sub("_x005F_", storable(text)) if _UNFIT.search(text) else text


def storable(text: str) -> str:
    r"""Return what of a text a cell can hold: no control characters, and line feeds only.

    >>> storable("a" + chr(11) + "b" + chr(13) + chr(10))
    'ab\n'
    """
    if not _UNFIT.search(text):
        return text
    return _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
