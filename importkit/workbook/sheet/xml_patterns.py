"""The rows of a worksheet and the shared strings as spreadsheet programs write them, as regular expressions.

Whatever matches as a whole holds no surprise for other regular expressions and for the value reader. The
rest may be legal or not; a full parser has to tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

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
_LEGAL_ROWS = (
    rb"(?>\s*+<row(?=[ />])[^<>']*+(?:(?<=/)>|(?<!/)>(?>\s*+(?:" + _CELL + rb"))*+\s*+</row>))*+\s*+"
)
_LEGAL_TEXTS = rb"(?>\s*+<si(?:/>|>(?:</si>|<t>[^<]*+</t></si>|" + _TEXT + rb"</si>)))*+\s*+"

_USUAL_TEXT = r'<t(?: xml:space="preserve")?>[^<]*</t>'
_USUAL_CELL = (
    r'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?'
    r'(?: t="s"><v>[0-9]{1,9}</v></c>|(?: t="n")?><v>[0-9.eE+-]+</v></c>|/>'
    rf'| t="inlineStr"><is>{_USUAL_TEXT}</is></c>| t="str"><v>[^<]*</v></c>)'
)


@dataclass(frozen=True)
class Grammar:
    """What a piece of XML has to be as a whole.

    Attributes:
        usual: The forms in which nearly all of it is written: some of the legal ones, for the
            expressions of Arrow, ten times as fast as Python's; they know no condition on what is around.
        legal: All forms.
    """

    usual: str
    legal: re.Pattern[bytes]

    def matches(self, piece: bytes) -> bool:
        """Return whether a piece is legal."""
        ends = pa.array([0, len(piece)], pa.int64()).buffers()[1]
        whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, ends, pa.py_buffer(piece)])
        return bool(pc.match_substring_regex(whole, self.usual)[0].as_py() or self.legal.fullmatch(piece))


#: Any number of rows.
ROWS = Grammar(rf"^(?:<row [^<>'/]*>(?:{_USUAL_CELL})*</row>)*$", re.compile(_LEGAL_ROWS))
#: Any number of shared strings.
TEXTS = Grammar(rf"^(?:<si>{_USUAL_TEXT}</si>)*$", re.compile(_LEGAL_TEXTS))
