"""All imports as one table: how each went, and what can still be done about its failures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.errors import UsageError
from importkit.grammar import agree, count
from importkit.outcomes import writes
from importkit.ui import deps, routes, state
from importkit.ui.parts import errors, import_acts, job_words, live_progress, paging
from importkit.ui.parts.badges import MODES, OUTCOMES
from importkit.ui.parts.escaping import moment, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from importkit.jobs import Job
    from importkit.jobs.import_list import ImportList
    from importkit.model import JobStatus

_SHOWN = 10
_PAGE, _SEARCH = "page", "find"
#: How often an import that runs is looked at, in seconds.
_POLL_INTERVAL_S = 1.0
#: Shares of the width: outcome and file; products; mode, time and user; what can be done.
_WIDTHS = (2.9, 3.4, 2.7, 2.2)
_UNDO, _DISMISS = "Undo", "Dismiss"


def show_waiting() -> None:
    """Say how many products wait to be fixed, and lead to the newest import of them."""
    waiting = deps.workspace().imports(waiting=True, page_size=1)
    if not waiting.total:
        return
    what = count(waiting.failed_products, "product") if waiting.failed_products else "rows without a product"
    text = f"{count(waiting.total, 'import')} {agree(waiting.total, 'waits', 'wait')} for you: {what} to fix."
    with st.container(
        border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(f"**{text}**", width="stretch")
        newest = waiting.jobs[0]
        routes.link_to_job(newest.id, f"Continue with {newest.filename}", icon=":material/arrow_forward:")


def show() -> None:
    """Show the imports, page by page; those that run move on by themselves."""
    with st.container(gap="xsmall"):
        st.header("Recent imports", anchor=False)
        runs = any(not job.has_ended for job in deps.workspace().recent_imports(_SHOWN))
        st.fragment(_table, run_every=_POLL_INTERVAL_S if runs else None)()


@errors.report_errors("imports")
def _table() -> None:
    if state.get().has_news:  # the button of a dialog, whose run this one has cut short
        st.rerun()
    words = _search()
    found = _read(words)
    if not found.jobs:
        st.caption(f"No import has “{plain(words)}” in its file name or its user.")
    _rows(found.jobs)
    paging.slot(found.total, _SHOWN, _PAGE, "import", in_address=True).control()
    _follow(found.jobs)


def _search() -> str:
    words = st.text_input(
        "Search the imports",
        placeholder="Search by file or user",
        key=_SEARCH,
        icon=":material/search:",
        label_visibility="collapsed",
        bind="query-params",
        width=320,
    )
    return (words or "").strip()


def _read(words: str) -> ImportList:
    """Return the page that the visitor is on; the first one where that is there no more."""
    kit, text = deps.workspace(), words or None
    try:
        return kit.imports(page=paging.asked(_PAGE), page_size=_SHOWN, text=text)
    except UsageError:
        return kit.imports(page_size=_SHOWN, text=text)


def _rows(jobs: Sequence[Job]) -> None:
    is_member = deps.is_member()
    has_worker = all(job.has_ended for job in jobs) or deps.worker().ensure()
    with st.container(border=True, gap="small"):
        for job in jobs:
            _row(job, is_member=is_member, has_worker=has_worker)


def _row(job: Job, *, is_member: bool, has_worker: bool) -> None:
    badge = OUTCOMES[job.outcome]
    file, products, about, acts = st.columns(_WIDTHS, vertical_alignment="center", gap="small")
    with file.container(gap=None):
        st.badge(badge.name, icon=badge.icon, color=badge.colour)
        routes.link_to_job(job.id, job.filename)
    with products:
        if job.has_ended:
            st.markdown(job_words.products(job))
        else:
            live_progress.draw(job, has_worker=has_worker)
    about.caption("  \n".join((f"{MODES[job.mode]} · {moment(job.created_at)}", plain(job.created_by))))
    with acts.container(horizontal=True, horizontal_alignment="right", gap="xsmall"):
        if job.has_exportable_failures:
            import_acts.download(job, f"corrections-{job.id}", kind="secondary", label="Corrections")
        if is_member:
            _menu(job)


def _menu(job: Job) -> None:
    """Offer what takes something away, one step behind the rest."""
    options = [_DISMISS] if job.has_exportable_failures else []
    if job.has_ended and not job.undone_at and writes(job.summary):
        options.append(_UNDO)
    if not options:
        return
    chosen = st.menu_button("More", options, key=f"more-{job.id}", type="tertiary")
    if chosen == _DISMISS:
        import_acts.confirm_dismissal(job)
    elif chosen == _UNDO:
        import_acts.confirm_undo(job)


def _follow(jobs: Iterable[Job]) -> None:
    """Show the whole page again once an import is no longer what was last seen of it."""
    now = {job.id: job.status for job in jobs}
    seen: dict[str, JobStatus] = st.session_state.get("imports-seen", now)
    st.session_state["imports-seen"] = now
    if any(seen.get(job_id, status) is not status for job_id, status in now.items()):
        st.rerun()
