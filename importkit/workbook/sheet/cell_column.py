"""The cells of one column in Arrow: their texts, kinds and number formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Cells:
    """A column.

    Attributes:
        texts: The text of each row, null where blank.
        kinds: The `CellKind` of each row.
        formats: The number format of each row, dictionary-encoded, null for General; None in a column where
            no cell has one.
    """

    texts: pa.Array
    kinds: NDArray[np.uint8]
    formats: pa.DictionaryArray | None = None
