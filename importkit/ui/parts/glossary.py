"""The catalogue of findings, to search and to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.findings import Entry, Severity, catalogue
from importkit.grammar import count
from importkit.ui.parts.badges import SEVERITIES
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_MEANINGS = {
    Severity.ERROR: "Each keeps its product back until it is mended.",
    Severity.WARNING: "Worth a look; they keep nothing back.",
    Severity.INFO: "For your information.",
}


def chosen() -> list[Entry]:
    """Let the visitor search; return the entries that have the words."""
    words = st.text_input(
        "Search",
        placeholder="Search, for example: barcode",
        key="search",
        bind="query-params",
        icon=":material/search:",
        label_visibility="collapsed",
    )
    return [found for found in catalogue().values() if _has(found, words.casefold().split())]


def show(entries: Iterable[Entry]) -> None:
    """Show entries, the errors first."""
    found = list(entries)
    if not found:
        st.caption("No problem has these words.")
    for severity in Severity:
        _section(severity, [entry for entry in found if entry.severity is severity])


def _has(entry: Entry, words: list[str]) -> bool:
    text = " ".join((entry.code, entry.title, entry.message, entry.why, entry.fix, entry.example)).casefold()
    return all(word in text for word in words)


def _section(severity: Severity, entries: list[Entry]) -> None:
    if not entries:
        return
    badge = SEVERITIES[severity]
    with st.container(gap="xsmall"):
        st.header(f"{badge.icon} {count(len(entries), badge.name.lower())}", anchor=False)
        st.caption(_MEANINGS[severity])
        for entry in entries:
            with st.expander(f"**{plain(entry.title)}** · {plain(entry.code)}", key=f"entry-{entry.code}"):
                st.markdown(plain(entry.why))
                st.markdown(f"**To fix it:** {plain(entry.fix)}")
                st.markdown(f"**Example:** {plain(entry.example)}")
