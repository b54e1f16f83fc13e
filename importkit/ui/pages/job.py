"""One import: how far it is while it runs, then what became of it. Its address brings it back any time."""

from __future__ import annotations

import streamlit as st

from importkit.errors import UnknownJobError
from importkit.ui import deps, routes
from importkit.ui.parts import errors, live_progress, outcome, toasts

_LAST = "importkit-job"


def page() -> None:
    """Show the page."""
    toasts.show()
    job_id = st.query_params.get("job") or st.session_state.get(_LAST, "")
    try:
        job = deps.workspace().job(job_id) if job_id else None
    except UnknownJobError:
        job = None
    if job is None:
        _show_unknown()
        return
    st.session_state[_LAST] = job.id
    outcome.title(job)
    errors.show_problem()
    if not job.has_ended:
        live_progress.show(job)
    elif not job.summary:
        outcome.nothing(job)
    else:
        outcome.show(job)


def _show_unknown() -> None:
    routes.set_title("Unknown import")
    st.title("This import is not there (any more).", anchor=False)
    st.markdown("Its address may be incomplete, it may belong to another brand, or it was removed.")
    routes.link_to_imports()


if __name__ == "__main__":
    page()
