"""An import under way, as the database knows it: a reload, or another browser, shows the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.errors import ImportkitError
from importkit.model import JobStatus
from importkit.ui import deps, state
from importkit.ui.parts import errors, progress_bar

if TYPE_CHECKING:
    from importkit.jobs import Job

#: How often the page looks, in seconds.
_POLL_INTERVAL_S = 1.0


def show(job: Job) -> None:
    """Show how far an import is until it has ended, and offer to stop it."""
    with st.container(border=True):
        _follow(job.id, job.status)
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
        ):
            st.caption(
                "You can leave or close this page: the import goes on. The recent imports lead back to it.",
                width="stretch",
            )
            if deps.workspace().is_member() and st.button(
                "Cancel the import", key=f"cancel-{job.id}", icon=":material/cancel:"
            ):
                _cancel(job)


@st.fragment(run_every=_POLL_INTERVAL_S)
@errors.report_errors()
def _follow(job_id: str, seen: JobStatus) -> None:
    """Show how far an import is, and the whole page again once its status is no longer what was seen."""
    job = deps.workspace().job(job_id)
    if job.status is not seen:
        st.rerun()
    has_worker = deps.worker().ensure()
    if job.progress is not None:
        progress_bar.bar(progress_bar.IMPORTING)(job.progress)
    else:
        waits = job.status is JobStatus.PENDING
        st.progress(0.0, text="It waits for a worker." if waits else "It begins.")
    if not has_worker:
        _show_no_worker()


@st.fragment(run_every=_POLL_INTERVAL_S)
@errors.report_errors()
def refresh_when_changed(seen: dict[str, JobStatus]) -> None:
    """Show the whole page again once one of these recent imports is no longer what was seen of it."""
    deps.worker().ensure()
    if any(job.status is not seen.get(job.id, job.status) for job in deps.workspace().recent_imports(10)):
        st.rerun()


def _show_no_worker() -> None:
    st.warning(
        "No worker is running, so nothing moves. To start one, on this machine or on any other that reaches "
        "the database and the files: `importkit worker`. The import then begins by itself.",
        icon=":material/warning:",
    )


def _cancel(job: Job) -> None:
    try:
        deps.workspace().cancel(job.id)
    except ImportkitError as error:
        state.put(problem=(job.filename, error))
    else:
        state.put(problem=None)
    st.rerun()
