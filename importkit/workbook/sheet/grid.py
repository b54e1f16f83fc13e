"""The cells of a sheet as columns of text in Arrow, each with its kind; rows without any are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importkit.model import CellKind
from importkit.workbook.sheet.cell_column import Cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from importkit.addresses import CellPosition
    from importkit.workbook.sheet.formats import Formats
    from importkit.workbook.sheet.scan import SheetScan


@dataclass(frozen=True)
class Grid:
    """A sheet's cells.

    Attributes:
        columns: By column number.
        numbers: Excel's numbers of the rows, ascending. A row without any content has no place here: one cell
            in row 1 000 000 takes no more memory than one in row 2.
    """

    columns: Mapping[int, Cells]
    numbers: NDArray[np.int64]

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.numbers)

    def headers(self, row: int) -> dict[int, str]:
        """Return the texts of a row by column number; an error is no header, though #NAME? reads like one."""
        at = int(np.searchsorted(self.numbers, row))
        if at >= self.height or self.numbers[at] != row:
            return {}
        named = {number: cells for number, cells in self.columns.items() if _is_header(cells.kinds[at])}
        return {number: cells.texts[at].as_py() for number, cells in named.items()}


def _is_header(kind: np.uint8) -> bool:
    return kind not in {CellKind.BLANK, CellKind.ERROR}


def with_scan(grid: Grid, found: SheetScan, formats: Formats) -> Grid:
    """Return the grid with what only the scan knows: errors, formulas without a result, number formats."""
    columns = {number: Cells(cells.texts, cells.kinds.copy()) for number, cells in grid.columns.items()}
    for texts, kind in ((found.uncached, CellKind.UNCACHED), (found.errors, CellKind.ERROR)):
        for number, cells in _by_column(texts, grid.numbers).items():
            columns[number] = overlaid(columns.get(number), cells, kind, grid.height)
    for number, runs in found.styled.columns().items():
        if number in columns:
            columns[number] = formats.applied(columns[number], runs, grid.numbers)
    return Grid(dict(sorted(columns.items())), grid.numbers)


def overlaid(cells: Cells | None, texts: dict[int, str], kind: CellKind, height: int) -> Cells:
    """Return the column with some of its cells replaced, by position."""
    under = cells or Cells(pa.nulls(height, pa.large_string()), np.zeros(height, np.uint8))
    mask = np.zeros(height, bool)
    mask[list(texts)] = True
    kinds = under.kinds.copy()
    kinds[mask] = kind
    replacement = pa.array([texts[row] for row in sorted(texts)], pa.large_string())
    return Cells(pc.replace_with_mask(under.texts, pa.array(mask), replacement), kinds, under.formats)


def _by_column(texts: Mapping[CellPosition, str], numbers: NDArray[np.int64]) -> dict[int, dict[int, str]]:
    """Return texts by column and position of the row; each of these rows has a position."""
    columns: dict[int, dict[int, str]] = {}
    rows = np.fromiter((row for row, _ in texts), np.int64, len(texts))
    for at, ((_, column), text) in zip(np.searchsorted(numbers, rows).tolist(), texts.items(), strict=True):
        columns.setdefault(column, {})[at] = text
    return columns
