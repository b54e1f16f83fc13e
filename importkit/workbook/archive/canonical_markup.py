"""A part in unusual markup written again as spreadsheet programs usually write it.

Prefixes, CDATA, comments, UTF-16, single quotes and white space around a number are all legal, and rare.
Instead of teaching them to the scan and to the value reader, the part is copied by a full parser, with
nothing but the elements and attributes that count, and everything goes on from there.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from importkit.addresses import ADDRESS, MAX_COLUMN, MAX_ROW, column_letters, column_number
from importkit.workbook.archive import markup
from importkit.workbook.archive.minimal_archive import Source, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from importkit.workbook.archive.package import Package

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

#: Which elements count within which; all others are dropped with whatever they hold.
_WITHIN = {
    "": frozenset({"worksheet", "sst"}),
    "worksheet": frozenset({"sheetData", "mergeCells", "hyperlinks", "tableParts"}),
    "sheetData": frozenset({"row"}),
    "row": frozenset({"c"}),
    "c": frozenset({"f", "v", "is"}),
    "mergeCells": frozenset({"mergeCell"}),
    "hyperlinks": frozenset({"hyperlink"}),
    "tableParts": frozenset({"tablePart"}),
    "sst": frozenset({"si"}),
    "si": frozenset({"t", "r"}),
    "is": frozenset({"t", "r"}),
    "r": frozenset({"t"}),
}
_ATTRIBUTES = frozenset({"ref", "id"})

_ROW_NUMBER = re.compile(r"[0-9]{1,7}")
_INDEX = re.compile(r"[0-9]{1,9}")
#: Numbers, and words such as NaN; a cell without a value matches, too.
_NUMBER = re.compile(r"[0-9A-Za-z.+-]*")
_STYLE = re.compile(r"[0-9]{1,6}")
_NOTED = ("s", "vm", "cm")
_FLAGS = {"1": "1", "true": "1", "0": "0", "false": "0", "": ""}
_TYPES = frozenset({"n", "s", "b", "e", "str", "d", "inlineStr"})

#: Elements that make up a text, and types of cells that may hold one of their own.
_OF_TEXTS = frozenset({"si", "is", "r", "t"})
_TEXT_TYPES = frozenset({"n", "str", "inlineStr"})

#: Elements that hold nothing but those of `_WITHIN`, and extensions.
_OF_TABLES = frozenset({"sheetData", "row", "c"})

#: How many elements a part may have at least, and for each of its compressed bytes: real ones have fewer.
_FLOOR, _PER_BYTE = 1_000_000, 2


class _Cell:
    """What a cell holds, until it ends."""

    def __init__(self, address: str, given: Mapping[str, str]) -> None:
        self.address = address
        self.kind = given.get("t", "n")
        self.attributes = "".join(
            f' {name}="{value}"'
            for name in _NOTED
            if name in given and _STYLE.fullmatch(value := given[name])
        )
        #: The pieces of the text that each of its elements holds.
        self.texts: dict[str, list[str]] = {}

    def written(self) -> str:
        if not self.texts and self.kind == "n":  # millions of them take less than a file of their size may
            return f'<c r="{self.address}"{self.attributes}></c>'
        formula, value = self.texts.get("f"), "".join(self.texts.get("v", ()))
        kind, content = self._content(value)
        if formula is not None:
            content = f"<f>{_escaped(''.join(formula))}</f>{content}"
        named = "" if kind == "n" else f' t="{kind}"'
        return f'<c r="{self.address}"{self.attributes}{named}>{content}</c>'

    def _content(self, value: str) -> tuple[str, str]:
        """Return the cell's type and its value as XML.

        Raises:
            MarkupError: It is no value of that type.
        """
        kind, inline = self.kind, self.texts.get("is")
        is_own = kind == "inlineStr" or (inline is not None and not value)
        is_lost = kind == "inlineStr" and inline is None and value.strip()
        if kind not in _TYPES or is_lost or (is_own and kind not in _TEXT_TYPES):
            raise markup.MarkupError(kind)
        if is_own and inline is not None and "f" in self.texts:
            return "str", f"<v>{_escaped(''.join(inline))}</v>"  # as results of formulas are written
        if is_own and inline is not None:
            return "inlineStr", f'<is><t xml:space="preserve">{_escaped("".join(inline))}</t></is>'
        if kind == "e":
            # The value reader gives up on newer errors such as #SPILL!; the scan finds them in an attribute.
            return kind, f'<v e="{_quoted(value)}">#VALUE!</v>' if value else ""
        if kind in {"s", "b", "n"}:
            value = _plain_value(kind, value.strip(" \t\r\n"))
        if kind == "n" and not _NUMBER.fullmatch(value):
            kind = "str"  # as the value reader takes a word where a number should be
        return kind, f"<v>{_escaped(value)}</v>" if "v" in self.texts and kind != "inlineStr" else ""


class _TextOrder:
    """Makes sure that a text is one `<t>` or none and then runs with one each, as the standard has it.

    Of two `<t>` side by side some programs show the first, some the last and some both.
    """

    def __init__(self) -> None:
        self._before = ""

    def check(self, tag: str, within: str) -> None:
        """Take an element of a text.

        Raises:
            MarkupError: It stands where none may.
        """
        if tag == "t" and self._before != within:
            raise markup.MarkupError("a second text")
        self._before = tag


class _Copy:
    """Writes a part again as expat meets it."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._path = [""]
        self._foreign = 0
        self._texts = _TextOrder()
        self._cell: _Cell | None = None
        self._text: list[str] | None = None
        self._row = self._column = 0
        self._tables = 0

    def start(self, name: str, given: Mapping[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        within = self._path[-1]
        if self._foreign or tag not in _WITHIN.get(within, ()) or space not in markup.SPREADSHEET:
            self._skip(tag, space, within)
            return
        self._path.append(tag)
        if tag in _OF_TEXTS:
            self._texts.check(tag, within)
        if tag == "c":
            self._open_cell(given)
        elif self._cell is not None:
            self._open_content(tag)
        elif tag == "row":
            self._open_row(given)
        else:
            self._open(tag, given)

    def end(self, _: str) -> None:
        if self._foreign:
            self._foreign -= 1
            return
        tag = self._path.pop()
        if tag == "c" and self._cell is not None:
            self.written.append(self._cell.written())
            self._cell = None
        elif self._cell is None:
            self.written.append(f"</{tag}>")
        if tag in {"f", "v", "t"}:
            self._text = None

    def characters(self, text: str) -> None:
        if self._text is not None and not self._foreign:
            self._text.append(text if self._cell is not None else _escaped(text))

    def _skip(self, tag: str, space: str, within: str) -> None:
        """Skip an element, unless it is one that others may take for a cell, a row, a value or a text.

        Raises:
            MarkupError: It is of another namespace, or no element of a table.
        """
        is_foreign = tag in _WITHIN.get(within, ()) and within in _OF_TEXTS | _OF_TABLES
        is_misplaced = within in _OF_TABLES and tag != "extLst" and space in markup.SPREADSHEET
        if not self._foreign and (is_foreign or is_misplaced):
            raise markup.MarkupError(tag)
        self._foreign += 1

    def _open(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "sheetData":
            self._tables += 1
            if self._tables > 1:
                raise markup.MarkupError("a second table")
        spaces = f' xmlns="{_MAIN}" xmlns:r="{_OFFICE}"' if len(self._path) == 2 else ""
        keep = ' xml:space="preserve"' if tag == "t" else ""
        named = {_attribute(key): value for key, value in given.items() if markup.local(key) in _ATTRIBUTES}
        attributes = "".join(f' {key}="{_quoted(value)}"' for key, value in named.items())
        self.written.append(f"<{tag}{spaces}{keep}{attributes}>")
        if tag == "t":
            self._text = self.written

    def _open_row(self, given: Mapping[str, str]) -> None:
        number = given.get("r", "")
        if number and not _ROW_NUMBER.fullmatch(number):
            raise markup.MarkupError(number)
        self._row, self._column = int(number) if number else self._row + 1, 0
        hidden = ' hidden="1"' if given.get("hidden") in {"1", "true"} else ""
        self.written.append(f'<row r="{self._row}"{hidden}>')

    def _open_cell(self, given: Mapping[str, str]) -> None:
        address = given.get("r", "")
        place = ADDRESS.fullmatch(address)
        self._column = column_number(place[1].upper()) if place else self._column + 1
        row = int(place[2]) if place else self._row
        is_outside = not (1 <= row <= MAX_ROW and self._column <= MAX_COLUMN)
        if is_outside or (address and not place):
            raise markup.MarkupError(address)
        self._cell = _Cell(f"{column_letters(self._column)}{row}", given)

    def _open_content(self, tag: str) -> None:
        if self._cell is None or tag == "r":
            return
        if tag == "t":
            self._text = self._cell.texts["is"]
        elif tag in self._cell.texts:
            raise markup.MarkupError("a second value")
        else:
            texts: list[str] = []
            self._cell.texts[tag] = texts
            self._text = texts if tag != "is" else None


def plain(package: Package, part: str) -> Source:
    """Return a worksheet or the shared strings in plain markup.

    Raises:
        UnreadableWorkbookError: The part is broken.
    """
    with package.reading(part, f"its part {part} cannot be read"):
        return written(part, _copied(package.chunks(part), most_elements(package, part)))


def most_elements(package: Package, part: str) -> int:
    """Return how many elements a part may have, since a full parser takes microseconds for each."""
    return max(_FLOOR, _PER_BYTE * package.parts[part.lower()].compressed)


def _copied(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    copy = _Copy()
    reader = markup.Reader(copy.start, copy.end, copy.characters, most=most)
    for chunk in chunks:
        reader.feed(chunk)
        yield "".join(copy.written).encode()
        copy.written.clear()
    reader.feed(b"", ends=True)
    yield "".join(copy.written).encode()


def _plain_value(kind: str, value: str) -> str:
    if kind == "b":
        value = _FLAGS.get(value.lower(), value)
        return value if value in {"0", "1", ""} else _no_value(value)
    return value if kind == "n" or not value or _INDEX.fullmatch(value) else _no_value(value)


def _no_value(value: str) -> str:
    raise markup.MarkupError(value)


def _escaped(text: str) -> str:
    # A reference, since a bare carriage return would be read as a newline.
    return escape(text, quote=False).replace("\r", "&#13;")


def _quoted(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;").replace("'", "&#39;")


def _attribute(name: str) -> str:
    """Return an attribute's local name; of those with a namespace only the relationship id matters."""
    space, _, tag = name.rpartition(" ")
    return f"r:{tag}" if space.endswith("/relationships") else tag
