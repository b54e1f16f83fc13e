"""What a workbook hides and merges, beside the values of its product sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit.addresses import column_letters
from importkit.display.safe_text import one_line
from importkit.workbook.archive import workbook_parts as packages
from importkit.workbook.archive.safe_open import open_package, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from importkit.model import Limits
    from importkit.workbook.archive.package import Package

_TAG = rb"<(?:\w+:)?"
_HIDDEN = rb"(?=[^<>]*\shidden=[\"'](?:1|true)[\"'])"
_ROW = re.compile(_TAG + rb"row(?=\s)" + _HIDDEN + rb"[^<>]*?\sr=[\"'](\d{1,7})[\"']")
_COLUMN = re.compile(_TAG + rb"col(?=\s)" + _HIDDEN + rb"[^<>]*>")
_BOUND = re.compile(rb"\s(min|max)=[\"'](\d{1,5})[\"']")
_MERGE = re.compile(_TAG + rb"mergeCell(?=\s)[^<>]*?\sref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
_LAST_COLUMN = 16_384


@dataclass(frozen=True)
class SheetStructure:
    """What is merged and hidden.

    Attributes:
        merges: Merged ranges of the sheet.
        hidden_rows: Numbers of its hidden and filtered-out rows.
        hidden_columns: Letters of its hidden columns, a range as "C:E".
        hidden_sheets: Names of the hidden sheets of the workbook.
    """

    merges: tuple[str, ...]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[str, ...]
    hidden_sheets: tuple[str, ...]


def read_structure(source: Path | bytes, *, filename: str, sheet: str, limits: Limits) -> SheetStructure:
    """Return what a workbook merges and hides; the sheet is read once more for that.

    Raises:
        UnreadableWorkbookError: It is no workbook any more.
        UnsafeWorkbookError: Reading it could harm this machine.
    """
    label = f'"{one_line(filename)}"'
    with opened(source, label, limits) as stream:
        package = open_package(stream, label, limits)
        sheets = packages.locate(package).sheets
        rows: list[int] = []
        columns: list[str] = []
        merges: list[str] = []
        for part in (one.part for one in sheets if one.name == sheet):
            for piece in _whole_tags(package, part):
                if b"hidden=" in piece:
                    rows += (int(number) for number in _ROW.findall(piece))
                    columns += (_letters(tag) for tag in _COLUMN.findall(piece))
                if b"mergeCell" in piece:
                    merges += (found.decode() for found in _MERGE.findall(piece))
        hidden = tuple(one.name for one in sheets if not one.visible)
        return SheetStructure(tuple(merges), tuple(rows), tuple(columns), hidden)


def _whole_tags(package: Package, part: str) -> Iterator[bytes]:
    """Yield the XML of a part in pieces that cut no tag in two."""
    rest = b""
    for chunk in package.chunks(part):
        piece = rest + chunk
        end = piece.rfind(b">") + 1
        rest = piece[end:]
        yield piece[:end]


def _letters(tag: bytes) -> str:
    bounds = {name: min(max(int(number), 1), _LAST_COLUMN) for name, number in _BOUND.findall(tag)}
    first = bounds.get(b"min", 1)
    last = bounds.get(b"max", first)
    return column_letters(first) if first == last else f"{column_letters(first)}:{column_letters(last)}"
