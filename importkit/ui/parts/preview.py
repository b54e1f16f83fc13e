"""The rows of a job, page by page, each with what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from importkit.errors import UsageError
from importkit.model import RowStatus
from importkit.outcomes import RowOutcome
from importkit.ui import deps
from importkit.ui.parts import paging
from importkit.ui.parts.badges import ROW_COLOURS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importkit.jobs import Job
    from importkit.staging import PreviewPage, PreviewRow

_SIZE = 25
_FILTERS = {
    RowStatus.COMMITTED: ":green[:material/check_circle:] Without errors",
    RowStatus.FAILED: f":red[:material/error:] {RowOutcome.FAILED.words}",
}


def show(job: Job) -> None:
    """Show the rows."""
    status = st.pills(
        "Status",
        list(_FILTERS),
        format_func=_FILTERS.__getitem__,
        key="row-status",
        label_visibility="collapsed",
    )
    key = f"rows-{job.id}-{status or 'all'}"
    page = _page(job.id, key, status)
    st.dataframe(
        _table(page.rows),
        hide_index=True,
        column_config=_COLUMNS,
        row_height=36,
        height="content",
        placeholder="",
        alt="Rows of the sheet",
        key="rows",
    )
    paging.slot(page.total, _SIZE, key, "row").control()


def _page(job_id: str, key: str, status: RowStatus | None) -> PreviewPage:
    """Return the page that the visitor is on; the first one where that is there no more."""
    number = st.session_state.get(key, 1)
    try:
        return deps.workspace().preview(job_id, page=number, page_size=_SIZE, status=status)
    except UsageError:
        if number == 1:
            raise
        return deps.workspace().preview(job_id, page_size=_SIZE, status=status)


def _table(rows: Iterable[PreviewRow]) -> pd.DataFrame:
    shown = [
        (
            [row.outcome.words] if row.outcome else [],
            row.row_number,
            row.product_handle,
            row.name,
            row.sku,
            row.barcode,
            _wrong(row),
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
        "",
        options=[outcome.words for outcome in ROW_COLOURS],
        color=list(ROW_COLOURS.values()),
        width=110,
    ),
    "row": st.column_config.NumberColumn("Row", width=60, format="%d"),
    "product": st.column_config.TextColumn("Product", width=170),
    "name": st.column_config.TextColumn("Title", width=200),
    "sku": st.column_config.TextColumn("SKU", width=130),
    "barcode": st.column_config.TextColumn("Barcode", width=130),
    "wrong": st.column_config.TextColumn("What is wrong", width=380),
}
