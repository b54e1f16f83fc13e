"""Checks without any database: one workbook, or several."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, overload

from importkit import arguments, taxonomy
from importkit.checks.book import Book
from importkit.checks.check import Check, check_for_brand, refused_check
from importkit.checks.many_checks import Checks, check_all, many
from importkit.checks.notebook_progress import shown_progress
from importkit.checks.sources import as_readable
from importkit.findings import RefusedImportError
from importkit.model import BrandContext, HiddenRows, Mode, Sheet
from importkit.read_options import ReadOptions

if TYPE_CHECKING:
    from pathlib import Path

    from importkit.checks.sources import Source
    from importkit.pipeline import Report


@overload
def check(
    source: list[Source] | tuple[Source, ...],
    *,
    mode: Mode | str | None = ...,
    hidden_rows: HiddenRows | str = ...,
    taxonomy_file: str | Path | None = ...,
    report: Report | None = ...,
) -> Checks: ...
@overload
def check(
    source: Source,
    *,
    mode: Mode | str | None = ...,
    filename: str | None = ...,
    hidden_rows: HiddenRows | str = ...,
    dialect: str | None = ...,
    taxonomy_file: str | Path | None = ...,
    report: Report | None = ...,
) -> Check: ...
def check(  # noqa: PLR0913  a choice each, by its name
    source: Source | list[Source] | tuple[Source, ...],
    *,
    mode: Mode | str | None = None,
    filename: str | None = None,
    hidden_rows: HiddenRows | str = HiddenRows.IMPORT,
    dialect: str | None = None,
    taxonomy_file: str | Path | None = None,
    report: Report | None = None,
) -> Check | Checks:
    """Return everything wrong with a workbook, without any database; data never raises.

    Of a folder (with its folders) or a list it returns `Checks`, in which files that cannot be read have
    their place.

    Args:
        source: A path, the bytes of a workbook, an open binary file, a DataFrame, or a book; a folder, or a
            list of such.
        mode: What the sheet is meant for; without it a corrections workbook's own mode, else CREATE.
        filename: The name to show, when the source has none.
        hidden_rows: Whether hidden rows count.
        dialect: The kind of sheet that a DataFrame is written for, see `Book.from_frame`.
        taxonomy_file: Categories of one's own; the packaged ones otherwise.
        report: Called as the check moves on; in a notebook a bar shows a long one without it.

    Raises:
        WorkbookError: The file cannot be used at all.
        UsageError: The taxonomy file cannot be used, or an argument is none that there is.
        OtherModeError: The workbook holds corrections for another mode.

    >>> import pandas as pd
    >>> found = check(pd.DataFrame({"Product Handle": ["shirt"], "Product Title": ["Shirt"], "SKU": [None]}))
    >>> found.findings.frame[["code", "cell"]].values.tolist()
    [['value.required', 'C2']]
    """
    options = ReadOptions.of(mode, filename, hidden_rows)
    arguments.function(report, argument="report")
    sources = many(source)
    brand = BrandContext(taxonomy=taxonomy.load(taxonomy_file), is_offline=True)
    check_one = partial(_check_offline, brand=brand, report=report)
    if sources is None:
        return check_one(source, options, dialect=dialect)
    return check_all(sources, lambda each: check_one(each, options, dialect=None))


def check_for_report(
    file: Path | bytes,
    options: ReadOptions,
    taxonomy_file: Path | None = None,
    *,
    report: Report | None = None,
) -> Check:
    """Return everything wrong with a file, to be told and let go: it has no frames of products.

    Raises:
        WorkbookError: The file cannot be used at all.
        UsageError: The taxonomy file cannot be used.
        OtherModeError: The workbook holds corrections for another mode.
    """
    brand = BrandContext(taxonomy=taxonomy.load(taxonomy_file), is_offline=True)
    return check_for_brand(file, lambda _: brand, options, with_tables=False, report=report)


def _check_offline(
    source: object, options: ReadOptions, *, dialect: str | None, brand: BrandContext, report: Report | None
) -> Check:
    """Return the check of one source."""
    if isinstance(source, Sheet):
        return check_for_brand(source, lambda _: brand, options, report=report)
    try:
        taken, options = as_readable(source, options, dialect=dialect)
    except RefusedImportError as refused:  # a frame without a known column
        return refused_check(refused, b"", options)
    with shown_progress(taken, report) as on_progress:
        book = taken if isinstance(taken, Book) else None
        readable = taken.sheet if isinstance(taken, Book) else taken
        found = check_for_brand(readable, lambda _: brand, options, report=on_progress)
        return replace(found, _book=book)
