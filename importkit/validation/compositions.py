"""Materials: one column that names them with percentages, or a pair of columns; one column comes out."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from importkit import schema
from importkit.grammar import agree, count
from importkit.schema import Kind
from importkit.validation.clear_marks import among_items
from importkit.validation.list_columns import comma_note
from importkit.validation.readings import Note, ReadCells, Reading, read_distinct
from importkit.values.lists import split_list, unsplit_commas
from importkit.values.materials import (
    FULL,
    Composition,
    Material,
    NotUnderstood,
    Unequal,
    encode_materials,
    format_materials,
    pair_materials,
    parse_materials,
)
from importkit.values.numbers import is_noticeable, plain, rounded

if TYPE_CHECKING:
    from decimal import Decimal

    import pandas as pd

#: Between the two cells of a pair, while they are read as one; reading leaves no control character.
_BESIDE = "\x1d"

_COMMA = re.compile(r",(?![0-9])")


class SourceCells(NamedTuple):
    """The cells that a composition stands in, to say of each what is to be said."""

    materials: str
    percentages: str
    materials_text: str
    percentages_text: str

    def note(self, code: str, *, of_percentages: bool = False, **facts: str) -> Note:
        """Return a note on one of the two cells."""
        column, text = (
            (self.percentages, self.percentages_text)
            if of_percentages
            else (self.materials, self.materials_text)
        )
        return Note(code, {"column": column, "value": text, **facts})

    def notes(self, notes: tuple[Note, ...]) -> tuple[Note, ...]:
        """Return notes on the cell with the names."""
        return tuple(
            Note(code, {**facts, "column": self.materials, "value": self.materials_text})
            for code, facts in notes
        )


def read_compositions(cells: pd.Series[str], separator: str) -> ReadCells:
    """Return a column of materials with percentages, encoded as it travels."""
    return read_distinct(cells, partial(_read_one, column=str(cells.name), separator=separator))


def read_pairs(materials: pd.Series[str], percentages: pd.Series[str], separator: str) -> ReadCells:
    """Return the pair of columns as one column, encoded as it travels."""
    blank = materials.isna() & percentages.isna()
    beside = (materials.fillna("") + _BESIDE + percentages.fillna("")).mask(blank)
    names = (str(materials.name), str(percentages.name))
    return read_distinct(beside, partial(_read_pair, names=names, separator=separator))


def _read_one(text: str, column: str, separator: str) -> Reading:
    return _read(parse_materials(text, separator), SourceCells(column, column, text, text), separator)


def _read_pair(text: str, names: tuple[str, str], separator: str) -> Reading:
    materials, _, percentages = text.partition(_BESIDE)
    if not percentages:
        return _read_one(materials, names[0], separator)
    source = SourceCells(*names, materials, percentages)
    return _read(pair_materials(materials, percentages, separator), source, separator)


def _read(result: Composition | NotUnderstood | Unequal, source: SourceCells, separator: str) -> Reading:
    if refused := among_items(split_list(source.materials_text, separator)):
        return Reading(None, source.notes(refused.notes))
    commas = source.notes(comma_note(_unsplit(source, separator)))
    error = _error(result, source)
    if error or not isinstance(result, Composition):
        return Reading(None, (*error, *commas))
    kept, was_rounded = _stored(result, source)
    return Reading(encode_materials(kept) or None, (*commas, *_warnings(result, source), *was_rounded))


def _error(result: Composition | NotUnderstood | Unequal, source: SourceCells) -> tuple[Note, ...]:
    if isinstance(result, NotUnderstood):
        note = source.note(
            "materials.invalid", of_percentages=result.blames_percentages, reason=result.reason
        )
        return (note,)
    if isinstance(result, Unequal):
        facts = {
            "are": agree(result.materials, "is", "are"),
            "materials": count(result.materials, "material"),
            "percentages": count(result.percentages, "percentage"),
        }
        return (source.note("materials.length-mismatch", of_percentages=True, **facts),)
    if result.total > FULL[1]:
        return (source.note("materials.over-100", of_percentages=True, total=plain(result.total)),)
    above_100 = [m for m in result.materials if m.percentage is not None and m.percentage > 100]
    reason = "a percentage is more than 100"
    return (source.note("materials.invalid", of_percentages=True, reason=reason),) if above_100 else ()


def _warnings(composition: Composition, source: SourceCells) -> list[Note]:
    notes = [
        source.note("materials.repeated", material=material.name, total=_percentage(material.percentage))
        for material in composition.repeated
    ]
    notes += [
        source.note(
            "materials.bare-number", material=name, suggestion=": ".join(name.rsplit(maxsplit=1)) + "%"
        )
        for name in composition.bare_numbers
    ]
    if composition.materials and composition.is_complete and composition.total < FULL[0]:
        notes.append(source.note("materials.under-100", of_percentages=True, total=plain(composition.total)))
    return notes


def _stored(composition: Composition, source: SourceCells) -> tuple[list[Material], list[Note]]:
    """Return the materials with their percentages as they are stored, and a note where that changes them."""
    digits = schema.columns_of(Kind.PERCENTAGES)[0].digits
    decimals = digits[1] if digits else 0
    kept = [
        material
        if material.percentage is None
        else replace(material, percentage=rounded(material.percentage, decimals))
        for material in composition.materials
    ]
    if not any(map(_is_noticeably_rounded, composition.materials, kept)):
        return kept, []
    alone = "; ".join("" if material.percentage is None else plain(material.percentage) for material in kept)
    stored = alone if source.percentages != source.materials else format_materials(kept)
    return kept, [
        source.note("number.rounded", of_percentages=True, stored=stored, decimals=count(decimals, "decimal"))
    ]


def _is_noticeably_rounded(given: Material, kept: Material) -> bool:
    before, after = given.percentage, kept.percentage
    return before is not None and after is not None and is_noticeable(before, after)


def _unsplit(source: SourceCells, separator: str) -> str | None:
    """Return how the materials would be written whose commas do not split them, decimal ones apart."""
    return unsplit_commas(source.materials_text, separator) if _COMMA.search(source.materials_text) else None


def _percentage(share: Decimal | None) -> str:
    return "no percentage" if share is None else f"{plain(share)}%"
