"""Which original cell a canonical cell comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.findings import Findings
from importkit.model import CellKind

if TYPE_CHECKING:
    import pandas as pd

    from importkit.model import Sheet


def cell_kinds(sheet: Sheet, column: str) -> pd.Series[int]:
    """Return what each cell of a canonical column is in Excel."""
    letters = _letters(sheet, column)
    kinds = sheet.kinds[letters[0]]
    for letter in letters[1:]:
        kinds = kinds.where(kinds != CellKind.BLANK, sheet.kinds[letter])
    return kinds.reindex(sheet.frame.index)


def are_numbers(sheet: Sheet, column: str) -> pd.Series[bool]:
    """Return which cells of a canonical column Excel stores as numbers: there nobody typed a text."""
    return cell_kinds(sheet, column).isin([CellKind.NUMBER, CellKind.PERCENT])


def located(findings: Findings, sheet: Sheet) -> Findings:
    """Return the findings with sheet and cell; where two columns share a name, the one with the value."""
    frame = findings.records
    for column in frame["column"].unique():
        letters = _letters(sheet, column)
        if len(letters) > 1:
            frame = _addressed(frame, column, _valued_letters(sheet, letters))
    return Findings(frame).located(sheet.layout.sheet, sheet.layout.letters)


def _letters(sheet: Sheet, column: str) -> list[str]:
    return [known.letter for known in sheet.layout.columns if known.canonical == column]


def _valued_letters(sheet: Sheet, letters: list[str]) -> pd.Series[str]:
    """Return, for each row, the first of these columns that has a value there; else the first."""
    valued = sheet.kinds[letters] != CellKind.BLANK
    return valued.idxmax(axis="columns").astype("str")


def _addressed(frame: pd.DataFrame, column: str, letters: pd.Series[str]) -> pd.DataFrame:
    lacking = (frame["column"] == column) & (frame["cell"] == "") & frame["row"].isin(letters.index)
    rows = frame.loc[lacking, "row"].astype("int64")
    cells = frame["cell"].copy()
    cells[lacking] = letters.reindex(rows).to_numpy() + rows.astype("str").to_numpy()
    return frame.assign(cell=cells)
