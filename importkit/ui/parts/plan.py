"""What an import would do, before it is asked for: counts, and every value that would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from importkit.display import change_words
from importkit.grammar import count, listed
from importkit.ui.parts import paging

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from importkit.ui.check_process import PlanPreview

#: Changes on one page of the table.
_PAGE = 10


def sentence(summary: Mapping[str, Any]) -> str:
    """Return what would become of products, variants and the catalog, in one sentence."""
    phrases = listed(_counts(summary))
    new = len(summary["entities_created"])
    names = f" {count(new, 'name')} would be new in the catalog." if new else ""
    return f"The import would {phrases}.{names}" if phrases else "The import would change nothing."


def changes(preview: PlanPreview) -> None:
    """Show the values that would change, page by page."""
    total = len(preview.changes)
    if not total:
        return
    with st.container(border=True, gap="small"):
        st.markdown(f"**{count(total, 'change')}** of what is stored")
        place = paging.slot(total, _PAGE, "changes", "change")
        shown = preview.changes.iloc[place.start : place.stop]
        st.dataframe(_table(shown), hide_index=True, width="stretch", key="changes-table")
        place.control()


def _counts(summary: Mapping[str, Any]) -> Iterator[str]:
    for outcome, verb in (("created", "create"), ("updated", "update")):
        found = [(noun, summary[f"{noun}s_{outcome}"]) for noun in ("product", "variant")]
        if phrases := [count(many, noun) for noun, many in found if many]:
            yield f"{verb} {listed(phrases)}"


def _table(changes: pd.DataFrame) -> pd.DataFrame:
    values = changes[["before", "after", "added", "removed", "inherited"]].itertuples(index=False)
    return pd.DataFrame(
        {
            "Product": changes["product_handle"].to_numpy(),
            "Variant": changes["sku"].fillna(changes["barcode"]).fillna("").to_numpy(),
            "Field": changes["field"].to_numpy(),
            "Change": [change_words(*value) for value in values],
        }
    )
