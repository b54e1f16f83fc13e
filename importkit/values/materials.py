"""Materials with their percentages, in one cell or in a pair of cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from importkit.values.keys import name_key
from importkit.values.lists import SEPARATOR, split_slots
from importkit.values.numbers import EXACT, narrowed, plain
from importkit.values.separators import FIELD, ITEM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Percentages are typed rounded: three thirds make 99.99.
FULL = (Decimal("99.5"), Decimal("100.5"))

# Possessive, and never from within a number: a hostile cell of 32 767 digits takes no longer than any.
_NUMBER = r"(?<![0-9.,-])([0-9]++(?:[.,][0-9]++)?+)"
_PERCENTAGE = re.compile(_NUMBER + r"\s*+%?+")
_LEADING = re.compile(_NUMBER + r"\s*+%\s*+")
_TRAILING = re.compile(r"(?:\(|[-\u2013\u2014:]?)\s*+" + _NUMBER + r"\s*+%\)?+\Z")
_ANY = re.compile(r"[0-9]\s*+%")


@dataclass(frozen=True, slots=True)
class Material:
    """A material and how many percent of the product it makes; None when that is not given."""

    name: str
    percentage: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Composition:
    """What a product is made of.

    Attributes:
        materials: Each material once, in the order of the cell.
        repeated: Materials that were named more than once, with the sum of their percentages.
        bare_numbers: Names that end in a number which could have been a percentage.
    """

    materials: tuple[Material, ...]
    repeated: tuple[Material, ...] = ()
    bare_numbers: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        """Return the sum of the percentages that are given."""
        return _sum(material.percentage for material in self.materials)

    @property
    def is_complete(self) -> bool:
        """Return whether every material has a percentage."""
        return all(material.percentage is not None for material in self.materials)


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Why a text is no list of materials; of a pair of cells, which one is to blame."""

    reason: str
    blames_percentages: bool = False


@dataclass(frozen=True, slots=True)
class Unequal:
    """How many materials and how many percentages do not pair up."""

    materials: int
    percentages: int


def parse_materials(text: str, separator: str = SEPARATOR) -> Composition | NotUnderstood:
    """Return the materials of one cell that names them with their percentages.

    >>> [plain(m.percentage) for m in parse_materials("Cotton: 75% | 20% Wool | Elastane 5%").materials]
    ['75', '20', '5']
    >>> parse_materials("Nylon 66").bare_numbers
    ('Nylon 66',)
    """
    items = [item for item in split_slots(text, separator) if name_key(item)]
    bare = [_split_bare(item) for item in items]
    whole = [material for material in bare if material is not None]
    if len(whole) == len(items) and FULL[0] <= _sum(material.percentage for material in whole) <= FULL[1]:
        return _composed(whole)
    read = [_parse_item(item) for item in items]
    for problem in read:
        if isinstance(problem, NotUnderstood):
            return problem
    numbered = tuple(item for item, number in zip(items, bare, strict=True) if number is not None)
    return _composed([material for material in read if isinstance(material, Material)], numbered)


def pair_materials(
    materials: str, percentages: str, separator: str = SEPARATOR
) -> Composition | NotUnderstood | Unequal:
    """Return the materials of two cells, one with the names and one with the percentages.

    >>> pair_materials("Cotton; Elastane", "80; 20").total
    Decimal('100')
    >>> pair_materials("Cotton; Elastane", "100")
    Unequal(materials=2, percentages=1)
    """
    names, shares = _paired(split_slots(materials, separator), split_slots(narrowed(percentages), separator))
    if len(names) != len(shares):
        return Unequal(len(names), len(shares))
    read = []
    for name, share in zip(names, shares, strict=True):
        if not name and not share:
            continue
        material = _pair(name, share)
        if isinstance(material, NotUnderstood):
            return material
        read.append(material)
    return _composed(read)


def format_materials(materials: Iterable[Material]) -> str:
    """Return materials as the text of one cell, which `parse_materials` reads as the same materials.

    >>> format_materials([Material("Cotton", Decimal(75)), Material("Elastane")])
    'Cotton: 75% | Elastane'
    """
    items = [_format(material) for material in materials]
    ending = " |" if any(SEPARATOR in item for item in items) else ""
    return " | ".join(items) + ending


def encode_materials(materials: Iterable[Material]) -> str:
    """Return materials as they travel between the stages: name `FIELD` percentage, `ITEM` between them."""
    return ITEM.join(
        f"{material.name}{FIELD}{'' if material.percentage is None else plain(material.percentage)}"
        for material in materials
    )


def decode_materials(text: str) -> list[Material]:
    """Return the materials that `encode_materials` wrote."""
    pairs = (item.partition(FIELD) for item in text.split(ITEM) if item)
    return [Material(name, Decimal(share) if share else None) for name, _, share in pairs]


def parse_percentage(text: str) -> Decimal | None:
    """Return a percentage, with or without its sign; None when it is none.

    A comma is always decimal here: nothing is made of 1 234 % of anything.

    >>> parse_percentage("37,5 %"), parse_percentage("-5")
    (Decimal('37.5'), None)
    """
    number = _PERCENTAGE.fullmatch(narrowed(text).strip())
    return _decimal(number[1]) if number else None


def _parse_item(item: str) -> Material | NotUnderstood:
    name, colon, share = (part.strip() for part in item.rpartition(":"))
    if not colon:
        return _checked(_with_percent(item) or Material(item), item)
    if not share:
        return _checked(Material(name), item)
    if (percentage := parse_percentage(share)) is not None:
        return _checked(Material(name, percentage), item)
    return _checked(_leading(item), item) if _LEADING.match(item) else NotUnderstood(_no_percentage(share))


def _with_percent(item: str) -> Material | None:
    """Return `75% Cotton` or `Cotton 75%` as a material."""
    if leading := _leading(item):
        return leading
    if item.rstrip(")").endswith("%") and (trailing := _TRAILING.search(item)):
        return Material(item[: trailing.start()].strip(), _decimal(trailing[1]))
    return None


def _leading(item: str) -> Material | None:
    number = _LEADING.match(item)
    return Material(item[number.end() :].strip(), _decimal(number[1])) if number else None


def _checked(material: Material | None, item: str) -> Material | NotUnderstood:
    if material is None or _ANY.search(material.name):
        return NotUnderstood(f'"{item}" holds more than one percentage, or one that is not clear')
    return material if name_key(material.name) else NotUnderstood(f'"{item}" names no material')


def _pair(name: str, share: str) -> Material | NotUnderstood:
    if not name:
        return NotUnderstood(f'the percentage "{share}" has no material', blames_percentages=True)
    if _ANY.search(name):
        return NotUnderstood(f'"{name}" has a percentage, and there is another one in the Percentages column')
    percentage = parse_percentage(share) if share else None
    if share and percentage is None:
        return NotUnderstood(_no_percentage(share), blames_percentages=True)
    return Material(name, percentage)


def _paired(names: list[str], shares: list[str]) -> tuple[list[str], list[str]]:
    """Return both lists without the empty slots that only separators at the end or doubled ones make."""
    if len(names) == len(shares):
        return names, shares
    named = [name for name in names if name]
    while len(shares) > len(named) and not shares[-1]:
        shares = shares[:-1]
    return named, shares


def _split_bare(item: str) -> Material | None:
    """Return `Nylon 66` as a material, should the number be a percentage."""
    name, _, number = item.rpartition(" ")
    if ":" in item or "%" in item or not name_key(name):
        return None
    percentage = parse_percentage(number)
    return None if percentage is None else Material(name.strip(), percentage)


def _composed(materials: Sequence[Material], bare_numbers: tuple[str, ...] = ()) -> Composition:
    """Return each material once: the first spelling, with the sum of its percentages."""
    alike: dict[str, list[Material]] = {}
    for material in materials:
        alike.setdefault(name_key(material.name), []).append(material)
    merged = {key: _merged(same) for key, same in alike.items()}
    repeated = tuple(merged[key] for key, same in alike.items() if len(same) > 1)
    return Composition(tuple(merged.values()), repeated, bare_numbers)


def _merged(same: Sequence[Material]) -> Material:
    if len(same) == 1 or all(material.percentage is None for material in same):
        return same[0]
    return Material(same[0].name, _sum(material.percentage for material in same))


def _format(material: Material) -> str:
    if material.percentage is not None:
        return f"{material.name}: {plain(material.percentage)}%"
    alone = parse_materials(material.name, "|")
    is_plain = isinstance(alone, Composition) and alone == Composition((material,))
    return material.name if is_plain else f"{material.name}:"  # a colon at the end: no percentage


def _no_percentage(share: str) -> str:
    commas = "; separate percentages with semicolons" if "," in share else ""
    return f'"{share}" is no percentage from 0 to 100{commas}'


def _sum(shares: Iterable[Decimal | None]) -> Decimal:
    total = Decimal(0)
    for share in shares:
        total = EXACT.add(total, share or Decimal(0))
    return total


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
