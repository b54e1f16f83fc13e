"""Small product sheets, right and wrong."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = ("Product Handle", "Product Title", "SKU", "Grams Weight", "Materials Percentages")

#: Two products: the shirt with two variants, the coat with one.
GOOD = (
    ("linen-shirt", "Linen shirt", "LS-S", 180, "Linen: 100%"),
    (None, None, "LS-M", 190, None),
    ("wool-coat", "Wool coat", "WC-M", 900, "Wool: 80% | Polyamide: 20%"),
)

#: The same, but the coat weighs "heavy".
ONE_BAD = (*GOOD[:2], ("wool-coat", "Wool coat", "WC-M", "heavy", "Wool: 80% | Polyamide: 20%"))

#: Two products, each with one mistake.
TWO_BAD = (
    ("coat", "Coat", "C-1", "heavy", None),
    ("hat", "Hat", "H-1", "light", None),
)


def workbook(
    rows: Iterable[Iterable[Any]], *, header: Iterable[str] = HEADER, hidden: Iterable[int] = ()
) -> bytes:
    """Return a workbook with these rows below a header; `hidden` are numbers of rows to hide."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Products"
    for row in (header, *rows):
        sheet.append(list(row))
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    return _saved(book)


def mended(corrections: bytes, cell: str, value: object) -> bytes:
    """Return a corrections workbook with one cell of its Products sheet changed."""
    book = openpyxl.load_workbook(io.BytesIO(corrections))
    book["Products"][cell] = value
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
