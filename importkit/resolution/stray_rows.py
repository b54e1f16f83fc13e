"""What tells a row that stands beside the products, such as a note or a total, from a row of a product.

The facts are found here, over whole columns; `create_strays` decides by them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from importkit import schema
from importkit.cell_sets import rows_by_column
from importkit.model import CellKind
from importkit.schema import Kind
from importkit.values.keys import header_key

if TYPE_CHECKING:
    import numpy as np

    from importkit.model import CheckedSheet, Sheet
    from importkit.resolution.engine import Engine

#: The columns that tell which product or variant a row is about.
_IDENTIFYING_KINDS = (Kind.IDENTIFIER, Kind.ATTRIBUTE_VALUE)

#: What a formula leaves that was filled down too far: 0, 0.00, 0%, 0 g.
_ZERO = r"[-+]?0+(?:[.,]0*)?\s*(?:%|k?g|oz|lbs?)?"

#: What is told of a row without values.
_FACTS = {"row_number": "int64", "filled_cells": "int64", "first_column": "str", "reads_total": "bool"}

#: How a text begins that is more than a number with its unit.
_WORD = r"[\W_]*[^\W\d_]"

#: What may follow the word on a line of totals: "Total:", "Total (24 pieces)", "Total 2026".
_AFTER_WORD = re.compile(r"[^\w\s-]|[0-9]")


def load_strays(engine: Engine, checked: CheckedSheet) -> None:
    """Give the engine the rows that name no product or variant, and those that stand below a blank row."""
    anonymous = _anonymous(checked)
    engine.give("anonymous", pa.Table.from_pandas(anonymous, preserve_index=False))
    engine.give("gap", pa.table({"row_number": pa.array(checked.sheet.after_blank, pa.int64())}))


def anonymous_rows(checked: CheckedSheet) -> pd.Index[int]:
    """Return the rows that name no product or variant."""
    rows: pd.Index[int] = pd.Index(_anonymous(checked)["row_number"])
    return rows


def _anonymous(checked: CheckedSheet) -> pd.DataFrame:
    """Return a line per row without handle, identifier and attribute value.

    A row that holds nothing but zeros has none either. Columns: row_number; filled_cells, how many imported
    cells hold more than 0; first_column, the first of them; reads_total, whether the row starts with a word
    for totals.
    """
    names = _imported(checked.sheet)
    identifying = [name for name in names if schema.columns()[name].kind in _IDENTIFYING_KINDS]
    candidates = _rows_without_values(checked, identifying)
    if candidates.empty:  # as in most sheets
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _FACTS.items()})
    filled = _filled(checked, names, candidates)
    has_value = filled & ~_zeros(checked.sheet, names, candidates)
    anonymous = ~filled[identifying].any(axis=1) | ~has_value.any(axis=1)
    rows = candidates[anonymous]
    return pd.DataFrame(
        {
            "row_number": rows.astype("int64"),
            "filled_cells": has_value.loc[rows].sum(axis=1).to_numpy("int64"),
            "first_column": _first_columns(has_value.loc[rows], filled.loc[rows]),
            "reads_total": _reads_total(checked.sheet, rows),
        }
    )


def _first_columns(has_value: pd.DataFrame, filled: pd.DataFrame) -> pd.Series[str]:
    """Return the first column that holds more than 0 in each row, else the first that holds anything."""
    if has_value.empty:
        return pd.Series([], dtype="str")
    places = has_value.where(has_value.any(axis=1), filled).to_numpy().argmax(axis=1)
    return pd.Series(has_value.columns[places].to_numpy(), dtype="str")


def _imported(sheet: Sheet) -> list[str]:
    """Return the columns of the sheet that are imported, left to right."""
    return list(dict.fromkeys(column.canonical for column in sheet.layout.columns if column.canonical))


def _rows_without_values(checked: CheckedSheet, identifying: list[str]) -> pd.Index[int]:
    """Return the rows in which every telling column is blank, or 0; none where the sheet lacks them all."""
    rows, frame = checked.frame.index, checked.sheet.frame
    if not identifying:
        return rows[:0]
    bad = rows_by_column(checked.bad_cells)
    for name in identifying:  # nearly all rows have something in the first
        if rows.empty:
            break
        texts = frame[name].loc[rows] if name in frame else pd.Series(pd.NA, rows, dtype="str")
        says = texts.notna() | rows.isin(bad.get(name, ()))
        says &= ~rows.isin(_zero_cells(texts))
        rows = rows[~says]
    return rows


def _filled(checked: CheckedSheet, names: list[str], rows: pd.Index[int]) -> pd.DataFrame:
    """Return where something stands in a cell, readable or in error."""
    filled = checked.sheet.frame.reindex(index=rows, columns=names).notna()
    for column, bad in rows_by_column(checked.bad_cells).items():
        if column in filled:
            filled[column] |= rows.isin(bad)
    return filled


def _zeros(sheet: Sheet, names: list[str], rows: pd.Index[int]) -> pd.DataFrame:
    """Return where a cell holds 0."""
    texts = sheet.frame.reindex(index=rows, columns=names)
    zeros = pd.DataFrame(data=False, index=rows, columns=names)
    for name in names:
        zeros.loc[_zero_cells(texts[name].astype("str")), name] = True
    return zeros


def _zero_cells(texts: pd.Series[str]) -> pd.Index[int]:
    """Return the rows in which a column holds 0."""
    possible = texts[texts.str.startswith(("0", "-0", "+0"), na=False)]  # hardly any: the rule takes long
    return possible.index[possible.str.fullmatch(_ZERO)] if len(possible) else possible.index


def _reads_total(sheet: Sheet, rows: pd.Index[int]) -> np.ndarray:
    """Return of which rows the first text is a word for totals, in whatever column it stands."""
    first = pd.Series(pd.NA, index=rows, dtype="str")
    for column in sheet.layout.columns:
        left = first.index[first.isna()]
        if left.empty:
            break
        is_text = sheet.kinds.loc[left, column.letter] == CellKind.TEXT
        texts = sheet.cells.loc[left, column.letter].where(is_text)
        words = texts[texts.str.match(_WORD).fillna(value=False)]
        first[words.index] = words
    totals = {header_key(word) for word in schema.words_for_totals()}
    keys = {
        text: header_key(_AFTER_WORD.split(text.strip(), maxsplit=1)[0]) for text in first.dropna().unique()
    }
    return first.map(keys).isin(totals).to_numpy()
