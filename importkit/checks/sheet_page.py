"""The sheet as it looks in Excel, a page of its rows at a time, with what is wrong in colour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit import display
from importkit.arguments import collection, refused, target, text, whole_number
from importkit.choices import chosen, nearest
from importkit.errors import UsageError
from importkit.findings import Severity
from importkit.grammar import number
from importkit.rich_display import Displayed

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from importkit.checks.framed_check import FramedCheck
    from importkit.findings import Findings
    from importkit.model import ResolvedSheet, SheetColumn

    #: Which rows: "bad", "all", row numbers, or a slice of them.
    Rows = str | int | slice | Iterable[int]

_ROWS = '"bad", "all", row numbers, or a slice of them'
_COLUMNS = "names, headers or letters of columns"
LARGEST_PAGE = 1_000


@dataclass(frozen=True, eq=False, repr=False)
class SheetPage(Displayed):
    """Some rows of a sheet, with each cell that has a finding marked.

    Attributes:
        filename: The workbook.
        columns: The columns shown, left to right.
        frame: The cells as they are stored: index row (Excel's number), a column for each letter.
        marks: What is marked: row (NA in the header), letter (NA for a row as a whole), severity, message;
            the worst of each cell.
        total_rows: How many rows were asked for, on all pages.
        page: Which page this is, from 1.
        pages: How many there are.

    >>> page = ik.check("spring.xlsx").sheet(rows="all")
    >>> page.page, page.pages, page.frame.index.to_list()
    (1, 1, [2, 3, 4, 5])
    """

    filename: str
    columns: tuple[SheetColumn, ...]
    frame: pd.DataFrame
    marks: pd.DataFrame
    total_rows: int
    page: int
    pages: int

    def to_html(self, path: str | Path | None = None) -> str:
        """Return the page as HTML; with a path a whole document is written there, too.

        Raises:
            UsageError: The path is no file that may be written.

        >>> html = ik.check("spring.xlsx").sheet().to_html("sheet.html")
        >>> "12abc" in html
        True
        """
        html = display.sheet_html(self)
        if path is not None:
            document = display.html_document(self.filename, html)
            target(path, argument="path").write_text(document, encoding="utf-8")
        return html


def sheet_page(
    check: FramedCheck,
    rows: Rows,
    columns: Iterable[str] | None,
    severity: Severity | str,
    page: int,
    page_size: int,
) -> SheetPage:
    """Return a page of the sheet of a check.

    Raises:
        UsageError: The sheet has no header row, or there are no such rows, columns, severity or page.
    """
    resolved = check.resolved
    if resolved is None:
        raise UsageError(f'"{check.filename}" has no header row, so there is no sheet to show.')
    least = chosen(Severity, severity, argument="severity")
    found = check.findings.where(severity=[one for one in Severity if one.rank <= least.rank])
    numbers = _numbers(resolved, rows, found)
    size = whole_number(page_size, argument="page_size", lowest=1, highest=LARGEST_PAGE)
    pages = max(1, -(-len(numbers) // size))
    at = whole_number(page, argument="page", lowest=1, highest=pages)
    shown = _columns(resolved, columns)
    on_page = numbers[(at - 1) * size : at * size]
    return SheetPage(
        filename=check.filename,
        columns=shown,
        frame=resolved.sheet.cells.loc[on_page, [column.letter for column in shown]].rename_axis(index="row"),
        marks=_marks(found, on_page),
        total_rows=len(numbers),
        page=at,
        pages=pages,
    )


def _numbers(resolved: ResolvedSheet, rows: Rows, found: Findings) -> list[int]:
    """Return the numbers of the rows that are asked for, in the order of the sheet."""
    known = resolved.sheet.frame.index
    if isinstance(rows, str):
        word = rows.strip().casefold()
        if word == "all":
            return [int(row) for row in known]
        if word == "bad":
            return [int(row) for row in known[known.isin(found.records["row"].dropna())]]
        raise refused(rows, argument="rows", allowed=_ROWS)
    if isinstance(rows, slice):
        first, last = rows.start or 0, rows.stop or int(known.max()) + 1 if len(known) else 0
        return [int(row) for row in known if first <= row < last][:: rows.step or 1]
    given = rows if isinstance(rows, Iterable) else [rows]
    wanted = {whole_number(row, argument="rows", lowest=1) for row in given}
    if missing := sorted(wanted - set(known)):
        bounds = (
            f"; rows go from {number(int(known.min()))} to {number(int(known.max()))}" if len(known) else ""
        )
        raise UsageError(f"Row {number(missing[0])} has no data{bounds}.")
    return sorted(wanted)


def _columns(resolved: ResolvedSheet, wanted: Iterable[str] | None) -> tuple[SheetColumn, ...]:
    columns = resolved.sheet.layout.columns
    if wanted is None:
        return columns
    collection(wanted, argument="columns", what=_COLUMNS)
    names: dict[str, set[str]] = {}
    for column in columns:
        for name in (column.letter, column.header, column.canonical or ""):
            names.setdefault(name.casefold(), set()).add(column.letter)
    letters: set[str] = set()
    for one in [wanted] if isinstance(wanted, str) else wanted:
        named = text(one, argument="columns", what=_COLUMNS).strip().casefold()
        if named not in names:
            near = nearest(named, names)
            raise refused(
                one, argument="columns", allowed=_COLUMNS, hint=f"Did you mean {near}?" if near else ""
            )
        letters |= names[named]
    return tuple(column for column in columns if column.letter in letters)


def _marks(found: Findings, rows: list[int]) -> pd.DataFrame:
    """Return the worst finding of each cell on the page, and of each header."""
    records = found.worst_first().records
    concerned = records[records["row"].isin(rows) | records["row"].isna()]
    letters = concerned["cell"].str.extract(r"^([A-Z]+)", expand=False)
    marks = concerned[["row", "severity", "message"]].assign(letter=letters)
    shown = marks[marks["row"].notna() | marks["letter"].notna()]
    return shown.drop_duplicates(["row", "letter"])[["row", "letter", "severity", "message"]].reset_index(
        drop=True
    )
