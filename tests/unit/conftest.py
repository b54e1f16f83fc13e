"""Books built by hand: what reading a sheet gives, without a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from openpyxl.utils import get_column_letter

from importkit.cell_sets import blanked
from importkit.findings import Findings
from importkit.model import CellKind, Layout, Sheet, SheetColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

#: The first row below a header in row 1.
FIRST_ROW = 2


def build_book(
    cells: Mapping[str, Sequence[Any]],
    *,
    kinds: Mapping[str, Sequence[CellKind]] | None = None,
    dialect: str = "plan",
    findings: Findings | None = None,
) -> Sheet:
    """Return a book with these columns; numbers are numbers in Excel, None is blank."""
    height = max((len(column) for column in cells.values()), default=0)
    index = pd.RangeIndex(FIRST_ROW, FIRST_ROW + height, name="row_number")
    names = list(cells)
    letters = [get_column_letter(position) for position in range(1, len(names) + 1)]
    texts = {name: [None if cell is None else str(cell) for cell in column] for name, column in cells.items()}
    frame = pd.DataFrame(texts, index=index, columns=names, dtype="str")
    own = {
        name: kinds[name] if kinds and name in kinds else [_kind(cell) for cell in column]
        for name, column in cells.items()
    }
    bad_cells = (findings or Findings()).error_cells()
    return Sheet(
        filename="products.xlsx",
        layout=Layout("Products", 1, dialect, tuple(map(SheetColumn, letters, names, names))),
        frame=blanked(frame, bad_cells),
        cells=frame.set_axis(letters, axis="columns"),
        kinds=pd.DataFrame(own, index=index, columns=names, dtype="uint8").set_axis(letters, axis="columns"),
        findings=findings or Findings(),
        bad_cells=bad_cells,
    )


@pytest.fixture
def book() -> Callable[..., Sheet]:
    """Return a function from `{"SKU": ["A-1", …]}` to a book."""
    return build_book


def _kind(cell: object) -> CellKind:
    if cell is None:
        return CellKind.BLANK
    return CellKind.NUMBER if isinstance(cell, int | float) else CellKind.TEXT
