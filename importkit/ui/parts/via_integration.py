"""Importing from a place that the administrator named."""

from __future__ import annotations

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
_CHOSEN = "chosen-file"
_WIDTHS = (3, 2, 2.4, 1)


def chosen() -> tuple[Source, SourceFile] | None:
    """Return the workbook that is to be opened, as it was when it was listed; once."""
    found: tuple[Source, SourceFile] | None = st.session_state.pop(_CHOSEN, None)
    return found


def show() -> None:
    """Show the sources of the brand and the workbooks of one."""
    listed = sources.of_brand(deps.workspace())
    st.subheader("Via integration", anchor=False)
    source = st.selectbox("Source", listed, format_func=lambda source: source.name, key="source", width=320)
    mode = f" · {MODES[source.mode]}" if source.mode else ""
    st.caption(f"{plain(source.shown_address)}{mode}")
    files = sources.files(deps.workspace(), source)
    if not files:
        st.caption(f"There is no workbook ({plain(source.pattern)}).")
        return
    page = paging.slot(len(files), _SIZE, f"source-{source.name}", "file")
    is_member = deps.is_member()
    for noted in files[page.start : page.stop]:
        _row(source, noted, is_member=is_member)
    page.control()


def _row(source: Source, noted: NotedFile, *, is_member: bool) -> None:
    file = noted.file
    name, about, became, act = st.columns(_WIDTHS, vertical_alignment="center", gap="small")
    name.markdown(plain(file.path))
    about.caption(f"{moment(file.changed)}  \n{number(-(-file.size // _KILOBYTE))} KB")
    with became.container(gap=None):
        if noted.error:
            st.markdown(plain(noted.error))
        elif noted.job_id and noted.outcome:
            since = ", changed since" if noted.is_changed else ""
            routes.link_to_job(noted.job_id, f"{noted.outcome.words}{since}")
        else:
            st.markdown("New")
    act.button(
        "Open",
        key=f"open-{file.path}",
        disabled=not is_member,
        help=None if is_member else VIEWER,
        on_click=_choose,
        args=(source, file),
    )


def _choose(source: Source, file: SourceFile) -> None:
    st.session_state[_CHOSEN] = (source, file)
