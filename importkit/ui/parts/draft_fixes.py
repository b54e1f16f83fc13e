"""Fixes that are known: the safe ones at once, the suggested ones of a kind at once, each with its list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from importkit.findings import entry
from importkit.grammar import agree, count
from importkit.ui import deps
from importkit.ui.draft_deps import ShownDraft
from importkit.ui.parts.draft_head import changed
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from importkit.workspace.draft import Draft

#: So many fixes of a kind are listed before they are made; all of them are listed afterwards.
_LISTED = 50
#: Reasons that are told; those of a kind are mostly the same.
_WHYS = 3


def show(draft: Draft) -> None:
    """Offer the fixes that are known, a kind at a time, none of them made unasked."""
    frame = draft.check.suggestions
    safe = frame[frame["is_safe"]]
    if len(safe):
        many = int(safe["cell"].nunique())
        label = f"Make {count(many, 'safe fix', 'safe fixes')}"
        _offer(draft, label, "Only one value can be meant in these cells.", safe, "fix-safe", code=None)
    likely = frame[~frame["is_safe"] & (frame["rank"] == 1) & ~frame["cell"].isin(safe["cell"])]
    for code, fixes in likely.groupby("code", sort=False):
        title = entry(str(code)).title
        many = int(fixes["cell"].nunique())
        label = f"{title}: take {count(many, 'suggestion')}"
        _offer(draft, label, "These are guesses. Look at each.", fixes, f"fix-{code}", code=str(code))


def _offer(
    draft: Draft, label: str, meaning: str, fixes: pd.DataFrame, key: str, *, code: str | None
) -> None:
    many = int(fixes["cell"].nunique())
    with st.expander(plain(label), icon=":material/build:", key=f"{key}-list"):
        whys = " ".join(plain(why) for why in fixes["why"].unique()[:_WHYS])
        st.caption(f"{meaning} {whys} {agree(many, 'It', 'Each')} can be taken back afterwards.")
        shown = fixes.head(_LISTED)
        columns = {"Cell": "cell", "Now": "value", "Then": "suggestion"}
        lines = {title: [plain(text) for text in shown[name].fillna("")] for title, name in columns.items()}
        st.table(pd.DataFrame(lines), hide_index=True)  # in which long values are shown whole
        if len(fixes) > _LISTED:
            st.caption(f"and {count(len(fixes) - _LISTED, 'more cell')}")
        st.button(
            f"Change {count(many, 'cell')}",
            key=f"{key}-v{draft.record.version}",
            disabled=not deps.is_member(),
            on_click=changed,
            args=(ShownDraft.of(draft), f"Mended {count(many, 'cell')}", partial(_fix, code)),
        )


def _fix(code: str | None, draft: Draft) -> Draft:
    return draft.fix(suggested=True, codes=code) if code else draft.fix()
