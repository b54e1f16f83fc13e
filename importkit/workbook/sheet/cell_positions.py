"""Where the cells of a piece of XML stand, as arrays: two million addresses in half a second."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from importkit.addresses import MAX_COLUMN, MAX_ROW, column_number
from importkit.workbook.sheet.xml_chunks import UnusualMarkupError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CELL = b'<c r="'
_ANY_ORDER = re.compile(rb'<c [^<>]*?(?<= )r="([A-Z]{1,3})([0-9]{1,7})"')
_SHARED = b' t="s">'
_ANY_SHARED = re.compile(
    rb'<c (?=[^<>]*?(?<= )t="s")[^<>]*+>\s*(?:<f[^<>]*>(?:[^<>]*</f>)?\s*)?<v[^<>]*>([0-9]{1,9})'
)
_QUOTE = ord('"')


@dataclass(frozen=True)
class Places:
    """The cells of a piece in their order.

    Attributes:
        rows: Row numbers.
        columns: Column numbers.
        filled: Whether a cell has content; a mere style is none.
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    filled: NDArray[np.bool_]


def places_of(piece: bytes) -> Places:
    """Return where the cells of a piece are, which is made of whole rows.

    Raises:
        OddMarkupError: An address is missing, in lower case or outside of a sheet.
    """
    # Zeros at the end, so that looking at the characters after an address needs no care.
    text = np.frombuffer(piece + bytes(16), np.uint8)
    tags = np.flatnonzero(text == ord("<"))
    cells = np.flatnonzero((text[tags + 1] == ord("c")) & (text[tags + 2] <= ord(">")))
    # A cell with content goes on with a tag within it: a formula, a value or a text.
    after = text[np.append(tags, len(text) - 8)[cells + 1] + 1]
    filled = (after == ord("v")) | (after == ord("f")) | (after == ord("i"))
    rows, columns = _addresses(piece, text, tags[cells])
    outside = (rows < 1) | (rows > MAX_ROW) | (columns < 1) | (columns > MAX_COLUMN)
    if outside.any():
        raise UnusualMarkupError
    return Places(rows, columns, filled)


def shared_indices(piece: bytes) -> NDArray[np.int64]:
    """Return which shared strings the cells of a piece show, in no order."""
    if (count := piece.count(b' t="s"')) == 0:
        return np.zeros(0, np.int64)
    text = np.frombuffer(bytes(8) + piece + bytes(16), np.uint8)
    tags = np.flatnonzero(text == ord("<"))
    values = tags[(text[tags + 1] == ord("v")) & (text[tags + 2] == ord(">"))]
    for at, mark in enumerate(_SHARED, start=-len(_SHARED)):
        values = values[text[values + at] == mark]
    if len(values) != count:  # other attributes follow, or cells have no value
        return np.array(_ANY_SHARED.findall(piece), dtype="S9").astype(np.int64)
    return _whole_numbers(text, values + len("<v>"), 9)[0]


def _addresses(
    piece: bytes, text: NDArray[np.uint8], starts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if all((text[starts + at] == mark).all() for at, mark in enumerate(_CELL)):
        return _first_attributes(text, starts + len(_CELL))
    found = _ANY_ORDER.findall(piece)
    if len(found) != len(starts):
        raise UnusualMarkupError
    columns = np.fromiter((column_number(letters.decode()) for letters, _ in found), np.int64, len(found))
    return np.fromiter((int(number) for _, number in found), np.int64, len(found)), columns


def _first_attributes(
    text: NDArray[np.uint8], at: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return rows and columns of the addresses that begin at these places."""
    at = at.copy()
    columns = np.zeros(len(at), np.int64)
    for _ in range(3):
        letter = text[at].astype(np.int64) - (ord("A") - 1)
        is_letter = (letter >= 1) & (letter <= 26)
        columns = np.where(is_letter, columns * 26 + letter, columns)
        at += is_letter
    rows, at = _whole_numbers(text, at, 7)
    if not (text[at] == _QUOTE).all():
        raise UnusualMarkupError
    return rows, columns


def _whole_numbers(
    text: NDArray[np.uint8], at: NDArray[np.int64], most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the numbers that begin at these places, and where they end."""
    numbers = np.zeros(len(at), np.int64)
    for _ in range(most):
        digit = text[at].astype(np.int64) - ord("0")
        is_digit = (digit >= 0) & (digit <= 9)
        if not is_digit.any():
            break
        numbers = np.where(is_digit, numbers * 10 + digit, numbers)
        at = at + is_digit
    return numbers, at
