"""Workbooks built in code, so that the difference between two tests can be read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def build_workbook(sheets: Mapping[str, Iterable[Iterable[Any]]]) -> bytes:
    """Return an .xlsx workbook with these sheets; a row is a list of cell values, None is blank."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
