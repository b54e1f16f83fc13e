"""Lists of a column: tags, eco claims, facilities."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from importkit.validation.clear_marks import among_items
from importkit.validation.readings import Note, ReadCells, Reading, read_distinct
from importkit.values.lists import split_list, unsplit_commas
from importkit.values.separators import ITEM

if TYPE_CHECKING:
    import pandas as pd


def read_lists(cells: pd.Series[str], separator: str) -> ReadCells:
    """Return a list column with `ITEM` between the items of a cell."""
    return read_distinct(cells, partial(_read_list, separator=separator))


def _read_list(text: str, separator: str) -> Reading:
    items = split_list(text, separator)
    if refused := among_items(items):
        return refused
    return Reading(ITEM.join(items) or None, comma_note(unsplit_commas(text, separator)))


def comma_note(suggestion: str | None) -> tuple[Note, ...]:
    """Return the warning that commas do not split a list, when there is a split to suggest."""
    return () if suggestion is None else (Note("list.comma", {"suggestion": suggestion}),)
