"""Which cell a field came from: the database knows fields, people know columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit import schema

if TYPE_CHECKING:
    from importkit.model import Book, ResolvedSheet
    from importkit.schema import Column

_NUMBERED = {"attribute": schema.Kind.ATTRIBUTE_NAME, "attribute_value": schema.Kind.ATTRIBUTE_VALUE}


def columns_of(cases: pd.DataFrame, book: Book, word: str) -> pd.Series[str]:
    """Return the canonical column of each case.

    Where several columns of the sheet lead to one field (Image and Variant Image), it is the one that has a
    value in the row of the case.

    Args:
        cases: Columns row_number, position and the one that `word` names.
        book: The workbook that the cases are about.
        word: Name of the column that holds a field or a kind of entity.
    """
    fields = cases.groupby([word, "position"], sort=False)
    found = [
        _of_field(rows, book, str(rows[word].iloc[0]), int(rows["position"].iloc[0])) for _, rows in fields
    ]
    return pd.concat(found).reindex(cases.index) if found else pd.Series([], index=cases.index, dtype="str")


def column_names(targets: pd.Series[str], positions: pd.Series[int]) -> pd.Series[str]:
    """Return the column of importkit's own sheet for each field, and place of a journey step."""
    own = schema.own_columns()
    single = {column.target: column.name for column in own if column.step is None}
    steps = {column.step.sort_index: column.name for column in own if column.step}
    return targets.map(single).fillna(positions.map(steps)).astype("str")


def _of_field(cases: pd.DataFrame, book: Book, field: str, position: int) -> pd.Series[str]:
    there = book.layout.letters
    names = [column.name for column in _candidates(field, position) if column.name in there]
    column = pd.Series(names[0] if names else "", index=cases.index, dtype="str")
    for name in names[1:]:
        filled = book.frame[name].reindex(cases["row_number"]).notna().to_numpy()
        column = column.mask(filled, name)
    return column


def rows_that_say(cases: pd.DataFrame, resolved: ResolvedSheet, word: str) -> pd.Series[int]:
    """Return the row of each case that says it: where its own row is silent, the product's first that is not.

    What a product has as a whole may stand on a further row of it alone.

    Args:
        cases: Columns row_number, position and the one that `word` names.
        resolved: The sheet that the cases are about.
        word: Name of the column that holds a field or a kind of entity.
    """
    owners = resolved.rows.set_index("row_number")["staging_product_id"]
    said = cases["row_number"].copy()
    for _, some in cases.groupby([word, "position"], sort=False):
        candidates = _candidates(str(some[word].iloc[0]), int(some["position"].iloc[0]))
        there = [column.name for column in candidates]
        cells = resolved.book.frame.reindex(columns=there).notna().any(axis=1)
        silent = some["row_number"][~cells.reindex(some["row_number"]).to_numpy()]
        speakers = owners[owners.index.isin(cells.index[cells])].drop_duplicates()
        first = pd.Series(speakers.index, index=speakers.to_numpy())
        said[silent.index] = silent.map(owners).map(first).fillna(silent).astype(said.dtype)
    return said


def _candidates(field: str, position: int) -> tuple[Column, ...]:
    """Return the columns that lead to a field, the one that wins last."""
    if field in _NUMBERED:
        return (schema.columns_of(_NUMBERED[field])[position],)
    columns = [column for column in schema.columns().values() if field in (column.target, column.entity)]
    if any(column.step for column in columns):
        return tuple(column for column in columns if column.step and column.step.sort_index == position)
    # Percentages and units alone say nothing: an error stands where their materials and weights are.
    beside = (schema.Kind.PERCENTAGES, schema.Kind.WEIGHT_UNIT)
    return tuple(column for column in columns if column.kind not in beside)
