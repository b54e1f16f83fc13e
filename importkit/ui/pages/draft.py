"""A draft: the sheet as it is, each problem beside a place to mend it, and the button that imports it.

Its address brings it back for a day, in any tab, also after the server was started anew.
"""

from __future__ import annotations

import streamlit as st

from importkit.errors import UnknownDraftError
from importkit.ui import draft_deps, routes
from importkit.ui.parts import draft_edits, draft_grid, draft_head, draft_panel, errors, toasts

_LAST = "importkit-draft"


def page() -> None:
    """Show the page."""
    draft_head.follow_start()
    toasts.show()
    draft_id = st.query_params.get("id") or st.session_state.get(_LAST, "")
    try:
        draft = draft_deps.draft(draft_id) if draft_id else None
    except UnknownDraftError:
        draft = None
    if draft is None:
        _show_unknown()
        return
    st.session_state[_LAST] = draft.id
    draft_head.title(draft)
    errors.show_problem()
    if draft_head.is_over(draft):
        return
    draft_head.choices(draft)
    draft_head.next_step(draft)
    problems = draft_panel.problems_of(draft)
    sheet, panel = st.columns([5, 3], gap="medium")
    with panel:
        panel_place = st.container()
    with sheet:
        clicked = draft_grid.show(draft)
    with panel_place:
        draft_panel.show(draft, problems, clicked)
    draft_edits.show(draft)


def _show_unknown() -> None:
    routes.set_title("Unknown draft")
    st.title("This draft is not there (any more).", anchor=False)
    st.markdown("A draft is kept for a day after somebody last looked at it. Upload the workbook again.")
    routes.link_to_imports()


if __name__ == "__main__":
    page()
