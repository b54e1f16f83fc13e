"""A book: a sheet that was read, to look at, to mend and to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

import pandas as pd

from importkit import frames
from importkit.addresses import column_letters
from importkit.arguments import file_or_target, mapping, one_of, text
from importkit.checks.cell_addresses import position_of
from importkit.checks.frame_edits import frame_edits
from importkit.checks.sheet_columns import sheet_columns
from importkit.frame_fields import KINDS
from importkit.model import HiddenRows
from importkit.rich_display import Displayed
from importkit.workbook import frame_sheet, product_sheet
from importkit.workbook.edited_sheet import edited, new_cell, settled, stored_cell
from importkit.workbook.sheet.table import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.addresses import CellPosition
    from importkit.cell_edits import Edits, NewCell
    from importkit.findings import Findings
    from importkit.model import Sheet
    from importkit.workbook.raw_sheet import RawSheet
    from importkit.workbook.sheet.table import Table

_CELLS = 'a dict from addresses to values, such as {"N6": 1200, "S9": None}'


@dataclass(frozen=True, repr=False, eq=False)
class Book(Displayed):
    """A workbook's product sheet: every cell as it is stored and as it is read, to mend and to write.

    A book never changes: `edit` and `with_frame` return another one, read anew as if the file had come so.

    Attributes:
        sheet: The record that the stages of a check pass on.
        raw: Every cell that the file has.
        before: What edited cells held when the book was read.

    >>> book = ik.read("spring.xlsx")
    >>> book.filename, book.dialect, book.hidden_rows.value, len(book.findings), book.not_carried_over
    ('spring.xlsx', 'plan', 'import', 0, ())
    >>> book.frame["SKU"].tolist()
    ['T-S', 'T-M', 'C-1', 'S-1']
    >>> book.cells.loc[4, "F"], book.kinds.loc[4, "F"], book.columns.loc[5, "header"]
    ('12abc', 'text', 'Grams Weight')
    >>> book.edit({"F4": 120}).changes[["cell", "before", "after"]]
      cell before after
    0   F4  12abc   120
    """

    sheet: Sheet
    raw: RawSheet
    before: Mapping[CellPosition, NewCell] = field(default_factory=dict)

    @classmethod
    def from_frame(
        cls, frame: pd.DataFrame, *, dialect: str | None = None, filename: str = "frame.xlsx"
    ) -> Self:
        """Return a book that holds a DataFrame.

        Args:
            frame: A line for each row, canonical or known headers as columns. An index named "row" holds
                Excel's row numbers, as in `Book.frame`, and they are kept.
            dialect: The kind of sheet it is written for: "plan", "passport" or "shopify". Without it the one
                of the book that the frame came from, else the one that its headers tell.
            filename: What messages call it.

        Raises:
            UsageError: The frame cannot be a sheet, or there is no such dialect.
            RefusedImportError: None of its columns is known.

        >>> frame = pd.DataFrame({"Product Handle": ["shirt"], "Product Title": ["Shirt"], "SKU": ["S-1"]})
        >>> Book.from_frame(frame).frame.loc[2, "SKU"]
        'S-1'
        """
        one_of(pd.DataFrame, frame, argument="frame", what="a DataFrame")
        text(filename, argument="filename", what="a name for the frame")
        raw = frame_sheet.sheet_of_frame(frame, dialect=dialect, filename=filename)
        return cls(product_sheet.sheet_of(raw, HiddenRows.IMPORT), raw)

    @property
    def filename(self) -> str:
        """Return the name the user knows the file by."""
        return self.sheet.filename

    @property
    def dialect(self) -> str:
        """Return the kind of sheet: "plan", "passport" or "shopify"."""
        return self.sheet.layout.dialect

    @property
    def hidden_rows(self) -> HiddenRows:
        """Return whether rows that are hidden or filtered out were read, too."""
        return self.sheet.hidden_rows

    @property
    def findings(self) -> Findings:
        """Return what reading alone had to say; `importkit.check` says everything."""
        return self.sheet.findings

    @property
    def frame(self) -> pd.DataFrame:
        """Return what is imported, as it is read: a copy to mend, see `with_frame`.

        Returns:
            Index row (Excel's number), a column for each canonical column of the sheet; trimmed text, NA
            where blank or where nothing can be read. Columns are objects, so that numbers, dates and None may
            be put in beside texts.
        """
        frame = self.sheet.frame.astype("object").rename_axis(index="row")
        layout = self.sheet.layout
        headers = {column.canonical: column.header for column in reversed(layout.columns) if column.canonical}
        frame.attrs[frame_sheet.ATTRIBUTE] = {
            "dialect": layout.dialect,
            "headers": headers,
            "sheet": layout.sheet,
            "header_row": layout.header_row,
        }
        return frame

    @property
    def cells(self) -> pd.DataFrame:
        """Return the text of every cell as it is stored: index row, columns the letters of the sheet."""
        return self.sheet.cells.rename_axis(index="row")

    @property
    def kinds(self) -> pd.DataFrame:
        """Return what each cell is, in the columns of `cells`: text, number, percent, date, error, blank."""
        named = {
            letter: pd.Categorical.from_codes(codes.to_numpy().astype("int8"), dtype=KINDS)
            for letter, codes in self.sheet.kinds.items()
        }
        return pd.DataFrame(named, index=self.sheet.kinds.index.rename("row"))

    @property
    def columns(self) -> pd.DataFrame:
        """Return every column of the sheet and what became of it.

        Returns:
            A line per column, left to right: letter, header, column (canonical, NA where it is not imported),
            level (product, variant or both), filled (how many rows have a value), is_imported, why.
        """
        return sheet_columns(self.sheet).drop(columns="errors")

    @property
    def changes(self) -> pd.DataFrame:
        """Return what was changed since the book was read.

        Returns:
            A line per cell: row, cell, column (canonical, or the header), before, after; NA for a blank cell.
        """
        records = []
        names = {column.letter: column.canonical or column.header for column in self.sheet.layout.columns}
        for (row, number), before in sorted(self.before.items()):
            after = stored_cell(self.raw, row, number)
            if after != before:
                letters = column_letters(number)
                name = names.get(letters) or letters
                records.append((row, f"{letters}{row}", name, before.text, after.text))
        of_change = ["row", "cell", "column", "before", "after"]
        return frames.typed("changes", pd.DataFrame(records, columns=of_change))

    @property
    def not_carried_over(self) -> tuple[str, ...]:
        """Return what `write` leaves out of the workbook that this was read from, a sentence each."""
        from importkit.workbook.write import not_carried_over

        return not_carried_over(self.raw)

    def edit(self, cells: Mapping[str, object]) -> Book:
        """Return a book with other values in some cells.

        A cell holds just what it is given: a text stays a text, a number a number, None clears it. What
        depends on a cell is read anew, so that a mended `#N/A` is an error no longer.

        Args:
            cells: Values by address, such as `{"N6": 1200, "S9": None}`.

        Raises:
            UsageError: An address is none, or lies outside the rows and columns of the sheet; or a value is
                none that a cell can hold.

        >>> frame = pd.DataFrame({"Product Handle": ["shirt"], "SKU": ["S-1"], "Grams Weight": ["heavy"]})
        >>> mended = Book.from_frame(frame).edit({"C2": 230})
        >>> mended.changes[["cell", "before", "after"]].values.tolist()
        [['C2', 'heavy', '230']]
        """
        mapping(cells, argument="cells", what=_CELLS)
        edits: Edits = {}
        for address, value in cells.items():
            edits[position_of(self.sheet, address)] = new_cell(value, argument=str(address))
        return with_cells(self, edits)

    def with_frame(self, frame: pd.DataFrame) -> Book:
        """Return a book in which the cells are those of a mended frame.

        Only values that differ from `frame` count; everything else stays as it is stored, row numbers too.

        Args:
            frame: `Book.frame` with other values: the same rows in any order, some of its columns, and
                columns that the sheet lacks, which are added at its right.

        Raises:
            UsageError: It has other rows, a column that is not known, or a value that no cell can hold.

        >>> book = Book.from_frame(pd.DataFrame({"Product Handle": ["shirt"], "SKU": ["S-1"]}))
        >>> frame = book.frame
        >>> frame.loc[2, "SKU"] = "S-2"
        >>> book.with_frame(frame).changes["after"].tolist()
        ['S-2']
        """
        return with_cells(self, frame_edits(self.sheet, frame))

    def write(self, target: str | Path | BinaryIO) -> Path | BinaryIO:
        """Write the sheet as a workbook of its own, and return where it is.

        Rows and columns keep their addresses, rows above the header too, and cells their number formats.
        Formulas become their values; other sheets, pictures and colours are left out (`not_carried_over`).

        Args:
            target: A path, or a file that is open for writing bytes. A file that is there is replaced.

        Raises:
            UsageError: It is no path, or a folder, or its folder is missing; or a text is longer than a cell
                of a workbook can be.

        >>> ik.read("spring.xlsx").edit({"F4": 120}).write("mended.xlsx").name
        'mended.xlsx'
        """
        where = file_or_target(target)
        if isinstance(where, Path):
            where.write_bytes(self.to_bytes())
        else:
            where.write(self.to_bytes())
        return where

    def to_bytes(self) -> bytes:
        """Return the workbook that `write` writes.

        >>> ik.read(ik.read("spring.xlsx").edit({"F4": 120}).to_bytes()).frame.loc[4, "Grams Weight"]
        '120'
        """
        from importkit.workbook.write import write_sheet

        written = BytesIO()
        write_sheet(self._settled_raw, written)
        return written.getvalue()

    @cached_property
    def _settled_raw(self) -> RawSheet:
        """Return every cell as it can be replaced; worked out once, for a draft edits the same book again."""
        return self.raw if self.before else settled(self.raw)

    @cached_property
    def _settled_table(self) -> Table | None:
        """Return the table of the cells as they can be replaced, which edits of the same book begin with.

        An edited book has none: most are edited no more.
        """
        raw = self._settled_raw
        return None if self.before else table_of(raw.grid, raw.found, raw.place)

    def __deepcopy__(self, _: dict[int, Any]) -> Self:
        return self


def settled_raw(book: Book) -> RawSheet:
    """Return every cell of a book as it can be replaced."""
    return book._settled_raw  # noqa: SLF001  private to users of books, not to this module


def with_cells(book: Book, edits: Edits) -> Book:
    """Return a book with these cells, which may be headers: what `Book.edit` and fixes do."""
    if not edits:
        return book
    raw = settled_raw(book)
    before = {place: stored_cell(raw, *place) for place in edits} | dict(book.before)
    changed = edited(raw, edits, book.sheet.frame.index.to_numpy("int64"))
    known = book._settled_table  # noqa: SLF001  private to users of books, not to this module
    return Book(product_sheet.sheet_of(changed, book.sheet.hidden_rows, known), changed, before)
