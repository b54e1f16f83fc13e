"""Which cell a field came from: the database knows fields, people know columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from importkit import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from importkit.model import ResolvedSheet, Sheet


def columns_of(cases: pd.DataFrame, sheet: Sheet, word: str) -> pd.Series[str]:
    """Return the canonical column of each case.

    Where several columns of the sheet lead to one field (Image and Variant Image), it is the one that has a
    value in the row of the case.

    Args:
        cases: Columns row_number, position and the one that `word` names.
        sheet: The workbook that the cases are about.
        word: Name of the column that holds a field or a kind of entity.
    """
    fields = cases.groupby([word, "position"], sort=False)
    found = [
        _of_field(rows, sheet, str(rows[word].iloc[0]), int(rows["position"].iloc[0])) for _, rows in fields
    ]
    return pd.concat(found).reindex(cases.index) if found else pd.Series([], index=cases.index, dtype="str")


def column_names(targets: pd.Series[str], positions: pd.Series[int]) -> pd.Series[str]:
    """Return the column of importkit's own sheet for each field, and place of a journey step."""
    fields = pd.MultiIndex.from_arrays([targets, positions])
    names = {field: schema.own_column(*field) for field in fields.unique()}
    return pd.Series(fields.map(names), index=targets.index, dtype="str")


def _of_field(cases: pd.DataFrame, sheet: Sheet, field: str, position: int) -> pd.Series[str]:
    there = sheet.layout.letters
    names = [column.name for column in schema.columns_into(field, position) if column.name in there]
    column = pd.Series(names[0] if names else "", index=cases.index, dtype="str")
    for name in names[1:]:
        filled = sheet.frame[name].reindex(cases["row_number"]).notna().to_numpy()
        column = column.mask(filled, name)
    return column


def rows_with_value(cases: pd.DataFrame, resolved: ResolvedSheet, word: str) -> pd.Series[int]:
    """Return the row of each case that says it: where its own row is silent, the product's first that is not.

    What a product has as a whole may stand on a further row of it alone.

    Args:
        cases: Columns row_number, position and the one that `word` names.
        resolved: The sheet that the cases are about.
        word: Name of the column that holds a field or a kind of entity.
    """
    owners, frame = resolved.rows.set_index("row_number")["staging_product_id"], resolved.sheet.frame
    rows = cases["row_number"].copy()
    for _, some in cases.groupby([word, "position"], sort=False):
        candidates = schema.columns_into(str(some[word].iloc[0]), int(some["position"].iloc[0]))
        cells = [frame[column.name] for column in candidates if column.name in frame]
        without_value = some["row_number"][~_are_given(cells, some["row_number"])]
        if without_value.empty:
            continue
        has_value = _are_given(cells, frame.index)
        first_with_value = owners[owners.index.isin(frame.index[has_value])].drop_duplicates()
        first = pd.Series(first_with_value.index, index=first_with_value.to_numpy())
        rows[without_value.index] = (
            without_value.map(owners).map(first).fillna(without_value).astype(rows.dtype)
        )
    return rows


def _are_given(columns: Sequence[pd.Series[str]], rows: pd.Index[int] | pd.Series[int]) -> NDArray[np.bool_]:
    """Return which rows have a value in one of some columns."""
    given = [column.reindex(rows).notna().to_numpy() for column in columns]
    return np.logical_or.reduce(given) if given else np.zeros(len(rows), bool)
