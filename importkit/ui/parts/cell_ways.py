"""Where each cell of a draft is mended: in the form beside the sheet, or, of a header, among the columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from importkit.addresses import ADDRESS
from importkit.ui.parts import focus

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.workspace.draft import Draft

#: What of a draft is looked at, and its part that says what each column is read as.
VIEW, COLUMNS = "view", "Columns"
#: The cell that was clicked, or chosen in a list, when the page was drawn last.
CLICKED = "importkit-clicked"
_LISTED = "importkit-listed"


@dataclass(frozen=True)
class Way:
    """A way to where a cell is mended.

    Attributes:
        words: What its button says, behind what is done there.
        go: Takes the visitor there, as a callback.
    """

    words: str
    go: Callable[[], None]


def way_to(draft: Draft, cell: str) -> Way | None:
    """Return the way to where a cell is mended; None where that is not on the draft."""
    if has_cell(draft, cell):
        return Way(cell, partial(_choose, draft.id, cell))
    place = ADDRESS.fullmatch(cell)
    if place and draft.file.book is not None and int(place[2]) == draft.book.sheet.layout.header_row:
        return Way(f"column {place[1]}", _show_columns)
    return None


def has_cell(draft: Draft, cell: str) -> bool:
    """Return whether the sheet of a draft has a cell among its rows, where its value can be changed."""
    place = ADDRESS.fullmatch(cell)
    if place is None or draft.file.book is None:
        return False
    cells = draft.book.sheet.cells
    return place[1] in cells.columns and int(place[2]) in cells.index


def listed(draft: Draft) -> str | None:
    """Return the cell of a draft that was chosen in a list last."""
    draft_id, cell = st.session_state.get(_LISTED, ("", None))
    return cell if draft_id == draft.id else None


def _choose(draft_id: str, cell: str) -> None:
    st.session_state[_LISTED] = (draft_id, cell)
    st.session_state.pop(CLICKED, None)
    focus.ask()


def _show_columns() -> None:
    st.session_state[VIEW] = COLUMNS
