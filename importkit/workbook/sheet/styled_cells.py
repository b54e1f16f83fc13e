"""Which cells of a sheet have a number format, from its XML.

Cells of one format mostly stand below each other, so that runs of rows say it in a thousandth of the memory
that a list of cells would take.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from importkit.addresses import column_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

#: The address as nearly every writer puts it, first; and the style after it.
_ADDRESS_FIRST = rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*? s="(%s)"'
#: The same, in any order.
_ANY_ORDER = rb'<c(?=[^>]*? s="(%s)")[^>]*? r="([A-Z]{1,3})([0-9]{1,7})"'
#: Beyond this, asking for each style by its number costs more than sorting them out afterwards.
_MOST_ALTERNATIVES = 40


@dataclass(frozen=True)
class Runs:
    """Runs of rows in one column whose cells have the same number format.

    Attributes:
        first: The first row of each run, from 1.
        length: How many rows it has.
        code: The number of the format.
    """

    first: NDArray[np.int32]
    length: NDArray[np.int32]
    code: NDArray[np.int32]

    def spread(self, numbers: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the number of the format of each of these rows, -1 where a cell has none."""
        run = np.searchsorted(self.first, numbers, side="right") - 1
        within = (run >= 0) & (numbers < self.first[run] + self.length[run])
        return np.where(within, self.code[run], np.int32(-1))


@dataclass
class StyledCells:
    """Collects the cells that have one of these styles.

    Attributes:
        codes: The number of the format of each style that counts, by the number that cells give.
    """

    codes: Mapping[str, int]
    _found: dict[int, list[NDArray[np.int32]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        few = len(self.codes) <= _MOST_ALTERNATIVES
        # Longest first, or "1" would be tried for "12" in vain; the quote behind it would refuse it anyway.
        wanted = "|".join(sorted(self.codes, reverse=True)).encode() if few else rb"[0-9]+"
        self._address_first = re.compile(_ADDRESS_FIRST % wanted)
        self._any_order = re.compile(_ANY_ORDER % wanted)
        self._codes = {style.encode(): code for style, code in self.codes.items()}

    def scan(self, piece: bytes) -> None:
        """Take the cells of a piece of XML, cut between cells."""
        if not self.codes:
            return
        if piece.count(b'<c r="') == piece.count(b"<c "):
            cells = self._address_first.findall(piece)
        else:
            cells = [(letters, row, style) for style, letters, row in self._any_order.findall(piece)]
        if cells:
            self._add(*zip(*cells, strict=True))

    def columns(self) -> dict[int, Runs]:
        """Return the runs of each column, by its number."""
        return {number: Runs(*np.concatenate(runs, axis=1)) for number, runs in sorted(self._found.items())}

    def _add(self, *cells: tuple[bytes, ...]) -> None:
        """Take cells given as their columns, rows and styles, in the order of the sheet."""
        letters, rows, styles = cells
        # Each distinct text is read once: a row's number is there for each of its cells.
        column = _numbers(letters, {text: column_number(text.decode()) for text in set(letters)})
        row = _numbers(rows, {text: int(text) for text in set(rows)})
        code = _numbers(styles, {text: self._codes.get(text, -1) for text in set(styles)})
        for number in np.unique(column[code >= 0]):
            own = (column == number) & (code >= 0)
            self._found.setdefault(int(number), []).append(_runs(row[own], code[own]))


def _numbers(texts: tuple[bytes, ...], numbers: Mapping[bytes, int]) -> NDArray[np.int32]:
    return np.fromiter(map(numbers.__getitem__, texts), np.int32, len(texts))


def _runs(rows: NDArray[np.int32], codes: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return first row, length and code of each run."""
    breaks = np.flatnonzero((np.diff(rows) != 1) | (np.diff(codes) != 0)) + 1
    starts = np.concatenate([[0], breaks])
    lengths = np.diff(np.concatenate([starts, [len(rows)]]))
    return np.array([rows[starts], lengths, codes[starts]], np.int32)
