"""The truth of a cell: from what was typed, pasted or calculated to text that can be relied on.

Every rule works on the distinct texts of a column, however many rows repeat them.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importkit import schema
from importkit.model import CellKind
from importkit.schema import Kind
from importkit.values.keys import ZERO_WIDTH, header_words
from importkit.values.number_formats import number_format
from importkit.values.whole_columns import replace_where

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from numpy.typing import NDArray

    from importkit.schema import Column
    from importkit.values.number_formats import NumberFormat
    from importkit.workbook.sheet.cell_column import Cells

#: Columns in which a newline means something: it stays in a description, and splits a list.
_MULTILINE = frozenset({Kind.LONG_TEXT, Kind.LIST, Kind.MATERIALS, Kind.MATERIAL_NAMES, Kind.PERCENTAGES})

#: Columns whose numbers are measures: the zeros that a format shows in front of them mean nothing.
_MEASURES = frozenset({Kind.NUMBER, Kind.WEIGHT, Kind.PERCENTAGES})

#: Columns in which a leading apostrophe is Excel's "take this as text", and never an apostrophe.
_UNQUOTED = _MEASURES | {Kind.IDENTIFIER, Kind.WEIGHT_UNIT}

#: Cells that an imported column cannot use; their text is what Excel shows of them.
UNUSABLE = (CellKind.ERROR, CellKind.UNCACHED, CellKind.DATE, CellKind.PICTURE)

_IS_UNUSABLE = np.isin(np.arange(256), UNUSABLE)

_NUMERIC = (CellKind.NUMBER, CellKind.PERCENT, CellKind.ZERO_PADDED)

#: Excel computes with 15 significant digits; what a double holds beyond them is noise.
_FIFTEEN = Context(prec=15)

_NEWLINE = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_LINES = re.compile(r"\s*\n\s*")
#: Control characters, and the noncharacters that no workbook can hold.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_INVISIBLE = re.compile(f"[{ZERO_WIDTH}]")
#: In the words of RE2: what `clean_text` may change. It leaves printable ASCII alone, but for its ends.
_UNCLEAN = r"[^\x20-\x7e]|^[ ']| $"
_ENDS = re.compile(rf"\A[\s{ZERO_WIDTH}]+|[\s{ZERO_WIDTH}]+\Z")


def clean_text(text: str, kind: Kind) -> str:
    r"""Return a text as it counts in a column of that kind; a blank when nothing visible is left.

    >>> clean_text(" \u00a0Soft\nshirt\u200b ", Kind.TEXT), clean_text("'00123\u200b4", Kind.IDENTIFIER)
    ('Soft shirt', '001234')
    """
    if text.isascii() and text.isprintable():
        trimmed = text.strip(" ")
    else:
        trimmed = _ENDS.sub("", _visible(unicodedata.normalize("NFC", text), kind))
    if kind in _UNQUOTED and trimmed.startswith("'"):
        return clean_text(trimmed[1:], kind)
    return trimmed


def clean_number(digits: str) -> str:
    """Return a number's plain digits at 15 significant ones.

    >>> clean_number("0.30000000000000004"), clean_number("12345678901234567"), clean_number("230")
    ('0.3', '12345678901234600', '230')
    """
    if len(digits) <= 15:
        return digits
    text = format(_FIFTEEN.create_decimal(digits), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def clean_percent(digits: str) -> str:
    """Return a number that Excel shows with a per cent sign as it is shown.

    >>> clean_percent("0.8"), clean_percent("0.125"), clean_percent("1")
    ('80', '12.5', '100')
    """
    text = format(_FIFTEEN.multiply(Decimal(clean_number(digits)), Decimal(100)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def clean_column(cells: Cells, column: Column, blank_values: Collection[str] = ()) -> pa.Array:
    """Return a column's cleaned texts, null where a cell is blank (`blank_values` too) or unusable."""
    kind = column.kind
    cleaned = _distinct(cells.texts, lambda text: clean_text(text, kind), only=_UNCLEAN)
    for numeric in _NUMERIC:
        rows = np.flatnonzero(cells.kinds == numeric)
        if len(rows) and (rule := _number_rule(numeric, kind)):
            cleaned = _replaced(cleaned, rows, _distinct(cells.texts.take(pa.array(rows)), rule))
    for code, rows in _formatted_numbers(cells):
        if rule := _format_rule(code, column):
            cleaned = _replaced(cleaned, rows, _distinct(cells.texts.take(pa.array(rows)), rule))
    blanks = pa.array(["", *map(str.lower, blank_values)], pa.large_string())
    blank = pc.is_in(pc.utf8_lower(cleaned) if blank_values else cleaned, value_set=blanks)
    lacking = pc.or_(blank, pa.array(are_unusable(cells.kinds)))
    if not pc.any(lacking).as_py():
        return cleaned
    return pc.if_else(lacking, pa.scalar(None, pa.large_string()), cleaned)


def are_unusable(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which kinds of cells an imported column cannot use."""
    return _IS_UNUSABLE[kinds]


def _number_rule(numeric: CellKind, kind: Kind) -> Callable[[str], str] | None:
    """Return how a number's digits become text, or None where its text counts as it stands."""
    if numeric is CellKind.PERCENT and kind is Kind.PERCENTAGES:
        return clean_percent
    if numeric is CellKind.ZERO_PADDED:
        return (lambda digits: digits.lstrip("0") or "0") if kind in _MEASURES else None
    return clean_number


def _formatted_numbers(cells: Cells) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Yield each number format of a column, with the rows of its numbers."""
    if cells.formats is None:
        return
    places = pc.fill_null(cells.formats.indices, -1).to_numpy(zero_copy_only=False)
    numbers = np.isin(cells.kinds, _NUMERIC)
    for place, code in enumerate(cells.formats.dictionary.to_pylist()):
        yield code, np.flatnonzero(numbers & (places == place))


def _format_rule(code: str, column: Column) -> Callable[[str], str] | None:
    """Return what a number of that format counts as, or None where its format adds nothing to it.

    A weight has the unit that its cell shows, and so has a number that shows another one than its column's;
    in a column of texts a number counts as it is shown.
    """
    shows = number_format(code)
    if not shows.means_more:
        return None
    if column.kind in (Kind.WEIGHT, Kind.NUMBER):
        return lambda digits: _measured(shows, clean_number(digits), column)
    if column.kind in _MEASURES:
        return None
    shown = shows.shown_code if column.kind is Kind.IDENTIFIER else shows.shown
    return lambda digits: shown(clean_number(digits)) or clean_number(digits)


def _measured(shows: NumberFormat, digits: str, column: Column) -> str:
    """Return a number with the unit that its cell shows, unless that is its column's own or no known one."""
    number, unit = shows.measured(digits)
    if column.kind is Kind.WEIGHT:
        return f"{number} {unit}".strip()
    words = header_words(unit)
    is_other = column.units.isdisjoint(words) and not schema.units().isdisjoint(words)
    return f"{number} {unit}" if is_other else number


def _visible(text: str, kind: Kind) -> str:
    """Return a text without control characters, its newlines as the column wants them."""
    lines = _CONTROL.sub("", _NEWLINE.sub("\n", text)).replace("\t", " ")
    if kind is Kind.IDENTIFIER:
        lines = _INVISIBLE.sub("", lines)
    return lines if kind in _MULTILINE else _LINES.sub(" ", lines)


def _distinct(texts: pa.Array, rule: Callable[[str], str], only: str = "") -> pa.Array:
    """Return the texts with a rule applied, once for each distinct one that matches `only`."""
    coded = texts.dictionary_encode()
    before = coded.dictionary
    after = replace_where(pc.match_substring_regex(before, only), before, rule, otherwise=before)
    return texts if after.equals(before) else after.take(coded.indices)


def _replaced(texts: pa.Array, rows: NDArray[np.int64], replacement: pa.Array) -> pa.Array:
    if replacement.equals(texts.take(pa.array(rows))):
        return texts  # which a whole book shares
    mask = np.zeros(len(texts), bool)
    mask[rows] = True
    return pc.replace_with_mask(texts, pa.array(mask), replacement)
