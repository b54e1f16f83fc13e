"""The columns of materials, merged into one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from importkit import schema
from importkit.findings import Findings
from importkit.schema import Kind
from importkit.validation.column_kinds import separator_of
from importkit.validation.compositions import read_compositions, read_pairs
from importkit.values.text import CLEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.model import Sheet
    from importkit.validation.readings import ReadCells

WHOLE = schema.columns_of(Kind.MATERIALS)[0].name
NAMES = schema.columns_of(Kind.MATERIAL_NAMES)[0].name
SHARES = schema.columns_of(Kind.PERCENTAGES)[0].name

#: Where the values of the pair go.
SOURCE_COLUMNS = {NAMES: WHOLE, SHARES: WHOLE}


class MergedMaterials(NamedTuple):
    """A sheet with its materials in one column.

    Attributes:
        frame: The sheet without the pair.
        from_pair: Where the value of that column comes from the pair.
        marks: The clear marks, those of the pair on the one column.
        findings: What there is to say of the materials.
    """

    frame: pd.DataFrame
    from_pair: pd.Series[bool]
    marks: Mapping[str, pd.Series[bool]]
    findings: Findings


def merge_materials(
    frame: pd.DataFrame, sheet: Sheet, bad: pd.DataFrame, marks: Mapping[str, pd.Series[bool]]
) -> MergedMaterials:
    """Return the sheet with its materials in one column.

    A pair of which one cell is bad already is left alone: it would only be told that it does not pair up.
    A clear mark in Materials clears the pair.
    """
    nowhere = pd.Series(data=False, index=frame.index)
    if frame.columns.isin([WHOLE, NAMES, SHARES]).sum() == 0:
        return MergedMaterials(frame, nowhere, marks, Findings())
    cleared = marks.get(NAMES, nowhere)
    alone = marks.get(SHARES, nowhere) & ~cleared
    unread = (
        cleared | frame.index.isin(bad.loc[bad["column"].isin(list(SOURCE_COLUMNS)), "row_number"]) | alone
    )
    whole = read_compositions(_cells(frame, WHOLE), separator_of(sheet, WHOLE))
    pair = read_pairs(
        _cells(frame, NAMES).mask(unread), _cells(frame, SHARES).mask(unread), separator_of(sheet, WHOLE)
    )
    merged = whole.cells.fillna(pair.cells).rename(WHOLE)
    return MergedMaterials(
        frame.drop(columns=[name for name in SOURCE_COLUMNS if name in frame]).assign(**{WHOLE: merged}),
        whole.cells.isna() & pair.cells.notna(),
        _merged_marks(marks, cleared),
        Findings.all(
            [
                whole.findings,
                pair.findings,
                _conflicts(frame, sheet, whole, pair),
                _marks_without_materials(alone),
            ]
        ),
    )


def _merged_marks(
    marks: Mapping[str, pd.Series[bool]], cleared: pd.Series[bool]
) -> dict[str, pd.Series[bool]]:
    kept = {name: where for name, where in marks.items() if name not in SOURCE_COLUMNS}
    return {**kept, WHOLE: kept[WHOLE] | cleared if WHOLE in kept else cleared}


def _marks_without_materials(marks: pd.Series[bool]) -> Findings:
    """Return clear marks in Percentages whose Materials are not cleared."""
    facts = {"where": f"in {SHARES} alone", "advice": f"Write [clear] in {NAMES}: it clears both."}
    rows = marks.index[marks]
    return Findings.of(
        "clear.not-allowed", pd.DataFrame({"row": rows, "column": SHARES, "value": CLEAR, **facts})
    )


def _cells(frame: pd.DataFrame, name: str) -> pd.Series[str]:
    return frame[name] if name in frame else pd.Series(pd.NA, index=frame.index, dtype="str", name=name)


def _conflicts(frame: pd.DataFrame, sheet: Sheet, whole: ReadCells, pair: ReadCells) -> Findings:
    """Return where the one column and the pair name different materials."""
    differ = whole.cells.notna() & pair.cells.notna() & (whole.cells != pair.cells)
    if not differ.any():
        return Findings()
    letter = sheet.layout.letters.get(NAMES, "")
    rows = frame.index[differ]
    shown = _cells(frame, NAMES)[differ] + " / " + _cells(frame, SHARES)[differ].fillna("")
    cells = [f"{letter}{row}" for row in rows]
    cases = {
        "row": rows,
        "column": WHOLE,
        "value": frame.loc[differ, WHOLE],
        "other": shown,
        "other_cell": cells,
    }
    return Findings.of("column.conflict", pd.DataFrame(cases))
