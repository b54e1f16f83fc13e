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
    from importkit.model import Book

_KIND_NAMES = {int(kind): kind.name.lower() for kind in CellKind}
_KIND_DIGITS = {number: str(number) for number in _KIND_NAMES}


def original_rows(book: Book, rows: pd.DataFrame) -> pa.Table:
    """Return the rows of `import_rows`, but for the job: each with all of its original cells.

    Args:
        book: The workbook the rows stand in.
        rows: Columns row_number, product_handle and blocked_by_row.
    """
    cells = cells_as_json(book.cells.loc[rows["row_number"]], book.kinds.loc[rows["row_number"]])
    return pa.table(
        {
            "row_number": pa.array(rows["row_number"], pa.int32()),
            "product_handle": pa.array(rows["product_handle"], pa.large_string(), from_pandas=True),
            "cells": pa.array(cells, pa.large_string()),
            "blocked_by_row": pa.array(rows["blocked_by_row"].astype("Int64"), pa.int32(), from_pandas=True),
        }
    )


def cells_as_json(cells: pd.DataFrame, kinds: pd.DataFrame) -> list[str]:
    """Return one JSON object per row: `{"A": {"kind": "number", "text": "7"}}`, without blank cells."""
    joined = np.full(len(cells), "", dtype=object)
    for letter in cells.columns:
        joined = joined + _members(str(letter), cells[letter], kinds[letter])
    return [f"{{{members[2:]}}}" for members in joined]


def _members(
    letter: str, texts: pd.Series[str], kinds: pd.Series[int]
) -> np.ndarray[Any, np.dtype[np.object_]]:
    """Return `, "A": {…}` for each cell, nothing for a blank one; each distinct cell is written once."""
    coded = kinds.map(_KIND_DIGITS).astype("str") + texts.astype("str")
    codes, distinct = pd.factorize(coded)
    written = [f', "{letter}": {_cell(_KIND_NAMES[int(cell[0])], cell[1:])}' for cell in distinct]
    # A blank cell has the code -1, which finds the last.
    return np.array([*written, ""], dtype=object)[codes]


def _cell(kind: str, text: str) -> str:
    # The one character that jsonb cannot hold.
    return json.dumps({"kind": kind, "text": text.replace("\0", "")}, ensure_ascii=False)


def finding_rows(findings: Findings, *, first_position: int = 0) -> pa.Table:
    """Return the rows of `import_findings`, but for the job, in the order given."""
    names = {"row": "row_number", "column": "column_name"}
    frame = findings.frame.rename(columns=names)
    columns = {name: pa.array(frame[name], from_pandas=True) for name in frame.columns}
    positions = pa.array(range(first_position, first_position + len(frame)), pa.int32())
    return pa.table({"position": positions, **columns})
