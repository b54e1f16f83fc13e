"""What the columns of frames hold, and how each says that there is nothing: one rule for every frame.

Text is pandas' own `str`, whose missing value is NaN. A column of objects, such as one of texts beside lists,
has the same NaN, so that what is missing looks alike in a frame. Numbers and moments have what pandas gives
theirs: NA and NaT. `frame.isna()` finds them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from importkit import shape
from importkit.model import CellKind

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT, WHOLE, NUMBER, FLAG, MOMENT = "str", "Int64", "Float64", "bool", "datetime64[us, UTC]"

#: Texts and lists, or whatever else is no one of the others.
VALUES = "object"

#: What a cell is in Excel; its text alone does not tell '7 from 7.
KINDS = pd.CategoricalDtype([kind.name.lower().replace("_", "-") for kind in CellKind])

LEVELS = pd.CategoricalDtype([str(level) for level in shape.Level], ordered=True)

#: A column of a frame: dtype, what it says, and whether it may be missing.
Field = tuple[Any, str, bool]

ROW: Field = (WHOLE, "Excel's row number.", False)
HANDLE: Field = (TEXT, "The product's handle; NA in a sheet that names no product.", True)
SKU: Field = (TEXT, "The variant's SKU.", True)
BARCODE: Field = (TEXT, "The variant's barcode.", True)


def of_dtypes(frame: pd.DataFrame, dtypes: Mapping[str, Any]) -> pd.DataFrame:
    """Return a frame with exactly these columns, in their order; those that it lacks are missing."""
    typed = frame.reindex(columns=list(dtypes)).astype(dict(dtypes))
    objects = [name for name, dtype in dtypes.items() if isinstance(dtype, str) and dtype == VALUES]
    return typed.assign(**{name: values(typed[name]) for name in objects})


def values(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column of objects in which nothing is NaN, whatever it was: None, NA or a float.

    >>> values(pd.Series(["Red", ["Men"], None, pd.NA], dtype="object")).tolist()
    ['Red', ['Men'], nan, nan]
    """
    return column.where(column.notna(), np.nan)
