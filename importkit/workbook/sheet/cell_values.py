"""The values of a sheet by calamine, as columns of text in Arrow.

calamine makes a dense table of a whole sheet. So a sheet with gaps is handed to it without them, a block of
rows at a time, and its rows are turned into columns a few thousand at a time: no more Python objects exist at
once, and memory follows what a sheet holds, not where it holds it.
"""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from decimal import Decimal
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import python_calamine as calamine

from importkit.model import CellKind
from importkit.workbook.archive.minimal_archive import Source, archive, written
from importkit.workbook.archive.part import damaged
from importkit.workbook.sheet.cell_column import Cells
from importkit.workbook.sheet.compact import compact_blocks
from importkit.workbook.sheet.grid import Grid
from importkit.workbook.sheet.xml_chunks import END, START, pieces, tells_its_size_well

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from importkit.workbook.sheet.scan import SheetScan

_BATCH_ROWS, _BATCH_PLACES = 4096, 500_000
#: What a spreadsheet shows where a calculation has no number as its result.
_NO_NUMBER = "#NUM!"
_NOT_FINITE = pa.array(["nan", "inf", "-inf"], pa.large_string())

#: A sheet is read as one table up to so many places, and up to so many for each cell that has content.
_DENSE_PLACES, _DENSE_PLACES_PER_CELL = 4_000_000, 8

#: Parts of the workbook by name, and what fills them.
Members = dict[str, Source]
#: The columns of some rows by their numbers.
Columns = dict[int, Cells]


def number_text(number: float) -> str:
    """Return a cell's number as plain digits, every digit that it has.

    >>> number_text(230.0), number_text(6.55), number_text(1e-05), number_text(1.2345678901234568e16)
    ('230', '6.55', '0.00001', '12345678901234568')
    """
    if number.is_integer():
        return str(int(number))
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def read_values(
    source: Source, found: SheetScan, workbook: Callable[[list[Source]], Members], label: str
) -> Grid:
    """Return the values of a sheet in the rows that have any.

    Args:
        source: The sheet as it was scanned.
        found: What the scan found.
        workbook: Returns the parts of a workbook with these sheets.
        label: How messages name the file.

    Raises:
        UnreadableWorkbookError: The sheet is damaged.
    """
    if not len(found.rows):
        return Grid({}, found.rows)
    if _is_dense(found):
        sheets, places = [_dense(source, found)], [found.rows]
        numbers = None
    else:
        sheets, places = compact_blocks(source.chunks(), found)
        numbers = found.columns
    with _translated_damage(label):
        book = calamine.CalamineWorkbook.from_filelike(archive(workbook(sheets)))
        blocks = [_columns(book.get_sheet_by_index(at), rows, numbers) for at, rows in enumerate(places)]
    del book
    return Grid(_joined(blocks, [len(rows) for rows in places]), found.rows)


def _is_dense(found: SheetScan) -> bool:
    places = int(found.rows[-1]) * int(found.columns[-1] - found.columns[0] + 1)
    return places <= max(_DENSE_PLACES, _DENSE_PLACES_PER_CELL * found.cells)


def _dense(source: Source, found: SheetScan) -> Source:
    """Return the sheet for the value reader, which gives up on some forms of what stands around the table."""
    if found.is_harmless and tells_its_size_well(source.chunks()):
        return source
    table = (piece for piece, in_table in pieces(source.chunks()) if in_table)
    return written(source.part.name, chain((START,), table, (END,)))


def _columns(
    sheet: calamine.CalamineSheet, numbers: NDArray[np.int64], columns: NDArray[np.int64] | None
) -> Columns:
    """Return the columns of a sheet, those of its rows that have these numbers.

    Without gaps between its columns, `columns` says which ones they are.
    """
    if sheet.start is None:
        return {}
    first, width = sheet.start[1], sheet.width
    texts: list[list[pa.Array]] = [[] for _ in range(width)]
    kinds: list[list[NDArray[np.uint8]]] = [[] for _ in range(width)]
    for batch in _batches(sheet, numbers):
        for at, values in enumerate(zip(*batch, strict=True)):
            text, kind = _typed(values)
            texts[at].append(text)
            kinds[at].append(kind)
    return {
        (first + at + 1 if columns is None else int(columns[first + at])): Cells(
            pa.chunked_array(texts[at], pa.large_string()).combine_chunks(), np.concatenate(kinds[at])
        )
        for at in range(width)
        if any(kind.any() for kind in kinds[at])
    }


def _batches(sheet: calamine.CalamineSheet, numbers: NDArray[np.int64]) -> Iterator[list[list[Any]]]:
    """Yield the rows with these numbers, some at a time."""
    rows, start = sheet.iter_rows(), 1
    size = max(1, min(_BATCH_ROWS, _BATCH_PLACES // sheet.width))
    while batch := list(islice(rows, size)):
        low, high = np.searchsorted(numbers, [start, start + len(batch)])
        wanted = numbers[low:high] - start
        start += len(batch)
        if len(wanted):
            yield batch if len(wanted) == len(batch) else [batch[at] for at in wanted.tolist()]


def _joined(blocks: list[Columns], heights: list[int]) -> Columns:
    """Return the columns of all blocks below each other; a block may lack columns, and rows at its end."""
    numbers = sorted({number for block in blocks for number in block})
    return {
        number: _stacked(
            [_padded(block.get(number), height) for block, height in zip(blocks, heights, strict=True)]
        )
        for number in numbers
    }


def _stacked(parts: list[Cells]) -> Cells:
    if len(parts) == 1:
        return parts[0]
    return Cells(
        pa.concat_arrays([part.texts for part in parts]), np.concatenate([part.kinds for part in parts])
    )


def _padded(cells: Cells | None, height: int) -> Cells:
    if cells is None:
        return Cells(pa.nulls(height, pa.large_string()), np.zeros(height, np.uint8))
    missing = height - len(cells.texts)
    if missing <= 0:
        return cells
    texts = pa.concat_arrays([cells.texts, pa.nulls(missing, pa.large_string())])
    return Cells(texts, np.concatenate([cells.kinds, np.zeros(missing, np.uint8)]))


def _typed(values: tuple[Any, ...]) -> tuple[pa.Array, NDArray[np.uint8]]:
    """Return the values as text, and the kind of each."""
    if set(map(type, values)) <= {str}:
        texts = pa.array(values, pa.large_string())
        kinds = np.full(len(values), CellKind.TEXT, np.uint8)
    else:
        shown = [value if type(value) is str else _TEXTS[type(value)](value) for value in values]
        texts = pa.array(shown, pa.large_string())
        kinds = np.fromiter(map(_KINDS.__getitem__, map(type, values)), np.uint8, len(values))
        # A number cell may hold a word such as NaN, which no spreadsheet writes: it is no number at all.
        lost = _mask(pc.is_in(texts, value_set=_NOT_FINITE)) & (kinds == CellKind.NUMBER)
        kinds[lost] = CellKind.ERROR
        texts = pc.if_else(pa.array(lost), _NO_NUMBER, texts)
    blank = pc.equal(texts, "")
    kinds[_mask(blank)] = CellKind.BLANK
    return pc.if_else(blank, pa.scalar(None, pa.large_string()), texts), kinds


def _mask(flags: pa.Array) -> NDArray[np.bool_]:
    return np.asarray(flags.to_numpy(zero_copy_only=False), bool)


def _text_of_moment(moment: dt.datetime) -> str:
    """Return a moment as text; one that rounds to midnight is its day, as it is once it was written."""
    return moment.isoformat(sep=" ") if moment.time() != dt.time.min else moment.date().isoformat()


_TEXTS: Mapping[type, Callable[[Any], str]] = {
    float: number_text,
    int: str,
    bool: lambda flag: "TRUE" if flag else "FALSE",
    dt.date: lambda date: date.isoformat(),
    dt.datetime: _text_of_moment,
    dt.time: lambda time: time.isoformat(),
}
_KINDS: Mapping[type, int] = {
    str: CellKind.TEXT,
    float: CellKind.NUMBER,
    int: CellKind.NUMBER,
    bool: CellKind.BOOLEAN,
    dt.date: CellKind.DATE,
    dt.datetime: CellKind.DATE,
    dt.time: CellKind.DATE,
}


@contextmanager
def _translated_damage(label: str) -> Iterator[None]:
    try:
        yield
    except calamine.CalamineError as error:
        raise damaged(label, f"its values cannot be read: {error}") from error
    except BaseException as error:
        # A Rust panic derives from BaseException, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(label, "its values cannot be read") from error
