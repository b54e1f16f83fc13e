"""Numbers and weights of a column, in the light of its decimal mark."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from importkit.findings import Findings
from importkit.grammar import count
from importkit.validation.readings import Note, ReadCells, Reading, read_distinct
from importkit.values.numbers import (
    Ambiguous,
    DecimalMark,
    column_decimal_mark,
    is_noticeable,
    parse_number,
    plain,
    rounded,
)
from importkit.values.weights import (
    GRAM,
    AmbiguousWeight,
    Weight,
    format_weight,
    parse_weight,
    split_unit,
    stored_weight,
)

if TYPE_CHECKING:
    from collections.abc import Callable

# Most cells are like this already; they are told from the others at once, without decimal arithmetic.
_PLAIN = r"(?:0|[1-9][0-9]*)(?:\.[0-9]{{0,{}}}[1-9])?"
_PLAIN_WEIGHT = _PLAIN + r" %s"


def read_numbers(cells: pd.Series[str], is_number: pd.Series[bool], decimals: int) -> ReadCells:
    """Return a number column in plain text, rounded to what is stored."""
    mark = column_decimal_mark(_typed(cells, is_number))
    plain_already = _matches(cells, _PLAIN, decimals) & _has_one_meaning(cells, is_number, mark)
    rest = _read(
        cells.mask(plain_already),
        is_number,
        mark,
        partial(_read_number, decimals=decimals),
    )
    return ReadCells(rest.cells.fillna(cells.where(plain_already)), rest.findings)


def read_weights(
    cells: pd.Series[str], is_number: pd.Series[bool], decimals: int, unit_beside: pd.Series[str]
) -> ReadCells:
    """Return a weight column in plain text with units, rounded to what is stored.

    Args:
        cells: The weights.
        is_number: Where a weight is a number in Excel.
        decimals: How many the column holds.
        unit_beside: The unit that stands beside each weight, NA where none does: a bare one is grams.
    """
    mark = column_decimal_mark(split_unit(text)[0] for text in _typed(cells, is_number))
    certain = _has_one_meaning(cells, is_number, mark)
    beside = unit_beside.where(cells.notna())
    parts = [_read_in(None, cells.where(beside.isna()), is_number, certain, mark, decimals)]
    parts += [
        _read_in(unit, cells.where(beside == unit), is_number, certain, mark, decimals)
        for unit in beside.dropna().unique().tolist()
    ]
    read = parts[0].cells
    for part in parts[1:]:
        read = read.fillna(part.cells)
    return ReadCells(read, Findings.all(part.findings for part in parts))


def _read_in(
    unit: str | None,
    cells: pd.Series[str],
    is_number: pd.Series[bool],
    certain: pd.Series[bool],
    mark: DecimalMark,
    decimals: int,
) -> ReadCells:
    """Return the weights beside which this unit stands."""
    bare = _matches(cells, _PLAIN, decimals) & certain
    with_unit = _matches(cells, _PLAIN_WEIGHT % (unit or "(?:g|kg|oz|lb)"), decimals) & certain
    rest = _read(
        cells.mask(bare | with_unit),
        is_number,
        mark,
        partial(_read_weight, decimals=decimals, unit_beside=unit),
    )
    plain_already = cells.where(with_unit).fillna(cells.where(bare) + f" {unit or GRAM}")
    return ReadCells(rest.cells.fillna(plain_already), rest.findings)


def _matches(cells: pd.Series[str], pattern: str, decimals: int) -> pd.Series[bool]:
    return cells.str.fullmatch(pattern.format(decimals - 1))


def _has_one_meaning(cells: pd.Series[str], is_number: pd.Series[bool], mark: DecimalMark) -> pd.Series[bool]:
    """Return where a point can only be decimal."""
    if mark in (DecimalMark.COMMA, DecimalMark.MIXED):
        return is_number | ~cells.str.contains(".", regex=False)
    return pd.Series(data=True, index=cells.index)


def _typed(cells: pd.Series[str], is_number: pd.Series[bool]) -> list[str]:
    """Return the distinct texts; a cell that is a number in Excel shows nothing of how people type."""
    texts: list[str] = cells[~is_number].dropna().unique().tolist()
    return texts


def _read(
    cells: pd.Series[str], is_number: pd.Series[bool], mark: DecimalMark, read: Callable[..., Reading]
) -> ReadCells:
    typed = read_distinct(cells.mask(is_number), partial(read, mark=mark))
    stored = read_distinct(cells.where(is_number), partial(read, mark=DecimalMark.POINT))
    return ReadCells(typed.cells.fillna(stored.cells), typed.findings + stored.findings)


def _read_number(text: str, *, mark: DecimalMark, decimals: int) -> Reading:
    number = parse_number(text, mark)
    if number is None:
        return Reading(text)
    if isinstance(number, Ambiguous):
        return _ambiguous(plain(number.reading), plain(number.other_reading))
    kept = rounded(number, decimals)
    return _rounded(plain(kept), decimals, is_changed=is_noticeable(number, kept))


def _read_weight(text: str, *, mark: DecimalMark, decimals: int, unit_beside: str | None) -> Reading:
    weight = parse_weight(text, mark, unit_beside or GRAM)
    if weight is None:
        return Reading(text)
    if isinstance(weight, AmbiguousWeight):
        return _ambiguous(format_weight(weight.reading), format_weight(weight.other_reading))
    if unit_beside and weight.unit != unit_beside:
        return _of_two_units(weight, unit_beside)
    kept, is_changed = stored_weight(weight, decimals)
    return _rounded(format_weight(kept), decimals, is_changed=is_changed)


def _ambiguous(reading: str, other_reading: str) -> Reading:
    facts = {
        "reading": reading,
        "other_reading": other_reading,
        "because": "nothing else in its column decides which",
        "advice": f"Type {reading} or {other_reading}, without a thousands separator.",
    }
    return Reading(None, (Note("number.ambiguous", facts),))


def _of_two_units(weight: Weight, unit_beside: str) -> Reading:
    own, beside = format_weight(weight), format_weight(Weight(weight.amount, unit_beside))
    facts = {
        "reading": own,
        "other_reading": beside,
        "because": f"the unit beside it is {unit_beside}",
        "advice": f"Make the units equal: {own} or {beside}?",
    }
    return Reading(None, (Note("number.ambiguous", facts),))


def _rounded(stored: str, decimals: int, *, is_changed: bool) -> Reading:
    if not is_changed:
        return Reading(stored)
    return Reading(
        stored, (Note("number.rounded", {"stored": stored, "decimals": count(decimals, "decimal")}),)
    )
