"""What can be done about one import: its corrections, giving up its failures, taking it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

import pandas as pd
import streamlit as st

from importkit.display import UNDO_THINGS, kept_cells, reopened_words, short
from importkit.grammar import agree, count, number
from importkit.outcomes import writes
from importkit.ui import deps, state
from importkit.ui.parts import downloads, errors, toasts
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from importkit.jobs import Job
    from importkit.undo import Undo

#: So many things that stay are shown without a scroll bar.
_KEPT_AT_ONCE = 8


def download(
    job: Job,
    key: str,
    *,
    kind: Literal["primary", "secondary", "tertiary"],
    label: str = "Download corrections",
) -> None:
    """Offer the corrections workbook of a job; it is written when it is asked for."""
    downloads.offer(
        label,
        partial(deps.corrections, job.id),
        f"corrections-{short(job.id)}.xlsx",
        key=key,
        kind=kind,
    )


def offer_dismissal(job: Job) -> None:
    """Offer to give up the failed rows of a job to whoever may."""
    if (
        job.has_exportable_failures
        and deps.is_member()
        and st.button("Dismiss", key=f"dismiss-{job.id}", icon=":material/close:", type="tertiary")
    ):
        confirm_dismissal(job)


def offer_undo(job: Job) -> None:
    """Offer to take an import back, to those who may."""
    if (
        writes(job.summary)
        and deps.workspace().can_undo(job)
        and st.button("Undo", key="undo", icon=":material/undo:", type="tertiary")
    ):
        confirm_undo(job)


@st.dialog("Dismiss the failed rows?", icon=":material/delete:")
@errors.report_errors("dismissal")
def confirm_dismissal(job: Job) -> None:
    """Ask whether the failed rows of a job are to be given up."""
    many = job.summary.get("failed_rows", 0)
    st.markdown(
        f"{count(many, 'failed row')} of **{plain(job.filename)}** will be deleted, and no corrections "
        f"workbook can be made of {agree(many, 'it', 'them')} any more. What was imported stays."
    )
    download(job, "corrections-before", kind="tertiary")
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button(f"Keep {agree(many, 'it', 'them')}", key="keep", on_click=_keep):
            st.rerun()
        if st.button("Dismiss", key="confirm-dismiss", on_click=_dismiss, args=(job,)):
            st.rerun()


@st.dialog("Undo this import?", icon=":material/undo:", width="medium")
@errors.report_errors("undo")
def confirm_undo(job: Job) -> None:
    """Ask whether an import is to be taken back, and show what would become of it."""
    with st.spinner("Looking what can go back …"):
        would = deps.workspace().undo(job.id, dry_run=True)
    _show_consequences(job, would)
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Keep the import", key="leave", on_click=_keep):
            st.rerun()
        if st.button("Undo", key="confirm-undo", on_click=_undo, args=(job,)):
            st.rerun()


def _show_consequences(job: Job, would: Undo) -> None:
    st.markdown(
        f"What **{plain(job.filename)}** created is removed, and what it changed goes back to what it was. "
        "What was edited later stays."
    )
    goes = {
        label: many for things, label in UNDO_THINGS.items() if (many := would.tallies["reversed"][things])
    }
    with st.container(horizontal=True, gap="medium"):  # two in a line of a phone
        for label, many in goes.items():
            st.metric(label, number(many), width="content")
    if not goes:
        st.markdown("**Nothing can go back any more.**")
    if lines := kept_cells(would.items):
        st.caption("This stays:")
        kept = pd.DataFrame(lines, columns=["What", "Column", "Why"])
        st.dataframe(
            kept if kept["Column"].any() else kept.drop(columns="Column"),
            hide_index=True,
            height="content" if len(lines) <= _KEPT_AT_ONCE else 300,
            alt="What stays",
            key="undo-kept",
        )
    if words := reopened_words(would):
        st.caption(words)


def _keep() -> None:
    state.put(has_news=True)


def _dismiss(job: Job) -> None:
    with errors.keep_problem(job.filename):
        deps.workspace().dismiss(job.id)
        toasts.add(f"The failed rows of {job.filename} are dismissed.")


def _undo(job: Job) -> None:
    with errors.keep_problem(job.filename):
        deps.workspace().undo(job.id)
        toasts.add(f"The import of {job.filename} is undone.")
