"""The rows of a job, page by page, each with what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from importkit.errors import UsageError
from importkit.grammar import number
from importkit.outcomes import RowOutcome
from importkit.ui import deps
from importkit.ui.parts import filter_pills, paging
from importkit.ui.parts.badges import ROW_COLOURS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importkit.jobs import Job
    from importkit.staging import PreviewPage, PreviewRow

_SIZE = 25
_PAGE = "rows-page"
#: Columns that are shown where one of the rows has something in them.
_WHERE_FILLED = {"wrong", "sku", "barcode"}
_ICONS = {
    RowOutcome.FAILED: ":material/error:",
    RowOutcome.CREATED: ":material/check_circle:",
    RowOutcome.UPDATED: ":material/check_circle:",
    RowOutcome.ALREADY_THERE: ":material/done_all:",
}


def show(job: Job) -> None:
    """Show the rows, of all outcomes or of one."""
    counts = deps.row_counts(job)
    outcome = filter_pills.choose(
        "Rows",
        [outcome for outcome in _ICONS if counts.get(outcome)],
        lambda outcome: f"{_ICONS[outcome]} {outcome.words} {number(counts[outcome])}",
        "row-outcome",
        first_page_of=_PAGE,
    )
    page = _page(job, outcome)
    table = _table(page.rows)
    st.dataframe(
        table,
        column_order=[name for name in _COLUMNS if name not in _WHERE_FILLED or table[name].any()],
        hide_index=True,
        column_config=_COLUMNS,
        row_height=36,
        height="content",
        placeholder="",
        alt="Rows of the sheet",
        key="rows",
    )
    paging.slot(page.total, _SIZE, _PAGE, "row", in_address=True).control()


def _page(job: Job, outcome: RowOutcome | None) -> PreviewPage:
    """Return the page that the visitor is on; the first one where that is there no more."""
    shown = paging.asked(_PAGE)
    try:
        return deps.rows(job, shown, _SIZE, outcome)
    except UsageError:
        if shown == 1:
            raise
        return deps.rows(job, 1, _SIZE, outcome)


def _table(rows: Iterable[PreviewRow]) -> pd.DataFrame:
    shown = [
        (
            [row.outcome.words] if row.outcome else [],
            row.row_number,
            _wrong(row),
            row.product_handle,
            row.sku,
            row.name,
            row.barcode,
        )
        for row in rows
    ]
    return pd.DataFrame(shown, columns=list(_COLUMNS))


def _wrong(row: PreviewRow) -> str:
    if row.outcome is RowOutcome.HELD_BACK:
        return f"{RowOutcome.HELD_BACK.words} by another row of its product."
    return " ".join(f"{error['cell']}: {error['message']}" for error in row.errors)


_COLUMNS = {
    "status": st.column_config.MultiselectColumn(
        "Outcome",
        options=[outcome.words for outcome in ROW_COLOURS],
        color=list(ROW_COLOURS.values()),
        width=105,
    ),
    "row": st.column_config.NumberColumn("Row", width=50, format="%d", alignment="left"),
    "wrong": st.column_config.TextColumn("What is wrong", width=430),
    "product": st.column_config.TextColumn("Product", width=190),
    "sku": st.column_config.TextColumn("SKU", width=140),
    "name": st.column_config.TextColumn("Title", width=165),
    "barcode": st.column_config.TextColumn("Barcode", width=130),
}
