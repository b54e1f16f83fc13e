"""What was changed on a draft, by whom, and how to take it back; and the products that are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.grammar import count
from importkit.ui import deps
from importkit.ui.draft_deps import ShownDraft
from importkit.ui.parts import edits_table
from importkit.ui.parts.draft_head import changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.workspace.draft import Draft

_ALL, _CELL = "All of them", "take-back-cell"


def show(draft: Draft) -> None:
    """Show every edit in force, and let each be taken back."""
    if draft.edits:
        st.header(f"{count(len(draft.edits), 'cell')} changed", anchor=False)
        edits_table.show(draft.edits, "Cells that were changed")
        _take_back(draft)
    for handle in sorted(draft.left_out):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"{handle} is left out.", width="content")
            st.button(
                "Take it in again",
                key=f"take-in-{handle}",
                type="tertiary",
                disabled=not deps.is_member(),
                on_click=changed,
                args=(ShownDraft.of(draft), f"{handle} is in again", _take_in(handle)),
            )


def _take_back(draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = f"{_CELL}-{draft.record.version}"
        st.selectbox("Take back", [edit.cell for edit in draft.edits] + [_ALL], key=key, width=220)
        st.button(
            "Take it back",
            key=f"take-back-v{draft.record.version}",
            icon=":material/undo:",
            disabled=not deps.is_member(),
            on_click=_revert,
            args=(ShownDraft.of(draft), key),
        )


def _revert(draft: ShownDraft, key: str) -> None:
    """Take back what is chosen now, which another cell may have been when the button was drawn."""
    cell = st.session_state.get(key)
    if cell is None:
        return  # a press that came after the list was drawn anew
    changed(draft, f"Taken back: {cell}", lambda now: now.revert(*(() if cell == _ALL else (cell,))))


def _take_in(handle: str) -> Callable[[Draft], Draft]:
    return lambda now: now.leave_out(handle, left_out=False)
