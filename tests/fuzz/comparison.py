"""What importkit read of a workbook beside what openpyxl reads of it, where openpyxl can read it at all."""

from __future__ import annotations

import datetime as dt
import io
import re
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl
import pandas as pd

from importkit.model import CellKind
from importkit.schema import Kind, columns_of
from importkit.workbook.sheet.address import column_number
from importkit.workbook.sheet.values import number_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from importkit.model import Book

#: CPU seconds that openpyxl gets: some of what is broken makes it list millions of cells.
_PATIENCE = 4

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_DATES = (dt.datetime, dt.date, dt.time, dt.timedelta)


class Cell(NamedTuple):
    """A cell as both read it: importkit a text (None for a blank) and a kind, openpyxl a value.

    Attributes:
        is_address: Whether its column holds web addresses.
    """

    text: str | None
    kind: CellKind
    value: Any
    is_address: bool


def differences(content: bytes, book: Book) -> list[str] | None:
    """Return where the two disagree, or None where openpyxl cannot read the workbook or its sheet."""
    rows = _rows_of_openpyxl(content, book.layout.sheet)
    if rows is None:
        return None
    addresses = {column.name for column in columns_of(Kind.URL)}
    found = []
    for column in book.layout.columns:
        letter, at = column.letter, column_number(column.letter)
        texts, kinds = book.cells[letter], book.kinds[letter]
        for row, text, kind in zip(book.cells.index, texts, kinds, strict=True):
            value = rows.get(row, {}).get(at)
            is_address = column.canonical in addresses
            cell = Cell(None if pd.isna(text) else text, CellKind(kind), value, is_address)
            if not any(is_it(cell) for is_it in AGREED):
                found.append(f"{letter}{row}: {cell.text!r} ({cell.kind.name}) is {cell.value!r} in openpyxl")
    return found + _missing_rows(book, rows)


def _missing_rows(book: Book, rows: dict[int, dict[int, Any]]) -> list[str]:
    """Return the rows of products that importkit does not know; two words are more than a stray mark."""
    imported = [column_number(column.letter) for column in book.layout.columns if column.canonical]
    missing = [
        row
        for row, cells in rows.items()
        if row > book.layout.header_row
        and row not in book.cells.index
        and sum(bool(re.search(r"[^\W_0]", str(cells.get(at) or ""))) for at in imported) > 1
    ]
    return [f"rows {missing} are missing"] if len(missing) > book.skipped_rows else []


def _rows_of_openpyxl(content: bytes, sheet: str) -> dict[int, dict[int, Any]] | None:
    try:
        with _limited(_PATIENCE):
            workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            if workbook.sheetnames.count(sheet) != 1:
                return None
            found = workbook[sheet]
            found.reset_dimensions()
            return {
                cell.row: {each.column: each.value for each in row if each.value is not None}
                for row in found.iter_rows()
                if (cell := next((each for each in row if each.value is not None), None)) is not None
            }
    except Exception:  # noqa: BLE001  whatever it raises, it cannot read the workbook
        return None


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _said(value: Any) -> str | None:
    """Return a value of openpyxl as importkit writes it."""
    match value:
        case None | "":
            return None
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return number_text(float(value))
        case _:
            return str(value)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _plain(text: str | None) -> str:
    lines = _unescaped(text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.strip() for line in lines.strip().split("\n"))


def _is_white_space(cell: Cell) -> bool:
    """Without xml:space="preserve" white space at the ends is layout; openpyxl keeps it, and escapes."""
    return isinstance(cell.value, str) and _plain(cell.text) == _plain(cell.value)


def _is_zero_padded(cell: Cell) -> bool:
    """A number format shows zeros in front, which are kept."""
    digits = (_said(cell.value) or "").lstrip("0")
    return cell.kind is CellKind.ZERO_PADDED and (cell.text or "").lstrip("0") == digits


def _is_date(cell: Cell) -> bool:
    """A date in an imported column is an error, whatever it is."""
    return cell.kind is CellKind.DATE and isinstance(cell.value, (*_DATES, int, float, str))


def _is_no_date(cell: Cell) -> bool:
    """openpyxl makes an error of a date that no calendar has; it is a number, as its cell says."""
    return cell.kind is CellKind.NUMBER and cell.value == "#VALUE!"


def _is_link(cell: Cell) -> bool:
    """A linked picture is the address that it leads to."""
    return cell.is_address and cell.kind is CellKind.TEXT and cell.value is not None


def _is_merged(cell: Cell) -> bool:
    """A merge in some columns speaks for each of its rows."""
    return cell.text is not None and cell.value is None and cell.kind is not CellKind.BLANK


def _is_error(cell: Cell) -> bool:
    """An error is one, however it is called."""
    return cell.kind in {CellKind.ERROR, CellKind.PICTURE} and isinstance(cell.value, str | float)


#: When a cell counts as read alike: all but the first are differences that importkit means.
AGREED: tuple[Callable[[Cell], bool], ...] = (
    lambda cell: cell.text == _said(cell.value),
    _is_white_space,
    _is_zero_padded,
    _is_date,
    _is_no_date,
    _is_link,
    _is_merged,
    _is_error,
    lambda cell: cell.kind is CellKind.UNCACHED,
)
