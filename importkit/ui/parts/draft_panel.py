"""The place where a cell of a draft is mended: which one, what is wrong, and what to do.

Everything here works with the keyboard alone: the list names every problem, and the grid beside it is another
way to choose one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.findings import Findings, Severity
from importkit.grammar import count
from importkit.ui.kept import kept
from importkit.ui.parts import draft_fixes, draft_form
from importkit.ui.parts.badges import SEVERITIES
from importkit.ui.parts.cell_ways import CLICKED, has_cell
from importkit.ui.parts.draft_form import CHOSEN
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from importkit.findings import Finding
    from importkit.workspace.draft import Draft

_READING, _LINE = "importkit-reading", "importkit-problem-line"
#: So many problems are in the list; those behind them come up as the first are mended.
_MOST = 500


@kept
def problems_of(draft: Draft) -> dict[str, Finding]:
    """Return the worst problem of each cell that can be mended, errors first."""
    found: dict[str, Finding] = {}
    records = draft.check.findings.where(severity=[Severity.ERROR, Severity.WARNING])
    for finding in records.worst_first():
        if has_cell(draft, finding.cell):
            found.setdefault(finding.cell, finding)
        if len(found) == _MOST:
            break
    return found


def show(draft: Draft, problems: dict[str, Finding], clicked: str | None) -> None:
    """Show the problems as a list, and the chosen one with a place for its new value.

    The list is drawn last: whoever sees it name the next cell has that cell's form below it already.
    """
    with st.container(border=True, gap="small"):
        top, cause = st.container(gap="small"), st.container(gap="small")
        _begin_with_the_worst(draft)
        cells, cell = _chosen(problems, clicked)
        if cell is None:
            with cause:
                _show_no_cell(draft)
        else:
            finding = problems.get(cell) or next(iter(_findings_of(draft, cell)), None)
            with cause:
                _show_problem(cell, finding)
            draft_form.show(draft, cell, finding, list(problems))
        with top:
            draft_form.show_conflict(draft)
            if cells:
                _show_list(problems, cells)
    if cell is not None:
        draft_fixes.show(draft)


def _show_no_cell(draft: Draft) -> None:
    """Say that no cell has a problem, and not that all is well where the sheet as a whole has one."""
    if draft.check.counts["errors"]:
        st.markdown(":red[:material/error:] **What is left to fix is in no cell.**")
        st.caption("The tab Problems says what it is. Change the workbook, and upload it again.")
    else:
        st.markdown(":green[:material/check_circle:] **Nothing is left to fix.**")
        st.caption("Choose a cell of the sheet to change it.")


def _findings_of(draft: Draft, cell: str) -> Findings:
    records = draft.check.findings.records
    return Findings(records[records["cell"] == cell].reset_index(drop=True)).worst_first()


def _begin_with_the_worst(draft: Draft) -> None:
    """Choose anew where the sheet is read in another way: what was chosen may hardly matter there."""
    reading = (draft.id, draft.mode, draft.record.sheet, draft.record.hidden_rows)
    if st.session_state.get(_READING, reading) != reading:
        st.session_state.pop(CHOSEN, None)
    st.session_state[_READING] = reading


def _chosen(problems: dict[str, Finding], clicked: str | None) -> tuple[list[str], str | None]:
    """Return the cells that can be chosen, and the one that is."""
    if clicked is not None and clicked != st.session_state.get(CLICKED):
        st.session_state[CHOSEN] = clicked
    st.session_state[CLICKED] = clicked
    chosen: str | None = st.session_state.get(CHOSEN)
    cells = list(problems)
    if chosen is not None and chosen not in problems and chosen == clicked:
        cells = [chosen, *cells]  # a cell without a problem
    if chosen not in cells:
        chosen = cells[0] if cells else None
        if chosen is not None:
            st.session_state[CHOSEN] = chosen
    return cells, chosen


def _show_list(problems: dict[str, Finding], cells: list[str]) -> None:
    errors_left = _errors(problems)
    if problems and not errors_left:
        st.markdown(":green[:material/check_circle:] **Nothing has to be fixed.**")
        st.caption("Warnings do not stop an import: look at them, or import the sheet as it is.")
    cell = str(st.session_state[CHOSEN])
    line = (cell, _line(cell, problems.get(cell)))
    shown = st.session_state.get(_LINE, line)
    if shown != line and shown[0] == cell:
        st.session_state[CHOSEN] = cell  # or the browser goes on showing what was said of it before
    st.session_state[_LINE] = line
    st.selectbox(
        f"{count(errors_left, 'cell')} to fix" if errors_left else "Cells with warnings",
        cells,
        format_func=lambda cell: _line(cell, problems.get(cell)),
        key=CHOSEN,
    )


def _errors(problems: dict[str, Finding]) -> int:
    return sum(finding.severity is Severity.ERROR for finding in problems.values())


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
