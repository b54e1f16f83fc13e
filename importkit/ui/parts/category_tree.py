"""The categories as a tree to unfold and to search."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from importkit.grammar import count
from importkit.taxonomy import SEPARATOR
from importkit.ui import deps, draft_deps
from importkit.ui.parts import search
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def show() -> None:
    """Show the branches folded; those with what is looked for unfolded, and nothing else of them."""
    kit = deps.workspace()
    paths = draft_deps.categories(kit.email, kit.brand.slug)
    if not paths:
        st.caption("No categories yet. Whoever runs importkit can load some.")
        return
    st.caption(f"In a sheet a category is written with what is above it: {plain(_example(paths))}")
    looked_for = search.words("Search the categories")
    found = {path for path in paths if search.has(path, looked_for)}
    if not found:
        st.caption("No category has these words.")
    for root, branch in groupby(sorted(_with_those_above(found)), key=_root):
        inside = [path for path in branch if path != root]
        many = sum(path in found for path in inside)
        label = f"{plain(root)} · {count(many, 'category', 'categories')}"
        with st.expander(label, expanded=bool(looked_for), key=f"branch-{root}-{looked_for}"):
            marked = found if looked_for else set()
            st.markdown("\n".join(_line(path, is_found=path in marked) for path in inside) or plain(root))


def _example(paths: Sequence[str]) -> str:
    return next((path for path in paths if path.count(SEPARATOR) > 1), paths[-1])


def _root(path: str) -> str:
    return path.split(SEPARATOR, maxsplit=1)[0]


def _with_those_above(paths: Iterable[str]) -> set[str]:
    """Return paths with the way to each, so that none hangs in the air."""
    steps = (path.split(SEPARATOR) for path in paths)
    return {SEPARATOR.join(step[:depth]) for step in steps for depth in range(1, len(step) + 1)}


def _line(path: str, *, is_found: bool) -> str:
    *above, last = path.split(SEPARATOR)
    name = f"**{plain(last)}**" if is_found else plain(last)
    return f"{'  ' * (len(above) - 1)}- {name}"
