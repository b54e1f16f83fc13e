"""The table of the chosen sheet: its layout, its cells, and the cleaned text of what is imported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importkit import schema
from importkit.findings import Findings
from importkit.model import CellKind
from importkit.schema import Kind
from importkit.workbook.sheet.address import column_letters, column_number
from importkit.workbook.sheet.cells import clean_column, clean_text
from importkit.workbook.sheet.grid import Cells, Grid, overlaid
from importkit.workbook.sheet.layout import arranged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from importkit.model import Layout
    from importkit.workbook.sheet.layout import Place
    from importkit.workbook.sheet.scan import Merge, SheetScan

#: Columns in which a cell merged over several rows speaks for each of them.
_SPREAD = frozenset({Kind.ATTRIBUTE_NAME, Kind.ATTRIBUTE_VALUE})
_HANDLE = "Product Handle"


@dataclass(frozen=True)
class Table:
    """The table, every row from row 1 of the sheet on.

    Attributes:
        headers: Texts of the header row by column number.
        columns: Every used column.
        names: Canonical name of each imported column.
        cleaned: Cleaned texts of each imported column.
    """

    layout: Layout
    headers: Mapping[int, str]
    columns: Mapping[int, Cells]
    names: Mapping[int, str]
    cleaned: Mapping[int, pa.Array]
    height: int


def table_of(grid: Grid, found: SheetScan, place: Place) -> Table:
    """Return the table that starts at the chosen header row."""
    texts = grid.headers(place.header.row)
    headers = {number: header for number, text in texts.items() if (header := clean_text(text, Kind.TEXT))}
    used = [number for number, cells in grid.columns.items() if cells.kinds[place.header.row :].any()]
    layout = arranged(place, headers, used)
    names = {column_number(column.letter): column.canonical for column in layout.columns if column.canonical}
    nothing = Cells(pa.nulls(grid.height, pa.large_string()), np.zeros(grid.height, np.uint8))
    columns = {
        column_number(column.letter): grid.columns.get(column_number(column.letter), nothing)
        for column in layout.columns
    }
    columns.update(_pictured(columns, names, found, place.header.row))
    columns.update(_linked(columns, names, found, place.header.row))
    return Table(layout, headers, columns, names, _cleaned(columns, names, layout.dialect), grid.height)


def with_merges(table: Table, merges: Iterable[Merge], rows: np.ndarray) -> tuple[Table, Findings]:
    """Return the table with vertical merges that speak for each of their rows filled in, and a warning each.

    Blank rows stay blank: only `rows`, the positions of the data rows, are filled.
    """
    spread = [merge for merge in merges if _is_spread(merge, table)]
    if not spread:
        return table, Findings()
    columns = dict(table.columns)
    for merge in spread:
        columns[merge.left] = _filled_in(columns[merge.left], merge, rows)
    touched = {merge.left: table.names[merge.left] for merge in spread}
    cleaned = {**table.cleaned, **_cleaned(columns, touched, table.layout.dialect)}
    return replace(table, columns=columns, cleaned=cleaned), Findings.of(
        "cell.merged", [_merged(merge, table) for merge in spread]
    )


def _pictured(
    columns: Mapping[int, Cells], names: Mapping[int, str], found: SheetScan, header_row: int
) -> dict[int, Cells]:
    """Return the imported columns with pictures, each in place of what its cell holds for other programs."""
    pictures: dict[int, dict[int, str]] = {}
    for (row, column), text in found.pictures.items():
        if column in names and row > header_row:
            pictures.setdefault(column, {})[row - 1] = text
    pictured = {}
    for number, shown in pictures.items():
        cells = columns[number]
        there = {at: text for at, text in shown.items() if at < len(cells.texts)}
        pictured[number] = overlaid(cells, there, CellKind.PICTURE, len(cells.texts))
    return pictured


def _linked(
    columns: Mapping[int, Cells], names: Mapping[int, str], found: SheetScan, header_row: int
) -> dict[int, Cells]:
    """Return the columns of web addresses, a linked cell with the address that it leads to."""
    addresses: dict[int, dict[int, str]] = {}
    for (row, column), target in found.links.items():
        if column in names and row > header_row and schema.columns()[names[column]].kind is Kind.URL:
            addresses.setdefault(column, {})[row - 1] = target
    linked = {}
    for number, targets in addresses.items():
        cells = columns[number]
        shown = {at: target for at, target in targets.items() if at < len(cells.kinds) and cells.kinds[at]}
        linked[number] = overlaid(cells, shown, CellKind.TEXT, len(cells.texts))
    return linked


def _cleaned(columns: Mapping[int, Cells], names: Mapping[int, str], dialect: str) -> dict[int, pa.Array]:
    peculiar = schema.dialects()[dialect].blank_values
    known = schema.columns()
    return {
        number: clean_column(
            columns[number], known[name], (*known[name].blank_values, *peculiar.get(name, ()))
        )
        for number, name in names.items()
    }


def _is_spread(merge: Merge, table: Table) -> bool:
    name = table.names.get(merge.left)
    if name is None or merge.left != merge.right or not table.layout.header_row < merge.top < merge.bottom:
        return False
    spread = name == _HANDLE or schema.columns()[name].kind in _SPREAD
    return (
        spread and merge.top <= table.height and pc.is_valid(table.cleaned[merge.left])[merge.top - 1].as_py()
    )


def _filled_in(cells: Cells, merge: Merge, rows: np.ndarray) -> Cells:
    top = merge.top - 1
    covered = rows[(rows > top) & (rows < merge.bottom)]
    text = cells.texts[top].as_py()
    filled = overlaid(
        cells, dict.fromkeys(covered.tolist(), text), CellKind(int(cells.kinds[top])), len(cells.texts)
    )
    if cells.formats is None:
        return filled
    is_covered = np.zeros(len(cells.texts), bool)
    is_covered[covered] = True
    indices = pc.if_else(pa.array(is_covered), cells.formats.indices[top], cells.formats.indices)
    return replace(filled, formats=pa.DictionaryArray.from_arrays(indices, cells.formats.dictionary))


def _merged(merge: Merge, table: Table) -> dict[str, object]:
    letters = column_letters(merge.left)
    return {
        "row": merge.top,
        "column": table.names[merge.left],
        "cell": f"{letters}{merge.top}",
        "value": table.cleaned[merge.left][merge.top - 1].as_py(),
        "range": f"{letters}{merge.top}:{letters}{merge.bottom}",
    }
