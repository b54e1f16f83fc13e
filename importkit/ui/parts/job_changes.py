"""What an import changed of what was stored, and which cells were fixed before it: each before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.grammar import agree, count
from importkit.model import Mode
from importkit.ui import deps
from importkit.ui.parts import edits_table, paging
from importkit.ui.parts.values_table import values_table
from importkit.workspace import undo

if TYPE_CHECKING:
    from importkit.jobs import Job
    from importkit.workspace.draft_lists import Edits

_SIZE = 25
_PAGE = "changes-page"


def has_any(job: Job) -> bool:
    """Return whether an import changed something that was there."""
    summary = job.summary
    updated = summary["products_updated"] or summary["variants_updated"]
    return job.mode is Mode.ENRICH and bool(updated)


def show(job: Job) -> None:
    """Show every value that an import changed, page by page."""
    shown = paging.asked(_PAGE)
    found = undo.noted_values(deps.workspace(), job.id, page=shown, size=_SIZE)
    if not found.total and shown > 1:
        found = undo.noted_values(deps.workspace(), job.id, page=1, size=_SIZE)
    if job.undone_at:
        kept = "what stays below was edited later" if found.total else "all of its changes are taken back"
        st.caption(f"This import was undone: {kept}.")
    elif not found.total:
        st.caption("No change is noted any more.")
    if not found.total:
        return
    st.dataframe(
        values_table(found.frame),
        hide_index=True,
        height="content",
        alt="Values that the import changed",
        key="job-changes",
    )
    paging.slot(found.total, _SIZE, _PAGE, "change", in_address=True).control()


def show_edits(edits: Edits) -> None:
    """Show the cells that were fixed on the draft before it was imported."""
    fixed = f"{count(len(edits), 'cell')} {agree(len(edits), 'was', 'were')} fixed here before the import."
    st.caption(f"{fixed} The uploaded workbook itself is as it was.")
    edits_table.show(edits, "Cells that were fixed before the import")
