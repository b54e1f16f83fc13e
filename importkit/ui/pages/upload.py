"""Choose a workbook, and see what became of the last ones."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import streamlit as st

from importkit.errors import ImportkitError
from importkit.ui import deps, routes, state
from importkit.ui.parts import errors, progress_bar, recent_imports, upload

if TYPE_CHECKING:
    from importkit.model import Mode


def page() -> None:
    """Show the page."""
    with st.container(gap="xsmall"):
        st.title("Import products", anchor=False)
        st.caption("See what is wrong with a product sheet, cell by cell, before anything is written.")
    with st.container(border=True, gap="medium"):
        mode = upload.mode()
        errors.show_problem()
        chosen = upload.workbook()
        if upload.examples():
            chosen = deps.store_upload("importkit-sample.xlsx", io.BytesIO(deps.sample()))
        if chosen:
            _check(chosen, mode)
    recent_imports.show()


def _check(chosen: state.Upload, mode: Mode | None) -> None:
    try:
        checked = deps.check(chosen, mode=mode, report=progress_bar.bar(progress_bar.CHECKING))
    except ImportkitError as error:
        state.empty_uploader(problem=(chosen.filename, error), checked=None)
        st.rerun()
    state.empty_uploader(checked=checked, problem=None)
    routes.to_check()


if __name__ == "__main__":
    page()
