"""A draft: the sheet as it is, each problem beside a place to mend it, and the button that imports it.

Its address brings it back for a day, in any tab, also after the server was started anew.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from importkit.errors import UnknownDraftError
from importkit.ui import draft_deps, routes
from importkit.ui.parts import (
    cell_ways,
    draft_columns,
    draft_edits,
    draft_grid,
    draft_head,
    draft_names,
    draft_panel,
    errors,
    findings_view,
    plan,
    progress_bar,
    toasts,
    verdict,
)

if TYPE_CHECKING:
    from importkit.production import Plan
    from importkit.workspace.draft import Draft

_LAST = "importkit-draft"
_SHEET, _PROBLEMS, _CHANGES, _NAMES = "Sheet", "Problems", "Changes", "New names"


def page() -> None:
    """Show the page."""
    draft_head.follow_start()
    draft_id = st.query_params.get("id") or st.session_state.get(_LAST, "")
    draft = _opened(draft_id) if draft_id else None
    toasts.show()  # what was saved is checked, too
    if draft is None:
        _show_unknown()
        return
    is_there = st.session_state.get(_LAST) == draft.id
    st.session_state[_LAST] = draft.id
    draft_head.title(draft)
    errors.show_problem()
    if draft_head.is_over(draft):
        return
    draft_head.choices(draft)
    if draft.plan is not None:
        _show_plan(draft, draft.plan, is_there=is_there)
    draft_edits.show(draft)


def _opened(draft_id: str) -> Draft | None:
    with progress_bar.passing(progress_bar.CHECKING) as report:
        try:
            return draft_deps.draft(draft_id, report)
        except UnknownDraftError:
            return None


def _show_plan(draft: Draft, planned: Plan, *, is_there: bool) -> None:
    """Show what an import would do, and everything in detail.

    Args:
        draft: The draft.
        planned: Its plan.
        is_there: Whether it is on the page already: who fixes cell by cell waits for the next one alone, and
            what an import would do stands there as it was until then.
    """
    next_step = st.container()
    if not is_there:
        with next_step:
            draft_head.next_step(draft, planned)
    _show_tabs(draft, planned)
    if is_there:
        with next_step:
            draft_head.next_step(draft, planned)


def _show_tabs(draft: Draft, planned: Plan) -> None:
    """Show what was chosen to be looked at; the address has it."""
    chosen = st.segmented_control(
        "Look at",
        (_SHEET, _PROBLEMS, _CHANGES, _NAMES, cell_ways.COLUMNS),
        default=_SHEET,
        required=True,
        key=cell_ways.VIEW,
        label_visibility="collapsed",
        bind="query-params",
    )
    if chosen == _CHANGES:
        plan.show(planned)
    elif chosen == _NAMES:
        draft_names.show(draft, planned)
    elif chosen == cell_ways.COLUMNS:
        draft_columns.show(draft)
    else:
        _show_cells(draft, planned, as_list=chosen == _PROBLEMS)


def _show_cells(draft: Draft, planned: Plan, *, as_list: bool) -> None:
    """Show the place where a problem is fixed, and beside it the sheet, or the list of its problems.

    The place comes first: on a phone everything else is below it, and who goes on with the Tab key gets there
    without the sheet, in which each step would choose another cell to fix. It is drawn first as well, for
    somebody waits for the next cell.
    """
    problems = draft_panel.problems_of(draft)
    left, right = st.columns([3, 5], gap="medium")
    with right:
        grid = None if as_list else draft_grid.choose(draft)
    clicked = grid.clicked if grid else cell_ways.listed(draft) if as_list else None
    with left:
        draft_panel.show(draft, problems, clicked)
    with right:
        if as_list:
            ways = partial(cell_ways.way_to, draft)
            findings_view.show(verdict.summary_of(planned), planned.findings, "check", ways=ways)
        if grid is not None:
            grid.show()


def _show_unknown() -> None:
    routes.set_title("Unknown draft")
    st.title("This draft is not there (any more).", anchor=False)
    st.markdown("A draft is kept for a day after somebody last looked at it. Upload the workbook again.")
    routes.link_to_imports()


if __name__ == "__main__":
    page()
