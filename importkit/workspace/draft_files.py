"""What a draft is made of: its file, stored and read.

A draft is noted before its file is stored, and is found once that is there; so whoever dies in between leaves
nothing that anybody finds, and the cleanup has the id of whatever was stored.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from importkit.checks import refused_check
from importkit.checks.book_files import book_of_file
from importkit.db.connect import as_user
from importkit.errors import FileGoneError, UnknownDraftError
from importkit.findings import RefusedImportError
from importkit.jobs import drafts as store
from importkit.read_options import ReadOptions
from importkit.values.barcodes import barcode_keys
from importkit.workbook import product_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from importkit.checks import Check
    from importkit.checks.book import Book
    from importkit.jobs.context import Context
    from importkit.jobs.draft_records import DraftRecord
    from importkit.model import HiddenRows, Limits, Mode, Sheet

#: What a variant is found by.
_IDENTIFIERS = ("SKU", "Barcode")


@dataclass(frozen=True, eq=False)
class DraftFile:
    """A workbook that was uploaded, read.

    Attributes:
        sheets: The names of the sheets that can be chosen.
        book: The product sheet; None when it has no header row.
        refused: Why there is none.
        reader: What read it, and reads it anew.
    """

    sheets: tuple[str, ...]
    book: Book | None
    refused: RefusedImportError | None = None
    reader: Reader | None = None


@dataclass(frozen=True)
class FileRequest:
    """Which file is to be read, and how."""

    path: Path
    filename: str
    sheet: str | None
    hidden_rows: HiddenRows
    limits: Limits


#: What reads the file of a draft: here, or in a process of its own.
Reader = Callable[[FileRequest], DraftFile]


@dataclass(frozen=True)
class StoredVariants:
    """How many of the variants in a sheet the brand has already.

    Attributes:
        variants: Rows with a SKU or a barcode.
        stored: Those of them that a variant of the brand has.
    """

    variants: int
    stored: int

    @property
    def is_most(self) -> bool:
        """Return whether half of them are there, so that the sheet looks like one that enriches."""
        return self.stored > 0 and 2 * self.stored >= self.variants


def read_file(request: FileRequest) -> DraftFile:
    """Read the file of a draft.

    Raises:
        WorkbookError: It cannot be used at all.
    """
    names = product_sheet.sheet_names(request.path, filename=request.filename, limits=request.limits)
    try:
        book = book_of_file(
            request.path,
            filename=request.filename,
            limits=request.limits,
            hidden_rows=request.hidden_rows,
            sheet=request.sheet,
        )
    except RefusedImportError as refused:
        return DraftFile(names, None, refused)
    return DraftFile(names, replace(book, sheet=replace(book.sheet, file=None)))


def stored_variants(context: Context, sheet: Sheet) -> StoredVariants:
    """Return how many of the variants in a sheet the brand has already, by SKU or barcode."""
    keys = {name: sheet.frame[name].astype("object") for name in _IDENTIFIERS if name in sheet.frame}
    if not keys:
        return StoredVariants(0, 0)
    if "Barcode" in keys:
        texts = keys["Barcode"].dropna().unique().tolist()
        by_text = dict(zip(texts, barcode_keys(pa.array(texts, pa.large_string())).to_pylist(), strict=True))
        keys["Barcode"] = keys["Barcode"].map(by_text).astype("object")
    wanted = [keys[name].dropna().unique().tolist() if name in keys else [] for name in _IDENTIFIERS]
    with as_user(context.engine, context.email, "look up which variants are there") as connection:
        found = store.known_identifiers(wanted[0], wanted[1], str(context.brand.id), connection)
    by_name = dict(zip(_IDENTIFIERS, found, strict=True))
    given = pd.DataFrame({name: values.notna() for name, values in keys.items()}).any(axis="columns")
    there = pd.DataFrame({name: values.isin(by_name[name]) for name, values in keys.items()})
    return StoredVariants(int(given.sum()), int(there.any(axis="columns").sum()))


def options_of(context: Context, record: DraftRecord, mode: Mode) -> ReadOptions:
    """Return how a draft is read."""
    return ReadOptions(mode, record.filename, record.hidden_rows, context.settings.limits)


def refused(file: DraftFile, filename: str, options: ReadOptions) -> Check:
    """Return the check of a workbook without a header row."""
    assert file.refused is not None  # noqa: S101  else it has a book
    return refused_check(file.refused, b"", replace(options, filename=filename))


@contextmanager
def fetched(context: Context, record: DraftRecord) -> Iterator[Path]:
    try:
        with context.storage.fetch(record.file_uri, record.id, record.file_sha256) as path:
            yield path
    except FileGoneError as error:
        raise UnknownDraftError(
            "The workbook of this draft is no longer kept.", hint="Upload it again."
        ) from error


def read(context: Context, record: DraftRecord, reader: Reader | None) -> DraftFile:
    """Return the file of a draft as it is read; who reads it is kept for when it is read anew."""
    with fetched(context, record) as path:
        wanted = FileRequest(path, record.filename, record.sheet, record.hidden_rows, context.settings.limits)
        return replace((reader or read_file)(wanted), reader=reader)
