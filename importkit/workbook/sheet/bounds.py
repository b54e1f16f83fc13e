"""How much a sheet may hold for the size of its file, since a file of 500 KB can hold gigabytes.

Markup that repeats itself compresses a thousandfold, cells that lie far apart make a table of blanks, and a
long text that many cells share counts in each of them. What people type compresses far less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.display import number
from importkit.errors import UnsafeWorkbookError

if TYPE_CHECKING:
    from importkit.workbook.archive.assembled import Source
    from importkit.workbook.sheet.scan import SheetScan
    from importkit.workbook.sheet.strings import Strings

#: How many cells a sheet may have at least, and for each compressed byte: an address alone takes more.
_CELLS, _CELLS_PER_BYTE = 1_000_000, 1

#: From how many places on a table must not be nearly blank, and how many there may be for each filled one.
_PLACES, _PLACES_PER_CELL = 16_000_000, 32

#: How many bytes of text a sheet may have at least, and for each compressed byte beyond half a megabyte.
_TEXT, _TEXT_PER_BYTE = 64 * 1024 * 1024, 100
_SMALL = 512 * 1024


def check_bounds(found: SheetScan, source: Source, strings: Strings | None, sheet: str, label: str) -> None:
    """Refuse a sheet that is far larger than its file.

    Raises:
        UnsafeWorkbookError: It is.
    """
    compressed = source.part.compressed + (strings.source.part.compressed if strings else 0)
    places = len(found.rows) * len(found.columns)
    if found.cells > max(_CELLS, _CELLS_PER_BYTE * compressed):
        raise _unsafe(label, sheet, f"{number(found.cells)} cells")
    if found.text_bytes > max(_TEXT, _TEXT_PER_BYTE * (compressed - _SMALL)):
        raise _unsafe(label, sheet, f"{found.text_bytes / 1024**2:,.0f} MB of text")
    if places > max(_PLACES, _PLACES_PER_CELL * found.cells):
        raise UnsafeWorkbookError(
            f"{label} has {number(found.cells)} values scattered over {number(len(found.rows))} rows "
            f"and {number(len(found.columns))} columns of sheet {sheet}; delete those that are nearly blank."
        )


def _unsafe(label: str, sheet: str, what: str) -> UnsafeWorkbookError:
    return UnsafeWorkbookError(
        f"{label} holds {what} in sheet {sheet}, far more than people put into a file of its size; "
        "copy the products into a new workbook."
    )
