"""Numbers as people type them, read strictly: what could be two numbers is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Wide enough for any cell: Excel holds 32 767 characters, an exponent adds at most 999 digits.
EXACT = Context(prec=40_000)

_HYPHENS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{MINUS SIGN}"
_SIGNS = {"+": "", **dict.fromkeys(_HYPHENS, "-")}
#: Full-width and small forms of East Asian fonts. Not NFKC, which also makes 52 of 5² and 1 of ①.
_NARROW = {
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},
    **{ord(small): plain for small, plain in zip("\ufe50\ufe52\ufe62\ufe63\ufe6a", ",.+-%", strict=True)},
    ord("\N{IDEOGRAPHIC SPACE}"): " ",
    ord("\N{SQUARE KG}"): "kg",
}
_WHOLE = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"([0-9]*)([.,])([0-9]+)")
_GROUPED = re.compile(
    r"([1-9][0-9]{0,2}(?:([.,'\u2019 \u00a0\u2009\u202f])[0-9]{3})(?:\2[0-9]{3})*)(?:([.,])([0-9]+))?"
)
_THOUSAND = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
# Excel writes very small numbers so; three digits of exponent keep the plain text short.
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,3}")
_NO_DIGIT = re.compile(r"[^0-9]")

#: More digits than anybody types: a formula has made the number.
_COMPUTED = 12
#: What rounding may take away of a number before it is worth a word: five digits stay as they are. Of a
#: computed number three, since nobody has chosen the others.
_NOISE, _COMPUTED_NOISE = Decimal("0.00001"), Decimal("0.001")


class DecimalMark(StrEnum):
    """What the texts of a column show about its decimal mark."""

    POINT = "."
    COMMA = ","
    UNKNOWN = ""
    MIXED = ".,"


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A text that could be two numbers."""

    reading: Decimal
    other_reading: Decimal


def parse_number(text: str, mark: DecimalMark = DecimalMark.UNKNOWN) -> Decimal | Ambiguous | None:
    """Return the number a text is, both numbers it could be, or None when it is none.

    Args:
        text: The text of a cell.
        mark: What the column shows; it decides about `1,234` and `1.234`.

    >>> parse_number("1.234,5"), parse_number("12,5"), parse_number("12abc")
    (Decimal('1234.5'), Decimal('12.5'), None)
    >>> parse_number("1,234")
    Ambiguous(reading=Decimal('1.234'), other_reading=Decimal('1234'))
    >>> parse_number("1,234", DecimalMark.COMMA)
    Decimal('1.234')
    """
    sign, body = _signed(text)
    if _WHOLE.fullmatch(body) or _SCIENTIFIC.fullmatch(body):
        return Decimal(sign + body)
    if _THOUSAND.fullmatch(body):
        return _thousand_or_decimal(sign, body, mark)
    if decimal := _DECIMAL.fullmatch(body):
        return Decimal(f"{sign}{decimal[1] or 0}.{decimal[3]}")
    return _parse_grouped(sign, body)


def narrowed(text: str) -> str:
    r"""Return a text with full-width characters in the usual width, as a number counts.

    >>> narrowed("\uff11\uff12\uff0e\uff15\u3000\uff4b\uff47"), narrowed("5\u00b2")
    ('12.5 kg', '5²')
    """
    return text if text.isascii() else text.translate(_NARROW)


def column_decimal_mark(texts: Iterable[str]) -> DecimalMark:
    """Return the decimal mark that the texts of a column show.

    >>> column_decimal_mark(["1,234", "12,5"])
    <DecimalMark.COMMA: ','>
    >>> column_decimal_mark(["1,234", "17"])
    <DecimalMark.UNKNOWN: ''>
    """
    shown = {_shown_mark(text) for text in texts} - {""}
    return DecimalMark("".join(sorted(shown, reverse=True)))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return the number rounded half-even to so many decimals.

    >>> rounded(Decimal("0.125"), 2), rounded(Decimal("6.5"), 2)
    (Decimal('0.12'), Decimal('6.5'))
    """
    step = Decimal(1).scaleb(-decimals)
    exponent = value.as_tuple().exponent
    fits = not isinstance(exponent, int) or exponent >= -decimals
    return value if fits else value.quantize(step, ROUND_HALF_EVEN, EXACT)


def is_noticeable(value: Decimal, kept: Decimal) -> bool:
    """Return whether rounding a number has changed it by more than anybody would notice.

    >>> is_noticeable(Decimal("2.123456"), Decimal("2.1235"))
    True
    >>> is_noticeable(Decimal("0.30000000000000004"), Decimal("0.3"))
    False
    """
    noise = _COMPUTED_NOISE if len(value.as_tuple().digits) >= _COMPUTED else _NOISE
    return abs(EXACT.subtract(value, kept)) > EXACT.multiply(noise, abs(value))


def plain(value: Decimal) -> str:
    """Return a number as plain text, without exponent, trailing zeros or negative zero.

    >>> plain(Decimal("12.50")), plain(Decimal("4E+3")), plain(Decimal("-0.0"))
    ('12.5', '4000', '0')
    """
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = text.removeprefix("-").lstrip("0")
    text = f"0{text}" if not text or text.startswith(".") else text
    return f"-{text}" if value < 0 else text


def _signed(typed: str) -> tuple[str, str]:
    text = narrowed(typed).strip()
    return (_SIGNS[text[0]], text[1:]) if text[:1] in _SIGNS else ("", text)


def _thousand_or_decimal(sign: str, body: str, mark: DecimalMark) -> Decimal | Ambiguous:
    """Return what one mark before exactly three digits means in a column of this mark."""
    as_decimal = Decimal(sign + body.replace(",", "."))
    as_thousand = Decimal(sign + _NO_DIGIT.sub("", body))
    own = "," if "," in body else "."
    if mark is DecimalMark.MIXED or (mark is DecimalMark.UNKNOWN and own == ","):
        return Ambiguous(as_decimal, as_thousand)
    return as_decimal if mark in (own, DecimalMark.UNKNOWN) else as_thousand


def _parse_grouped(sign: str, body: str) -> Decimal | None:
    grouped = _GROUPED.fullmatch(body)
    if not grouped or grouped[2] == grouped[3]:
        return None
    return Decimal(f"{sign}{_NO_DIGIT.sub('', grouped[1])}.{grouped[4] or 0}")


def _shown_mark(text: str) -> str:
    """Return the decimal mark that a text gives away; empty when it gives none away."""
    _, body = _signed(text)
    if _THOUSAND.fullmatch(body):
        return ""
    if decimal := _DECIMAL.fullmatch(body):
        return decimal[2]
    grouped = _GROUPED.fullmatch(body)
    if not grouped or grouped[2] == grouped[3]:
        return ""
    return grouped[3] or {",": ".", ".": ","}.get(grouped[2], "")
