"""Downloads that are made when they are asked for.

Streamlit asks outside of any page, and what fails there would be a button that does nothing.
"""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Literal

import openpyxl
import streamlit as st
from openpyxl.styles import Alignment

from importkit.errors import ImportkitError
from importkit.ui import deps

if TYPE_CHECKING:
    from collections.abc import Callable


def offer(
    label: str,
    make: Callable[[], bytes],
    filename: str,
    *,
    key: str,
    kind: Literal["primary", "secondary", "tertiary"] = "tertiary",
) -> None:
    """Offer a workbook. In place of one that cannot be made there comes one that says why."""
    st.download_button(
        label,
        partial(workbook_or_reason, make),
        filename,
        deps.XLSX,
        key=key,
        icon=":material/download:",
        type=kind,
        on_click="ignore",  # drawing the page again would void the other buttons for a moment
    )


def workbook_or_reason(make: Callable[[], bytes]) -> bytes:
    """Return a workbook, or one with the reason why it cannot be made."""
    try:
        return make()
    except ImportkitError as error:
        return _reason(error)


def _reason(error: ImportkitError) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Not made"
    sheet.column_dimensions["A"].width = 80
    for row, line in enumerate(("This workbook could not be made.", error.message, error.hint), start=1):
        cell = sheet.cell(row, 1)
        cell.value, cell.data_type = line, "s"  # never a formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
