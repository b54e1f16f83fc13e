"""Cells merged over several rows that speak for each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importkit import schema
from importkit.addresses import column_letters
from importkit.findings import Findings
from importkit.schema import Kind
from importkit.workbook.sheet.cell_column import Cells
from importkit.workbook.sheet.ranges import last_covering
from importkit.workbook.sheet.sheet_tail import Merges
from importkit.workbook.sheet.table import cleaned_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from importkit.workbook.sheet.table import Table

#: Columns in which a cell merged over several rows counts in each of them.
_SPREAD = frozenset({Kind.ATTRIBUTE_NAME, Kind.ATTRIBUTE_VALUE})
_HANDLE = "Product Handle"


def with_merges(table: Table, merges: Merges, rows: NDArray[np.int64]) -> tuple[Table, Findings]:
    """Return the table with vertical merges that speak for each of their rows filled in, and a warning each.

    Blank rows stay blank: only `rows`, the positions of the data rows, are filled.
    """
    spread = {
        number: own
        for number, name in table.names.items()
        if spreads(name) and len((own := _of_column(merges, number, table)).tops)
    }
    if not spread:
        return table, Findings()
    filled = {number: _filled_in(table, number, own, rows) for number, own in spread.items()}
    touched = {number: table.names[number] for number in spread}
    cleaned = {**table.cleaned, **cleaned_columns(filled, touched, table.layout.dialect)}
    cases = [case for number, own in spread.items() for case in _cases(table, number, own)]
    return replace(table, columns={**table.columns, **filled}, cleaned=cleaned), Findings.of(
        "cell.merged", cases
    )


def spreads(name: str) -> bool:
    """Return whether a cell merged over several rows of a column counts in each of them."""
    return name == _HANDLE or schema.columns()[name].kind in _SPREAD


def _of_column(merges: Merges, number: int, table: Table) -> Merges:
    """Return the merges of a column that begin in a filled cell below the header, each once."""
    own = np.flatnonzero((merges.columns == number) & (merges.tops > table.layout.header_row))
    ranges = np.unique(np.stack([merges.tops[own], merges.bottoms[own]]), axis=1)
    tops, bottoms = ranges[:, np.isin(ranges[0], table.numbers) & (ranges[0] < ranges[1])]
    is_filled = _filled(table.cleaned[number])[_positions(table, tops)]
    return Merges(np.full(int(is_filled.sum()), number), tops[is_filled], bottoms[is_filled])


def _filled_in(table: Table, number: int, own: Merges, rows: NDArray[np.int64]) -> Cells:
    """Return the column with the cell at the top of each merge in all of its rows."""
    cells = table.columns[number]
    last = last_covering(own.tops + 1, own.bottoms, table.numbers[rows])
    covered = rows[last >= 0]
    source = np.arange(len(cells.texts))
    source[covered] = _positions(table, own.tops[last[last >= 0]])
    taken = pa.array(source)
    formats = None if cells.formats is None else cells.formats.take(taken)
    return Cells(cells.texts.take(taken), cells.kinds[source], formats)


def _cases(table: Table, number: int, own: Merges) -> list[dict[str, object]]:
    letters = column_letters(number)
    texts = table.cleaned[number].take(pa.array(_positions(table, own.tops))).to_pylist()
    return [
        {
            "row": top,
            "column": table.names[number],
            "cell": f"{letters}{top}",
            "value": text,
            "range": f"{letters}{top}:{letters}{bottom}",
        }
        for top, bottom, text in zip(own.tops.tolist(), own.bottoms.tolist(), texts, strict=True)
    ]


def _positions(table: Table, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.searchsorted(table.numbers, numbers)


def _filled(texts: pa.Array) -> NDArray[np.bool_]:
    return np.asarray(pc.is_valid(texts).to_numpy(zero_copy_only=False), bool)
