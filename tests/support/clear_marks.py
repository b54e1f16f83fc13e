"""Clear marks as validation hands them on, for sheets that tests write as validation would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.cell_sets import cells_where, no_cells
from importkit.model import Mode

if TYPE_CHECKING:
    import pandas as pd


def without_marks(frame: pd.DataFrame, mode: Mode) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a sheet without its clear marks, and the cells where they stood; creating, there are none."""
    if mode is Mode.CREATE:
        return frame, no_cells()
    masks = {name: (frame[name].str.lower() == "[clear]").fillna(value=False) for name in frame}
    return frame.assign(**{name: frame[name].mask(mask) for name, mask in masks.items()}), cells_where(masks)
