"""The columns of a sheet: which is which, and why one is not imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit import frames, schema
from importkit.model import CellKind

if TYPE_CHECKING:
    from importkit.findings import Findings
    from importkit.model import Sheet, SheetColumn


def sheet_columns(sheet: Sheet, findings: Findings | None = None) -> pd.DataFrame:
    """Return a line per column of a sheet: letter, header, column, level, filled, errors, is_imported, why.

    Args:
        sheet: The sheet.
        findings: The findings whose errors are counted; those of reading alone without them.
    """
    errors = _letters((findings or sheet.findings).errors.records).value_counts()
    messages = _column_messages(sheet)
    records = [
        {
            "letter": column.letter,
            "header": column.header or None,
            "column": column.canonical,
            "level": str(schema.columns()[column.canonical].level) if column.canonical else None,
            "filled": int((sheet.kinds[column.letter] != CellKind.BLANK).sum()),
            "errors": int(errors.get(column.letter, 0)),
            "is_imported": column.canonical is not None,
            "why": messages.get(column.letter) or _why(column),
        }
        for column in sheet.layout.columns
    ]
    return frames.typed("columns", pd.DataFrame(records))


def _column_messages(sheet: Sheet) -> dict[str, str]:
    """Return what reading said of a column that is not imported, by its letter."""
    found = sheet.findings.records
    of_columns = found[found["row"].isna() & found["code"].str.startswith("column.") & (found["cell"] != "")]
    return dict(zip(_letters(of_columns), of_columns["message"], strict=True))


def _letters(records: pd.DataFrame) -> pd.Series[str]:
    """Return the letters of the column in which each finding is."""
    return records["cell"].str.extract(r"^([A-Z]+)", expand=False)


def _why(column: SheetColumn) -> str:
    if column.canonical is None:
        return "It is not imported." if column.header else "It has no header."
    if column.header == column.canonical:
        return "The header says so."
    return f'"{column.header}" is another name of {column.canonical}.'
