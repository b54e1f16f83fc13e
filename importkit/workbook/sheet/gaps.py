"""Cells far away from the table: a file of 5 KB can make a dense reader take 12 GB."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from importkit.workbook.sheet.address import column_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from importkit.model import Limits

_CELL = re.compile(
    rb'<c ((?:[^>]*? )?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*)(?<!/)>'
    rb"(?:(?P<text><is[ >/]|<v(?: [^>]*)?>[^<])|(?:(?!</c>).)*?<v(?: [^>]*)?>[^<]|)",
    re.DOTALL,
)
_TEXT_TYPE = re.compile(rb' t="(?:s|str|inlineStr)"')


@dataclass
class Valued:
    """Where valued cells are; a blank text is a value, a mere format is none.

    Attributes:
        rows: Per row its first valued cell; so `columns` per column.
    """

    rows: dict[int, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)


def far(numbers: Collection[int], gap: int) -> int | None:
    """Return the first number that follows more than `gap` missing ones.

    >>> far({1, 2, 3, 200}, 100), far({1, 2, 3}, 100)
    (200, None)
    """
    ordered = sorted(numbers)
    return next((after for before, after in pairwise(ordered) if after - before - 1 > gap), None)


def far_address(valued: Valued, limits: Limits) -> str:
    """Return the address of the first cell beyond a gap, or a blank."""
    if row := far(valued.rows, limits.max_row_gap):
        return valued.rows[row]
    if column := far(valued.columns, limits.max_column_gap):
        return valued.columns[column]
    return ""


def valued_places(pieces: Iterable[bytes]) -> Valued:
    """Return where the valued cells are, by looking at each cell's content."""
    valued = Valued()
    for piece in pieces:
        for cell in _CELL.finditer(piece):
            if cell.end() > cell.end(1) + 1 or _TEXT_TYPE.search(cell[1]):
                address = (cell[2] + cell[3]).decode()
                valued.rows.setdefault(int(cell[3]), address)
                valued.columns.setdefault(column_number(cell[2].decode()), address)
    return valued
