"""What no setting of Streamlit changes of how it draws."""

from __future__ import annotations

import streamlit as st

#: Links begin where the text around them does: Streamlit 1.67 sets each in by half a letter. What is chosen
#: has the colour of text, and its border and background tell it: on dark, no colour does for it and for the
#: label of a button. The ring of what is not chosen can be seen. Numbers of pages end where the list does.
#: On a phone, five tabs stand in one line.
_STYLE = """<style>
[data-testid=stPageLink-NavLink] { position: relative; left: -0.5rem; }
[data-testid=stButtonGroup] [data-selected=true], [data-testid=stButtonGroup] [data-selected=true] * {
    color: inherit !important;
}
[data-testid=stRadioOption]:not([data-selected=true]) > div > div:first-child {
    border-color: color-mix(in srgb, currentColor 60%, transparent);
}
@media (min-width: 640px) { [data-testid=stPagination] { justify-content: flex-end; } }
@media (max-width: 480px) {
    [data-testid=stButtonGroup] [data-variant=segmented_control] { padding-inline: 0.6rem; }
}
</style>"""


def apply() -> None:
    """Draw the page so."""
    st.html(_STYLE)
