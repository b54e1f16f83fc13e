"""What of two workbooks is the same, told by keys and then by its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.values.keys import name_key

if TYPE_CHECKING:
    import pandas as pd


def matched(now: pd.DataFrame, then: pd.DataFrame, way: list[str]) -> pd.DataFrame:
    """Return the rows that agree in every column of `way`: the first with the first, and so on.

    Args:
        now: What is paired, told by a column row; a blank in a column of `way` agrees with nothing.
        then: The same of the other workbook.
        way: The columns that have to agree.
    """
    columns = [*way, "place"]
    both = _placed(now, way).merge(_placed(then, way), on=columns, suffixes=("_now", "_then"))
    return both[["row_now", "row_then"]]


def _placed(rows: pd.DataFrame, way: list[str]) -> pd.DataFrame:
    known = rows.dropna(subset=way)
    return known[["row", *way]].assign(place=known.groupby(way).cumcount())


def keys_of(texts: pd.Series[str]) -> pd.Series[str]:
    """Return texts as keys that do not mind case and blanks, NA where nothing is left."""
    given = texts.astype("str")
    keys = given.map({text: name_key(text) for text in given.dropna().unique()}).astype("str")
    return keys.mask(keys == "")
