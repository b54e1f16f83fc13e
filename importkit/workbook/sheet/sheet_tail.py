"""What follows the table in a worksheet: merged ranges and hyperlinks."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from importkit.addresses import MAX_COLUMN, MAX_ROW, column_number
from importkit.workbook.sheet.xml_chunks import SheetDamageError, UnusualMarkupError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

#: Excel stops at 65 530 links a sheet; a merge takes two cells of the table at least.
_MOST_LINKS = 200_000
_MOST_MERGES = 2_000_000

#: The value reader looks at merges, too: at each single one, and only such ones.
_MERGE_FOR_READER = re.compile(rb'<mergeCell ref="[A-Z]{1,3}[1-9][0-9]{0,6}:[A-Z]{1,3}[1-9][0-9]{0,6}"/>')
_MERGES_FOR_READER = 20_000

_SECOND_TABLE = re.compile(rb"<(?:[^\s<>/:]+:)?(?:c|row|sheetData)[\s/>]")
#: A tag with an attribute in single quotes or on a line of its own, which the others would not see.
_ODD_TAG = re.compile(rb"<(?:mergeCell|hyperlink)(?:[\t\r\n]|[^<>]*['\t\r\n])")
_MERGE = re.compile(rb'<mergeCell [^>]*?ref="\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})"')
_LINK = re.compile(rb"<hyperlink [^>]*>")
_LINK_CELLS = re.compile(rb' ref="\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?"')
_LINK_ID = re.compile(rb' (?:[A-Za-z0-9]+:)?id="([^"]*)"')


@dataclass(frozen=True)
class Merges:
    """Ranges merged within one column, in the order of the sheet."""

    columns: NDArray[np.int64]
    tops: NDArray[np.int64]
    bottoms: NDArray[np.int64]


@dataclass(frozen=True)
class Links:
    """Ranges of cells that lead somewhere, in the order of the sheet.

    Attributes:
        ranges: Per link its first and last column, its first and last row.
        targets: Where they lead.
    """

    ranges: NDArray[np.int64]
    targets: list[str]

    def of_column(self, number: int) -> Links:
        """Return the links that touch a column."""
        touching = np.flatnonzero((self.ranges[:, 0] <= number) & (number <= self.ranges[:, 1]))
        return Links(self.ranges[touching], [self.targets[at] for at in touching.tolist()])


def no_merges() -> Merges:
    """Return no merges."""
    return Merges(*np.zeros((3, 0), np.int64))


def no_links() -> Links:
    """Return no links."""
    return Links(np.zeros((0, 4), np.int64), [])


class Tail:
    """Collects merges and links from the XML after the table; references of any other form are ignored."""

    def __init__(self, targets: Mapping[str, str]) -> None:
        self._targets = targets
        self._merges: list[NDArray[np.int64]] = []
        self._ranges: list[tuple[int, int, int, int]] = []
        self._leading_to: list[str] = []
        self._seen = {b"mergeCell": 0, b"hyperlink": 0}
        self._for_reader = 0

    @property
    def merges(self) -> Merges:
        """Return the merges that were found."""
        return Merges(*np.concatenate([np.zeros((3, 0), np.int64), *self._merges], axis=1))

    @property
    def links(self) -> Links:
        """Return the links that were found."""
        return Links(np.array(self._ranges, np.int64).reshape(-1, 4), self._leading_to)

    @property
    def is_harmless(self) -> bool:
        """Return whether nothing here keeps the value reader from the sheet."""
        return self._seen[b"mergeCell"] == self._for_reader <= _MERGES_FOR_READER

    def add(self, piece: bytes) -> None:
        """Take a piece that is cut between tags.

        Raises:
            OddMarkupError: The XML has to be rewritten first.
            SheetDamageError: There is no end of them.
        """
        for name, most in ((b"mergeCell", _MOST_MERGES), (b"hyperlink", _MOST_LINKS)):
            self._seen[name] += piece.count(b"<%s" % name) - piece.count(b"<%ss" % name)
            if self._seen[name] > most:
                raise SheetDamageError(f"the list of each {name.decode()} has no end")
        if _SECOND_TABLE.search(piece) or _ODD_TAG.search(piece):
            raise UnusualMarkupError
        self._for_reader += len(_MERGE_FOR_READER.findall(piece))
        merges = [
            (column_number(left.decode()), *sorted((int(top), int(bottom))))
            for left, top, right, bottom in _MERGE.findall(piece)
            if left == right
        ]
        if merges:
            self._merges.append(np.array(merges, np.int64).T)
        for tag in _LINK.findall(piece):
            self._add_link(tag)

    def _add_link(self, tag: bytes) -> None:
        cells, relation = _LINK_CELLS.search(tag), _LINK_ID.search(tag)
        target = (
            self._targets.get(html.unescape(relation[1].decode("utf-8", "replace"))) if relation else None
        )
        if cells is None or not target:
            return
        left, top, right, bottom = cells.groups()
        first, last = column_number(left.decode()), column_number((right or left).decode())
        self._ranges.append((first, min(last, MAX_COLUMN), int(top), min(int(bottom or top), MAX_ROW)))
        self._leading_to.append(target)
