"""What the value reader does not tell of a sheet: errors, formulas, formats, hidden rows, merges, links.

A streaming scan of the sheet's XML, by regular expressions over bytes: it takes a second or two for a hundred
thousand rows, where a parser takes half a minute. It is exact for XML as spreadsheet programs write it, and
stops at anything else, which `plain` then rewrites.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importkit.display import number
from importkit.errors import UnsafeWorkbookError
from importkit.workbook.archive.prefix import without_prefix
from importkit.workbook.sheet import gaps
from importkit.workbook.sheet.address import MAX_COLUMN, MAX_ROW, column_number
from importkit.workbook.sheet.pictures import address_of, shows_picture
from importkit.workbook.sheet.styled import StyledCells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from importkit.model import Limits

#: A row and a column, both from 1.
Place = tuple[int, int]
#: No cell of a real sheet takes more; Excel allows 32 767 characters.
_LONGEST_CELL = 16 * 1024 * 1024
#: A cell's address, as nearly every writer puts it: first. The set of columns and the set of rows are found
#: apart, since two million pairs cost more than two passes.
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"')
_NUMBER = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
#: The same, among other attributes.
_ANY_CELL = re.compile(rb"<c(?![A-Za-z])")
_ANY_COLUMN = re.compile(rb'<c (?:[^>]*? )?r="([A-Z]{1,3})[0-9]{1,7}"')
_ANY_NUMBER = re.compile(rb'<c (?:[^>]*? )?r="[A-Z]{1,3}([0-9]{1,7})"')
_ODD_ROW = re.compile(rb'<row(?![A-Za-z])(?! (?:[^>]*? )?r="[0-9]{1,7}")')
#: The value reader takes the first shared string for every index that is no plain number.
_ODD_INDEX = re.compile(rb' t="s"[^<>]*>(?:<f[^<>]*>(?:[^<]*</f>)?)?<v(?: [^<>]*)?>(?![0-9]{1,9}</v>)')
#: The value reader takes any prefix for a cell's, so one that the scan would not see must not pass.
_COLON = re.compile(rb":(?:c|row)[\s/>]")
_PREFIXED = re.compile(rb"<[^\s<>/:]+:(?:c|row)[\s/>]")
_SECOND_TABLE = re.compile(rb"<(?:[^\s<>/:]+:)?(?:c|row|sheetData)[\s/>]")
_PLACE = re.compile(rb'<c (?:[^>]*? )?r="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb"<row [^>]*>")
_ROW_NUMBER = re.compile(rb' r="([0-9]{1,7})"')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_TYPE = re.compile(rb' t="([a-zA-Z]+)"')
_VALUE = re.compile(rb"<v(?: [^>]*)?>([^<]+)</v>")
#: `plain` puts the text of an error into an attribute.
_ERROR = re.compile(rb'<v(?: e="([^"]+)"[^>]*| [^>]*)?>([^<]+)</v>')
_FORMULA = re.compile(rb"<f[ >/]")
_FORMULA_TEXT = re.compile(rb"<f(?: [^>]*)?>([^<]*)</f>")
#: The number of a rich value.
_RICH = re.compile(rb' vm="([0-9]{1,9})"')
_LINKING = re.compile(r"HYPERLINK|IMAGE", re.IGNORECASE)
_MERGE = re.compile(rb'<mergeCell [^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_LINK = re.compile(rb"<hyperlink [^>]*>")
_LINK_CELLS = re.compile(rb' ref="([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?"')
_LINK_ID = re.compile(rb' (?:[A-Za-z0-9]+:)?id="([^"]*)"')


class OddMarkupError(Exception):
    """The XML is written in a way that only a full parser reads right."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass
class SheetScan:
    """What a scan found.

    Attributes:
        errors: Error cells and their text, such as "#N/A".
        uncached: Formulas that were never calculated, with a leading "=".
        links: Web addresses by cell, of HYPERLINK and IMAGE formulas and of hyperlinks.
        pictures: Formulas that show a picture, with a leading "=".
        rich: Error cells that hold a rich value instead, such as a picture, and its number.
        styled: Which cells have one of the styles that were asked for.
        hidden: Numbers of hidden and filtered-out rows.
        rows: Numbers of rows that hold a cell, formatted blank ones too.
        columns: Numbers of such columns.
    """

    errors: dict[Place, str] = field(default_factory=dict)
    uncached: dict[Place, str] = field(default_factory=dict)
    links: dict[Place, str] = field(default_factory=dict)
    pictures: dict[Place, str] = field(default_factory=dict)
    rich: dict[Place, int] = field(default_factory=dict)
    styled: StyledCells = field(default_factory=lambda: StyledCells({}))
    hidden: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


def scan_sheet(chunks: Iterable[bytes], styles: Mapping[str, int], targets: Mapping[str, str]) -> SheetScan:
    """Return what the XML of a sheet holds beside its values.

    Args:
        chunks: The XML, in pieces of any size.
        styles: The number formats of the cell styles whose cells are wanted, see `StyledCells`.
        targets: Where the sheet's hyperlinks lead, by the id of the relationship.

    Raises:
        OddMarkupError: The XML has to be rewritten before it can be scanned.
    """
    found = SheetScan(styled=StyledCells(styles))
    is_first = True
    for piece, in_table in pieces(chunks):
        if is_first and b"<worksheet" not in piece:
            raise OddMarkupError
        is_first = False
        if in_table:
            _scan_cells(piece, found)
        else:
            _scan_tail(piece, found, targets)
    return found


def pieces(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield the XML cut between cells, and whether a piece belongs to the table or to what follows it."""
    kept, in_table = b"", True
    for chunk in without_prefix(chunks):
        kept += chunk
        if in_table and (end := _table_end(kept)) >= 0:
            yield kept[:end], True
            kept, in_table = kept[end:], False
        cut = max(kept.rfind(b"<c "), kept.rfind(b"<row ")) if in_table else kept.rfind(b"<")
        if cut > 0:
            yield kept[:cut], in_table
            kept = kept[cut:]
        if len(kept) > _LONGEST_CELL:
            raise OddMarkupError
    yield kept, in_table


def check_limits(found: SheetScan, chunks: Iterable[bytes], sheet: str, label: str, limits: Limits) -> None:
    """Refuse a sheet that is too large, or so scattered that a dense reader runs out of memory.

    Raises:
        UnsafeWorkbookError: With the address of the cell.
    """
    far_row = gaps.far(found.rows, limits.max_row_gap)
    far_column = gaps.far(found.columns, limits.max_column_gap)
    too_large = _is_too_large(found, limits)
    if far_row is None and far_column is None and not too_large:
        return
    # Blank formatted cells were counted so far; now that it matters, only valued ones are.
    valued = gaps.valued_places(piece for piece, in_table in pieces(chunks) if in_table)
    address = gaps.far_address(valued, limits)
    if address:
        raise UnsafeWorkbookError(
            f"{label} has a value in cell {address} of sheet {sheet}, far away from its table; "
            "clear that cell, or delete the empty rows and columns before it.",
            address=address,
        )
    found.rows, found.columns = set(valued.rows), set(valued.columns)
    if _is_too_large(found, limits):
        raise UnsafeWorkbookError(
            f"{label} uses {number(len(found.rows))} rows and {number(len(found.columns))} columns"
            f" of sheet {sheet}, "
            f"and {number(limits.max_rows)} rows and {number(limits.max_columns)} columns are possible; "
            "split it into several workbooks."
        )


def _is_too_large(found: SheetScan, limits: Limits) -> bool:
    outside = max(found.rows, default=0) > MAX_ROW or max(found.columns, default=0) > MAX_COLUMN
    return outside or len(found.rows) > limits.max_rows or len(found.columns) > limits.max_columns


def _table_end(text: bytes) -> int:
    """Return where the table ends, or -1."""
    end = text.find(b"</sheetData")
    return end if end >= 0 else text.find(b"<sheetData/>")


def _scan_cells(piece: bytes, found: SheetScan) -> None:
    is_prefixed = _COLON.search(piece) and _PREFIXED.search(piece)
    if is_prefixed or _ODD_ROW.search(piece) or _ODD_INDEX.search(piece):
        raise OddMarkupError
    _note_places(piece, found)
    if b' hidden="' in piece:
        found.hidden.update(_hidden_rows(piece))
    if b' t="e"' in piece:
        _scan_errors(piece, found)
    if b"<f" in piece:
        _scan_formulas(piece, found)
    found.styled.scan(piece)


def _note_places(piece: bytes, found: SheetScan) -> None:
    columns, numbers = _COLUMN.findall(piece), _NUMBER.findall(piece)
    if len(columns) != piece.count(b"<c"):
        cells = len(_ANY_CELL.findall(piece))
        columns, numbers = _ANY_COLUMN.findall(piece), _ANY_NUMBER.findall(piece)
        if len(columns) != cells:
            raise OddMarkupError
    found.columns.update(column_number(letters.decode()) for letters in set(columns))
    found.rows.update(map(int, set(numbers)))


def _hidden_rows(piece: bytes) -> Iterator[int]:
    for row in _ROW.findall(piece):
        if _HIDDEN.search(row) and (number := _ROW_NUMBER.search(row)):
            yield int(number[1])


def _scan_errors(piece: bytes, found: SheetScan) -> None:
    for start in _cells_with(piece, b' t="e"'):
        shown = _ERROR.search(piece, start, _end(piece, start))
        error = _text(shown[1] or shown[2]) if shown else "#ERROR"
        found.errors[_place(piece, start)] = error
        if error == "#VALUE!" and (rich := _RICH.search(piece, start, piece.find(b">", start))):
            found.rich[_place(piece, start)] = int(rich[1])


def _scan_formulas(piece: bytes, found: SheetScan) -> None:
    for formula in _FORMULA.finditer(piece):
        start = piece.rfind(b"<c ", 0, formula.start())
        end = _end(piece, start)
        written = _FORMULA_TEXT.search(piece, start, end)
        text = _text(written[1]) if written else ""
        kind = _TYPE.search(piece, start, formula.start())
        has_text = kind is not None and kind[1] in {b"str", b"e"}
        has_value = _VALUE.search(piece, start, end) is not None
        if not has_text and not has_value:
            found.uncached[_place(piece, start)] = f"={text}"
        if _LINKING.search(text):
            is_error = kind is not None and kind[1] == b"e"
            _note_address(_place(piece, start), text, found, has_value=has_value and not is_error)


def _note_address(place: Place, formula: str, found: SheetScan, *, has_value: bool) -> None:
    """Note the web address that a formula spells out, and that it shows a picture."""
    if address := address_of(formula):
        found.links[place] = address
    if shows_picture(formula, has_value=has_value):
        found.pictures[place] = f"={formula}"


def _cells_with(piece: bytes, mark: bytes) -> Iterator[int]:
    """Yield where each cell tag with that attribute starts."""
    at = piece.find(mark)
    while at >= 0:
        start = piece.rfind(b"<", 0, at)
        if piece.startswith(b"<c ", start) and piece.find(b">", start, at) < 0:
            yield start
        at = piece.find(mark, at + len(mark))


def _place(piece: bytes, start: int) -> Place:
    place = _PLACE.match(piece, start)
    if place is None:
        raise OddMarkupError
    return int(place[2]), column_number(place[1].decode())


def _end(piece: bytes, start: int) -> int:
    end = piece.find(b"</c>", start)
    return end if end >= 0 else len(piece)


def _text(raw: bytes) -> str:
    return html.unescape(raw.decode("utf-8", errors="replace")).strip()


def _scan_tail(piece: bytes, found: SheetScan, targets: Mapping[str, str]) -> None:
    if _SECOND_TABLE.search(piece.removeprefix(b"<sheetData/>")):
        raise OddMarkupError
    for left, top, right, bottom in _MERGE.findall(piece):
        columns = sorted((column_number(left.decode()), column_number(right.decode())))
        rows = sorted((int(top), int(bottom)))
        found.merges.append(Merge(rows[0], rows[1], columns[0], columns[1]))
    for tag in _LINK.findall(piece):
        cells, relation = _LINK_CELLS.search(tag), _LINK_ID.search(tag)
        target = targets.get(_text(relation[1])) if relation else None
        if cells and target:
            found.links.update(dict.fromkeys(_linked(cells, found.rows), target))


def _linked(cells: re.Match[bytes], rows: set[int]) -> Iterator[Place]:
    """Yield the places of a link; one over a whole column means the rows in use, not a million."""
    left, top, right, bottom = cells.groups()
    first, last = column_number(left.decode()), column_number((right or left).decode())
    linked = range(int(top), int(bottom or top) + 1)
    for row in linked if len(linked) <= len(rows) else rows.intersection(linked):
        yield from ((row, column) for column in range(first, min(last, first + 100) + 1))
