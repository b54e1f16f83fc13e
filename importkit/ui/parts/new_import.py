"""The next import: a workbook that is uploaded, or one from a place that the administrator named."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import streamlit as st

from importkit.errors import ImportkitError
from importkit.ui import deps, draft_deps, routes, state
from importkit.ui.parts import errors, progress_bar, upload, via_integration
from importkit.workspace import sources

if TYPE_CHECKING:
    from importkit.model import Mode
    from importkit.sources import Source, SourceFile

_STEPS = (
    (":material/upload_file:", "1 · Choose a sheet", "Your own workbook, a shop's export, or the template."),
    (":material/fact_check:", "2 · See and fix it", "Cell by cell, on this page. Nothing is written yet."),
    (":material/database_upload:", "3 · Import", "What is right goes in, and the rest waits to be fixed."),
)


def show_steps() -> None:
    """Show how an import goes, to somebody who has made none."""
    for place, (icon, title, text) in zip(st.columns(len(_STEPS)), _STEPS, strict=True):
        with place.container(border=True, height="stretch", gap="xsmall"):
            st.markdown(f"{icon} **{title}**")
            st.markdown(text)


def show() -> None:
    """Let the visitor choose a workbook, and check it."""
    st.header("New import", anchor=False)
    with st.container(border=True, gap="medium"):
        st.subheader("Manual bulk import", anchor=False)
        mode = upload.mode()
        chosen = upload.workbook()
        if upload.examples():
            chosen = deps.store_upload("importkit-sample.xlsx", io.BytesIO(deps.sample()))
        if chosen:
            _check(chosen, mode)
    if sources.of_brand(deps.workspace()):
        with st.container(border=True, gap="medium"), errors.report_errors("sources"):
            _show_sources()


def _show_sources() -> None:
    if found := via_integration.chosen():
        _open(*found)
    via_integration.show()


def _open(source: Source, file: SourceFile) -> None:
    with st.spinner(f"Reading {file.name} …"), errors.keep_problem(file.name):
        draft_id = draft_deps.of_source(source, file).id
    if state.get().problem:
        st.rerun()
    routes.to_draft(draft_id)


def _check(chosen: state.Upload, mode: Mode | None) -> None:
    try:
        draft = draft_deps.of_upload(chosen, mode, progress_bar.bar(progress_bar.CHECKING))
    except ImportkitError as error:
        state.empty_uploader(problem=(chosen.filename, error))
        st.rerun()
    state.empty_uploader(problem=None)
    routes.to_draft(draft.id)
