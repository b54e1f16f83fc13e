"""Excel addresses: letters and numbers of columns."""

from __future__ import annotations

import re
from functools import cache

#: Excel's own limits.
MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

#: A row and a column, both from 1.
CellPosition = tuple[int, int]

#: The address of a cell, absolute or not.
ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")

_DIGITS = "0123456789"


def letters_of(address: str) -> str:
    """Return the letters of the column that a cell of a finding is in; blank for none.

    >>> letters_of("AC12"), letters_of("")
    ('AC', '')
    """
    return address.rstrip(_DIGITS)


def row_of(address: str) -> int:
    """Return the row that a cell of a finding is in.

    >>> row_of("AC12")
    12
    """
    return int(address.removeprefix(letters_of(address)))


@cache
def column_number(letters: str) -> int:
    """Return the number of a column, from 1.

    >>> column_number("A"), column_number("AC"), column_number("XFD")
    (1, 29, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@cache
def column_letters(number: int) -> str:
    """Return the letters of a column's number.

    >>> column_letters(1), column_letters(29), column_letters(16384)
    ('A', 'AC', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
