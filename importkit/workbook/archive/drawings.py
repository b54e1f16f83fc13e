"""Pictures that float over a sheet, and the cells that they begin in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.addresses import MAX_COLUMN, MAX_ROW
from importkit.workbook.archive import markup
from importkit.workbook.archive.part import document_type
from importkit.workbook.archive.workbook_parts import relations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.workbook.archive.package import Package

_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor"})
#: Row and column numbers have no more digits.
_LONGEST_NUMBER = 7


class _Anchors:
    """Collects the cells in which pictures begin, as expat meets them."""

    def __init__(self) -> None:
        self.places: set[tuple[int, int]] = set()
        self._within_from = self._is_picture = False
        self._numbers = {"row": "", "col": ""}
        self._number = ""

    def start(self, name: str, _: Mapping[str, str]) -> None:
        tag = markup.local(name)
        if tag in _ANCHORS:
            self._is_picture = False
        elif tag == "from":
            self._within_from, self._numbers = True, {"row": "", "col": ""}
        elif tag == "pic":
            self._is_picture = True
        self._number = tag if self._within_from and tag in self._numbers else ""

    def characters(self, text: str) -> None:
        if self._number and len(self._numbers[self._number]) + len(text) <= _LONGEST_NUMBER:
            self._numbers[self._number] += text

    def end(self, name: str) -> None:
        tag = markup.local(name)
        self._number = ""
        if tag == "from":
            self._within_from = False
        elif tag in _ANCHORS and self._is_picture:
            row, column = (self._numbers[part].strip() for part in ("row", "col"))
            if row.isdecimal() and column.isdecimal() and int(row) < MAX_ROW and int(column) < MAX_COLUMN:
                self.places.add((int(row) + 1, int(column) + 1))


def floating_pictures(package: Package, sheet_part: str) -> set[tuple[int, int]]:
    """Return the row and column of each cell, from 1, over which a picture begins.

    A broken drawing shows none: nothing of it is imported.

    Raises:
        UnsafeWorkbookError: A drawing declares a document type.
    """
    anchors = _Anchors()
    for relation in relations(package, sheet_part):
        if relation.kind != "drawing" or relation.external or not package.has(relation.target):
            continue
        reader = markup.Reader(anchors.start, anchors.end, anchors.characters)
        try:
            markup.feed(reader, package.chunks(relation.target))
        except markup.DoctypeError:
            raise document_type(package.label, relation.target) from None
        except markup.MarkupError:
            continue
    return anchors.places
