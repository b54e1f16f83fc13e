"""What can be checked and imported: files, frames and books, each made one of the things that stages read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

import pandas as pd

from importkit.arguments import path, refused
from importkit.checks.book import Book
from importkit.checks.book_files import book_of_file, renamed, without_hidden_rows
from importkit.choices import chosen
from importkit.errors import UsageError
from importkit.model import HiddenRows, Limits, Sheet
from importkit.read_options import ReadOptions
from importkit.source_file import SourceFile

#: What a workbook may be given as.
Source = str | Path | bytes | BinaryIO | pd.DataFrame | Book | Sheet

_ALLOWED = "a path, the bytes of a workbook, an open binary file, a DataFrame, or a Book"


def read(
    source: Source,
    *,
    filename: str | None = None,
    limits: Limits = Limits(),  # noqa: B008  frozen
    hidden_rows: HiddenRows | str = HiddenRows.IMPORT,
    dialect: str | None = None,
) -> Book:
    """Return the product sheet of a workbook as a book: to look at, to mend and to write.

    Args:
        source: A path, the bytes of a workbook, an open binary file, or a DataFrame.
        filename: The name that messages use; the path's own by default.
        limits: What is refused as too large.
        hidden_rows: What happens to hidden and filtered-out rows.
        dialect: The kind of sheet that a DataFrame is written for, see `Book.from_frame`.

    Raises:
        UnreadableWorkbookError: The file is no .xlsx workbook, or it is damaged.
        UnsafeWorkbookError: Reading it could harm this machine.
        RefusedImportError: No sheet has a header row; the finding lists the closest matches.
        UsageError: An argument is none that there is.

    >>> frame = pd.DataFrame({"Handle": ["shirt"], "Title": ["Shirt"], "Variant SKU": ["S-1"]})
    >>> read(frame, dialect="shopify").columns[["letter", "header", "column"]].values.tolist()[2]
    ['C', 'Variant SKU', 'SKU']
    """
    options = ReadOptions(None, filename, chosen(HiddenRows, hidden_rows, argument="hidden_rows"), limits)
    taken, options = as_readable(source, options, dialect=dialect)
    if isinstance(taken, Book):
        return taken
    return book_of_file(taken, filename=options.filename, limits=limits, hidden_rows=options.hidden_rows)


def as_readable(
    source: object, options: ReadOptions, *, dialect: str | None = None
) -> tuple[str | Path | bytes | Book, ReadOptions]:
    """Return a source as a path, bytes or a book, and the options with the name that an open file has.

    Raises:
        UsageError: It is none of what a workbook may be given as, or only a frame is of that dialect.
    """
    if dialect is not None and not isinstance(source, pd.DataFrame):
        raise UsageError(
            "A dialect is told for a DataFrame only.", hint="The headers of a workbook tell its dialect."
        )
    if isinstance(source, pd.DataFrame):
        name = options.filename or "frame.xlsx"
        return Book.from_frame(source, dialect=dialect, filename=name), options
    if isinstance(source, Book):
        named = renamed(source, options.filename) if options.filename else source
        is_to_skip = options.hidden_rows is HiddenRows.SKIP
        return without_hidden_rows(named) if is_to_skip else named, options
    if hasattr(source, "read"):
        return _content(source, options)
    if not isinstance(source, bytes | bytearray | memoryview):
        return path(source, argument="source", allowed=_ALLOWED), options
    return bytes(source), options


def require_source(source: object, *, argument: str = "source") -> None:
    """Make sure that something is given which a workbook may be given as.

    Raises:
        UsageError: It is something else, or a blank path.
    """
    is_content = isinstance(source, pd.DataFrame | Book | Sheet | bytes | bytearray | memoryview)
    if not is_content and not hasattr(source, "read"):
        path(source, argument=argument, allowed=_ALLOWED)


def as_stage_source(
    source: Source, options: ReadOptions, *, dialect: str | None = None, with_file: bool = False
) -> tuple[str | Path | bytes | Sheet, ReadOptions]:
    """Return a source as the pipeline takes it, see `as_readable`.

    Args:
        source: The workbook.
        options: How it is read.
        dialect: The kind of sheet that a DataFrame is written for.
        with_file: Whether a book is to have the file that an import keeps: of one that was edited, or made of
            a frame, that is the workbook which it writes.
    """
    if isinstance(source, Sheet):
        return source, options
    taken, options = as_readable(source, options, dialect=dialect)
    if not isinstance(taken, Book):
        return taken, options
    if with_file and taken.sheet.file is None:
        return replace(taken.sheet, file=SourceFile.of(taken.to_bytes())), options
    return taken.sheet, options


def _content(source: object, options: ReadOptions) -> tuple[bytes, ReadOptions]:
    """Return the bytes of an open file, and the options with its name.

    Raises:
        UsageError: It was opened as text.
    """
    content = cast("BinaryIO", source).read()
    if not isinstance(content, bytes):
        raise refused(
            source, argument="source", allowed=_ALLOWED, hint='Open it for bytes: open(path, "rb").'
        )
    name = getattr(source, "name", None)
    if options.filename is None and isinstance(name, str) and name.strip():
        return content, replace(options, filename=Path(name).name)
    return content, options
