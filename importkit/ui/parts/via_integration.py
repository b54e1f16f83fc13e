"""Importing from a place that the administrator named."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import streamlit as st

from importkit.grammar import number
from importkit.ui import deps, routes
from importkit.ui.parts import paging
from importkit.ui.parts.badges import MODES
from importkit.ui.parts.escaping import moment, plain
from importkit.ui.parts.upload import VIEWER
from importkit.workspace import sources

if TYPE_CHECKING:
    from importkit.sources import NotedFile, Source, SourceFile

_SIZE, _KILOBYTE = 10, 1024
_CHOSEN, _LISTED, _SOURCE = "chosen-file", "listed-files", "source"
#: Seconds for which a list is kept: a place far away takes a while, and most clicks have to do with others.
_FRESH_S = 30
_WIDTHS = (3, 2, 2.4, 1)


def chosen() -> tuple[Source, SourceFile] | None:
    """Return the workbook that is to be opened, as it was when it was listed; once."""
    found: tuple[Source, SourceFile] | None = st.session_state.pop(_CHOSEN, None)
    if found:
        _forget()  # it may be gone, or another one
    return found


def show() -> None:
    """Show the sources of the brand and the workbooks of one."""
    listed = sources.of_brand(deps.workspace())
    if _SOURCE not in st.session_state:  # as each time that the page is opened
        _forget()
    st.subheader("Via integration", anchor=False)
    source = st.selectbox("Source", listed, format_func=lambda source: source.name, key=_SOURCE, width=320)
    mode = f" · {MODES[source.mode]}" if source.mode else ""
    st.caption(f"{plain(source.shown_address)}{mode}")
    files = sources.files(deps.workspace(), source, _listed(source))
    if not files:
        st.caption(f"There is no workbook ({plain(source.pattern)}).")
        return
    page = paging.slot(len(files), _SIZE, f"source-{source.name}", "file")
    is_member = deps.is_member()
    for noted in files[page.start : page.stop]:
        _row(source, noted, is_member=is_member)
    page.control()


def _listed(source: Source) -> tuple[SourceFile, ...]:
    """Return what a source has: asked for as the page is opened, and again after a while."""
    kept: tuple[Source, float, tuple[SourceFile, ...]] | None = st.session_state.get(_LISTED)
    if kept is not None and kept[0] == source and time.monotonic() - kept[1] < _FRESH_S:
        return kept[2]
    found = sources.list_files(source)
    st.session_state[_LISTED] = (source, time.monotonic(), found)
    return found


def _forget() -> None:
    st.session_state.pop(_LISTED, None)


def _row(source: Source, noted: NotedFile, *, is_member: bool) -> None:
    file = noted.file
    name, about, became, act = st.columns(_WIDTHS, vertical_alignment="center", gap="small")
    name.markdown(plain(file.path))
    about.caption(f"{moment(file.changed)}  \n{number(-(-file.size // _KILOBYTE))} KB")
    with became.container(gap=None):
        if noted.error:
            st.markdown(f":small[{plain(noted.error)}]")
        elif noted.job_id and noted.outcome:
            since = ", changed since" if noted.is_changed else ""
            routes.link_to_job(noted.job_id, f"{noted.outcome.words}{since}")
        else:
            st.markdown(":small[New]")
    with act.container(horizontal=True, horizontal_alignment="right"):
        st.button(
            "Open",
            key=f"open-{file.path}",
            disabled=not is_member,
            help=None if is_member else VIEWER,
            on_click=_choose,
            args=(source, file),
        )


def _choose(source: Source, file: SourceFile) -> None:
    st.session_state[_CHOSEN] = (source, file)
