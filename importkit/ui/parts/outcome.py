"""What became of one import: one sentence, what is left to fix, every row, the new names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.display import progress_words, removed_words, short
from importkit.grammar import agree, count
from importkit.outcomes import JobOutcome, later_words, nothing_written
from importkit.ui import deps, draft_deps, routes
from importkit.ui.parts import (
    errors,
    figures,
    findings_view,
    import_acts,
    job_changes,
    names_table,
    preview,
    progress_bar,
    verdict,
)
from importkit.ui.parts.badges import MODES, OUTCOMES
from importkit.ui.parts.escaping import moment, plain

if TYPE_CHECKING:
    from importkit.jobs import Job
    from importkit.workspace.draft_lists import Edits

_TO_FIX, _ROWS, _CHANGES, _FIXED, _NAMES = "To fix", "Rows", "Changes", "Fixed cells", "New names"
_PROBLEMS = "Problems"


def title(job: Job) -> None:
    """Show which import this is, and how it went."""
    routes.set_title(job.filename, "import")
    badge = OUTCOMES[job.outcome]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        with st.container(gap="xxsmall"):
            routes.link_to_imports()
            st.title(plain(job.filename), anchor=False)
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.badge(badge.name, icon=badge.icon, color=badge.colour)
                about = (MODES[job.mode], moment(job.created_at), f"by {plain(job.created_by)}")
                st.caption(" · ".join(about), width="content")
        with st.container(horizontal=True, width="content"):
            import_acts.offer_undo(job)
            _offer_link(job)


def nothing(job: Job) -> None:
    """Say why nothing came of an import, and offer to open its workbook again."""
    words = plain(nothing_written(job.error))
    if job.outcome is JobOutcome.CANCELLED:
        st.info(words, icon=OUTCOMES[job.outcome].icon)
    else:
        st.error(words, icon=":material/error:")
    if deps.is_member() and st.button(
        "Open it again", key="open-again", type="primary", icon=":material/refresh:"
    ):
        routes.to_draft(draft_deps.of_workbook(job.id).id)


def show(job: Job) -> None:
    """Say what became of the products, what is left to do, and everything in detail."""
    summary_of_job, _ = deps.findings(job)
    with st.container(gap="xsmall"):
        # What was undone on purpose is neither good nor bad.
        verdict.show(summary_of_job, OUTCOMES[job.outcome].markdown if job.undone_at else None)
        st.caption(figures.rows_words(job.summary))
    _related_imports(job)
    _next_step(job)
    _details(job, deps.workspace().edits(job.id))


def _offer_link(job: Job) -> None:
    with st.popover("Link", icon=":material/link:", type="tertiary"):
        st.markdown("Whoever may see this brand can open the import at this address:")
        address = (st.context.url or "").partition("?")[0].rstrip("/").removesuffix("/result")
        st.code(f"{address}/result?job={job.id}", language=None)


def _related_imports(job: Job) -> None:
    """Say what was fixed of an earlier import, whether this one is undone, and where its failures went."""
    if corrections := job.summary.get("corrections"):
        text = f"Corrections: **{progress_words(corrections)}**. {removed_words(corrections)}"
        _linked_sentence(text, "Show the import they are of", corrections["of_job"])
    if job.undone_at:
        text = f"{JobOutcome.UNDONE.words} on {moment(job.undone_at)}. What stands below is as it was before."
        st.info(text, icon=":material/undo:")
    if job.outcome is JobOutcome.DISMISSED:
        st.info("The failed rows were dismissed: they cannot be corrected any more.", icon=":material/info:")
    if job.superseded_by:
        later = later_words(short(job.superseded_by), job.failing_later)
        text = f"{JobOutcome.CORRECTED_LATER.words} {later}."
        _linked_sentence(text, "Show the later import", job.superseded_by)


def _linked_sentence(text: str, label: str, job_id: str) -> None:
    """Show a sentence about another import, and the way there."""
    with st.container(
        border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(f":material/history: {text}", width="stretch")
        routes.link_to_job(job_id, label, icon=":material/arrow_forward:")


def _next_step(job: Job) -> None:
    """Say what to do about the failures, if there are any."""
    if not job.has_exportable_failures:
        return
    failed, products = job.summary["failed_rows"], job.summary["failed_products"]
    held = f"{count(products, 'product')} ({count(failed, 'row')})" if products else count(failed, "row")
    with st.container(
        border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        them = agree(products or failed, "it", "them")
        st.markdown(
            f"**{held}** could not be imported. "
            f"Fix {them} here; or download {them}, fix the red cells, and upload the workbook again.",
            width="stretch",
        )
        with st.container(horizontal=True, width="content"):
            if deps.is_member() and st.button(
                f"Fix {them} here", key="fix-here", type="primary", icon=":material/edit:"
            ):
                routes.to_draft(draft_deps.of_failed_rows(job, progress_bar.bar(progress_bar.CHECKING)).id)
            import_acts.download(job, f"corrections-{job.id}", kind="secondary")
            import_acts.offer_dismissal(job)


@st.fragment
@errors.report_errors("details")
def _details(job: Job, edits: Edits) -> None:
    """Show what is to fix, the rows, or the new names; only the chosen ones are fetched.

    What is chosen here draws this part anew, and the whole page where the import is no longer what it was.
    """
    if deps.workspace().job(job.id).outcome is not job.outcome:
        st.rerun()
    views = _views(job, edits)
    chosen = st.segmented_control(
        "Details",
        views,
        default=views[0],
        required=True,
        key="tab",
        label_visibility="collapsed",
        bind="query-params",
    )
    if chosen == _NAMES:
        _names(job.summary["entities_created"])
    elif chosen == _CHANGES:
        job_changes.show(job)
    elif chosen == _FIXED:
        job_changes.show_edits(edits)
    elif chosen == _ROWS:
        preview.show(job)
    else:
        findings_view.show(*deps.findings(job), "job")


def _views(job: Job, edits: Edits) -> list[str]:
    """Return what can be looked at, what is left to do first."""
    _, found = deps.findings(job)
    asked = {
        _TO_FIX: job.has_exportable_failures,
        # Rows that failed are deleted when they are dismissed.
        _ROWS: job.has_exportable_failures or job.summary["successful_rows"] or job.summary["unchanged_rows"],
        _PROBLEMS: not job.has_exportable_failures and len(found) > 0,
        _CHANGES: job_changes.has_any(job),
        _FIXED: bool(edits),
        _NAMES: bool(job.summary["entities_created"]),
    }
    return [view for view, is_shown in asked.items() if is_shown] or [_ROWS]


def _names(created: list[dict[str, str]]) -> None:
    st.caption("These names were new in the catalog. A typing mistake among them is easy to see now.")
    names_table.show([(entity["type"], entity["name"]) for entity in created])
