"""Uploaded cells, given back as they were: what was text stays text, what was a number stays one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from importkit.cell_writing import TEXT_FORMAT, CellStyle
from importkit.model import CellKind
from importkit.values.excel_dates import excel_moment
from importkit.values.number_formats import number_format

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

    from importkit.cell_writing import CellWriter

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_NUMERIC = (CellKind.NUMBER, CellKind.PERCENT, CellKind.ZERO_PADDED)
#: A longer number has lost digits: as text it is given back in the way Excel shows it, which is still wrong.
_EXACT_DIGITS = 15


class UploadedCell(NamedTuple):
    """A cell as it was uploaded.

    Attributes:
        text: Its text, None where blank.
        kind: Its `CellKind`.
        number_format: Its number format, None for General.
    """

    text: str | None
    kind: int
    number_format: str | None = None


def original(writer: CellWriter, cell: UploadedCell, *, identifier: bool, failing: bool) -> Cell | None:
    """Return an uploaded cell as it was; None for a blank one that needs no look.

    A formula is not given back, since its references would point elsewhere: it is an error cell, as an
    error is, so that uploading the workbook again never takes it for a text.
    """
    text, kind = cell.text, cell.kind
    plain = CellStyle(TEXT_FORMAT if identifier else cell.number_format or "General", failing)
    if text is None or kind == CellKind.BLANK:
        return writer.text(None, plain) if failing or identifier else None
    if kind in (CellKind.ERROR, CellKind.UNCACHED, CellKind.PICTURE):
        return writer.error(text, plain)
    if kind == CellKind.DATE and (moment := excel_moment(text)) is not None:
        serial, usual = moment
        return writer.number(serial, plain._replace(number_format=cell.number_format or usual))
    if kind == CellKind.BOOLEAN and not identifier:
        return writer.value(text.upper() in {"TRUE", "1"}, plain)
    if kind in _NUMERIC and not identifier and _NUMBER.fullmatch(text):
        return writer.number(_without_zeros(text) if kind == CellKind.ZERO_PADDED else text, plain)
    return writer.words(_as_shown(cell) if identifier else text, plain)


def _as_shown(cell: UploadedCell) -> str:
    """Return an identifier as a text: as Excel shows it, where its format or too many digits matter."""
    text = cell.text or ""
    if cell.kind in _NUMERIC and _NUMBER.fullmatch(text):
        if cell.number_format and (shown := number_format(cell.number_format).shown_code(text)):
            return shown
        digits = text.lstrip("-")
        if cell.kind == CellKind.NUMBER and len(digits) > _EXACT_DIGITS and digits.isdigit():
            return f"{float(text):.14G}"
    return text


def _without_zeros(text: str) -> str:
    return text.lstrip("0") or "0"
