"""Barcodes: GTINs with their check digit, and anything else as it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from stdnum import ean

from importkit.grammar import count
from importkit.values.whole_columns import replace_where

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: GTIN-8, GTIN-12 (UPC), GTIN-13 (EAN) and GTIN-14.
GTIN_LENGTHS = (8, 12, 13, 14)

#: Lengths whose leading zero a spreadsheet is known to drop.
ZERO_LOSING_LENGTHS = (8, 12, 13)

_DIGITS = re.compile(r"[0-9]+")
_OF_LENGTH = "^(?:[0-9]{8}|[0-9]{12,14})$"

#: What each digit of a GTIN-14 counts; the sum of a valid one ends in 0 (GS1 General Specifications, 7.9).
_WEIGHTS = np.array([3, 1] * 7)


def is_gtin(text: str) -> bool:
    """Return whether a barcode is a GTIN with the right check digit.

    >>> is_gtin("4006381333931"), is_gtin("4006381333932")
    (True, False)
    """
    return gtin_problem(text) == ""


def gtin_problem(text: str) -> str:
    """Return why a barcode is no valid GTIN, to be said of such barcodes; empty when it is one.

    >>> gtin_problem("115243746")
    'it has 9 digits, and they have 8, 12, 13 or 14'
    """
    if _is_plain_gtin(text):
        return ""
    digits = _compact(text)
    if not _DIGITS.fullmatch(digits):
        return "it has other characters than digits"
    if len(digits) not in GTIN_LENGTHS:
        return f"it has {count(len(digits), 'digit')}, and they have 8, 12, 13 or 14"
    check_digit = ean.calc_check_digit(digits[:-1])
    return (
        ""
        if digits[-1] == check_digit
        else f"its last digit, which checks the others, should be {check_digit}"
    )


def barcode_key(text: str) -> str:
    """Return the key under which a barcode is the same barcode: GTIN-14 for a valid GTIN, else the text.

    >>> barcode_key("012345678905"), barcode_key("115243746")
    ('00012345678905', '115243746')
    """
    return _compact(text).zfill(14) if is_gtin(text) else text


def with_lost_zero(text: str) -> str | None:
    """Return the GTIN that a barcode is with one more leading zero; None when that is none.

    >>> with_lost_zero("12345678905")
    '012345678905'
    """
    if len(text) + 1 not in ZERO_LOSING_LENGTHS:
        return None
    return f"0{text}" if _is_plain_gtin(f"0{text}") else None


def are_plain_gtins(texts: pa.Array) -> NDArray[np.bool_]:
    """Return which texts, none of them null, are all digits and valid GTINs.

    >>> are_plain_gtins(pa.array(["4006381333931", "4006381333932", "x"])).tolist()
    [True, False, False]
    """
    found: NDArray[np.bool_] = pc.match_substring_regex(texts, _OF_LENGTH).to_numpy(zero_copy_only=False)
    padded = pc.utf8_lpad(texts.filter(pa.array(found)), 14, "0")
    digits = np.frombuffer("".join(padded.to_pylist()).encode(), np.uint8).reshape(-1, 14) - ord("0")
    found = found.copy()
    found[found] = digits @ _WEIGHTS % 10 == 0
    return found


def barcode_keys(texts: pa.Array) -> pa.Array:
    """Return the key of each barcode, none of them null, as `barcode_key` does."""
    others = pa.array(~are_plain_gtins(texts))
    return replace_where(others, texts, barcode_key, otherwise=pc.utf8_lpad(texts, 14, "0"))


def _is_plain_gtin(text: str) -> bool:
    """Return whether a text is all digits and a GTIN: stdnum's verdict at a tenth of its time."""
    if len(text) not in GTIN_LENGTHS or not _DIGITS.fullmatch(text):
        return False
    digits = text.encode()
    odd, even = digits[-1::-2], digits[-2::-2]
    return (sum(odd) + 3 * sum(even) - ord("0") * (len(odd) + 3 * len(even))) % 10 == 0


def _compact(text: str) -> str:
    """Return the text without the spaces and hyphens that are printed between groups of digits."""
    return text if text.isdigit() else ean.compact(text)
