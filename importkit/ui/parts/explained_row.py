"""How one row of a sheet was read: its cells, its product, its names, and what would be written of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from importkit import display
from importkit.ui.draft_deps import ShownDraft
from importkit.ui.parts import errors
from importkit.ui.parts.badges import SEVERITIES
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from importkit.workspace.draft import Draft

#: On a phone, this column would be out of sight.
_SHOWN_ABOVE = ["What is wrong"]
#: On the page, what is stored is what the catalog has.
_HEADERS = {"Stored": "In the sheet", "Of the": "Belongs to"}


def offer(draft: Draft, row: int) -> None:
    """Offer to explain the row of the chosen cell."""
    resolved = draft.check.resolved
    if resolved is None or row not in resolved.sheet.frame.index:
        return
    if st.button(f"How was row {row} read?", key=f"explain-{row}", type="tertiary", icon=":material/help:"):
        _show(ShownDraft.of(draft), row)


@st.dialog("How this row was read", width="large", icon=":material/help:")
@errors.report_errors("explanation")
def _show(draft: ShownDraft, row: int) -> None:
    one = draft.now().check.explain(row)
    st.markdown(f"**{plain(display.explanation_headline(one))}**")
    for line in display.explanation_context(one):
        st.markdown(plain(line))
    for finding in one.findings:
        st.markdown(f"{SEVERITIES[finding.severity].markdown} `{finding.cell}` {plain(finding.message)}")
    for title, headers, rows in display.explanation_tables(one):
        st.markdown(f"**{plain(title)}**")
        shown = pd.DataFrame([[plain(text) for text in line] for line in rows], columns=list(headers))
        st.table(shown.drop(columns=_SHOWN_ABOVE, errors="ignore").rename(columns=_HEADERS), hide_index=True)
