"""How much a sheet may hold for the size of its file, since a file of 500 KB can hold gigabytes.

Markup that repeats itself compresses a thousandfold, cells that lie far apart make a table of blanks, and a
long text that many cells share counts in each of them. What people type compresses far less.
"""

from __future__ import annotations

from dataclasses import dataclass

from importkit.errors import UnsafeWorkbookError
from importkit.grammar import count

#: How many rows with content a sheet may have at least, and for how many compressed bytes one more: a row of
#: products takes ten at least, since no two have the same identifier.
_ROWS, _BYTES_PER_ROW = 100_000, 8

#: The same of cells with content, of which those that all say the same take two bytes.
_CELLS, _BYTES_PER_CELL = 300_000, 1.5

#: The same of all cells: an address alone takes more than a byte.
_TAGS, _BYTES_PER_TAG = 1_000_000, 1

#: From how many places on a table must not be nearly blank, and how many there may be for each filled one.
_PLACES, _PLACES_PER_CELL = 16_000_000, 32

#: How many bytes of text a sheet may have at least, and for each compressed byte beyond half a megabyte.
_TEXT, _TEXT_PER_BYTE = 32 * 1024 * 1024, 64
_SMALL = 512 * 1024


@dataclass(frozen=True)
class Bounds:
    """What a sheet of a file may hold.

    Attributes:
        label: How messages name the file.
        sheet: How they name the sheet.
        compressed: How many bytes of the file hold the sheet and its texts.
    """

    label: str
    sheet: str
    compressed: int

    def check(self, *, rows: int, cells: int, tags: int, text_bytes: int) -> None:
        """Refuse a sheet that is far larger than its file; to be asked while it is scanned.

        Args:
            rows: How many rows with content there are up to now.
            cells: How many cells with content.
            tags: How many cells at all.
            text_bytes: How many bytes of text.

        Raises:
            UnsafeWorkbookError: It is.
        """
        if rows > max(_ROWS, self.compressed / _BYTES_PER_ROW):
            raise self._unsafe(f"at least {count(rows, 'row')}")
        if cells > max(_CELLS, self.compressed / _BYTES_PER_CELL):
            raise self._unsafe(f"at least {count(cells, 'cell')}")
        if tags > max(_TAGS, self.compressed / _BYTES_PER_TAG):
            raise self._unsafe(f"at least {count(tags, 'cell')}, most of them blank,")
        if text_bytes > max(_TEXT, _TEXT_PER_BYTE * (self.compressed - _SMALL)):
            raise self._unsafe(f"at least {text_bytes // 1024**2:,d} MB of text")

    def check_places(self, *, rows: int, columns: int, cells: int) -> None:
        """Refuse a sheet whose table would be blank nearly everywhere.

        Raises:
            UnsafeWorkbookError: It would be.
        """
        if rows * columns > max(_PLACES, _PLACES_PER_CELL * cells):
            raise UnsafeWorkbookError(
                f"{self.label} has {count(cells, 'value')} scattered over {count(rows, 'row')} and "
                f"{count(columns, 'column')} of sheet {self.sheet}; delete those that are nearly blank."
            )

    def _unsafe(self, what: str) -> UnsafeWorkbookError:
        return UnsafeWorkbookError(
            f"{self.label} holds {what} in sheet {self.sheet}, far more than people put into a file of its "
            "size; copy the products into a new workbook."
        )
