"""Books of files, and one book read in another way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from importkit.checks.book import Book
from importkit.errors import UsageError, WorkbookError
from importkit.findings import RefusedImportError
from importkit.model import HiddenRows
from importkit.read_options import ReadOptions
from importkit.workbook import product_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from importkit.model import Limits, Sheet


def book_of_file(
    source: str | Path | bytes,
    *,
    filename: str | None,
    limits: Limits,
    hidden_rows: HiddenRows,
    sheet: str | None = None,
) -> Book:
    """Return the book of a workbook; raises what `importkit.read` does."""
    raw, file = product_sheet.read_raw(
        source, filename=filename, limits=limits, with_widths=True, sheet=sheet
    )
    return Book(replace(product_sheet.sheet_of(raw, hidden_rows), file=file), raw)


def renamed(book: Book, filename: str) -> Book:
    """Return the same book under another name."""
    return replace(
        book, sheet=replace(book.sheet, filename=filename), raw=replace(book.raw, filename=filename)
    )


def without_hidden_rows(book: Book) -> Book:
    """Return the same book, rows that are hidden or filtered out left out."""
    if book.hidden_rows is HiddenRows.SKIP:
        return book
    return replace(
        book, sheet=replace(product_sheet.sheet_of(book.raw, HiddenRows.SKIP), file=book.sheet.file)
    )


def book_of(sheet: Sheet) -> Book:
    """Return the book of a sheet that was read before: its file is read again.

    Raises:
        UsageError: It was read from no file, or the file has changed, or gone, since.
    """
    try:
        if sheet.file is not None:
            limits = ReadOptions().limits
            book = book_of_file(
                sheet.file.content, filename=sheet.filename, limits=limits, hidden_rows=sheet.hidden_rows
            )
            if book.sheet.layout == sheet.layout and book.sheet.cells.equals(sheet.cells):
                return book
    except (WorkbookError, RefusedImportError):
        pass  # it is another file now
    raise UsageError(
        f'"{sheet.called}" is not the file any more that was checked.',
        hint="Check it again: importkit.check.",
    )
