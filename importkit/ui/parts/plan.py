"""What an import would do, before it is asked for: each product, and every value that would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from importkit.grammar import count, number
from importkit.outcomes import RowOutcome
from importkit.ui.parts import filter_pills, paging
from importkit.ui.parts.badges import ROW_COLOURS
from importkit.ui.parts.values_table import values_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.production import Plan

#: Lines on one page of a table.
_PAGE = 15

#: What would become of a product, the most telling of its rows first.
_OUTCOMES = {
    "failed": RowOutcome.FAILED,
    "create": RowOutcome.CREATED,
    "update": RowOutcome.UPDATED,
    "unchanged": RowOutcome.ALREADY_THERE,
}
_WORDS = {
    RowOutcome.FAILED: "To fix",
    RowOutcome.CREATED: "Create",
    RowOutcome.UPDATED: "Update",
    RowOutcome.ALREADY_THERE: RowOutcome.ALREADY_THERE.words,
}


def sentence(summary: Mapping[str, Any]) -> str:
    """Return what the verdict does not say: how many variants new products have, and which names are new."""
    products, variants = (summary[f"{noun}s_created"] for noun in ("product", "variant"))
    made = f"The import would create {count(products, 'product')} and {count(variants, 'variant')}."
    new = len(summary["entities_created"])
    names = f"{count(new, 'name')} would be new in the catalog."
    return " ".join([made] * bool(products and variants) + [names] * bool(new))


def show(plan: Plan) -> None:
    """Show the values that would change, and what would become of each product."""
    _show_values(plan.changes)
    _show_products(products_of(plan))


def products_of(plan: Plan) -> pd.DataFrame:
    """Return a line for each product: what would become of it, its handle, and how many rows it has.

    A row that belongs to no product is one by itself, and goes by what else it is known by.
    """
    rows = plan.rows.assign(rank=plan.rows["outcome"].map(list(_OUTCOMES).index))
    apart = "row " + rows["row"].astype("str")
    named = rows["product_handle"].fillna(rows["sku"]).fillna(rows["barcode"]).fillna(apart)
    products = rows["product_handle"].fillna("\0" + apart).rename("key")
    found = (
        rows.assign(product=named)
        .groupby(products, sort=False)
        .agg(rank=("rank", "min"), rows=("row", "size"), row=("row", "min"), product=("product", "first"))
    )
    outcomes = list(_OUTCOMES.values())
    return pd.DataFrame(
        {
            "outcome": [_WORDS[outcomes[rank]] for rank in found["rank"]],
            "product": found["product"].to_numpy(),
            "row": found["row"].to_numpy(),
            "rows": found["rows"].to_numpy(),
        }
    )


def _show_values(changes: pd.DataFrame) -> None:
    if changes.empty:
        return
    st.header(f"{count(len(changes), 'value')} would change", anchor=False)
    fields = list(dict.fromkeys(changes["field"]))
    if len(fields) > 1:
        field = st.selectbox(
            "Field", fields, index=None, placeholder="Any field", key="field", bind="query-params", width=260
        )
        changes = changes if field is None else changes[changes["field"] == field]
    place = paging.slot(len(changes), _PAGE, "values-page", "change", in_address=True)
    shown = changes.iloc[place.start : place.stop]
    st.dataframe(
        values_table(shown),
        hide_index=True,
        width="stretch",
        key="changes-table",
        alt="Values that would change",
    )
    place.control()


def _show_products(products: pd.DataFrame) -> None:
    st.header("What becomes of each product", anchor=False)
    many = products["outcome"].value_counts()
    wanted = filter_pills.choose(
        "Products",
        [outcome for outcome, word in _WORDS.items() if many.get(word)],
        lambda outcome: f"{_WORDS[outcome]} {number(int(many[_WORDS[outcome]]))}",
        "outcome",
        first_page_of="products-page",
    )
    shown = products if wanted is None else products[products["outcome"] == _WORDS[wanted]]
    place = paging.slot(len(shown), _PAGE, "products-page", "product", in_address=True)
    page = shown.iloc[place.start : place.stop]
    st.dataframe(
        page.assign(outcome=page["outcome"].map(lambda word: [word])),
        hide_index=True,
        column_config=dict(_COLUMNS),
        height="content",
        alt="What becomes of each product",
        key="products-table",
    )
    place.control()


_COLUMNS = {
    "outcome": st.column_config.MultiselectColumn(
        "Outcome",
        options=list(_WORDS.values()),
        color=[ROW_COLOURS[outcome] for outcome in _WORDS],
        width=130,
    ),
    "product": st.column_config.TextColumn("Product", width=420),
    "row": st.column_config.NumberColumn("From row", format="%d", width=90, alignment="left"),
    "rows": st.column_config.NumberColumn("Rows", format="localized", width=70, alignment="left"),
}
