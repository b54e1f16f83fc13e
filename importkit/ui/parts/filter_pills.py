"""Pills that narrow a list. The address has the choice, so that a reload, Back and a shared link keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from enum import Enum

    _Choice = TypeVar("_Choice", bound=Enum)


def choose(
    label: str,
    choices: Sequence[_Choice],
    words: Callable[[_Choice], str],
    key: str,
    *,
    first_page_of: str | None = None,
) -> _Choice | None:
    """Return what was chosen, None for everything.

    Streamlit's own binding would write into the address what a pill shows, which has an icon and a count.

    Args:
        label: What is chosen, for those who do not see it.
        choices: What can be chosen.
        words: Returns what a pill shows.
        key: Of the widget, and the name in the address.
        first_page_of: The key of the list's pages: another choice begins with the first one.
    """
    asked = next((choice for choice in choices if choice.value == st.query_params.get(key)), None)
    seen = f"{key}-in-address"
    if key not in st.session_state or st.session_state.get(seen, asked) != asked:
        st.session_state[key] = asked
    st.session_state[seen] = asked
    return st.pills(
        label,
        choices,
        format_func=words,
        key=key,
        label_visibility="collapsed",
        on_change=_note,
        args=(key, seen, first_page_of),
    )


def _note(key: str, seen: str, first_page_of: str | None) -> None:
    chosen: Enum | None = st.session_state[key]
    if chosen is None:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen.value
    st.session_state[seen] = chosen
    if first_page_of:
        st.session_state[first_page_of] = 1
