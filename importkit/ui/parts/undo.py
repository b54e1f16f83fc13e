"""Taking an import back: what would become of it first, and then for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from importkit.display import UNDO_THINGS, kept_cells, reopened_words
from importkit.errors import ImportkitError
from importkit.grammar import number
from importkit.ui import deps, state
from importkit.ui.parts import errors
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from importkit.jobs import Job
    from importkit.undo import Undo


def offer(job: Job) -> None:
    """Offer to take an import back, to those who may."""
    if deps.workspace().can_undo(job) and st.button(
        "Undo", key="undo", icon=":material/undo:", type="tertiary"
    ):
        _confirm(job)


@st.dialog("Undo this import?", icon=":material/undo:", width="medium")
@errors.report_errors()
def _confirm(job: Job) -> None:
    with st.spinner("Looking what can go back …"):
        would = deps.workspace().undo(job.id, dry_run=True)
    _show_consequences(job, would)
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Leave it", key="leave"):
            st.rerun()
        if st.button("Undo the import", key="confirm-undo", type="primary", on_click=_undo, args=(job,)):
            st.rerun()


def _show_consequences(job: Job, would: Undo) -> None:
    st.markdown(
        f"What **{plain(job.filename)}** created is removed, and what it changed goes back to what it was. "
        "What was edited later stays."
    )
    for column, (things, label) in zip(st.columns(len(UNDO_THINGS)), UNDO_THINGS.items(), strict=True):
        column.metric(label, number(would.tallies["reversed"][things]))
    if lines := kept_cells(would.items):
        st.caption("This stays:")
        st.dataframe(
            pd.DataFrame(lines, columns=["What", "Column", "Why"]),
            hide_index=True,
            height=min(300, 40 + 36 * len(lines)),
            alt="What stays",
            key="undo-kept",
        )
    if words := reopened_words(would):
        st.caption(words)


def _undo(job: Job) -> None:
    try:
        deps.workspace().undo(job.id)
    except ImportkitError as error:
        state.put(problem=(job.filename, error))
