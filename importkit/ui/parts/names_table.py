"""Names that are new in the catalog, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.grammar import capital
from importkit.shape import EntityKind
from importkit.ui.parts import paging

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZE = 25


def show(names: Sequence[tuple[str, str]]) -> None:
    """Show the kind and the text of each name."""
    place = paging.slot(len(names), _SIZE, "names-page", "name", in_address=True)
    shown = names[place.start : place.stop]
    st.dataframe(
        {"Type": [noun(kind) for kind, _ in shown], "Name": [name for _, name in shown]},
        hide_index=True,
        height="content",
        alt="New names in the catalog",
        key="entities",
    )
    place.control()


def noun(kind: str) -> str:
    """Return what names of a kind are called."""
    return capital(EntityKind(kind).noun)
