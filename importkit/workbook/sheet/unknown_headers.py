"""Headers that are not known: what each one probably means, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit import schema
from importkit.addresses import column_number
from importkit.schema import Kind
from importkit.values.keys import header_key, header_words, without_note
from importkit.values.weights import parse_unit
from importkit.workbook.sheet.evidence import contradicts
from importkit.workbook.sheet.header_suggestions import is_spelled, likely_columns, ranked_columns
from importkit.workbook.sheet.headers import LONGEST_NAME, is_added, other_unit, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importkit.model import SheetColumn
    from importkit.workbook.sheet.table import Table

_NOTHING = "Nothing to do, if it is a column of your own."


def meant_columns(columns: Iterable[SheetColumn], table: Table) -> dict[str, str]:
    """Return the column that each header probably means, by letter: likest first, and none for two headers.

    What the sheet has already, and what the values of the column contradict, is meant by none.
    """
    words = vocabulary(table.layout.dialect)
    candidates = [
        (candidate.likeness, place, candidate.name, column)
        for place, column in enumerate(columns)
        if is_spelled(column.header) or not words.is_ignored(column.header)
        for candidate in likely_columns(column.header)
    ]
    taken = set(table.names.values())
    meant: dict[str, str] = {}
    for _, _, name, column in sorted(candidates, key=lambda candidate: candidate[:2]):
        if name in taken or column.letter in meant or _contradicts(name, column, table):
            continue
        meant[column.letter] = name
        taken.add(name)
    return meant


def possible_columns(table: Table) -> dict[str, tuple[str, ...]]:
    """Return the columns that each unknown header may mean, by letter, the likeliest first.

    More than `meant_columns` they are guesses: what a person chooses from.
    """
    words = vocabulary(table.layout.dialect)
    taken = set(table.names.values())
    found = {}
    for column in table.layout.columns:
        if (
            column.canonical
            or not column.header
            or words.is_ignored(column.header)
            or is_added(column.header)
        ):
            continue
        possible = [name for name in ranked_columns(column.header) if name not in taken]
        found[column.letter] = tuple(name for name in possible if not _contradicts(name, column, table))
    return found


def advice(column: SheetColumn, meant: str, table: Table) -> str:
    """Return what to do about a column whose header is not known, and probably means `meant` or nothing."""
    if meant:
        return f'Did you mean "{meant}"? If so, rename the column.'
    if len(column.header) > LONGEST_NAME:
        return _NOTHING
    name = vocabulary(table.layout.dialect).named(without_note(column.header))
    letter = table.layout.letters.get(name or "")
    if letter:
        return f"Column {letter} is {name} already. Nothing to do, if this one is a column of your own."
    if name and (unit := other_unit(column.header, name)):
        return f'{name} is not in "{unit}". To have it imported, change the numbers and the header.'
    return _weight_advice(column, table) or _attribute_advice(column, table) or _NOTHING


def _weight_advice(column: SheetColumn, table: Table) -> str:
    """Return how a column such as "Net weight in kg" becomes the weight; a blank when it is none."""
    words = header_words(column.header)
    units = {unit for word in words if (unit := parse_unit(word))}
    rest = " ".join(word for word in words if word != "in" and not parse_unit(word))
    (weight,), number = schema.columns_of(Kind.WEIGHT), schema.columns_of(Kind.NUMBER)[0]
    if len(units) != 1 or weight.name in table.layout.letters or _contradicts(number.name, column, table):
        return ""
    is_weight = weight.name in {candidate.name for candidate in likely_columns(rest)}
    return f'To have it imported, name it "Weight ({units.pop()})".' if is_weight else ""


def _attribute_advice(column: SheetColumn, table: Table) -> str:
    """Return how a column such as "Color" becomes an attribute; a blank when its values cannot be one."""
    known = schema.suggestions()
    key = header_key(without_note(column.header))
    if key not in map(header_key, (*known.attributes, *known.number_attributes)):
        return ""
    taken = set(table.names.values())
    free = [pair for pair in _attributes() if taken.isdisjoint(pair)]
    of_numbers = key in map(header_key, known.number_attributes)
    if not free or _contradicts(free[0][of_numbers], column, table):
        return ""
    name, value = free[0]
    return (
        f'To import it as an attribute, name this column "{value}" and put a column "{name}" before it '
        f'that says "{column.header}" on each row.'
    )


def _attributes() -> list[tuple[str, str]]:
    """Return the columns of each attribute: its name and its value."""
    names, values = schema.columns_of(Kind.ATTRIBUTE_NAME), schema.columns_of(Kind.ATTRIBUTE_VALUE)
    return [(name.name, value.name) for name, value in zip(names, values, strict=True)]


def _contradicts(name: str, column: SheetColumn, table: Table) -> bool:
    return contradicts(name, table.columns[column_number(column.letter)].texts.slice(table.below_header))
