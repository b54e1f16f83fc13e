"""What became of one import: counts, the next step, every row, every finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from importkit.display import progress_words, removed_words, short, undone_words
from importkit.grammar import count
from importkit.outcomes import JobOutcome, later_words, nothing_written
from importkit.shape import EntityKind
from importkit.ui import deps, routes, state
from importkit.ui.parts import check_summary, figures, findings_view, preview, recent_imports, undo, verdict
from importkit.ui.parts.badges import MODES, OUTCOMES
from importkit.ui.parts.escaping import moment, plain

if TYPE_CHECKING:
    from importkit.jobs import Job

_ROWS, _FINDINGS, _ENTITIES = "Rows", "Findings", "New in the catalog"


def title(job: Job) -> None:
    """Show which import this is, and how it went."""
    badge = OUTCOMES[job.outcome]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        with st.container(gap="xxsmall"):
            st.title(plain(job.filename), anchor=False)
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.badge(badge.name, icon=badge.icon, color=badge.colour)
                about = (MODES[job.mode], moment(job.created_at), f"by {plain(job.created_by)}")
                st.caption(" · ".join(about), width="content")
        with st.container(horizontal=True, width="content"):
            undo.offer(job)
            if st.button("Another import", key="another", icon=":material/arrow_back:", type="tertiary"):
                routes.to_upload()


def nothing(job: Job) -> None:
    """Say why nothing came of an import, and offer to check its workbook again where it is still at hand."""
    show = st.info if job.outcome is JobOutcome.CANCELLED else st.error
    show(plain(nothing_written(job.error)), icon=":material/error:")
    checked = state.get().checked
    if checked is None or checked.started.job_id != job.id:
        return
    if st.button("Check it again", key="check-again", type="primary", icon=":material/refresh:"):
        check_summary.offer_recheck(checked, checked.hidden_rows)
        routes.to_check()


def summary(job: Job) -> None:
    """Say what became of the products, and show the counts."""
    summary_of_job, _ = deps.findings(job.created_by, job.id, job.outcome)
    verdict.show(summary_of_job)
    figures.of_summary(job.summary, job.mode)


def related_imports(job: Job) -> None:
    """Say what was fixed of an earlier import, whether this one is undone, and where its failures went."""
    if corrections := job.summary.get("corrections"):
        text = f"Corrections: **{progress_words(corrections)}**. {removed_words(corrections)}"
        _linked_sentence(text, "Show that import", corrections["of_job"], "corrected")
    if job.undone_at:
        text = f"{JobOutcome.UNDONE.words} on {moment(job.undone_at)}: {undone_words(job.summary['undo'])}."
        st.info(text, icon=":material/undo:")
    if job.superseded_by:
        later = later_words(short(job.superseded_by), job.failing_later)
        text = f"{JobOutcome.CORRECTED_LATER.words} {later}."
        _linked_sentence(text, "Show the later import", job.superseded_by, "continued")


def _linked_sentence(text: str, label: str, job_id: str, key: str) -> None:
    """Show a sentence about another import, and the way there."""
    with st.container(
        border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(f":material/history: {text}", width="stretch")
        if st.button(label, key=key, type="tertiary", icon=":material/arrow_forward:"):
            routes.to_job(job_id)


def next_step(job: Job) -> None:
    """Say what to do about the failures, if there are any."""
    if not job.has_exportable_failures:
        return
    failed, products = job.summary["failed_rows"], job.summary["failed_products"]
    held = f"{count(products, 'product')} ({count(failed, 'row')})" if products else count(failed, "row")
    with st.container(
        border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(
            f"**{held}** could not be imported. "
            "Download them, fix the red cells, and upload the workbook again.",
            width="stretch",
        )
        with st.container(horizontal=True, width="content"):
            recent_imports.dismiss(job, f"dismiss-{job.id}")
            recent_imports.download(job, f"corrections-{job.id}", primary=True)


def details(job: Job) -> None:
    """Show the rows, the findings or the new names of the catalog; only the chosen ones are fetched."""
    chosen = st.segmented_control(
        "Details", _views(job), default=_ROWS, required=True, key="details", label_visibility="collapsed"
    )
    if chosen == _FINDINGS:
        findings_view.show(*deps.findings(job.created_by, job.id, job.outcome), "job")
    elif chosen == _ENTITIES:
        _entities(job.summary["entities_created"])
    else:
        preview.show(job)


def _views(job: Job) -> list[str]:
    return [_ROWS, _FINDINGS, *([_ENTITIES] if job.summary["entities_created"] else [])]


def _entities(created: list[dict[str, str]]) -> None:
    st.caption("These names were in no catalog list before. A typing mistake among them is easy to see now.")
    st.dataframe(
        pd.DataFrame(
            {
                "What": [EntityKind(entity["type"]).noun for entity in created],
                "Name": [entity["name"] for entity in created],
            }
        ),
        hide_index=True,
        alt="New names in the catalog",
        key="entities",
    )
