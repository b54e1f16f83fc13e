"""Importing from a place that the administrator named."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from importkit.grammar import number
from importkit.ui import deps, routes, state
from importkit.ui.parts import paging
from importkit.ui.parts.badges import MODES
from importkit.ui.parts.escaping import moment, plain
from importkit.workspace import sources

if TYPE_CHECKING:
    from importkit.sources import NotedFile, Source, SourceFile

_SIZE, _KILOBYTE = 10, 1024
_WIDTHS = (3, 2, 2.4, 1)


def show() -> tuple[Source, SourceFile] | None:
    """Show the sources of the brand and the workbooks of one; return the workbook that is to be checked."""
    listed = sources.of_brand(deps.workspace())
    st.subheader("Via integration", anchor=False)
    source = st.selectbox("Source", listed, format_func=lambda source: source.name, key="source", width=320)
    mode = f" · {MODES[source.mode]}" if source.mode else ""
    st.caption(f"{plain(source.shown_address)}{mode}")
    files = sources.files(deps.workspace(), source)
    if not files:
        st.caption(f"No file there is called like {plain(source.pattern)}.")
        return None
    page = paging.slot(len(files), _SIZE, f"source-{source.name}", "file")
    chosen = [noted.file for noted in files[page.start : page.stop] if _row(noted)]
    page.control()
    return (source, chosen[0]) if chosen else None


def fetch(source: Source, file: SourceFile) -> state.Upload:
    """Bring a workbook of a source here."""
    handle, path = tempfile.mkstemp(prefix="importkit-", suffix=".xlsx")
    os.close(handle)
    upload = state.Upload(file.name, Path(path), source=source, source_file=file)
    sources.fetch(deps.workspace(), source, file, upload.path)
    return upload


def _row(noted: NotedFile) -> bool:
    file = noted.file
    name, about, became, act = st.columns(_WIDTHS, vertical_alignment="center", gap="small")
    name.markdown(plain(file.path))
    about.caption(f"{moment(file.changed)}  \n{number(-(-file.size // _KILOBYTE))} KB")
    with became.container(gap=None):
        if noted.error:
            st.markdown(plain(noted.error))
        elif noted.job_id:
            changed = "Changed since it was imported" if noted.is_changed else "Imported already"
            routes.link_to_job(noted.job_id, changed)
        else:
            st.markdown("New")
    return act.button("Check", key=f"check-{file.path}")
