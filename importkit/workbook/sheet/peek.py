"""The first rows of a sheet, before all of it is read: enough to choose the sheet and its header row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importkit.workbook.archive import markup
from importkit.workbook.archive.parts import damaged
from importkit.workbook.sheet.address import column_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.workbook.archive.container import Package
    from importkit.workbook.archive.package import Parts, Sheet

#: Texts of a row by the number of the column.
Row = dict[int, str]

ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


class _TopRows:
    """Collects the cells of the first rows as expat meets them."""

    def __init__(self, last_row: int) -> None:
        self.rows: dict[int, Row] = {}
        #: Places whose text is a number of the shared strings.
        self.shared: dict[tuple[int, int], int] = {}
        self.done = False
        self._last_row = last_row
        self._row = self._column = 0
        self._type = ""
        self._text: list[str] | None = None
        self._phonetic = False

    def start(self, name: str, given: Mapping[str, str]) -> None:
        match markup.local(name):
            case "row":
                self._row = int(given["r"]) if given.get("r", "").isdecimal() else self._row + 1
                self._column = 0
                self.done = self._row > self._last_row
            case "c":
                self._open_cell(given)
            case "v" | "t" if not self._phonetic and not self.done:
                self._text = []
            case "rPh":
                self._phonetic = True

    def end(self, name: str) -> None:
        match markup.local(name):
            case "v" | "t" if self._text is not None:
                self._put("".join(self._text))
                self._text = None
            case "rPh":
                self._phonetic = False
            case "sheetData":
                self.done = True

    def characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _open_cell(self, given: Mapping[str, str]) -> None:
        self._type = given.get("t", "n")
        place = ADDRESS.fullmatch(given.get("r", ""))
        self._column = column_number(place[1].upper()) if place else self._column + 1

    def _put(self, text: str) -> None:
        if self._type == "s" and text.strip().isdecimal():
            self.shared[self._row, self._column] = int(text)
        elif text:
            row = self.rows.setdefault(self._row, {})
            row[self._column] = row.get(self._column, "") + text


def top_rows(package: Package, parts: Parts, sheet: Sheet, last_row: int) -> dict[int, Row]:
    """Return the texts of the sheet's first rows, by row and column number.

    Raises:
        UnreadableWorkbookError: The sheet's XML is broken.
    """
    top = _TopRows(last_row)
    reader = markup.parser()
    reader.StartElementHandler, reader.EndElementHandler = top.start, top.end
    reader.CharacterDataHandler = top.characters
    try:
        markup.feed(reader, package.chunks(sheet.part), after=lambda: top.done)
        texts = _shared_texts(package, parts, set(top.shared.values()))
    except markup.ParseError as error:
        raise damaged(package.label, f"its sheet {sheet.name} cannot be read") from error
    for (row, column), index in top.shared.items():
        if text := texts.get(index):
            top.rows.setdefault(row, {})[column] = text
    return {row: cells for row, cells in sorted(top.rows.items()) if row <= last_row}


def _shared_texts(package: Package, parts: Parts, wanted: set[int]) -> dict[int, str]:
    """Return some of the shared strings; reading stops after the last of them."""
    if not wanted or parts.shared_strings is None or not package.has(parts.shared_strings):
        return {}
    strings = _SharedStrings(wanted)
    reader = markup.parser()
    reader.StartElementHandler, reader.EndElementHandler = strings.start, strings.end
    reader.CharacterDataHandler = strings.characters
    markup.feed(reader, package.chunks(parts.shared_strings), after=lambda: strings.index > max(wanted))
    return {index: "".join(pieces) for index, pieces in strings.texts.items()}


class _SharedStrings:
    """Collects the wanted ones of the shared strings, without their phonetic readings."""

    def __init__(self, wanted: set[int]) -> None:
        self.texts: dict[int, list[str]] = {index: [] for index in wanted}
        self.index = 0
        self._within = ""

    def start(self, name: str, _: Mapping[str, str]) -> None:
        tag = markup.local(name)
        if tag == "rPh" or (tag == "t" and self._within != "rPh"):
            self._within = tag

    def end(self, name: str) -> None:
        tag = markup.local(name)
        if tag == self._within:
            self._within = ""
        if tag == "si":
            self.index += 1

    def characters(self, text: str) -> None:
        if self._within == "t" and self.index in self.texts:
            self.texts[self.index].append(text)
