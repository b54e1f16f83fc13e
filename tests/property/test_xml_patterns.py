"""The usual forms of rows and shared strings are legal: the quick look lets in nothing else."""

from __future__ import annotations

import dataclasses
import re

from hypothesis import given
from hypothesis import strategies as st

from importkit.workbook.sheet.xml_patterns import ROWS, TEXTS, Grammar

_NEVER = re.compile(rb"(?!)")

# fmt: off
_FRAGMENTS = (
    '<row ', '<row', '<row/>', 'r="1"', '>', '/>', '</row>', '<row r="1">', '<row r="1" spans="1:2">',
    '/', "'", '"', '<c r="A1"', '<c', ' s="1"', ' t="s"', ' t="n"', ' t="str"', ' t="b"',
    ' t="inlineStr"', '</c>', '\n', ' ', '0', '<v>', '</v>', '<v>1</v>', '<v>1e-05</v>', '<v> 1</v>',
    '<is>', '</is>', '<t>', '</t>', 'a', '\x00', 'é', '&', '<t xml:space="preserve">',
    '<is><t>a</t></is>', '<is><t>a</t><r><t>b</t></r></is>', '<f>A1</f>', '<!-- -->',
    '<c r="A1" t="s"><v>0</v></c>', '<c r="A1" t="inlineStr"><is><t>a</t></is></c>', '<x:row>',
    '<c r="A1"><v>1</v></c>', '<si>', '</si>', '<si><t>a</t></si>', '<si/>', '<t/>', '<r>', '</r>',
    '<rPh>', '</rPh>', 'xmlns',
)
# fmt: on
_PIECES = st.lists(st.sampled_from(_FRAGMENTS), max_size=14).map(lambda parts: "".join(parts).encode())
_WHOLE_ROWS = st.lists(_PIECES, max_size=4).map(lambda cells: b'<row r="1">' + b"".join(cells) + b"</row>")
_WHOLE_TEXTS = st.lists(_PIECES, max_size=4).map(lambda texts: b"<si>" + b"</si><si>".join(texts) + b"</si>")


def _is_usual(grammar: Grammar, piece: bytes) -> bool:
    return dataclasses.replace(grammar, legal=_NEVER).matches(piece)


@given(st.one_of(_PIECES, _WHOLE_ROWS))
def test_rows_of_the_usual_form_are_legal(piece: bytes) -> None:
    assert ROWS.legal.fullmatch(piece) or not _is_usual(ROWS, piece)


@given(st.one_of(_PIECES, _WHOLE_TEXTS))
def test_shared_strings_of_the_usual_form_are_legal(piece: bytes) -> None:
    assert TEXTS.legal.fullmatch(piece) or not _is_usual(TEXTS, piece)


def test_what_programs_write_is_usual() -> None:
    rows = (
        b'<row r="2" spans="1:3" x14ac:dyDescent="0.25"><c r="A2" s="1" t="s"><v>12</v></c>'
        b'<c r="B2"><v>1.5E-3</v></c>'
        b'<c r="C2" s="4"/><c r="D2" t="inlineStr"><is><t xml:space="preserve"> a\n</t></is></c>'
        b'<c r="E2" t="str"><v>\xc3\xa9</v></c><c r="F2" t="n"><v>-7</v></c></row><row r="3"></row>'
    )
    texts = b'<si><t>a</t></si><si><t xml:space="preserve"> b </t></si>'
    assert _is_usual(ROWS, rows)
    assert _is_usual(TEXTS, texts)
    assert _is_usual(ROWS, b"")
    assert not _is_usual(ROWS, rows + b"\n<")
