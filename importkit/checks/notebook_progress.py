"""A bar in a notebook's cell while a long check runs; it is gone when the check ends."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from importkit import display
from importkit.checks.book import Book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.pipeline import Report

#: A smaller workbook is checked in about a second.
_LONG_BYTES = 512 * 1024
_LONG_ROWS = 5_000


@contextmanager
def shown_progress(source: str | Path | bytes | Book, report: Report | None) -> Iterator[Report | None]:
    """Give what is called as a check moves on: what was asked for, else a bar where one can be shown."""
    if report is not None or not _is_notebook() or not _is_long(source):
        yield report
        return
    bar = display.ProgressBar()
    try:
        yield bar.show
    finally:
        bar.clear()


def _is_long(source: str | Path | bytes | Book) -> bool:
    if isinstance(source, Book):
        return source.sheet.total_rows >= _LONG_ROWS
    if isinstance(source, bytes):
        return len(source) >= _LONG_BYTES
    file = Path(source)
    return file.is_file() and file.stat().st_size >= _LONG_BYTES


def _is_notebook() -> bool:
    """Return whether a cell of a notebook runs; nothing is loaded to find out."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(shell, "kernel", None) is not None
