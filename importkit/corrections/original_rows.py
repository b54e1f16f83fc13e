"""Where a row stood in the first workbook, through all rounds of corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit.addresses import MAX_ROW
from importkit.corrections_format import ORIGINAL_ROW
from importkit.values.keys import header_key

if TYPE_CHECKING:
    from importkit.model import Layout


def original_row_letter(layout: Layout) -> str | None:
    """Return the letter of the added column, None in a workbook that has none."""
    key = header_key(ORIGINAL_ROW)
    letters = [column.letter for column in layout.columns if header_key(column.header) == key]
    return letters[-1] if letters else None


def row_numbers(texts: pd.Series[str]) -> pd.Series[int]:
    """Return the rows that cells name, NA where a cell names nothing that could be a row.

    >>> row_numbers(pd.Series(["7", "7.5", "new", None, "0"], dtype="str")).tolist()
    [7, <NA>, <NA>, <NA>, <NA>]
    """
    numbers = pd.to_numeric(texts, errors="coerce")
    return numbers.where((numbers % 1 == 0) & numbers.between(1, MAX_ROW)).astype("Int64")


def original_rows(layout: Layout, cells: pd.DataFrame) -> pd.Series[int]:
    """Return where each row of a sheet stood in the first workbook, by its row number.

    In a workbook without the added column, which is a first one, a row stands where it stood.
    """
    letter = original_row_letter(layout)
    if letter is None:
        return pd.Series(cells.index, index=cells.index, dtype="Int64")
    return row_numbers(cells[letter])
