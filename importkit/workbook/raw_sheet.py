"""A product sheet with every cell that its file has: what is edited and written, before it is understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importkit.model import Origin
from importkit.source_file import sha256_of
from importkit.workbook.archive import markup
from importkit.workbook.archive import workbook_parts as packages
from importkit.workbook.archive.drawings import floating_pictures
from importkit.workbook.archive.excel_tables import totals_rows
from importkit.workbook.archive.rich_values import rich_value_kinds
from importkit.workbook.archive.safe_open import open_package, opened
from importkit.workbook.archive.workbook_origin import origin
from importkit.workbook.sheet.layout import find_table
from importkit.workbook.sheet.pictures import placed_pictures
from importkit.workbook.sheet.sheet_reading import read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from importkit.addresses import CellPosition
    from importkit.model import Limits
    from importkit.workbook.archive.excel_tables import TotalsRows
    from importkit.workbook.archive.package import Package
    from importkit.workbook.sheet.grid import Grid
    from importkit.workbook.sheet.layout import Place
    from importkit.workbook.sheet.scan import SheetScan

#: The widest column that Excel has.
_MAX_WIDTH = 255.0
#: Widths are kept of so many columns; a sheet that is read has fewer.
_MOST_COLUMNS = 1_000


@dataclass(frozen=True)
class RawSheet:
    """A sheet before its rows are told apart and its cells cleaned.

    Attributes:
        filename: The name the user knows the file by.
        place: Which sheet it is, and where its header row lies.
        grid: Every cell, rows above the header included.
        found: What the XML says beside the values.
        totals: The totals rows of Excel's tables.
        floating: Cells over which a picture begins.
        origin: Which corrections workbook this is, if it is one.
        other_sheets: Names of the other sheets of its workbook.
        widths: Widths of columns by number, where the sheet gives one; only where they were asked for.
        sha256: The hash of the file's bytes, in hexadecimal digits; empty where there is no file.
    """

    filename: str
    place: Place
    grid: Grid
    found: SheetScan
    totals: tuple[TotalsRows, ...] = ()
    floating: frozenset[CellPosition] = frozenset()
    origin: Origin = Origin()  # noqa: RUF009  frozen
    other_sheets: tuple[str, ...] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    sha256: str = ""


def read_raw_sheet(
    source: str | Path | bytes,
    *,
    filename: str,
    label: str,
    limits: Limits,
    with_widths: bool = False,
    sheet: str | None = None,
) -> RawSheet:
    """Return the product sheet of a workbook with all its cells.

    Args:
        source: A path, or the bytes of the file.
        filename: The name the user knows it by.
        label: What messages call it.
        limits: What is refused as too large.
        with_widths: Whether the widths of the columns are wanted, which only who writes the sheet needs.
        sheet: The name of the sheet to read; without it the one that `find_table` chooses.

    Raises:
        UnreadableWorkbookError: The file is no .xlsx workbook, or it is damaged.
        UnsafeWorkbookError: Reading it could harm this machine.
        RefusedImportError: No sheet has a header row; the finding lists the closest matches.
    """
    with opened(source, label, limits) as stream:
        package = open_package(stream, label, limits)
        parts = packages.locate(package)
        came_from = origin(package, parts)
        place = find_table(package, parts, sheet)
        grid, found = read_sheet(package, parts, place.sheet)
        if found.rich:
            kinds = rich_value_kinds(package, parts.workbook)
            found.pictures |= dict.fromkeys(placed_pictures(found.rich, kinds), "#VALUE!")
        return RawSheet(
            filename,
            place,
            grid,
            found,
            totals_rows(package, place.sheet.part),
            frozenset(floating_pictures(package, place.sheet.part)),
            came_from,
            tuple(sheet.name for sheet in parts.sheets if sheet is not place.sheet),
            dict(_widths(package, place.sheet.part)) if with_widths else {},
            sha256_of(stream),
        )


def _widths(package: Package, part: str) -> Iterator[tuple[int, float]]:
    """Yield the number and width of each column for which the sheet gives one."""
    try:
        for name, given in markup.tags(package.chunks(part)):
            if name == "sheetData":
                return
            if name == "col" and "width" in given:
                first, last = max(int(given["min"]), 1), min(int(given["max"]), _MOST_COLUMNS)
                width = min(max(float(given["width"]), 0.0), _MAX_WIDTH)
                yield from ((number, width) for number in range(first, last + 1))
    except (markup.MarkupError, KeyError, ValueError):
        return  # a width that nobody can read is none
