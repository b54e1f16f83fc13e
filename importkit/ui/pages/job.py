"""What became of one import."""

from __future__ import annotations

import streamlit as st

from importkit.ui import deps, places
from importkit.ui.parts import errors, outcome


def page() -> None:
    """Show the page."""
    if "job" not in st.query_params:
        places.to_upload()
    job = deps.workspace().job(st.query_params["job"])
    outcome.title(job)
    errors.show_trouble()
    if not job.summary:
        outcome.unfinished(job)
        return
    outcome.summary(job)
    outcome.story(job)
    outcome.next_step(job)
    outcome.details(job)


if __name__ == "__main__":
    page()
