"""What no setting of Streamlit changes of how it draws."""

from __future__ import annotations

import streamlit as st

#: Links begin where the text around them does: Streamlit 1.67 sets each in by half a letter. What is chosen
#: has the colour of text, and its border and background tell it: on dark, no colour does for it and for the
#: label of a button.
_STYLE = """<style>
[data-testid=stPageLink-NavLink] { position: relative; left: -0.5rem; }
[data-testid=stButtonGroup] [data-selected=true], [data-testid=stButtonGroup] [data-selected=true] * {
    color: inherit !important;
}
</style>"""


def apply() -> None:
    """Draw the page so."""
    st.html(_STYLE)
