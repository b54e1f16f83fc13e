"""Putting the catalog in order: one name in the place of another, and what a spelling means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.grammar import capital
from importkit.shape import EntityKind
from importkit.ui import deps
from importkit.ui.parts import errors, toasts
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    import pandas as pd

#: Kinds of which a spelling is mapped without saying of what it is a value.
_KINDS = tuple(kind for kind in EntityKind if kind is not EntityKind.ATTRIBUTE_VALUE)


@st.dialog("Merge these names?", icon=":material/merge:")
@errors.report_errors("merge")
def confirm_merge(kind: EntityKind, attribute: str | None, loser: str, winner: str, uses: str) -> None:
    """Say what a merge would do, and ask for it."""
    st.markdown(
        f"**{plain(loser)}** is replaced by **{plain(winner)}**, which changes {uses}. "
        f"From then on “{plain(loser)}” in a sheet means {plain(winner)}. This cannot be undone."
    )
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Keep both", key="keep-both"):
            st.rerun()
        if st.button("Merge", key="confirm-merge", on_click=_merge, args=(kind, attribute, loser, winner)):
            st.rerun()


def offer_mapping() -> None:
    """Let a member say what a spelling means."""
    with st.expander("Say what a spelling means", icon=":material/add:", key="new-spelling"):
        kind = st.selectbox("Type", _KINDS, format_func=lambda kind: capital(kind.noun), key="spelling-kind")
        names = _names(kind)
        raw_name = st.text_input("In a sheet", key="spelling-raw")
        name = st.selectbox("Means", names, index=None, key="spelling-name", placeholder="Choose a name")
        st.button(
            "Save",
            key="spelling-save",
            disabled=not (raw_name and raw_name.strip() and name),
            on_click=_map,
            args=(kind, raw_name, name),
        )


def offer_forgetting(mappings: pd.DataFrame) -> None:
    """Let a member forget what a spelling means."""
    lines = list(mappings.itertuples(index=False))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Forget a spelling",
            range(len(lines)),
            index=None,
            format_func=lambda place: f"{lines[place].raw_name} → {lines[place].name}",
            placeholder="Choose a spelling",
            key="forget",
            width=320,
        )
        line = lines[chosen] if chosen is not None else None
        st.button("Forget", key="confirm-forget", disabled=line is None, on_click=_forget, args=(line,))


def _names(kind: EntityKind) -> list[str]:
    if kind is EntityKind.CATEGORY:
        return sorted(deps.workspace().brand_context(()).taxonomy.paths)
    return sorted(deps.workspace().catalog_data(kind).entries["name"])


def _merge(kind: EntityKind, attribute: str | None, loser: str, winner: str) -> None:
    with errors.keep_problem(loser):
        deps.workspace().merge(kind, loser, winner, attribute=attribute)
        toasts.add(f"{loser} is merged into {winner}.")


def _map(kind: EntityKind, raw_name: str, name: str) -> None:
    with errors.keep_problem(raw_name):
        deps.workspace().map_value(kind, raw_name, name)
        toasts.add(f"{raw_name} means {name} from now on.")


def _forget(line: tuple[str, ...]) -> None:
    kind, attribute, raw_name = line[:3]
    with errors.keep_problem(raw_name):
        deps.workspace().unmap_value(kind, raw_name, attribute=attribute or None)
        toasts.add(f"{raw_name} has no other meaning any more.")
