"""One import: how far it is while it runs, then what became of it. Its address brings it back any time."""

from __future__ import annotations

import streamlit as st

from importkit.ui import deps, routes, state
from importkit.ui.parts import errors, live_progress, outcome


def page() -> None:
    """Show the page."""
    if "job" not in st.query_params:
        routes.to_upload()
    job = deps.workspace().job(st.query_params["job"])
    outcome.title(job)
    errors.show_problem()
    if not job.has_ended:
        live_progress.show(job)
        return
    if not job.summary:
        outcome.nothing(job)
        return
    _hand_back(job.id)
    outcome.summary(job)
    outcome.related_imports(job)
    outcome.next_step(job)
    outcome.details(job)


def _hand_back(job_id: str) -> None:
    """Keep no workbook on disk that is imported."""
    checked = state.get().checked
    if checked is not None and checked.started.job_id == job_id:
        state.put(checked=None)


if __name__ == "__main__":
    page()
