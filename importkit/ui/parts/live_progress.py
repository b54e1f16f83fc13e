"""An import under way, as the database knows it: a reload, or another browser, shows the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.grammar import agree, count
from importkit.model import JobStatus
from importkit.ui import deps
from importkit.ui.parts import errors, progress_bar, toasts

if TYPE_CHECKING:
    from importkit.jobs import Job

#: How often the page looks, in seconds.
_POLL_INTERVAL_S = 1.0

#: How many imports are looked through for those that are before another one.
_LOOKED_AT = 10


def show(job: Job) -> None:
    """Show how far an import is until it has ended, and offer to stop it."""
    with st.container(border=True):
        _follow(job.id, job.status)
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
        ):
            st.caption(
                "You may close this page: the import goes on. Its address leads back to it, and so does the "
                "list of imports.",
                width="stretch",
            )
            if deps.is_member():
                st.button(
                    "Cancel the import",
                    key=f"cancel-{job.id}",
                    icon=":material/cancel:",
                    on_click=_cancel,
                    args=(job,),
                )


def draw(job: Job, *, has_worker: bool) -> None:
    """Show how far an import is at this moment."""
    if job.progress is not None and job.status is JobStatus.PROCESSING:
        progress_bar.draw(progress_bar.IMPORTING, job.progress)
    elif job.status is JobStatus.PENDING:
        st.progress(0.0, text=f"Waiting: {_reason(job, has_worker=has_worker)}.")
    else:
        st.progress(0.0, text="The import begins.")


@st.fragment(run_every=_POLL_INTERVAL_S)
@errors.report_errors("progress")
def _follow(job_id: str, seen: JobStatus) -> None:
    """Show how far an import is, and the whole page again once its status is no longer what was seen."""
    job = deps.workspace().job(job_id)
    if job.status is not seen:
        if job.has_ended:
            toasts.add(f"The import of {job.filename} has ended: {job.outcome.phrase}.")
        st.rerun()
    has_worker = deps.worker().ensure()
    draw(job, has_worker=has_worker)
    if not has_worker:
        _show_no_worker(job)


def _reason(job: Job, *, has_worker: bool) -> str:
    """Return why an import waits."""
    before = sum(
        not other.has_ended and other.created_at < job.created_at
        for other in deps.workspace().recent_imports(_LOOKED_AT)
    )
    if before:
        return f"{count(before, 'import')} {agree(before, 'is', 'are')} ahead"
    return "it begins in a moment" if has_worker else "nothing imports at the moment"


def _show_no_worker(job: Job) -> None:
    waits = "waits" if job.status is JobStatus.PENDING else "stands still"
    st.warning(
        f"Nothing imports at the moment, so this one {waits}. Ask whoever runs importkit to start a worker, "
        "and it goes on by itself. The command for them, on a machine that reaches the database and the "
        "files:",
        icon=":material/warning:",
    )
    st.code("importkit worker", language=None)


def _cancel(job: Job) -> None:
    with errors.keep_problem(job.filename):
        deps.workspace().cancel(job.id)
        toasts.add(f"The import of {job.filename} is cancelled.")
