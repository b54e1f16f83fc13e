"""Weights: a number that may carry its unit; a bare one is grams."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from string import ascii_letters

from importkit.values.numbers import (
    EXACT,
    Ambiguous,
    DecimalMark,
    is_noticeable,
    narrowed,
    parse_number,
    plain,
    rounded,
)

#: The unit of a bare weight.
GRAM = "g"

#: Grams in one of each unit that a weight may keep.
GRAMS = {"g": Decimal(1), "kg": Decimal(1000), "oz": Decimal("28.349523125"), "lb": Decimal("453.59237")}

_SPELLINGS = {
    "g": "g gr grs gm gms gram grams gramm gramme grammes",
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes",
    "oz": "oz ozs ounce ounces",
    "lb": "lb lbs pound pounds",
}
_OF_WORDS = f"{ascii_letters}."
_UNITS = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings.split()}


@dataclass(frozen=True, slots=True)
class Weight:
    """An amount in one of the units of `GRAMS`."""

    amount: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class AmbiguousWeight:
    """A text that could be two weights."""

    reading: Weight
    other_reading: Weight


def parse_unit(word: str) -> str | None:
    """Return the unit of `GRAMS` that a word means, or None when it means none.

    >>> parse_unit("KGS"), parse_unit("lbs."), parse_unit("stone")
    ('kg', 'lb', None)
    """
    spelled = narrowed(word).replace(".", "").replace("(s)", "s")
    return _UNITS.get(spelled.strip().lower())


def split_unit(text: str) -> tuple[str, str]:
    """Return the number of a weight and the word behind it.

    >>> split_unit("1,2 kg"), split_unit("3lbs."), split_unit("230")
    (('1,2', 'kg'), ('3', 'lbs.'), ('230', ''))
    """
    typed = narrowed(text).strip()
    number = typed.rstrip(_OF_WORDS)
    word = typed[len(number) :]
    # A point right behind the digits is theirs.
    return (number.rstrip(), word) if word and word[0] != "." else (typed, "")


def parse_weight(
    text: str, mark: DecimalMark = DecimalMark.UNKNOWN, default_unit: str = GRAM
) -> Weight | AmbiguousWeight | None:
    """Return the weight a text is, both weights it could be, or None when it is none.

    Args:
        text: The text of a cell.
        mark: What the column shows, see `parse_number`.
        default_unit: The unit of a bare number.

    >>> parse_weight("1,2 kg"), parse_weight("3", default_unit="lb")
    (Weight(amount=Decimal('1.2'), unit='kg'), Weight(amount=Decimal('3'), unit='lb'))
    >>> parse_weight("230 stone") is None
    True
    """
    number, word = split_unit(text)
    unit = parse_unit(word) if word else default_unit
    amount = parse_number(number, mark)
    if unit is None or amount is None:
        return None
    if isinstance(amount, Ambiguous):
        return AmbiguousWeight(Weight(amount.reading, unit), Weight(amount.other_reading, unit))
    return Weight(amount, unit)


def stored_weight(weight: Weight, decimals: int) -> tuple[Weight, bool]:
    """Return the weight as it is stored, and whether rounding has changed it noticeably.

    A weight that its unit cannot hold in so many decimals is stored in grams.

    >>> stored_weight(Weight(Decimal("1.2345"), "kg"), 2)
    (Weight(amount=Decimal('1234.50'), unit='g'), False)
    """
    if rounded(weight.amount, decimals) == weight.amount:
        return weight, False
    grams = EXACT.multiply(weight.amount, GRAMS[weight.unit])
    kept = rounded(grams, decimals)
    return Weight(kept, GRAM), is_noticeable(grams, kept)


def format_weight(weight: Weight) -> str:
    """Return a weight as text.

    >>> format_weight(Weight(Decimal("230.0"), "g"))
    '230 g'
    """
    return f"{plain(weight.amount)} {weight.unit}"
