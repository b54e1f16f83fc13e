"""Columns that a mode cannot do without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit import schema
from importkit.addresses import column_letters, column_number
from importkit.findings import Findings

if TYPE_CHECKING:
    from importkit.model import Mode, Sheet


def missing_columns(sheet: Sheet, mode: Mode) -> Findings:
    """Return one finding for each required column that the sheet lacks, at the next free header cells.

    Where one of several columns is enough, they are missed as one, at the first of them.
    """
    present = {column.canonical for column in sheet.layout.columns}
    needed = schema.required(mode)
    missing: list[tuple[str, ...]] = [(name,) for name in needed.all_of if name not in present]
    if needed.one_of and present.isdisjoint(needed.one_of):
        missing.append(needed.one_of)
    first_free = max((column_number(column.letter) for column in sheet.layout.columns), default=0) + 1
    return Findings.of(
        "column.missing",
        [
            {
                "sheet": sheet.layout.sheet,
                "column": names[0],
                "columns": " or ".join(names),
                "cell": f"{column_letters(first_free + place)}{sheet.layout.header_row}",
            }
            for place, names in enumerate(missing)
        ],
    )
