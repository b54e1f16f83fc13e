"""The place where a cell of a draft is mended: which one, what is wrong, and what to do.

Everything here works with the keyboard alone: the list names every problem, and the grid beside it is another
way to choose one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.addresses import ADDRESS
from importkit.findings import Findings, Severity
from importkit.grammar import count
from importkit.ui.parts import draft_fixes, draft_form
from importkit.ui.parts.badges import SEVERITIES
from importkit.ui.parts.draft_form import CHOSEN
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from importkit.findings import Finding
    from importkit.workspace.draft import Draft

_CLICKED, _LISTED = "importkit-clicked", "importkit-listed"
#: So many problems are in the list; those behind them come up as the first are mended.
_MOST = 500


def problems_of(draft: Draft) -> dict[str, Finding]:
    """Return the worst problem of each cell that can be mended, errors first."""
    found: dict[str, Finding] = {}
    records = draft.check.findings.where(severity=[Severity.ERROR, Severity.WARNING])
    rows = draft.book.sheet.cells.index
    letters = set(draft.book.sheet.cells.columns)
    for finding in records.worst_first():
        place = ADDRESS.fullmatch(finding.cell)
        if place and int(place[2]) in rows and place[1] in letters:
            found.setdefault(finding.cell, finding)
        if len(found) == _MOST:
            break
    return found


def choose(cell: str) -> None:
    """Let a cell be the one that is mended next; called where it is chosen in a list."""
    st.session_state[_LISTED] = cell
    st.session_state.pop(_CLICKED, None)


def listed() -> str | None:
    """Return the cell that was chosen in a list last."""
    chosen: str | None = st.session_state.get(_LISTED)
    return chosen


def show(draft: Draft, problems: dict[str, Finding], clicked: str | None) -> None:
    """Show the problems as a list, and the chosen one with a place for its new value."""
    with st.container(border=True, gap="small"):
        draft_form.show_conflict(draft)
        cell = _chosen(problems, clicked)
        if cell is None:
            st.markdown(":green[:material/check_circle:] **Nothing is left to fix.**")
            st.caption("Choose a cell of the sheet to change it.")
            return
        finding = problems.get(cell) or next(iter(_findings_of(draft, cell)), None)
        _show_problem(cell, finding)
        draft_form.show(draft, cell, finding, list(problems))
    draft_fixes.show(draft)


def _findings_of(draft: Draft, cell: str) -> Findings:
    records = draft.check.findings.records
    return Findings(records[records["cell"] == cell].reset_index(drop=True)).worst_first()


def _chosen(problems: dict[str, Finding], clicked: str | None) -> str | None:
    if clicked is not None and clicked != st.session_state.get(_CLICKED):
        st.session_state[CHOSEN] = clicked
    st.session_state[_CLICKED] = clicked
    chosen = st.session_state.get(CHOSEN)
    cells = list(problems)
    if chosen is not None and chosen not in problems and chosen == clicked:
        cells = [chosen, *cells]  # a cell without a problem
    if not cells:
        return None
    if chosen not in cells:
        st.session_state[CHOSEN] = cells[0]
    errors_left = sum(finding.severity is Severity.ERROR for finding in problems.values())
    return st.selectbox(
        f"{count(errors_left, 'cell')} to fix" if errors_left else "Cells with warnings",
        cells,
        format_func=lambda cell: _line(cell, problems.get(cell)),
        key=CHOSEN,
    )


def _line(cell: str, finding: Finding | None) -> str:
    return f"{cell} · {finding.column}: {finding.message}" if finding else cell


def _show_problem(cell: str, finding: Finding | None) -> None:
    if finding is None:
        st.markdown(f"`{cell}` has no problem.")
        return
    badge = SEVERITIES[finding.severity]
    st.markdown(f"{badge.markdown} `{cell}` {plain(finding.message)}")
    if finding.hint:
        st.caption(plain(finding.hint))
