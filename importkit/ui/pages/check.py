"""What is wrong with the chosen workbook, and the button that imports it."""

from __future__ import annotations

import streamlit as st

from importkit.errors import ImportkitError
from importkit.ui import deps, routes, state
from importkit.ui.parts import check_summary, errors, figures, findings_view, plan


def page() -> None:
    """Show the page."""
    checked = state.get().checked
    if checked is None:
        routes.to_upload()
    check_summary.title(checked)
    errors.show_problem()
    choice = check_summary.hidden_rows(checked)
    if choice is not checked.hidden_rows:
        check_summary.offer_recheck(checked, choice)
        st.rerun()
    if check_summary.wants_import(checked):
        _start(checked)
    if checked.failed_rows:
        check_summary.offer_fixing(checked)
    if checked.rows:
        figures.of_check(checked)
    if checked.preview:
        plan.changes(checked.preview)
    findings_view.show(checked.summary, checked.findings, "check")


def _start(checked: state.CheckedUpload) -> None:
    try:
        job_id = deps.start_import(checked)
    except ImportkitError as error:
        state.put(problem=(checked.upload.filename, error))
        st.rerun()
    state.put(problem=None)
    routes.to_job(job_id)


if __name__ == "__main__":
    page()
