"""A word after each act, on whichever page comes next."""

from __future__ import annotations

import streamlit as st

from importkit.ui.parts.escaping import plain

_KEY = "importkit-toast"


def add(text: str) -> None:
    """Say something once, as soon as the page is shown again."""
    st.session_state[_KEY] = text


def show() -> None:
    """Show what is to be said."""
    if text := st.session_state.pop(_KEY, ""):
        st.toast(plain(text), icon=":material/check:")
