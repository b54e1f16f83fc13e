"""The recent imports: how they went, and what can still be done about their failures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from importkit.display import progress_words, short, undone_words
from importkit.errors import ImportkitError
from importkit.grammar import count
from importkit.outcomes import JobOutcome, later_words, nothing_written, product_counts
from importkit.ui import deps, routes, state
from importkit.ui.parts import downloads, errors, live_progress
from importkit.ui.parts.badges import MODES, OUTCOMES
from importkit.ui.parts.escaping import moment, plain

if TYPE_CHECKING:
    from importkit.jobs import Job

_SHOWN = 5


def show() -> None:
    """Show the newest imports."""
    jobs = deps.workspace().recent_imports(_SHOWN)
    with st.container(gap="xsmall"):
        st.subheader("Recent imports", anchor=False)
        if not jobs:
            st.caption("None yet. What you import shows up here.")
        for job in jobs:
            _line(job)
        if running := {job.id: job.status for job in jobs if not job.has_ended}:
            live_progress.refresh_when_changed(running)


def download(job: Job, key: str, *, primary: bool = False) -> None:
    """Offer the corrections workbook of a job; it is written when it is asked for."""
    downloads.offer(
        "Download corrections",
        partial(deps.corrections, job.id),
        f"corrections-{short(job.id)}.xlsx",
        key=key,
        kind="primary" if primary else "secondary",
    )


def dismiss(job: Job, key: str) -> None:
    """Offer to give up the failed rows of a job to whoever may."""
    if deps.workspace().is_member() and st.button(
        "Dismiss", key=key, icon=":material/close:", type="tertiary"
    ):
        _confirm_dismissal(job)


def outcome(job: Job) -> str:
    """Return what became of a job, in a few words."""
    if job.outcome in {JobOutcome.CANCELLED, JobOutcome.INTERRUPTED}:
        return plain(nothing_written(job.error))
    if job.undone_at or not job.summary:
        return job.outcome.words
    return f"{job.outcome.words}: {product_counts(job.summary, job.mode)}"


def related_imports(job: Job) -> str:
    """Return what a job has to do with others, and whether it is undone; empty when neither is so."""
    words = []
    if corrections := job.summary.get("corrections"):
        words.append(f"Corrections: {progress_words(corrections)}")
    if job.superseded_by:
        words.append(later_words(short(job.superseded_by), job.failing_later))
    if job.undone_at:
        words.append(undone_words(job.summary["undo"]))
    return " · ".join(words)


def _line(job: Job) -> None:
    badge = OUTCOMES[job.outcome]
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        with st.container(gap="xxsmall"):
            st.markdown(f"{badge.markdown} **{plain(job.filename)}**")
            st.caption(
                " · ".join(
                    filter(
                        None, (moment(job.created_at), MODES[job.mode], outcome(job), related_imports(job))
                    )
                )
            )
        with st.container(horizontal=True, width="content", horizontal_alignment="right"):
            if job.has_exportable_failures:
                dismiss(job, f"dismiss-{job.id}")
                download(job, f"corrections-{job.id}")
            if st.button("Details", key=f"details-{job.id}"):
                routes.to_job(job.id)


@st.dialog("Give up the failed rows?", icon=":material/delete:")
@errors.report_errors()
def _confirm_dismissal(job: Job) -> None:
    failed = count(job.summary.get("failed_rows", 0), "failed row")
    st.markdown(
        f"{failed} of **{plain(job.filename)}** will be deleted, and no corrections workbook can be made "
        "of them any more. What was imported stays."
    )
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Keep them", key="keep"):
            st.rerun()
        if st.button(
            "Delete the failed rows", key="confirm-dismiss", type="primary", on_click=_dismiss, args=(job,)
        ):
            st.rerun()


def _dismiss(job: Job) -> None:
    try:
        deps.workspace().dismiss(job.id)
    except ImportkitError as error:
        state.put(problem=(job.filename, error))
