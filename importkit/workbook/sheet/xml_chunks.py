"""The XML of a worksheet cut between its rows, if it is written as spreadsheet programs write it.

What comes before the table is read by a full parser, since namespaces are declared there; each piece of the
table has to match the grammar as a whole. So whatever is scanned by regular expressions or handed
to the value reader afterwards holds no surprise: no foreign element, no second value in a cell, no attribute
in single quotes that hides another one. Anything else is legal or not, and rare:
`canonical_markup` rewrites it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from importkit.addresses import MAX_COLUMN, column_letters
from importkit.workbook.archive import markup
from importkit.workbook.sheet.xml_patterns import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: No row of a real sheet takes more; Excel allows 32 767 characters a cell.
_LONGEST_ROW = 16 * 1024 * 1024

#: What comes before the table: views, widths and formats of columns.
_LONGEST_HEAD = 4 * 1024 * 1024

#: What a sheet written by importkit begins and ends with.
START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"

_TABLE = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?sheetData\s*(/?)>")
_TABLE_END = b"</sheetData"

_FIRST_CELL = re.compile(rb"<c[ />][^<>]*")
_ADDRESSED = re.compile(rb"<c [^<>]*?\br=")
_TAG = re.compile(rb'<(?:row(?: r="([0-9]{1,7})")?|(c))(?=[ />])')


#: What the value reader takes for the size of a sheet; it reserves nothing for a large one.
_HARMLESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}(:[A-Z]{1,3}[1-9][0-9]{0,6})?")

#: A tag whose name has no prefix.
_UNPREFIXED = re.compile(rb"</?[A-Za-z_][\w.-]*[\s/>]")


class UnusualMarkupError(Exception):
    """The XML is written in a way that only a full parser reads right."""


class SheetDamageError(Exception):
    """What the sheet holds contradicts itself; the text says what, and the sheet's name is to follow."""


def pieces(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield whole rows of the table, then what follows it, and whether a piece belongs to the table.

    Prefixes are gone, and each cell has an address.

    Raises:
        OddMarkupError: The XML has to be rewritten first.
    """
    rest = iter(chunks)
    head = _head(rest)
    bare = without_prefix(chain((head.rest,), rest), head.prefix)
    kept, in_table, addresses = b"", head.has_rows, _Addresses()
    for chunk in bare:
        kept += chunk
        if in_table and (end := kept.find(_TABLE_END)) >= 0:
            yield addresses.given(_checked(kept[:end])), True
            kept, in_table = kept[end:], False
        cut = kept.rfind(b"<row" if in_table else b"<")
        if cut > 0:
            yield (addresses.given(_checked(kept[:cut])) if in_table else kept[:cut]), in_table
            kept = kept[cut:]
        if len(kept) > _LONGEST_ROW:
            raise UnusualMarkupError
    if in_table:
        raise UnusualMarkupError
    yield kept, False


def tells_its_size_well(chunks: Iterable[bytes]) -> bool:
    """Return whether nothing before the table keeps the value reader from it, such as a size of `A:AA`.

    Raises:
        OddMarkupError: The XML has to be rewritten first.
    """
    return _head(iter(chunks)).is_harmless


def _checked(piece: bytes) -> bytes:
    if b"xmlns" in piece or not ROWS.matches(piece):
        raise UnusualMarkupError
    return piece


@dataclass(frozen=True)
class _Head:
    prefix: bytes
    has_rows: bool
    rest: bytes
    is_harmless: bool


class _TableFound(Exception):  # noqa: N818  a signal: the table begins
    pass


class _Start:
    """Looks for the table as expat meets elements."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.reader = markup.Reader(self.start, self.end)
        self.position = 0
        self.is_harmless = True

    def start(self, name: str, given: Mapping[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        self.path.append(tag if space in markup.SPREADSHEET else "")
        if self.path == ["worksheet", "sheetData"]:
            self.position = self.reader.position
            raise _TableFound
        is_size = tag == "dimension" and not _HARMLESS.fullmatch(given.get("ref", ""))
        # The value reader knows no namespaces and takes the first table of any.
        if is_size or tag in {"sheetData", "row", "c"}:
            self.is_harmless = False

    def end(self, _: str) -> None:
        self.path.pop()


def _head(chunks: Iterator[bytes]) -> _Head:
    """Read the XML up to the start of the table."""
    start, text = _Start(), b""
    try:
        for chunk in chunks:
            text += chunk
            start.reader.feed(chunk)
            if len(text) > _LONGEST_HEAD:
                break
    except _TableFound:
        table = _TABLE.match(text, start.position)
        if table is not None:
            return _Head(table[1] or b"", not table[2], text[table.end() :], start.is_harmless)
    except markup.MarkupError:
        pass
    raise UnusualMarkupError


def without_prefix(chunks: Iterable[bytes], prefix: bytes) -> Iterator[bytes]:
    """Yield the XML without a prefix, as .NET programs put it before each name: `<x:row>`.

    In XML without comments and CDATA a `<` always begins a tag, so that replacing bytes is exact.

    Raises:
        UnusualMarkupError: A name without a prefix is among them, which is of another namespace or of none.

    >>> b"".join(without_prefix([b"<x:r", b"ow/></x:sheetData>"], b"x"))
    b'<row/></sheetData>'
    """
    if not prefix:
        yield from chunks
        return
    kept = b""
    for chunk in chunks:
        kept += chunk
        cut = max(kept.rfind(b"<"), 0)
        yield _bare(kept[:cut], prefix)
        kept = kept[cut:]
    yield _bare(kept, prefix)


def _bare(text: bytes, prefix: bytes) -> bytes:
    if _UNPREFIXED.search(text):
        raise UnusualMarkupError
    return text.replace(b"<%s:" % prefix, b"<").replace(b"</%s:" % prefix, b"</")


class _Addresses:
    """Gives an address to each cell of a sheet whose cells have none."""

    def __init__(self) -> None:
        self._are_missing: bool | None = None
        self._row = self._column = 0

    def given(self, piece: bytes) -> bytes:
        if self._are_missing is None and (first := _FIRST_CELL.search(piece)):
            self._are_missing = b" r=" not in first[0]
        if not self._are_missing:
            return piece
        if _ADDRESSED.search(piece):
            raise UnusualMarkupError
        return _TAG.sub(self._numbered, piece)

    def _numbered(self, tag: re.Match[bytes]) -> bytes:
        if tag[2] is None:
            self._row, self._column = int(tag[1]) if tag[1] else self._row + 1, 0
            return b'<row r="%d"' % self._row
        self._column += 1
        if self._column > MAX_COLUMN:
            raise UnusualMarkupError
        return b'<c r="%b%d"' % (_letters()[self._column - 1], self._row)


@cache
def _letters() -> list[bytes]:
    return [column_letters(number).encode() for number in range(1, MAX_COLUMN + 1)]
