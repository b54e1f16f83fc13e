"""Addresses of pictures: one to a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.validation.readings import Note, ReadCells, Reading, read_distinct
from importkit.values.image_urls import split_addresses

if TYPE_CHECKING:
    import pandas as pd

#: Nearly all cells hold one address alone, and are told from the others at once.
_SEVERAL = r"://(?s:.*)://|[;,|\s]$"


def read_addresses(cells: pd.Series[str]) -> ReadCells:
    """Return the addresses of a column; several in one cell are an error."""
    may_be_several = cells.str.contains(_SEVERAL)
    read = read_distinct(cells.where(may_be_several), _read)
    return ReadCells(read.cells.fillna(cells.mask(may_be_several)), read.findings)


def _read(text: str) -> Reading:
    addresses = split_addresses(text)
    if len(addresses) == 1:
        return Reading(addresses[0])
    advice = (
        f"The cell holds {len(addresses)} addresses, and there is room for one picture: keep one of them."
    )
    return Reading(None, (Note("image.not-url", {"advice": advice, "suggestion": addresses[0]}),))
