"""What the value reader does not tell of a sheet: errors, formulas, formats, hidden rows, merges, links.

A streaming scan of the sheet's XML, by regular expressions over bytes: it takes a second or two for a hundred
thousand rows, where a parser takes half a minute. It is exact for XML as spreadsheet programs write it, and
stops at anything else, which `canonical_markup` then rewrites.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from importkit.addresses import MAX_ROW, column_letters, column_number
from importkit.workbook.sheet import sheet_tail
from importkit.workbook.sheet.cell_positions import places_of, shared_indices
from importkit.workbook.sheet.pictures import address_of, shows_picture
from importkit.workbook.sheet.styled_cells import StyledCells
from importkit.workbook.sheet.xml_chunks import SheetDamageError, UnusualMarkupError, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from importkit.addresses import CellPosition
    from importkit.workbook.sheet.bounds import Bounds
    from importkit.workbook.sheet.cell_positions import Places
    from importkit.workbook.sheet.sheet_tail import Links, Merges

_PLACE = re.compile(rb'(?:^| )r="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb"<row(?=[ />])[^<>]*")
_ROW_NUMBER = re.compile(rb' r="([0-9]{1,7})"')
_NUMBERED_ROW = re.compile(rb'<row (?:[^<>]*? )?r="([0-9]{1,7})"')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_TYPE = re.compile(rb'(?:^| )t="(str|e)"')
#: A formula or none, and a value or none; `canonical_markup` puts the text of an error into an attribute.
_FORMULA = rb"\s*<f(?![A-Za-z])[^<>]*(?:(?<=/)>|(?<!/)>([^<]*)</f>)"
_VALUE = rb'\s*<v(?: e="([^"]+)"[^<>]*| [^<>]*)?>([^<]+)</v>'
_ERROR_CELL = re.compile(
    rb'<c (?=[^<>]*?(?<= )t="e")([^<>]*+)>(?:%s)?(?:%s)?' % (_FORMULA.replace(b"([", b"(?:["), _VALUE)
)
_FORMULA_CELL = re.compile(rb"<c ([^<>]*+)>%s(?:%s)?" % (_FORMULA, _VALUE))
#: The number of a rich value.
_RICH = re.compile(rb'(?:^| )vm="([0-9]{1,9})"')
_LINKING = re.compile(r"HYPERLINK|IMAGE", re.IGNORECASE)


@dataclass
class SheetScan:
    """What a scan found.

    Attributes:
        errors: Error cells and their text, such as "#N/A".
        uncached: Formulas that were never calculated, with a leading "=".
        links: Web addresses by cell, of HYPERLINK and IMAGE formulas.
        pictures: Formulas that show a picture, with a leading "=".
        rich: Error cells that hold a rich value instead, such as a picture, and its number.
        hyperlinks: Web addresses by range, of hyperlinks; they come before those of formulas.
        styled: Which cells have one of the styles that were asked for.
        hidden: Numbers of hidden and filtered-out rows.
        merges: Ranges merged within one column.
        rows: Numbers of the rows with a cell that has content, ascending.
        columns: Numbers of such columns, ascending.
        cells: How many such cells there are.
        formulas: How many cells have a formula.
        is_harmless: Whether nothing that follows the table keeps the value reader from it.
    """

    errors: dict[CellPosition, str] = field(default_factory=dict)
    uncached: dict[CellPosition, str] = field(default_factory=dict)
    links: dict[CellPosition, str] = field(default_factory=dict)
    pictures: dict[CellPosition, str] = field(default_factory=dict)
    rich: dict[CellPosition, int] = field(default_factory=dict)
    hyperlinks: Links = field(default_factory=sheet_tail.no_links)
    styled: StyledCells = field(default_factory=lambda: StyledCells({}))
    hidden: set[int] = field(default_factory=set)
    merges: Merges = field(default_factory=sheet_tail.no_merges)
    rows: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    columns: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    cells: int = 0
    formulas: int = 0
    is_harmless: bool = True


def scan_sheet(
    chunks: Iterable[bytes],
    styles: Mapping[str, int],
    targets: Mapping[str, str],
    lengths: Sequence[int] | NDArray[np.int64],
    bounds: Bounds,
) -> SheetScan:
    """Return what the XML of a sheet holds beside its values.

    Args:
        chunks: The XML, in pieces of any size.
        styles: The number formats of the cell styles whose cells are wanted, see `StyledCells`.
        targets: Where the sheet's hyperlinks lead, by the id of the relationship.
        lengths: Bytes that each of the shared strings takes.
        bounds: How much the sheet may hold.

    Raises:
        OddMarkupError: The XML has to be rewritten before it can be scanned.
        SheetDamageError: A cell or a row stands twice, or rows are out of order.
        UnsafeWorkbookError: The sheet is far larger than its file.
    """
    found = SheetScan(styled=StyledCells(styles))
    table, rest = _Table(np.array(lengths, np.int64)), sheet_tail.Tail(targets)
    for piece, in_table in pieces(chunks):
        if in_table:
            table.add(piece)
            bounds.check(rows=table.height, cells=table.cells, tags=table.tags, text_bytes=table.text_bytes)
            _scan_cells(piece, found)
        else:
            rest.add(piece)
    found.rows, found.columns = table.rows, table.columns
    found.cells = table.cells
    bounds.check_places(rows=len(found.rows), columns=len(found.columns), cells=found.cells)
    found.hyperlinks, found.merges, found.is_harmless = rest.links, rest.merges, rest.is_harmless
    return found


#: Bytes that a cell takes beside its text.
_MARKUP = 64


class _Table:
    """Collects which rows and columns have content, and makes sure that each cell and row stands once."""

    def __init__(self, lengths: NDArray[np.int64]) -> None:
        self.height = self.cells = self.tags = self.text_bytes = 0
        self.columns = np.zeros(0, np.int64)
        self._lengths = lengths
        self._rows: list[NDArray[np.int64]] = []
        self._last_tag = self._last_row = 0

    @property
    def rows(self) -> NDArray[np.int64]:
        return np.concatenate([np.zeros(0, np.int64), *self._rows])

    def add(self, piece: bytes) -> None:
        """Take whole rows.

        Raises:
            SheetDamageError: One of them stands there before, or after a later one.
        """
        self._check_tags(piece)
        places = places_of(piece)
        self._check_cells(places)
        self.cells += int(places.filled.sum())
        self.tags += len(places.rows)
        self._rows.append(np.unique(places.rows[places.filled]))
        self.height += len(self._rows[-1])
        self.columns = np.union1d(self.columns, places.columns[places.filled])
        self.text_bytes += max(0, len(piece) - _MARKUP * len(places.rows))
        if len(self._lengths):
            indices = shared_indices(piece)
            self.text_bytes += int(self._lengths[indices[indices < len(self._lengths)]].sum())

    def _check_tags(self, piece: bytes) -> None:
        numbers = np.array([int(number) for number in _NUMBERED_ROW.findall(piece)], np.int64)
        if len(numbers) != len(_ROW.findall(piece)) or (numbers > MAX_ROW).any():
            raise UnusualMarkupError
        wrong = np.flatnonzero(np.diff(numbers, prepend=self._last_tag) <= 0)
        if len(wrong):
            raise _disorder(f"row {numbers[wrong[0]]}")
        self._last_tag = int(numbers[-1]) if len(numbers) else self._last_tag

    def _check_cells(self, places: Places) -> None:
        rows, columns = places.rows, places.columns
        if not len(rows):
            return
        back = np.flatnonzero(np.diff(rows, prepend=self._last_row) < 0)
        if len(back) or rows[0] == self._last_row:
            raise _disorder(_address(places, back[0] if len(back) else 0))
        self._last_row = int(rows[-1])
        if (np.diff(rows * 2**14 + columns) > 0).all():
            return  # as every program writes them; others may still be there once each
        order = np.lexsort((columns, rows))
        twice = np.flatnonzero((np.diff(rows[order]) == 0) & (np.diff(columns[order]) == 0))
        if len(twice):
            raise _disorder(_address(places, order[twice[0]]))


def _disorder(what: str) -> SheetDamageError:
    return SheetDamageError(f"{what} stands twice or out of order")


def _address(places: Places, at: int) -> str:
    return f"cell {column_letters(int(places.columns[at]))}{places.rows[at]}"


def _scan_cells(piece: bytes, found: SheetScan) -> None:
    if b' hidden="' in piece:
        found.hidden.update(_hidden_rows(piece))
    if b' t="e"' in piece:
        _scan_errors(piece, found)
    if b"<f" in piece:
        _scan_formulas(piece, found)
    found.styled.scan(piece)


def _hidden_rows(piece: bytes) -> Iterator[int]:
    for row in _ROW.findall(piece):
        if _HIDDEN.search(row) and (number := _ROW_NUMBER.search(row)):
            yield int(number[1])


def _scan_errors(piece: bytes, found: SheetScan) -> None:
    for cell in _ERROR_CELL.finditer(piece):
        if not cell[3] and not piece.startswith(b"<f", cell.end(1) + 1):
            continue
        place, error = _place(cell[1]), text_of(cell[2] or cell[3] or b"#ERROR")
        found.errors[place] = error
        if error == "#VALUE!" and (rich := _RICH.search(cell[1])):
            found.rich[place] = int(rich[1])


def _scan_formulas(piece: bytes, found: SheetScan) -> None:
    for cell in _FORMULA_CELL.finditer(piece):
        found.formulas += 1
        text, kind = text_of(cell[2] or b""), _TYPE.search(cell[1])
        if cell[4] is None and kind is None:
            found.uncached[_place(cell[1])] = f"={text}"
        if _LINKING.search(text):
            is_error = kind is not None and kind[1] == b"e"
            _note_address(_place(cell[1]), text, found, has_value=cell[4] is not None and not is_error)


def _note_address(place: CellPosition, formula: str, found: SheetScan, *, has_value: bool) -> None:
    """Note the web address that a formula spells out, and that it shows a picture."""
    if address := address_of(formula):
        found.links[place] = address
    if shows_picture(formula, has_value=has_value):
        found.pictures[place] = f"={formula}"


def _place(attributes: bytes) -> CellPosition:
    place = _PLACE.search(attributes)
    if place is None:
        raise UnusualMarkupError
    return int(place[2]), column_number(place[1].decode())


def text_of(raw: bytes) -> str:
    """Return the text that an attribute or element holds."""
    return html.unescape(raw.decode("utf-8", errors="replace")).strip()
