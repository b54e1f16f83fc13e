"""A sheet without its gaps: its rows and columns numbered one after the other, cut into blocks of rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from importkit.addresses import column_letters
from importkit.workbook.archive.minimal_archive import written
from importkit.workbook.sheet.cell_positions import places_of
from importkit.workbook.sheet.xml_chunks import END, START, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from importkit.workbook.archive.minimal_archive import Source
    from importkit.workbook.sheet.scan import SheetScan

#: How many places a block may have.
_PLACES = 1_000_000

_ADDRESS = re.compile(rb'(?:^| )r="[^"]*"')


def compact_blocks(chunks: Iterable[bytes], found: SheetScan) -> tuple[list[Source], list[NDArray[np.int64]]]:
    """Return the blocks of a sheet, each a sheet of its own, and the numbers of the rows in each.

    Those numbers count from 1 in each block, and the columns as they stand in `found`.
    """
    size = max(1, _PLACES // len(found.columns))
    blocks = [
        np.arange(1, min(size, len(found.rows) - start) + 1) for start in range(0, len(found.rows), size)
    ]
    cells = _renumbered(chunks, found, size)
    pending: tuple[int, bytes] | None = next(cells, None)

    def block(number: int) -> Iterator[bytes]:
        nonlocal pending
        yield START
        while pending is not None and pending[0] == number:
            yield pending[1]
            pending = next(cells, None)
        yield END

    return [written(f"sheet{number}", block(number)) for number in range(len(blocks))], blocks


def _renumbered(chunks: Iterable[bytes], found: SheetScan, size: int) -> Iterator[tuple[int, bytes]]:
    """Yield the number of a block and one of its rows."""
    letters = [column_letters(number).encode() for number in range(1, len(found.columns) + 1)]
    for piece, in_table in pieces(chunks):
        if not in_table:
            return
        places = places_of(piece)
        texts = piece.split(b"<c ")[1:]
        rows = np.searchsorted(found.rows, places.rows)
        columns = np.searchsorted(found.columns, places.columns)
        known = np.isin(places.rows, found.rows) & np.isin(places.columns, found.columns)
        kept = np.flatnonzero(places.filled & known)
        ends = np.flatnonzero(np.diff(rows[kept])) + 1
        for own in np.split(kept, ends) if len(kept) else ():
            block, local = divmod(int(rows[own[0]]), size)
            cells = (_cell(texts[at], letters[columns[at]], local + 1) for at in own.tolist())
            yield block, b'<row r="%d">%b</row>' % (local + 1, b"".join(cells))


def _cell(text: bytes, letters: bytes, row: int) -> bytes:
    """Return a cell at another address; `text` is its XML after `<c `."""
    content = _ADDRESS.sub(b"", text.partition(b"</c>")[0], count=1)
    return b'<c r="%b%d" %b</c>' % (letters, row, content)
