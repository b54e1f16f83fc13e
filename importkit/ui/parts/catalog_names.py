"""The catalog to look through and to put in order: names, look-alikes, spellings, categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from importkit.grammar import capital, count, listed, number
from importkit.shape import EntityKind
from importkit.ui import deps
from importkit.ui.parts import catalog_acts, category_tree, filter_pills, paging, search
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from importkit.catalog import Cluster

_SIZE, _ALIKE_SIZE = 25, 8
#: Pixels: on a phone, what uses a name stands beside it. On a wider screen both are wider.
_NAME_WIDTH = 240
_NAMES, _ALIKE, _SPELLINGS, _CATEGORIES = "Names", "Look-alikes", "Spellings", "Categories"
_VIEWS = (_NAMES, _ALIKE, _SPELLINGS, _CATEGORIES)


def show() -> None:
    """Show one part of the catalog."""
    chosen = st.segmented_control(
        "Part of the catalog",
        _VIEWS,
        default=_NAMES,
        required=True,
        key="part",
        label_visibility="collapsed",
        bind="query-params",
    )
    {_NAMES: _names, _ALIKE: _alike, _SPELLINGS: _spellings, _CATEGORIES: category_tree.show}[chosen]()


def _names() -> None:
    entries = deps.workspace().catalog_data().entries
    if entries.empty:
        st.caption("No names yet. What you import makes them.")
        return
    many = entries["kind"].value_counts()
    kind = filter_pills.choose(
        "Type",
        [kind for kind in EntityKind if many.get(str(kind))],
        lambda kind: f"{capital(kind.noun)} {number(int(many[str(kind)]))}",
        "type",
        first_page_of="names-page",
    )
    shown = _with_words(entries, "name", search.words("Search the names"))
    if kind:
        shown = shown[shown["kind"] == str(kind)]
    _table(
        pd.DataFrame(
            {
                "Name": shown["name"],
                "Used by": [_uses(*uses) for uses in zip(shown["products"], shown["variants"], strict=True)],
                "Type": [capital(EntityKind(kind).noun) for kind in shown["kind"]],
                "Attribute": shown["attribute"].fillna(""),
            }
        ),
        "names",
        "name",
    )


def _uses(products: int, variants: int) -> str:
    uses = [count(many, noun) for many, noun in ((products, "product"), (variants, "variant")) if many]
    return listed(uses) or "nothing"


def _alike() -> None:
    clusters = deps.workspace().duplicates().clusters
    if not clusters:
        st.caption("No two names look alike.")
        return
    st.caption("These may be one name, spelled in several ways. The name that is used most stands first.")
    page = paging.slot(len(clusters), _ALIKE_SIZE, "alike-page", "group of names", in_address=True)
    is_member = deps.is_member()
    for place, cluster in enumerate(clusters[page.start : page.stop], start=page.start):
        with st.container(border=True, gap="xsmall"):
            _cluster(cluster, f"{place}", is_member=is_member)
    page.control()


def _cluster(cluster: Cluster, key: str, *, is_member: bool) -> None:
    winner, *others = cluster.entries.to_dict("records")
    kept, uses = winner["name"], _uses(winner["products"], winner["variants"])
    st.markdown(f"**{plain(kept)}** · {cluster.kind.noun}, used by {uses}")
    for place, loser in enumerate(others):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            uses = _uses(loser["products"], loser["variants"])
            st.markdown(f"{plain(loser['name'])}, used by {uses}", width="stretch")
            if is_member and st.button(f"Merge into {plain(kept)}", key=f"merge-{key}-{place}"):
                of_attribute = None if pd.isna(loser["attribute"]) else loser["attribute"]
                catalog_acts.confirm_merge(cluster.kind, of_attribute, loser["name"], kept, uses)


def _spellings() -> None:
    mappings = deps.workspace().catalog_data().mappings
    st.caption("What a spelling in a sheet means. It counts in every import from when it was made.")
    if deps.is_member():
        catalog_acts.offer_mapping()
    if mappings.empty:
        st.caption("No spelling has another meaning yet.")
        return
    shown = _with_words(mappings, "raw_name", search.words("Search the spellings"))
    _table(
        pd.DataFrame(
            {
                "In a sheet": shown["raw_name"],
                "Means": shown["name"],
                "Type": [capital(EntityKind(kind).noun) for kind in shown["kind"]],
                "Attribute": shown["attribute"].fillna(""),
                "Made by": shown["created_by"],
            }
        ),
        "spellings",
        "spelling",
    )
    if deps.is_member():
        catalog_acts.offer_forgetting(mappings)


def _with_words(frame: pd.DataFrame, column: str, words: str) -> pd.DataFrame:
    return frame[[search.has(text, words) for text in frame[column]]]


def _table(frame: pd.DataFrame, key: str, noun: str) -> None:
    page = paging.slot(len(frame), _SIZE, f"{key}-page", noun, in_address=True)
    st.dataframe(
        frame.iloc[page.start : page.stop],
        column_config={"Name": st.column_config.TextColumn(width=_NAME_WIDTH)},
        hide_index=True,
        height="content",
        alt=f"The {noun}s, one line each",
        key=f"{key}-table",
    )
    page.control()
