"""Weights, each with the unit that its cell tells, or the column of units beside it; one column comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from importkit import schema
from importkit.findings import Findings
from importkit.schema import Kind
from importkit.validation.amounts import read_weights
from importkit.validation.readings import Note, Reading, read_distinct
from importkit.validation.source_cells import are_numbers
from importkit.values.text import CLEAR
from importkit.values.weights import GRAM, parse_unit, split_unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.model import Sheet

WEIGHT = schema.columns_of(Kind.WEIGHT)[0]
UNIT = schema.columns_of(Kind.WEIGHT_UNIT)[0].name

#: Where a unit goes.
SOURCE_COLUMNS = {UNIT: WEIGHT.name}


class MergedWeights(NamedTuple):
    """A sheet whose weights have their units with them.

    Attributes:
        frame: The sheet without the column of units.
        marks: The clear marks, without those of units.
        findings: What there is to say of the weights and their units.
    """

    frame: pd.DataFrame
    marks: Mapping[str, pd.Series[bool]]
    findings: Findings


def merge_weights(
    frame: pd.DataFrame, sheet: Sheet, bad: pd.DataFrame, marks: Mapping[str, pd.Series[bool]]
) -> MergedWeights:
    """Return the sheet with the unit of each weight in the cell of the weight.

    A clear mark in the column of weights clears the unit, too. Of a unit that is bad already nothing is said.
    """
    kept = {name: where for name, where in marks.items() if name != UNIT}
    if WEIGHT.name not in frame:
        return MergedWeights(frame.drop(columns=UNIT, errors="ignore"), kept, Findings())
    cells = frame[WEIGHT.name]
    units_beside, findings = _units_beside(frame, cells)
    read = read_weights(cells, are_numbers(sheet, WEIGHT.name), _decimals(), units_beside)
    is_bad = frame.index.isin(bad.loc[bad["column"] == UNIT, "row_number"])
    missing = _missing(frame, cells.mask(is_bad), read.cells) if UNIT in frame else Findings()
    return MergedWeights(
        frame.drop(columns=UNIT, errors="ignore").assign(**{WEIGHT.name: read.cells}),
        kept,
        Findings.all([findings, _marks_without_weight(marks, frame.index), missing, read.findings]),
    )


def _units_beside(frame: pd.DataFrame, weights: pd.Series[str]) -> tuple[pd.Series[str], Findings]:
    """Return the unit that stands beside each weight, NA where none does, and an error for what is none."""
    if UNIT not in frame:
        return pd.Series(pd.NA, index=frame.index, dtype="str"), Findings()
    # A unit without a weight says nothing, so nothing is said of it.
    read = read_distinct(frame[UNIT].where(weights.notna()), _read_unit)
    return read.cells, read.findings


def _read_unit(text: str) -> Reading:
    unit = parse_unit(text)
    if unit:
        return Reading(unit)
    facts = {"what": "a unit of weight", "advice": "Type g, kg, oz or lb; a blank unit means grams."}
    return Reading(None, (Note("number.invalid", facts),))


def _missing(frame: pd.DataFrame, typed: pd.Series[str], read: pd.Series[str]) -> Findings:
    """Return a warning for each blank unit beside a weight that tells none itself; 0 needs none."""
    bare = typed[frame[UNIT].isna() & typed.notna() & read.notna() & (read != f"0 {GRAM}")]
    with_own = [text for text in bare.unique().tolist() if split_unit(text)[1]]
    weights = bare[~bare.isin(with_own)]
    return Findings.of(
        "number.no-unit", pd.DataFrame({"row": weights.index, "column": UNIT, "weight": weights.to_numpy()})
    )


def _marks_without_weight(marks: Mapping[str, pd.Series[bool]], index: pd.Index) -> Findings:
    """Return clear marks in the column of units whose weights are not cleared."""
    nowhere = pd.Series(data=False, index=index)
    alone = marks.get(UNIT, nowhere) & ~marks.get(WEIGHT.name, nowhere)
    facts = {"where": f"in {UNIT} alone", "advice": f"Write [clear] in {WEIGHT.name}: it clears both."}
    rows = alone.index[alone]
    return Findings.of(
        "clear.not-allowed", pd.DataFrame({"row": rows, "column": UNIT, "value": CLEAR, **facts})
    )


def _decimals() -> int:
    return WEIGHT.digits[1] if WEIGHT.digits else 0
