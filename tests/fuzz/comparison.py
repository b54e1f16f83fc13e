"""What importkit read of a workbook beside what openpyxl reads of it, where openpyxl can read it at all."""

from __future__ import annotations

import codecs
import datetime as dt
import html
import io
import re
import signal
import string
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl
import pandas as pd

from importkit.addresses import column_number
from importkit.model import CellKind
from importkit.schema import Kind, columns_of
from importkit.workbook.sheet.cell_values import number_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from importkit.model import Sheet

#: CPU seconds that openpyxl gets: some of what is broken makes it list millions of cells.
_PATIENCE = 2

#: openpyxl does not know the namespace; a sheet may mix it with the ordinary one.
_STRICT = "purl.oclc.org/ooxml/spreadsheetml"

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_DATES = (dt.datetime, dt.date, dt.time, dt.timedelta)


class Cell(NamedTuple):
    """A cell as both read it: importkit a text (None for a blank) and a kind, openpyxl a value.

    Attributes:
        is_address: Whether its column holds web addresses, and its text is where the workbook leads to.
        is_merged: Whether its text is that of a merged cell in its column.
        is_own_text: Whether it has a text of its own and another type than that of such cells.
        is_no_cell: Whether another element than a cell has its address.
        is_rich: Whether its text is that of several runs, each without the white space at its ends.
    """

    text: str | None
    kind: CellKind
    value: Any
    is_address: bool
    is_merged: bool
    is_own_text: bool
    is_no_cell: bool
    is_rich: bool


def differences(content: bytes, book: Sheet) -> list[str] | None:
    """Return where the two disagree, or None where openpyxl cannot read the workbook or its sheet."""
    rows = _rows_of_openpyxl(content, book.layout.sheet)
    facts, found = _Facts(content, book), []
    if (
        rows is None
        or facts.counts_cells_otherwise
        or facts.mixes_rows
        or facts.spells_parts_otherwise
        or (_STRICT in _content(content, "sheet"))
    ):
        return None
    for column in book.layout.columns:
        letter, at = column.letter, column_number(column.letter)
        for row, text, kind in zip(book.cells.index, book.cells[letter], book.kinds[letter], strict=True):
            value = rows.get(row, {}).get(at)
            shown = None if pd.isna(text) else text
            if shown == _said(value):
                continue
            cell = Cell(
                shown,
                CellKind(kind),
                value,
                is_address=column.canonical in facts.addresses and (shown or "") in facts.leads_to,
                is_merged=(letter, shown) in facts.merged,
                is_no_cell=f"{letter}{row}" in facts.no_cells,
                is_own_text=not facts.own_texts.isdisjoint({f"{letter}{row}", ""}),
                is_rich=_without_white_space(shown) in facts.rich_texts,
            )
            if not any(is_meant(cell) for is_meant in MEANT):
                found.append(f"{letter}{row}: {cell.text!r} ({cell.kind.name}) is {cell.value!r} in openpyxl")
    return found + _missing_rows(book, rows)


@dataclass
class _Facts:
    """What a workbook holds that explains a difference; mostly there is none to explain.

    Attributes:
        addresses: The columns of web addresses.
    """

    content: bytes
    book: Sheet
    addresses: frozenset[str] = frozenset(column.name for column in columns_of(Kind.URL))

    @cached_property
    def leads_to(self) -> str:
        """Return all text that may hold a link."""
        return _content(self.content, r"\.rels$|sheet")

    @cached_property
    def own_texts(self) -> set[str]:
        """Return where a cell of another type holds a text of its own; a blank without an address."""
        cells = re.findall(
            r"<(?:\w+:)?c\b([^<>]*)>((?:(?!</?(?:\w+:)?c\b).)*)", _content(self.content, "sheet"), re.DOTALL
        )
        found = {
            re.search(r"\sr=[\"']\$?([A-Za-z]+)\$?(\d+)", attributes)
            for attributes, inner in cells
            if re.search(r"<(?:\w+:)?is\b", inner) and not re.search(r"\st=[\"']inlineStr", attributes)
        }
        return {f"{address[1].upper()}{address[2]}" if address else "" for address in found}

    @cached_property
    def rich_texts(self) -> set[str]:
        """Return the texts of more than one run, without white space."""
        markup = _content(self.content, "sheet|sharedstrings")
        texts = re.findall(r"<(?:\w+:)?(?:is|si)\b[^<>]*>(.*?)</(?:\w+:)?(?:is|si)>", markup, re.DOTALL)
        runs = [re.findall(r"<(?:\w+:)?t\b[^<>]*>([^<]*)<", text) for text in texts]
        return {_without_white_space(_unescaped("".join(each))) for each in runs if len(each) > 1}

    @cached_property
    def counts_cells_otherwise(self) -> bool:
        """Return whether openpyxl counts an element of another namespace among cells without addresses."""
        sheets = _content(self.content, "sheet")
        return all(re.search(rf"<{name}(?![^<>]*\sr=)[\s/>]", sheets) for name in ("c", r"\w+:c"))

    @cached_property
    def mixes_rows(self) -> bool:
        """Return whether a row holds another row, or cells of another: openpyxl loses cells of both."""
        sheets, depth = _content(self.content, "sheet"), 0
        for end, empty in re.findall(r"<(/?)(?:\w+:)?row\b[^<>]*?(/?)>", sheets):
            depth += 0 if empty else -1 if end else 1
            if depth > 1:
                return True
        rows = re.findall(
            r"<(?:\w+:)?row\b[^<>]*\sr=[\"'](\d+)[\"'][^<>]*>(.*?)</(?:\w+:)?row>", sheets, re.DOTALL
        )
        cell = r"<(?:\w+:)?c\b[^<>]*\sr=[\"']\$?[A-Za-z]+\$?(\d+)[\"']"
        return any(set(re.findall(cell, cells)) - {number} for number, cells in rows)

    @cached_property
    def spells_parts_otherwise(self) -> bool:
        """Return whether a part has a name as Windows spells paths: openpyxl does not find it, Excel does."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return any("\\" in name for name in archive.namelist())

    @cached_property
    def no_cells(self) -> set[str]:
        """Return the addresses of elements that are no cells."""
        tags = r"<(?!(?:\w+:)?c\b)[\w:]+\b[^<>]*\sr=[\"']([A-Z]+\d+)[\"']"
        return set(re.findall(tags, _content(self.content, "sheet")))

    @cached_property
    def merged(self) -> set[tuple[str, str]]:
        """Return column letters and texts of the merged cells that speak for several rows."""
        cells = self.book.findings.frame.query("code == 'cell.merged'")["cell"]
        places = [(cell.rstrip("0123456789"), int(cell.lstrip(string.ascii_uppercase))) for cell in cells]
        return {(letter, self.book.cells[letter].get(row)) for letter, row in places}


def _content(workbook: bytes, wanted: str) -> str:
    """Return the text of some parts."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        chosen = [archive.read(name) for name in archive.namelist() if re.search(wanted, name.lower())]
    return html.unescape("".join(map(_decoded, chosen)))


def _decoded(part: bytes) -> str:
    codec = "utf-16" if part.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    return part.decode(codec, "replace").replace("\0", "")


def _missing_rows(book: Sheet, rows: dict[int, dict[int, Any]]) -> list[str]:
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
            rows: dict[int, dict[int, Any]] = {}
            for cell in (each for row in found.iter_rows() for each in row if each.value is not None):
                rows.setdefault(cell.row, {})[cell.column] = cell.value  # a row may hold cells of another
            return rows
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


def _without_white_space(text: str | None) -> str:
    return "".join((text or "").split())


def _is_white_space_of_runs(cell: Cell) -> bool:
    """So it is at the ends of each run of a rich text: Excel writes "preserve" where it counts."""
    said = _without_white_space(_unescaped(str(cell.value)))
    return cell.is_rich and said == _without_white_space(cell.text)


def _is_white_space(cell: Cell) -> bool:
    """Without xml:space="preserve" white space at the ends is layout; openpyxl keeps it, and escapes."""
    return isinstance(cell.value, str) and _plain(cell.text) == _plain(cell.value)


def _is_zero_padded(cell: Cell) -> bool:
    """A number format shows zeros in front, which are kept."""
    digits = (_said(cell.value) or "").lstrip("0")
    return cell.kind is CellKind.ZERO_PADDED and (cell.text or "").lstrip("0") == digits


def _is_date(cell: Cell) -> bool:
    """What is a date depends on the number format, which is read differently; a date is the same one."""
    if isinstance(cell.value, dt.datetime | dt.date) and cell.value.year >= 1900:  # none is before that
        return cell.kind is CellKind.DATE and (cell.text or "")[:10] == cell.value.isoformat()[:10]
    return cell.kind is CellKind.DATE and isinstance(cell.value, (*_DATES, int, float, str))


def _is_no_cell(cell: Cell) -> bool:
    """openpyxl takes every element within a row for a cell."""
    return cell.is_no_cell and cell.text is None


def _is_other_digit(cell: Cell) -> bool:
    """Python reads the digits of every script; a number of XML has those of ASCII."""
    text = cell.text or ""
    return not text.isascii() and text.isdecimal() and float(text) == cell.value


def _is_no_date(cell: Cell) -> bool:
    """openpyxl makes an error of a date that no calendar has; it is a number, as its cell says."""
    return cell.kind is CellKind.NUMBER and cell.value == "#VALUE!"


def _is_link(cell: Cell) -> bool:
    """A linked picture is the address that it leads to."""
    return cell.is_address and cell.kind is CellKind.TEXT and cell.value is not None


def _is_merged(cell: Cell) -> bool:
    """A merge in some columns speaks for each of its rows."""
    return cell.is_merged and cell.value is None


def _is_own_text(cell: Cell) -> bool:
    """A text within the cell counts whatever type the cell has; openpyxl wants one type for it."""
    return cell.is_own_text and cell.value is None


def _is_error(cell: Cell) -> bool:
    """An error is one, however it is called; one without a name is none to openpyxl."""
    is_error = isinstance(cell.value, float) or str(cell.value).startswith("#")
    is_nameless = cell.text == "#ERROR" and cell.value is None
    return cell.kind in {CellKind.ERROR, CellKind.PICTURE} and (is_error or is_nameless)


#: The differences that importkit means.
MEANT: tuple[Callable[[Cell], bool], ...] = (
    _is_no_cell,
    _is_other_digit,
    _is_white_space,
    _is_white_space_of_runs,
    _is_zero_padded,
    _is_date,
    _is_no_date,
    _is_link,
    _is_merged,
    _is_own_text,
    _is_error,
    lambda cell: cell.kind is CellKind.UNCACHED and cell.value is None,
)
