"""What is wrong with the chosen workbook, and the button that imports it."""

from __future__ import annotations

import streamlit as st

from importkit.errors import ImportkitError
from importkit.ui import deps, places, state
from importkit.ui.parts import checking, errors, figures, findings, outlook


def page() -> None:
    """Show the page."""
    checked = state.get().checked
    if checked is None:
        places.to_upload()
    checking.title(checked)
    errors.show_trouble()
    choice = checking.hidden_rows(checked)
    if choice is not checked.hidden_rows:
        checking.again(checked, choice)
        st.rerun()
    if checking.wants_import(checked):
        _start(checked)
    if checked.rows:
        figures.of_check(checked)
    if checked.outlook:
        outlook.changes(checked.outlook)
    findings.show(checked.summary, checked.findings, "check")


def _start(checked: state.CheckedUpload) -> None:
    try:
        job_id = deps.start_import(checked)
    except ImportkitError as error:
        state.put(trouble=(checked.upload.filename, error))
        st.rerun()
    state.put(trouble=None)
    places.to_job(job_id)


if __name__ == "__main__":
    page()
