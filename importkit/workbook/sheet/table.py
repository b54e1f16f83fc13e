"""The table of the chosen sheet: its layout, its cells, and the cleaned text of what is imported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from importkit import schema
from importkit.addresses import column_number
from importkit.model import CellKind
from importkit.schema import Kind
from importkit.workbook.sheet.cell_column import Cells
from importkit.workbook.sheet.cleaning import clean_column, clean_text
from importkit.workbook.sheet.grid import Grid, overlaid
from importkit.workbook.sheet.layout import columns_in_order
from importkit.workbook.sheet.ranges import last_covering

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from importkit.model import Layout
    from importkit.workbook.sheet.layout import Place
    from importkit.workbook.sheet.scan import SheetScan


@dataclass(frozen=True)
class Table:
    """The table: the rows of the sheet that have any content, by position.

    Attributes:
        numbers: Excel's number of the row at each position.
        headers: Texts of the header row by column number.
        columns: Every used column.
        names: Canonical name of each imported column.
        cleaned: Cleaned texts of each imported column; none where nobody asked for them.
    """

    layout: Layout
    headers: Mapping[int, str]
    columns: Mapping[int, Cells]
    names: Mapping[int, str]
    cleaned: Mapping[int, pa.Array]
    numbers: NDArray[np.int64]

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.numbers)

    @property
    def below_header(self) -> int:
        """Return the position of the first row below the header."""
        return int(np.searchsorted(self.numbers, self.layout.header_row, side="right"))


def table_of(
    grid: Grid, found: SheetScan, place: Place, *, with_cleaned: bool = True, before: Table | None = None
) -> Table:
    """Return the table that starts at the chosen header row.

    Args:
        grid: Every cell of the sheet.
        found: What its XML says beside the values.
        place: Where its header row lies.
        with_cleaned: Whether the cleaned texts are wanted, which take most of the time.
        before: The table of the same sheet with a few other cells: columns that it shares are clean already.
    """
    texts = grid.headers(place.header.row)
    headers = {number: header for number, text in texts.items() if (header := clean_text(text, Kind.TEXT))}
    below = int(np.searchsorted(grid.numbers, place.header.row, side="right"))
    used = [number for number, cells in grid.columns.items() if cells.kinds[below:].any()]
    layout = columns_in_order(place, headers, used)
    names = {column_number(column.letter): column.canonical for column in layout.columns if column.canonical}
    nothing = Cells(pa.nulls(grid.height, pa.large_string()), np.zeros(grid.height, np.uint8))
    columns = {
        column_number(column.letter): grid.columns.get(column_number(column.letter), nothing)
        for column in layout.columns
    }
    columns.update(_pictured(columns, names, found, grid.numbers))
    columns.update(_linked(columns, names, found, grid.numbers))
    table = Table(layout, headers, columns, names, {}, grid.numbers)
    return replace(table, cleaned=_cleaned(table, before)) if with_cleaned else table


def _cleaned(table: Table, before: Table | None) -> dict[int, pa.Array]:
    """Return the cleaned texts of each imported column."""
    known: dict[int, pa.Array] = {}
    if before is not None and before.layout.dialect == table.layout.dialect:
        known = {
            number: before.cleaned[number]
            for number, name in table.names.items()
            if before.names.get(number) == name and before.columns[number] is table.columns[number]
        }
    left = {number: name for number, name in table.names.items() if number not in known}
    return known | cleaned_columns(table.columns, left, table.layout.dialect)


def _pictured(
    columns: Mapping[int, Cells], names: Mapping[int, str], found: SheetScan, numbers: NDArray[np.int64]
) -> dict[int, Cells]:
    """Return the imported columns with pictures, each in place of what its cell holds for other programs."""
    pictured = {}
    for number in names:
        shown = _of_column(found.pictures, number, numbers)
        if shown:
            cells = columns[number]
            pictured[number] = overlaid(cells, shown, CellKind.PICTURE, len(cells.texts))
    return pictured


def _linked(
    columns: Mapping[int, Cells], names: Mapping[int, str], found: SheetScan, numbers: NDArray[np.int64]
) -> dict[int, Cells]:
    """Return the columns of web addresses, a linked cell with the address that it leads to."""
    linked = {}
    for number in (number for number, name in names.items() if schema.columns()[name].kind is Kind.URL):
        cells = columns[number]
        targets = {**_of_column(found.links, number, numbers), **_of_hyperlinks(found, number, numbers)}
        shown = {at: target for at, target in targets.items() if cells.kinds[at]}
        if shown:
            linked[number] = overlaid(cells, shown, CellKind.TEXT, len(cells.texts))
    return linked


def _of_column(
    texts: Mapping[tuple[int, int], str], number: int, numbers: NDArray[np.int64]
) -> dict[int, str]:
    """Return texts of a column by position; each cell that has one is in the table."""
    own = {row: text for (row, column), text in texts.items() if column == number}
    return dict(zip(np.searchsorted(numbers, list(own)).tolist(), own.values(), strict=True))


def _of_hyperlinks(found: SheetScan, number: int, numbers: NDArray[np.int64]) -> dict[int, str]:
    """Return where the links of a column lead, by position; of several over a cell the last one counts."""
    links = found.hyperlinks.of_column(number)
    last = last_covering(links.ranges[:, 2], links.ranges[:, 3], numbers)
    places = np.flatnonzero(last >= 0)
    return {at: links.targets[link] for at, link in zip(places.tolist(), last[places].tolist(), strict=True)}


def cleaned_columns(
    columns: Mapping[int, Cells], names: Mapping[int, str], dialect: str
) -> dict[int, pa.Array]:
    """Return the cleaned texts of columns."""
    peculiar = schema.dialects()[dialect].blank_values
    known = schema.columns()
    return {
        number: clean_column(
            columns[number], known[name], (*known[name].blank_values, *peculiar.get(name, ()))
        )
        for number, name in names.items()
    }
