"""The first rows of sheets, before all of one is read: enough to choose the sheet and its header row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importkit.addresses import ADDRESS, column_number
from importkit.errors import UnsafeWorkbookError
from importkit.workbook.archive import markup
from importkit.workbook.sheet.shared_strings import shared_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from importkit.workbook.archive.package import Package
    from importkit.workbook.archive.workbook_parts import Parts, Sheet

#: Texts of a row by the number of the column.
Row = dict[int, str]

_WHOLE = re.compile(r"[0-9]{1,9}")

#: More of a text than this is no name of a column.
_LONGEST = 1_000

#: How many elements are looked at in all sheets together; the first rows of one have two thousand.
_MOST_ELEMENTS = 600_000


class _TopRows:
    """Collects the cells of the first rows as expat meets them."""

    def __init__(self, last_row: int, most_columns: int) -> None:
        self.rows: dict[int, Row] = {}
        #: Places whose text is a number of the shared strings.
        self.shared: dict[tuple[int, int], int] = {}
        self.done = False
        self._last_row, self._most_columns = last_row, most_columns
        self._row = self._column = 0
        self._foreign = 0
        self._type = ""
        self._text: list[str] | None = None
        self._phonetic = False

    def start(self, name: str, given: Mapping[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if self._foreign or space not in markup.SPREADSHEET or tag == "extLst":
            self._foreign += 1
            return
        match tag:
            case "row":
                self._row = int(given["r"]) if _WHOLE.fullmatch(given.get("r", "")) else self._row + 1
                self._column = 0
                self.done = self._row > self._last_row
            case "c":
                self._open_cell(given)
            case "v" | "t" if not self._phonetic and not self.done and self._type != "e":
                self._text = []
            case "rPh":
                self._phonetic = True

    def end(self, name: str) -> None:
        if self._foreign:
            self._foreign -= 1
            return
        match markup.local(name):
            case "v" | "t" if self._text is not None:
                self._put("".join(self._text))
                self._text = None
            case "rPh":
                self._phonetic = False
            case "sheetData":
                self.done = True

    def characters(self, text: str) -> None:
        if self._text is not None and not self._foreign and len(self._text) < _LONGEST:
            self._text.append(text[:_LONGEST])

    def _open_cell(self, given: Mapping[str, str]) -> None:
        self._type = given.get("t", "n")
        place = ADDRESS.fullmatch(given.get("r", ""))
        self._column = column_number(place[1].upper()) if place else self._column + 1

    def _put(self, text: str) -> None:
        row = self.rows.setdefault(self._row, {})
        if len(row) >= self._most_columns:
            return
        if self._type == "s" and _WHOLE.fullmatch(text.strip()):
            self.shared[self._row, self._column] = int(text)
            row[self._column] = ""  # keeps its place, and counts
        elif text:
            row[self._column] = (row.get(self._column, "") + text)[:_LONGEST]


def top_rows(
    package: Package, parts: Parts, sheets: Iterable[Sheet], last_row: int
) -> dict[str, dict[int, Row]]:
    """Return the texts of the first rows of sheets, by part, row and column number; each part is read once.

    Raises:
        UnreadableWorkbookError: The XML of a sheet is broken.
        UnsafeWorkbookError: There is too much to look at.
    """
    tops: dict[str, _TopRows] = {}
    left = _MOST_ELEMENTS
    for part, name in {sheet.part: sheet.name for sheet in sheets}.items():
        tops[part], left = _top(package, part, name, last_row, left)
    wanted = {index for top in tops.values() for index in top.shared.values()}
    texts = shared_texts(package, parts.shared_strings, wanted, _LONGEST)
    return {part: _filled(top, texts, last_row) for part, top in tops.items()}


def _top(package: Package, part: str, name: str, last_row: int, most: int) -> tuple[_TopRows, int]:
    """Return the first rows of a sheet, and how many elements may still be looked at."""
    top = _TopRows(last_row, package.limits.max_columns)
    reader = markup.Reader(top.start, top.end, top.characters, most=most)
    with package.reading(part, f"its sheet {name} cannot be read"):
        try:
            markup.feed(reader, package.chunks(part), after=lambda: top.done)
        except markup.EndlessError:
            raise UnsafeWorkbookError(
                f"{package.label} has too many cells in the first rows of its sheets to find the product "
                "sheet; name that sheet Products, or copy it into a new workbook."
            ) from None
    return top, reader.left


def _filled(top: _TopRows, texts: Mapping[int, str], last_row: int) -> dict[int, Row]:
    """Return the rows with the shared strings in their places, and without what is blank."""
    for (row, column), index in top.shared.items():
        top.rows[row][column] = texts.get(index, "")
    return {
        row: filled
        for row, cells in sorted(top.rows.items())
        if row <= last_row and (filled := {column: text for column, text in cells.items() if text})
    }
