"""Searching a list: words, all of which a line has to have, in any order; the address has them."""

from __future__ import annotations

import streamlit as st


def words(label: str) -> str:
    """Return what is looked for."""
    given = st.text_input(
        label,
        placeholder=label,
        key="words",
        icon=":material/search:",
        label_visibility="collapsed",
        bind="query-params",
        width=320,
    )
    return given or ""


def has(text: str, looked_for: str) -> bool:
    """Return whether a text has all the words that are looked for.

    >>> has("Clothing > Shorts > Cargo Shorts", "cargo CLOTH"), has("Clothing", "shoes")
    (True, False)
    """
    return all(word in text.casefold() for word in looked_for.casefold().split())
