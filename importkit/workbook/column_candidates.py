"""Which columns the unknown headers of a sheet may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.workbook.sheet.table import table_of
from importkit.workbook.sheet.unknown_headers import possible_columns

if TYPE_CHECKING:
    from importkit.workbook.raw_sheet import RawSheet


def column_candidates(raw: RawSheet) -> dict[str, tuple[str, ...]]:
    """Return the columns that each unknown header may mean, by letter, the likeliest first."""
    return possible_columns(table_of(raw.grid, raw.found, raw.place, with_cleaned=False))
