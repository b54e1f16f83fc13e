"""Original rows as the database keeps them, so that corrections can be written from it alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from importkit.model import CellKind

if TYPE_CHECKING:
    from importkit.findings import Findings
    from importkit.model import Sheet

_KIND_NAMES = {int(kind): kind.name.lower() for kind in CellKind}
#: Stands between number format, kind and text of a cell; formats and kinds have no control characters.
_BETWEEN = "\x1f"


def original_rows(sheet: Sheet, rows: pd.DataFrame) -> pa.Table:
    """Return the rows of `import_rows`, but for the job: each with all of its original cells.

    Args:
        sheet: The workbook the rows stand in.
        rows: Columns row_number, product_handle and blocked_by_row.
    """
    numbers = rows["row_number"]
    cells = cells_as_json(sheet.cells.loc[numbers], sheet.kinds.loc[numbers], sheet.formats.reindex(numbers))
    return pa.table(
        {
            "row_number": pa.array(numbers, pa.int32()),
            "product_handle": pa.array(rows["product_handle"], pa.large_string(), from_pandas=True),
            "cells": pa.array(cells, pa.large_string()),
            "blocked_by_row": pa.array(rows["blocked_by_row"].astype("Int64"), pa.int32(), from_pandas=True),
        }
    )


def cells_as_json(cells: pd.DataFrame, kinds: pd.DataFrame, formats: pd.DataFrame) -> list[str]:
    """Return one JSON object per row, without blank cells.

    >>> cells, kinds = pd.DataFrame({"A": ["7"]}, dtype="str"), pd.DataFrame({"A": [2]})
    >>> cells_as_json(cells, kinds, pd.DataFrame({"A": ["0.0"]}, dtype="category"))
    ['{"A": {"kind": "number", "text": "7", "format": "0.0"}}']
    """
    joined = np.full(len(cells), "", dtype=object)
    for letter in cells.columns:
        joined = joined + _members(str(letter), cells[letter], kinds[letter], formats.get(letter))
    return [f"{{{members[2:]}}}" for members in joined]


def _members(
    letter: str, texts: pd.Series[str], kinds: pd.Series[int], formats: pd.Series[str] | None
) -> np.ndarray[Any, np.dtype[np.object_]]:
    """Return `, "A": {…}` for each cell, nothing for a blank one; each distinct cell is written once."""
    shown = "" if formats is None else formats.astype("str").fillna("")
    coded = shown + _BETWEEN + kinds.map(_KIND_NAMES).astype("str") + _BETWEEN + texts.astype("str")
    codes, distinct = pd.factorize(coded)
    written = [f', "{letter}": {_cell(*cell.split(_BETWEEN, 2))}' for cell in distinct]
    # A blank cell has the code -1, which finds the last.
    return np.array([*written, ""], dtype=object)[codes]


def _cell(number_format: str, kind: str, text: str) -> str:
    # A null character is the one that jsonb cannot hold.
    kept = {"kind": kind, "text": text.replace("\0", "")}
    return json.dumps({**kept, "format": number_format} if number_format else kept, ensure_ascii=False)


def finding_rows(findings: Findings, *, first_position: int = 0) -> pa.Table:
    """Return the rows of `import_findings`, but for the job, in the order given."""
    names = {"row": "row_number", "column": "column_name"}
    frame = findings.records.rename(columns=names)
    columns = {name: pa.array(frame[name], from_pandas=True) for name in frame.columns}
    positions = pa.array(range(first_position, first_position + len(frame)), pa.int32())
    return pa.table({"position": positions, **columns})
