"""Number formats of Excel: what a cell shows of its number, and the unit that it shows beside it.

Only what changes the meaning of a number is worked out: per cent, fractions, words and signs. Thousands
separators are left out, since they depend on the language of Excel, and decimals are written with a point.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from importkit.values.numbers import EXACT, plain

if TYPE_CHECKING:
    from collections.abc import Callable

#: A piece that may hold a semicolon, or one character.
_SECTIONS = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]|.', re.DOTALL)
_PIECES = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<space>[_*].)|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<operator><=|>=|<>|[<>=])(?P<limit>-?[0-9]+(?:\.[0-9]+)?)\]|(?P<elapsed>\[(?i:h+|m+|s+)\])"
    r"|(?P<colour>\[[^\]]*\])|(?P<general>(?i:general))|(?P<exponent>[eE][+-])|(?P<word>[^\W\d_]+)|(?P<other>.)",
    re.DOTALL,
)
#: What says how the digits are shown: placeholders, point, commas, per cent, fraction line.
_DIGITS = frozenset("0123456789#?.,%/")
#: Stands for each character that is shown as it is.
_MARK = "\x00"
#: Letters that stand for the parts of a date, unless there are others among them.
_DATE_LETTERS = frozenset("abdeghmsy")

_NUMBER = re.compile(
    r"(?P<before>[\x00%]*)(?:(?P<whole>G|[0#?](?:[0#?,\x00]*[0#?])?)(?:\.(?P<decimals>[0#?]*))?|\.(?P<bare>[0#?]+))"
    r"(?P<scale>,*)(?P<after>[\x00%]*)"
)
_FRACTION = re.compile(
    r"(?P<before>\x00*)(?:(?P<whole>[0#?][0#?,]*)\x00+)?"
    r"[0#?]+\x00*/\x00*(?P<below>[0-9#?]{1,7})(?P<after>\x00*)"
)

#: Between digits these only keep thousands apart.
_THOUSANDS = frozenset(" '\u2019\u00a0\u2009\u202f")
#: Signs beside a number that mean something, as words do; so does anything between its digits.
_SIGNS = frozenset("%\u2030/#\"'\u2032\u2033\u00b0\u2116")

_OPERATORS: Final[dict[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}


class _Decimals(NamedTuple):
    """Digits with a point: placeholders of the whole part and what stands between them, and decimals."""

    whole: str
    between: str
    decimals: str

    def shown(self, value: Decimal) -> str:
        if self.whole == "G":
            return plain(value)
        rounded = value.quantize(Decimal(1).scaleb(-len(self.decimals)), ROUND_HALF_UP, EXACT)
        whole, _, decimals = format(rounded, "f").partition(".")
        kept = len(self.decimals.rstrip("#?"))
        decimals = decimals[:kept] + decimals[kept:].rstrip("0")
        return self._filled(whole.lstrip("0")) + (f".{decimals}" if decimals else "")

    def _filled(self, digits: str) -> str:
        """Return the digits of the whole part in their places, from the right; what is left comes first."""
        left, between, shown = list(digits), list(self.between), []
        for place in reversed(self.whole):
            if place == _MARK:
                sign = between.pop()
                shown.append("" if sign in _THOUSANDS else sign)
            elif place != ",":
                shown.append(left.pop() if left else "0" * (place == "0"))
        return "".join(left) + "".join(reversed(shown))


class _Fraction(NamedTuple):
    """A fraction: placeholders of the whole part, none for 7/2; the denominator, or the greatest one."""

    whole: str
    below: int
    is_fixed: bool

    def shown(self, value: Decimal) -> str:
        if self.is_fixed:
            above, below = int(Fraction(value) * self.below + Fraction(1, 2)), self.below
        else:
            above, below = Fraction(value).limit_denominator(self.below).as_integer_ratio()
        if not self.whole:
            return f"{above}/{below}"
        whole, rest = divmod(above, below)
        shown = str(whole) if whole or not rest or "0" in self.whole else ""
        return f"{shown} {rest}/{below}".strip() if rest else shown


class _Nothing(NamedTuple):
    """No digit: words are shown instead."""

    def shown(self, value: Decimal) -> str:  # noqa: ARG002
        return ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a number format, such as the one for negative numbers.

    Attributes:
        before: What is shown in front of the digits.
        after: What is shown behind them.
        digits: How they are shown.
        power: The power of ten that the number is multiplied with, to show per cent or thousands.
        means_more: Whether what is shown means something else than the number alone.
        condition: The operator and the limit of the numbers that it is for, when it tells them.
    """

    before: str
    after: str
    digits: _Decimals | _Fraction | _Nothing
    power: int
    means_more: bool
    condition: tuple[str, Decimal] | None

    def scaled(self, value: Decimal) -> Decimal:
        """Return a number in what it is shown in."""
        return EXACT.scaleb(value, self.power)

    def shown(self, value: Decimal) -> str:
        """Return what Excel shows of a number that is not negative."""
        return " ".join(f"{self.before}{self.digits.shown(self.scaled(value))}{self.after}".split())

    @property
    def keeps_values(self) -> bool:
        """Return whether it shows a number with as many digits as it has, and not per cent or thousands."""
        is_padded = isinstance(self.digits, _Decimals) and self.digits.whole.count("0") > 1
        return isinstance(self.digits, _Decimals) and not is_padded and self.power == 0

    def holds(self, value: Decimal) -> bool:
        """Return whether the section is for this number, by its condition."""
        return self.condition is not None and _OPERATORS[self.condition[0]](value, self.condition[1])


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a number format shows.

    Attributes:
        sections: Of positive, negative and other numbers; None for one that is not understood, or a date.
    """

    sections: tuple[Section | None, ...]

    @property
    def means_more(self) -> bool:
        """Return whether some number is shown as something else than itself."""
        return any(section is not None and section.means_more for section in self.sections)

    @property
    def keeps_values(self) -> bool:
        """Return whether a number in this format is read as itself, with a unit or without one.

        >>> [number_format(code).keeps_values for code in ('0.00" kg"', "#,##0", "0%", "0000", "yyyy-mm-dd")]
        [True, True, False, False, False]
        """
        return all(section is not None and section.keeps_values for section in self.sections)

    def shown(self, digits: str) -> str | None:
        """Return what Excel shows of a number, None where that means no more than the number.

        >>> number_format("0%").shown("0.05"), number_format("# ?/?").shown("38.6666666666667")
        ('5%', '38 2/3')
        >>> number_format('0.0" cm"').shown("12"), number_format("#,##0.00").shown("1200")
        ('12.0 cm', None)
        """
        value = Decimal(digits)
        section, has_sign = self._section(value)
        if section is None or not section.means_more:
            return None
        text = section.shown(abs(value))
        return f"-{text}" if has_sign and re.search(r"[1-9]", text) else text

    def shown_code(self, digits: str) -> str | None:
        """Return what Excel shows of an identifier, None where that means no more than the number.

        A whole number is a code, and per cent or fractions are an accident of its format.

        >>> number_format("0%").shown_code("4006381333931"), number_format('"ART-"0000').shown_code("12")
        (None, 'ART-0012')
        """
        value = Decimal(digits)
        section, _ = self._section(value)
        is_accident = section is not None and (section.power > 0 or isinstance(section.digits, _Fraction))
        return None if is_accident and value == value.to_integral_value() else self.shown(digits)

    def measured(self, digits: str) -> tuple[str, str]:
        """Return a number in the unit that is shown beside it, and that unit; a blank when there is none.

        >>> number_format('0.00" kg"').measured("0.45"), number_format('0.0," kg"').measured("1200")
        (('0.45', 'kg'), ('1.2', 'kg'))
        """
        value = Decimal(digits)
        section, _ = self._section(value)
        words = [section.after, section.before] if section else []
        unit = next((word.strip() for word in words if any(map(str.isalpha, word))), "")
        return (plain(section.scaled(value) if section and unit else value), unit)

    def _section(self, value: Decimal) -> tuple[Section | None, bool]:
        """Return the section of a number, and whether a minus is shown that is not its own."""
        sections = self.sections
        if any(section is not None and section.condition for section in sections[:2]):
            own = next((section for section in sections if section and section.holds(value)), sections[-1])
            return own, value < 0
        if value < 0 and len(sections) > 1:
            return sections[1], False
        return sections[2 if value == 0 and len(sections) > 2 else 0], value < 0


@lru_cache(maxsize=4_096)
def number_format(code: str) -> NumberFormat:
    """Return what a number format shows, whatever it is."""
    return NumberFormat(tuple(map(_section, _split_sections(code)[:3])))


def _split_sections(code: str) -> list[str]:
    """Return the sections of a format; a semicolon in quotes separates none."""
    sections = [""]
    for piece in _SECTIONS.findall(code):
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


def _section(text: str) -> Section | None:
    skeleton, literal, condition = "", "", None
    for piece in _PIECES.finditer(text):
        if _is_no_number(piece):
            return None
        if piece["operator"]:
            condition = piece["operator"], Decimal(piece["limit"])
        elif piece["general"]:
            skeleton += "G"
        elif piece["other"] and piece["other"] in _DIGITS:
            skeleton += piece["other"]
        else:
            shown = (
                piece["quoted"] or piece["escaped"] or piece["currency"] or piece["word"] or piece["other"]
            )
            skeleton += _MARK * len(shown or "")
            literal += shown or ""
    return _understood(skeleton, literal, condition)


def _is_no_number(piece: re.Match[str]) -> bool:
    """Return whether a piece belongs to a date, a power of ten or a text."""
    is_date = piece["word"] is not None and _DATE_LETTERS.issuperset(piece["word"].lower())
    return is_date or piece["elapsed"] is not None or piece["exponent"] is not None or piece["other"] == "@"


def _understood(skeleton: str, literal: str, condition: tuple[str, Decimal] | None) -> Section | None:
    if any(map(str.isalpha, literal)) and set(skeleton) == {_MARK}:
        return Section(literal, "", _Nothing(), 0, means_more=True, condition=condition)
    found = _FRACTION.fullmatch(skeleton) or _NUMBER.fullmatch(skeleton)
    if found is None:
        return None
    first, last = found["before"].count(_MARK), len(literal) - found["after"].count(_MARK)
    before, after = _affix(found["before"], literal[:first]), _affix(found["after"], literal[last:])
    means_more = any(sign.isalpha() or sign in _SIGNS for sign in before + after)
    if found.re is _FRACTION:
        return Section(before, after, _fraction(found), 0, means_more=True, condition=condition)
    between = literal[first:last]
    digits = _Decimals(found["whole"] or "", between, found["decimals"] or found["bare"] or "")
    power = 2 * skeleton.count("%") - 3 * len(found["scale"])
    means_more = means_more or not _THOUSANDS.issuperset(between)
    return Section(before, after, digits, power, means_more=means_more, condition=condition)


def _affix(marks: str, literal: str) -> str:
    """Return what is shown on one side of the digits."""
    signs = iter(literal)
    return "".join(next(signs) if mark == _MARK else mark for mark in marks)


def _fraction(found: re.Match[str]) -> _Fraction:
    below = found["below"]
    is_fixed = re.search("[1-9]", below) is not None
    greatest = int(re.sub("[#?]", "0", below)) if is_fixed else 10 ** len(below) - 1
    return _Fraction(found["whole"] or "", greatest, is_fixed)
