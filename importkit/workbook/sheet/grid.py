"""The values of a sheet as columns of text in Arrow, each cell with its kind.

calamine parses; its rows are turned into columns a few thousand at a time, so that no more Python objects
exist at once.
"""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import python_calamine as calamine

from importkit.model import CellKind
from importkit.workbook.archive.parts import damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from importkit.workbook.archive.package import Sheet
    from importkit.workbook.sheet.formats import Formats
    from importkit.workbook.sheet.scan import Place, SheetScan

_BATCH = 4096
#: What a spreadsheet shows where a calculation has no number as its result.
_NO_NUMBER = "#NUM!"
_NOT_FINITE = pa.array(["nan", "inf", "-inf"], pa.large_string())


@dataclass(frozen=True)
class Cells:
    """A column.

    Attributes:
        texts: The text of each row, null where blank.
        kinds: The `CellKind` of each row.
        formats: The number format of each row, dictionary-encoded, null for General; None in a column where
            no cell has one.
    """

    texts: pa.Array
    kinds: NDArray[np.uint8]
    formats: pa.DictionaryArray | None = None


@dataclass(frozen=True)
class Grid:
    """A sheet's cells.

    Attributes:
        columns: By column number; the first cell of each is that of row 1.
        height: Number of rows, blank ones at the top included.
    """

    columns: Mapping[int, Cells]
    height: int

    def headers(self, row: int) -> dict[int, str]:
        """Return the texts of a row by column number; an error is no header, though #NAME? reads like one."""
        if not 1 <= row <= self.height:
            return {}
        named = {number: cells for number, cells in self.columns.items() if _is_header(cells.kinds[row - 1])}
        return {number: cells.texts[row - 1].as_py() for number, cells in named.items()}


def _is_header(kind: np.uint8) -> bool:
    return kind not in {CellKind.BLANK, CellKind.ERROR}


def number_text(number: float) -> str:
    """Return a cell's number as plain digits, every digit that it has.

    >>> number_text(230.0), number_text(6.55), number_text(1e-05), number_text(1.2345678901234568e16)
    ('230', '6.55', '0.00001', '12345678901234568')
    """
    if number.is_integer():
        return str(int(number))
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def read_grid(stream: IO[bytes], sheet: Sheet, label: str) -> Grid:
    """Return the values of a sheet.

    Raises:
        UnreadableWorkbookError: The sheet is damaged.
    """
    with _damage_told(label):
        stream.seek(0)
        book = calamine.CalamineWorkbook.from_filelike(stream)
        names = book.sheet_names
        is_there = names[sheet.position : sheet.position + 1] == [sheet.name]
        found = book.get_sheet_by_index(sheet.position) if is_there else book.get_sheet_by_name(sheet.name)
        del book
        return _columns(found)


def with_scan(grid: Grid, found: SheetScan, formats: Formats) -> Grid:
    """Return the grid with what only the scan knows: errors, formulas without a result, number formats."""
    columns = {number: Cells(cells.texts, cells.kinds.copy()) for number, cells in grid.columns.items()}
    height = grid.height
    for texts, kind in ((found.uncached, CellKind.UNCACHED), (found.errors, CellKind.ERROR)):
        height = max(height, max((row for row, _ in texts), default=0))
        for number, cells in _by_column(texts).items():
            columns[number] = overlaid(columns.get(number), cells, kind, height)
    padded = {number: _padded(cells, height) for number, cells in columns.items()}
    for number, runs in found.styled.columns().items():
        if number in padded:
            padded[number] = formats.applied(padded[number], runs)
    return Grid(dict(sorted(padded.items())), height)


def overlaid(cells: Cells | None, texts: dict[int, str], kind: CellKind, height: int) -> Cells:
    """Return the column with some of its cells replaced, by position."""
    under = _padded(cells or Cells(pa.nulls(0, pa.large_string()), np.zeros(0, np.uint8)), height)
    mask = np.zeros(height, bool)
    mask[list(texts)] = True
    kinds = under.kinds.copy()
    kinds[mask] = kind
    replacement = pa.array([texts[row] for row in sorted(texts)], pa.large_string())
    return Cells(pc.replace_with_mask(under.texts, pa.array(mask), replacement), kinds, under.formats)


def _columns(sheet: calamine.CalamineSheet) -> Grid:
    if sheet.start is None:
        return Grid({}, 0)
    first = sheet.start[1] + 1
    texts: list[list[pa.Array]] = [[] for _ in range(sheet.width)]
    kinds: list[list[NDArray[np.uint8]]] = [[] for _ in range(sheet.width)]
    height = 0
    rows = sheet.iter_rows()
    while batch := list(islice(rows, _BATCH)):
        height += len(batch)
        for at, values in enumerate(zip(*batch, strict=True)):
            text, kind = _typed(values)
            texts[at].append(text)
            kinds[at].append(kind)
    return Grid(
        {
            first + at: Cells(
                pa.chunked_array(texts[at], pa.large_string()).combine_chunks(), np.concatenate(kinds[at])
            )
            for at in range(sheet.width)
            if texts[at] and any(kind.any() for kind in kinds[at])
        },
        height,
    )


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


def _duration_text(duration: dt.timedelta) -> str:
    hours, seconds = divmod(int(duration.total_seconds()), 3600)
    return f"{hours:02}:{seconds // 60:02}:{seconds % 60:02}"


_TEXTS: dict[type, Callable[[Any], str]] = {
    float: number_text,
    int: str,
    bool: lambda flag: "TRUE" if flag else "FALSE",
    dt.date: lambda date: date.isoformat(),
    dt.datetime: lambda moment: moment.isoformat(sep=" "),
    dt.time: lambda time: time.isoformat(),
    dt.timedelta: _duration_text,
}
_KINDS: dict[type, int] = {
    str: CellKind.TEXT,
    float: CellKind.NUMBER,
    int: CellKind.NUMBER,
    bool: CellKind.BOOLEAN,
    dt.date: CellKind.DATE,
    dt.datetime: CellKind.DATE,
    dt.time: CellKind.DATE,
    dt.timedelta: CellKind.DATE,
}


def _by_column(texts: Mapping[Place, str]) -> dict[int, dict[int, str]]:
    columns: dict[int, dict[int, str]] = {}
    for (row, column), text in texts.items():
        columns.setdefault(column, {})[row - 1] = text
    return columns


def _padded(cells: Cells, height: int) -> Cells:
    """Return the column with that many rows; before it has formats."""
    missing = height - len(cells.texts)
    if missing <= 0:
        return cells
    texts = pa.concat_arrays([cells.texts, pa.nulls(missing, pa.large_string())])
    return Cells(texts, np.concatenate([cells.kinds, np.zeros(missing, np.uint8)]))


@contextmanager
def _damage_told(label: str) -> Iterator[None]:
    try:
        yield
    except calamine.CalamineError as error:
        raise damaged(label, f"its values cannot be read: {error}") from error
    except BaseException as error:
        # A Rust panic derives from BaseException, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(label, "its values cannot be read") from error
