"""The tables that Excel knows on a sheet, for the rows in which they sum up their columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit.addresses import column_number
from importkit.workbook.archive import markup
from importkit.workbook.archive.workbook_parts import relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from importkit.workbook.archive.package import Package

_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7}):\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class TotalsRows:
    """The rows at the end of a table that sum up its columns, mostly one.

    Attributes:
        table: The table's name.
        first: Excel's number of the first such row.
        last: Of the last one.
        left: Number of the table's first column.
        right: Of its last column.
    """

    table: str
    first: int
    last: int
    left: int
    right: int


def totals_rows(package: Package, sheet_part: str) -> tuple[TotalsRows, ...]:
    """Return the totals rows of every table on a sheet.

    Raises:
        UnreadableWorkbookError: A table is broken.
        UnsafeWorkbookError: A table declares a document type.
    """
    return tuple(_totals_rows(package, sheet_part))


def _totals_rows(package: Package, sheet_part: str) -> Iterator[TotalsRows]:
    for relation in relations(package, sheet_part):
        if relation.kind != "table" or relation.external or not package.has(relation.target):
            continue
        given = _root(package, relation.target)
        cells = _RANGE.fullmatch(given.get("ref", "").strip())
        count = given.get("totalsRowCount", "0").strip()
        # A number of rows within the table, whatever else stands there.
        if cells is None or not re.fullmatch(r"[0-9]{1,7}", count):
            continue
        left, right = sorted((column_number(cells[1].upper()), column_number(cells[3].upper())))
        top, bottom = sorted((int(cells[2]), int(cells[4])))
        first = bottom - int(count) + 1
        if top < first <= bottom:
            name = given.get("displayName") or given.get("name", "")
            yield TotalsRows(name, first, bottom, left, right)


def _root(package: Package, part: str) -> Mapping[str, str]:
    """Return the attributes of a part's first element, none where it is no table."""
    with package.reading(part, f"its table {part} cannot be read"):
        name, given = next(markup.tags(package.chunks(part)), ("", {}))
    return given if name == "table" else {}
