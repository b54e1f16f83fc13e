"""Cells that were changed: what each held before, what it holds now, who changed it and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.ui.parts import paging
from importkit.ui.parts.escaping import moment

if TYPE_CHECKING:
    from importkit.workspace.draft_lists import Edits

_SIZE = 25
_PAGE, _BLANK = "edits-page", ""


def show(edits: Edits, alt: str) -> None:
    """Show the edits, page by page; `alt` says what they are to those who do not see them."""
    page = paging.slot(len(edits), _SIZE, _PAGE, "cell", in_address=True)
    shown = edits[page.start : page.stop]
    st.dataframe(
        {
            "Cell": [edit.cell for edit in shown],
            "Before": [edit.before or _BLANK for edit in shown],
            "After": [edit.after or _BLANK for edit in shown],
            "By": [edit.made_by for edit in shown],
            "When": [moment(edit.made_at) for edit in shown],
        },
        hide_index=True,
        height="content",
        alt=alt,
        key="edits",
    )
    if page.pages > 1:  # how many there are stands above
        page.control()
