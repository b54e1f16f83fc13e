"""The cells of a checked sheet as a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit.frame_fields import KINDS
from importkit.frames import typed
from importkit.model import CellKind

if TYPE_CHECKING:
    from importkit.model import ResolvedSheet, Sheet


def cells_frame(resolved: ResolvedSheet) -> pd.DataFrame:
    """Return a line for each cell that holds something, row by row."""
    sheet = resolved.sheet
    parts = [_column_cells(sheet, place) for place in range(len(sheet.layout.columns))]
    cells = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    return typed("cells", cells.sort_values("row", kind="stable"))


def _column_cells(sheet: Sheet, place: int) -> pd.DataFrame:
    column = sheet.layout.columns[place]
    kinds = sheet.kinds[column.letter]
    is_filled = kinds != CellKind.BLANK
    rows = kinds.index[is_filled]
    given = sheet.frame[column.canonical].reindex(rows) if column.canonical in sheet.frame else None
    return pd.DataFrame(
        {
            "row": rows,
            "letter": column.letter,
            "header": column.header or None,
            "column": column.canonical,
            "stored": sheet.cells[column.letter][is_filled].to_numpy(),
            "kind": pd.Categorical.from_codes(kinds[is_filled].to_numpy().astype("int8"), dtype=KINDS),
            "read": None if given is None else given.to_numpy(),
        }
    )
