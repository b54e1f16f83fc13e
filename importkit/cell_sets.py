"""Sets of cells that travel beside a sheet frame: those in error, and those that say to empty what is stored.

Such a set is a frame of its own, a line per cell: its row_number and its canonical column.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def no_cells() -> pd.DataFrame:
    """Return the empty set."""
    return _empty().copy(deep=False)


@cache
def _empty() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({"row_number": pd.Series(dtype="int64"), "column": pd.Series(dtype="str")})


def union(*sets: pd.DataFrame) -> pd.DataFrame:
    """Return every cell that is in one of the sets, each once."""
    import pandas as pd

    filled = [cells for cells in sets if not cells.empty]
    return pd.concat(filled).drop_duplicates(ignore_index=True) if filled else no_cells()


def without(cells: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of a set that are not in another one."""
    import pandas as pd

    place = ["row_number", "column"]
    is_other = pd.MultiIndex.from_frame(cells[place]).isin(pd.MultiIndex.from_frame(others[place]))
    return cells[~is_other].reset_index(drop=True)


def moved(cells: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Return the cells of a set where columns have been merged into others."""
    return cells.assign(column=cells["column"].replace(dict(columns)))


def cells_where(masks: Mapping[str, pd.Series[bool]]) -> pd.DataFrame:
    """Return the cells at which masks are true, given one for each column that has any."""
    import pandas as pd

    parts = [
        pd.DataFrame({"row_number": mask.index[mask], "column": name})
        for name, mask in masks.items()
        if mask.any()
    ]
    return pd.concat(parts, ignore_index=True) if parts else no_cells()


def rows_by_column(cells: pd.DataFrame) -> dict[str, pd.Series[int]]:
    """Return the rows of a set's cells, by their column."""
    return {str(column): rows for column, rows in cells["row_number"].groupby(cells["column"], sort=False)}


def blanked(frame: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return a sheet frame with NA in the cells of a set."""
    found = rows_by_column(cells).items()
    blank = {column: frame[column].mask(frame.index.isin(rows)) for column, rows in found if column in frame}
    return frame.assign(**blank)
