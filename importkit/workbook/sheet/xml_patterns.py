"""The rows of a worksheet and the shared strings as spreadsheet programs write them, as regular expressions.

Whatever matches as a whole holds no surprise for other regular expressions and for the value reader. The
rest may be legal or not; a full parser has to tell.
"""

from __future__ import annotations

import re

#: Numbers, and what writers put in their place; white space around one would make a text of it.
_NUMBER = rb"(?!\s)[^<&]*+(?<!\s)"
_ERRORS = rb"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|GETTING_DATA)"
_FORMULA = rb"<f(?![A-Za-z])[^<>']*+(?:(?<=/)>|(?<!/)>[^<]*+</f>)"

_T = rb"<t(?=[ />])(?![^<>]*xmlns)[^<>]*+(?:(?<=/)>|(?<!/)>[^<]*+</t>)\s*+"
_RUN = (
    rb"<r>\s*+(?:<rPr/>\s*+|<rPr>(?:[^<]++|<(?!/?(?:si|is|r|t)\b|/rPr)[^<>]*+>)*+</rPr>\s*+)?"
    rb"(?:" + _T + rb")?</r>\s*+"
)
_PHONETIC = (
    rb"<rPh(?=[ >])[^<>]*+(?<!/)>\s*+(?:" + _T + rb")?</rPh>\s*+"
    rb"|<phoneticPr(?=[ />])[^<>]*+(?<=/)>\s*+"
)
#: What an element holds whose content is a text: one `<t>` or none, then runs with one each.
_TEXT = rb"\s*+(?:" + _T + rb")?+(?:" + _RUN + rb")*+(?:" + _PHONETIC + rb")*+"
_INLINE = rb"<is(?:/>|>" + _TEXT + rb"</is>)"


def _cell(kind: bytes, value: bytes) -> bytes:
    """Return what a cell looks like whose tag goes on like that."""
    content = rb"\s*+(?:" + _FORMULA + rb"\s*+)?(?:<v(?: [^<>']*+)?(?:(?<=/)>|(?<!/)>" + value + rb"</v>))?"
    return kind + rb"[^<>']*+(?<!/)>" + content + rb"\s*+</c>"


_TYPED = rb"(?=[^<>']* t=\"%s\")"
_CELL = b"|".join(
    (
        # As nearly every cell is written; all others are told apart by their type.
        rb"<c r=\"[A-Z]{1,3}[0-9]{1,7}\"(?: s=\"[0-9]++\")?"
        rb"(?: t=\"s\"><v>[0-9]{1,9}</v></c>|><v>[0-9.eE+-]++</v></c>|/>)",
        rb"<c(?=[ />])[^<>']*+(?<=/)>",
        _cell(rb"<c" + _TYPED % b"s", rb"[0-9]{0,9}"),
        _cell(rb"<c" + _TYPED % b"b", rb"[01]?"),
        _cell(rb"<c" + _TYPED % b"e", _ERRORS),
        _cell(rb"<c" + _TYPED % b"(?:str|d)", rb"[^<]*+"),
        rb"<c" + _TYPED % b"inlineStr" + rb"[^<>']*+(?<!/)>\s*+(?:" + _INLINE + rb")?\s*+</c>",
        _cell(rb"<c(?=[ >])(?![^<>']* t=(?!\"n\"))", _NUMBER),
    )
)
#: Any number of rows.
ROWS = re.compile(
    rb"(?>\s*+<row(?=[ />])[^<>']*+(?:(?<=/)>|(?<!/)>(?>\s*+(?:" + _CELL + rb"))*+\s*+</row>))*+\s*+"
)
#: Any number of shared strings.
TEXTS = re.compile(rb"(?>\s*+<si(?:/>|>(?:</si>|<t>[^<]*+</t></si>|" + _TEXT + rb"</si>)))*+\s*+")
