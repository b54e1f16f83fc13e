"""Cells far away from the table: a file of 5 KB can make a dense reader take 12 GB."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from importkit.addresses import column_number
from importkit.errors import UnsafeWorkbookError
from importkit.grammar import count
from importkit.workbook.sheet.xml_chunks import pieces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from importkit.model import Limits
    from importkit.workbook.archive.minimal_archive import Source
    from importkit.workbook.sheet.scan import SheetScan

_CELL = re.compile(
    rb'<c (?=[^<>]*?(?<= )r="([A-Z]{1,3})([0-9]{1,7})")([^<>]*+)(?<!/)>'
    rb"(?:\s*<f(?![A-Za-z])[^<>]*(?:(?<=/)>|(?<!/)>[^<]*</f>))?\s*(<is[ >/]|<v(?: [^<>]*)?>[^<])?"
)
_TEXT_TYPE = re.compile(rb'(?:^| )t="(?:s|str|inlineStr)"')


@dataclass
class Valued:
    """Where valued cells are; a blank text is a value, a mere format is none.

    Attributes:
        rows: Per row its first valued cell; so `columns` per column.
    """

    rows: dict[int, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)


def check_limits(found: SheetScan, source: Source, sheet: str, label: str, limits: Limits) -> None:
    """Refuse a sheet that is too large, or so scattered that a dense reader runs out of memory.

    Raises:
        UnsafeWorkbookError: With the address of the cell, if one is to blame.
    """
    is_far = far(found.rows, limits.max_row_gap) or far(found.columns, limits.max_column_gap)
    if not (is_far or _is_too_large(found, limits)):
        return
    # Cells with a blank value were counted so far; now that it matters, only valued ones are.
    valued = valued_places(piece for piece, in_table in pieces(source.chunks()) if in_table)
    if address := far_address(valued, limits):
        raise UnsafeWorkbookError(
            f"{label} has a value in cell {address} of sheet {sheet}, far away from its table; "
            "clear that cell, or delete the empty rows and columns before it.",
            address=address,
        )
    unusable = np.array([*found.errors, *found.uncached], np.int64).reshape(-1, 2)
    found.rows = np.union1d(_numbers(valued.rows), unusable[:, 0])
    found.columns = np.union1d(_numbers(valued.columns), unusable[:, 1])
    if _is_too_large(found, limits):
        raise UnsafeWorkbookError(
            f"{label} uses {count(len(found.rows), 'row')} and {count(len(found.columns), 'column')}"
            f" of sheet {sheet}, "
            f"and {count(limits.max_rows, 'row')} and {count(limits.max_columns, 'column')} are possible; "
            "split it into several workbooks."
        )


def far(numbers: Collection[int] | NDArray[np.int64], gap: int) -> int | None:
    """Return the first number that follows more than `gap` missing ones.

    >>> far({1, 2, 3, 200}, 100), far({1, 2, 3}, 100)
    (200, None)
    """
    ordered = np.array(sorted(numbers), np.int64)
    after = np.flatnonzero(np.diff(ordered) - 1 > gap)
    return int(ordered[after[0] + 1]) if len(after) else None


def far_address(valued: Valued, limits: Limits) -> str:
    """Return the address of the first cell beyond a gap, or a blank."""
    if row := far(valued.rows, limits.max_row_gap):
        return valued.rows[row]
    if column := far(valued.columns, limits.max_column_gap):
        return valued.columns[column]
    return ""


def valued_places(table: Iterable[bytes]) -> Valued:
    """Return where the valued cells are, by looking at each cell's content."""
    valued = Valued()
    for piece in table:
        for cell in _CELL.finditer(piece):
            if cell[4] or _TEXT_TYPE.search(cell[3]):
                address = (cell[1] + cell[2]).decode()
                valued.rows.setdefault(int(cell[2]), address)
                valued.columns.setdefault(column_number(cell[1].decode()), address)
    return valued


def _is_too_large(found: SheetScan, limits: Limits) -> bool:
    return len(found.rows) > limits.max_rows or len(found.columns) > limits.max_columns


def _numbers(places: dict[int, str]) -> NDArray[np.int64]:
    return np.array(sorted(places), np.int64)
