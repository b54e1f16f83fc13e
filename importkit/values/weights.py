"""Weights: a number that may carry its unit; a bare one is grams."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from string import ascii_letters

from importkit.values.numbers import EXACT, Ambiguous, DecimalMark, parse_number, plain, rounded

#: Grams in one of each unit that a weight may keep.
GRAMS = {"g": Decimal(1), "kg": Decimal(1000), "oz": Decimal("28.349523125"), "lb": Decimal("453.59237")}

_SPELLINGS = {
    "g": ("", "g", "gram", "grams"),
    "kg": ("kg", "kgs", "kilogram", "kilograms"),
    "oz": ("oz", "ounce", "ounces"),
    "lb": ("lb", "lbs", "pound", "pounds"),
}
_UNITS = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings}


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


def split_unit(text: str) -> tuple[str, str]:
    """Return the number of a weight and the word behind it, both as typed.

    >>> split_unit("1,2 kg"), split_unit("230")
    (('1,2', 'kg'), ('230', ''))
    """
    number = text.rstrip(ascii_letters)
    return number.rstrip(), text[len(number) :]


def parse_weight(text: str, mark: DecimalMark = DecimalMark.UNKNOWN) -> Weight | AmbiguousWeight | None:
    """Return the weight a text is, both weights it could be, or None when it is none.

    >>> parse_weight("1,2 kg")
    Weight(amount=Decimal('1.2'), unit='kg')
    >>> parse_weight("230 stone") is None
    True
    """
    number, word = split_unit(text)
    unit = _UNITS.get(word.lower())
    amount = parse_number(number, mark)
    if unit is None or amount is None:
        return None
    if isinstance(amount, Ambiguous):
        return AmbiguousWeight(Weight(amount.reading, unit), Weight(amount.other_reading, unit))
    return Weight(amount, unit)


def stored_weight(weight: Weight, decimals: int) -> tuple[Weight, bool]:
    """Return the weight as it is stored, and whether rounding has changed it.

    A weight that its unit cannot hold in so many decimals is stored in grams.

    >>> stored_weight(Weight(Decimal("1.2345"), "kg"), 2)
    (Weight(amount=Decimal('1234.50'), unit='g'), False)
    """
    if rounded(weight.amount, decimals) == weight.amount:
        return weight, False
    grams = EXACT.multiply(weight.amount, GRAMS[weight.unit])
    kept = rounded(grams, decimals)
    return Weight(kept, "g"), kept != grams


def format_weight(weight: Weight) -> str:
    """Return a weight as text.

    >>> format_weight(Weight(Decimal("230.0"), "g"))
    '230 g'
    """
    return f"{plain(weight.amount)} {weight.unit}"
