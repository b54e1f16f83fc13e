"""Frozen records handed from stage to stage.

One canonical shape travels: the *sheet frame*. Its index is Excel's row number, its columns are
canonical names, its cells are text or NA. Beside it stand the layout, which is the address book, and the
untouched original cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from importkit.arguments import whole_number
from importkit.cell_sets import no_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import pyarrow as pa

    from importkit.findings import Findings
    from importkit.source_file import SourceFile
    from importkit.values.category_paths import Taxonomy


class Mode(StrEnum):
    """What an import does with a product."""

    CREATE = "CREATE"
    ENRICH = "ENRICH"


class HiddenRows(StrEnum):
    """What happens to rows that are hidden or filtered out."""

    IMPORT = "import"
    SKIP = "skip"


class Scope(StrEnum):
    """Which rows a corrections workbook holds."""

    FAILED = "failed"
    ALL = "all"


class Role(StrEnum):
    """What a person may do in a brand: an owner adds others, a member imports, a viewer looks."""

    OWNER = "owner"
    MEMBER = "member"
    VIEWER = "viewer"


class JobStatus(StrEnum):
    """Where a job stands."""

    PENDING = "PENDING"
    PROCESSING = "PROCESSING"
    COMPLETED = "COMPLETED"
    COMPLETED_WITH_FAILURES = "COMPLETED_WITH_FAILURES"
    FAILED = "FAILED"
    DISMISSED = "DISMISSED"


class RowStatus(StrEnum):
    """Where a staged row stands."""

    PENDING = "PENDING"
    COMMITTED = "COMMITTED"
    FAILED = "FAILED"


class CellKind(IntEnum):
    """What an original cell is in Excel; its text alone does not tell `'7` from `7`."""

    BLANK = 0
    TEXT = 1
    NUMBER = 2
    PERCENT = 3  # a number formatted with %
    ZERO_PADDED = 4  # a number formatted with zeros only; the raw text carries the zeros shown
    BOOLEAN = 5
    DATE = 6  # date, time or date-time, the raw text is ISO
    ERROR = 7  # #N/A, #REF! …, the raw text is the error
    UNCACHED = 8  # a formula that was never calculated; the raw text is the formula
    PICTURE = 9  # a picture placed in a cell of an imported column; the raw text is #VALUE! or its formula


@dataclass(frozen=True)
class Limits:
    """What a workbook may be before it is refused; sizes in bytes."""

    max_bytes: int = 200 * 1024 * 1024
    max_inflated_bytes: int = 2 * 1024 * 1024 * 1024
    max_ratio: int = 200
    ratio_floor_bytes: int = 10 * 1024 * 1024  # a smaller part may have any ratio
    max_entries: int = 2_000
    max_rows: int = 1_048_576
    max_columns: int = 512
    max_row_gap: int = 10_000  # empty rows between the data and a valued cell
    max_column_gap: int = 100  # empty columns between the data and a valued cell

    def __post_init__(self) -> None:
        for limit in fields(self):
            whole_number(getattr(self, limit.name), argument=limit.name)


@dataclass(frozen=True)
class SheetColumn:
    """One used column of a sheet.

    Attributes:
        letter: Excel's letters, such as "AC".
        header: The header as the user spelled it; empty for a blank one.
        canonical: The canonical name, or None when the column is not imported.
    """

    letter: str
    header: str
    canonical: str | None


@dataclass(frozen=True)
class Layout:
    """Where the table lies in the workbook: the address book of a sheet.

    Attributes:
        sheet: The sheet's name.
        header_row: Excel's number of the header row.
        dialect: Name of the dialect, see `schemas/dialects/`.
        columns: Every used column, left to right.
    """

    sheet: str
    header_row: int
    dialect: str
    columns: tuple[SheetColumn, ...]

    @property
    def letters(self) -> dict[str, str]:
        """Return the Excel letters of each canonical column (the first one, where two share a name)."""
        return {column.canonical: column.letter for column in reversed(self.columns) if column.canonical}

    @property
    def own_headers(self) -> dict[str, str]:
        """Return what the sheet calls its imported columns, by letter, where the canonical name differs."""
        return {
            column.letter: column.header
            for column in self.columns
            if column.canonical
            and _letters_of(column.header) not in {"", _letters_of(column.canonical)}
            and len(column.header) <= 60  # a longer one would hide the message that names it
        }


def _letters_of(header: str) -> str:
    """Return a header without what makes no difference to a reader."""
    return "".join(filter(str.isalnum, header.casefold()))


@dataclass(frozen=True)
class Origin:
    """Where a corrections workbook came from; nothing for any other workbook.

    Attributes:
        job_id: The job whose failed rows it holds; None for one that was written without a database.
        mode: The mode that it is for.
    """

    job_id: str | None = None
    mode: Mode | None = None


def _no_formats() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame()


@dataclass(frozen=True)
class Sheet:
    """A workbook's product sheet as it was read; nothing is lost.

    Attributes:
        filename: The name the user knows the file by; text only, never a path to open.
        layout: Where everything stood.
        frame: The sheet frame: index row_number, canonical columns, trimmed text or NA.
        cells: The original text of every used column, untrimmed: index row_number, columns are letters.
            A vertical merge that speaks for each of its rows is filled in, and a linked picture is its
            address, so that the cells mean the same in another workbook.
        kinds: `CellKind` codes (uint8) in the shape of `cells`.
        formats: Number formats (categories) of the rows of `cells`, NA for General: the columns, by their
            letters, in which a cell has one.
        findings: What reading had to say.
        bad_cells: The cells that reading found in error, see `cell_sets`; they are blank in `frame`.
        blank_rows: Rows without a value in any imported column, down to the last value of the sheet.
        skipped_rows: Example rows, repeated headers, totals rows and (when asked) hidden rows.
        after_blank: Data rows with a blank row between them and the data row above.
        origin: Which corrections workbook this is, if it is one.
        file: What it was read from, so that an import can keep it.
        hidden_rows: How it was read; whoever reads it again does it alike.
    """

    filename: str
    layout: Layout
    frame: pd.DataFrame
    cells: pd.DataFrame
    kinds: pd.DataFrame
    findings: Findings
    blank_rows: int = 0
    skipped_rows: int = 0
    after_blank: tuple[int, ...] = ()
    origin: Origin = Origin()
    formats: pd.DataFrame = field(default_factory=_no_formats)
    bad_cells: pd.DataFrame = field(default_factory=no_cells)
    file: SourceFile | None = field(default=None, repr=False)
    hidden_rows: HiddenRows = HiddenRows.IMPORT

    @property
    def called(self) -> str:
        """Return what messages call it: its path as it was given, unless it was given a name."""
        path = self.file.content if self.file else None
        return str(path) if isinstance(path, Path) and path.name == self.filename else self.filename

    @property
    def job_id(self) -> str | None:
        """Return the job whose corrections workbook this is."""
        return self.origin.job_id

    @property
    def total_rows(self) -> int:
        """Return the number of data rows, blank and skipped ones apart."""
        return len(self.frame)


@dataclass(frozen=True)
class CheckedSheet:
    """A sheet whose cells were read for what they mean.

    Attributes:
        frame: Like `Sheet.frame`, but normalised, NA where cells are bad or cleared: plain numbers, weights
            with a unit (`230 g`), lists with `values.separators.ITEM` between items, materials as name
            `FIELD` percentage, all in "Materials Percentages". Categories stay as typed.
        bad_cells: The cells in error, see `cell_sets`. Cross-row checks leave them alone.
        findings: Findings of reading and of validation.
        clear_marks: The cells that say to empty what is stored, see `cell_sets`.
    """

    sheet: Sheet
    mode: Mode
    frame: pd.DataFrame
    bad_cells: pd.DataFrame
    findings: Findings
    clear_marks: pd.DataFrame = field(default_factory=no_cells)


@dataclass(frozen=True)
class BrandContext:
    """What is known about a brand before its sheet is resolved.

    Attributes:
        taxonomy: Categories and their mappings.
        handle_keys: Keys of handles that exist already, among those in the sheet.
        brand: The slug to name in commands that are shown; blank for the brand that is meant without one.
        is_offline: Whether no brand is at hand; names of the sheet are then compared with each other alone.
    """

    taxonomy: Taxonomy
    handle_keys: frozenset[str] = frozenset()
    brand: str = ""
    is_offline: bool = False


@dataclass(frozen=True)
class ResolvedSheet:
    """A sheet grouped into products and variants, ready to be staged.

    Attributes:
        checked: Where it came from.
        tables: Arrow tables by name of the staging table, with its columns but `job_id`.
        rows: One line per data row: row_number, group_id (the row number of the group's parent; NA for a
            stray row), role (parent, child, image, orphan, stray), product_handle, staging_product_id,
            staging_variant_id, row_status (PENDING or FAILED), blocked_by_row.
        findings: Every finding so far, located, with the product's handle.
        attributes: What a sheet that enriches says of attributes, a line per value; nothing of it is staged.
    """

    checked: CheckedSheet
    tables: Mapping[str, pa.Table]
    rows: pd.DataFrame
    findings: Findings
    attributes: pa.Table

    @property
    def sheet(self) -> Sheet:
        """Return the workbook this came from."""
        return self.checked.sheet
