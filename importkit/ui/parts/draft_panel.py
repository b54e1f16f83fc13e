"""The place where a cell of a draft is mended: what is wrong, what to do, and the new value.

Everything here works with the keyboard alone: the list names every problem, and the grid beside it is another
way to choose one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.addresses import ADDRESS, row_of
from importkit.errors import EditConflictError
from importkit.findings import Findings, Severity
from importkit.grammar import count, number
from importkit.ui import deps, draft_deps
from importkit.ui.parts import draft_fixes, errors, explained_row, toasts
from importkit.ui.parts.badges import SEVERITIES
from importkit.ui.parts.draft_head import changed
from importkit.ui.parts.escaping import plain
from importkit.ui.parts.upload import VIEWER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importkit.findings import Finding
    from importkit.workspace.draft import Draft

_CHOSEN, _CONFLICT, _CLICKED = "problem", "importkit-conflict", "importkit-clicked"
_LISTED = "importkit-listed"
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
        cell = _chosen(problems, clicked)
        if cell is None:
            st.markdown(":green[:material/check_circle:] **Nothing is left to fix.**")
            st.caption("Choose a cell of the sheet to change it.")
            return
        finding = problems.get(cell) or next(iter(_findings_of(draft, cell)), None)
        _show_problem(cell, finding)
        _ask(draft, cell, finding, list(problems))
    draft_fixes.show(draft)


def _findings_of(draft: Draft, cell: str) -> Findings:
    records = draft.check.findings.records
    return Findings(records[records["cell"] == cell].reset_index(drop=True)).worst_first()


def _chosen(problems: dict[str, Finding], clicked: str | None) -> str | None:
    if clicked is not None and clicked != st.session_state.get(_CLICKED):
        st.session_state[_CHOSEN] = clicked
    st.session_state[_CLICKED] = clicked
    chosen = st.session_state.get(_CHOSEN)
    cells = list(problems)
    if chosen is not None and chosen not in problems and chosen == clicked:
        cells = [chosen, *cells]  # a cell without a problem
    if not cells:
        return None
    if chosen not in cells:
        st.session_state[_CHOSEN] = cells[0]
    errors_left = sum(finding.severity is Severity.ERROR for finding in problems.values())
    return st.selectbox(
        f"{count(errors_left, 'cell')} to fix" if errors_left else "Cells with warnings",
        cells,
        format_func=lambda cell: _line(cell, problems.get(cell)),
        key=_CHOSEN,
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


def _ask(draft: Draft, cell: str, finding: Finding | None, cells: Sequence[str]) -> None:
    """Take the new value; Enter saves it and goes on to the next cell."""
    is_member = deps.workspace().is_member()
    key = f"value-{draft.record.version}-{cell}"
    alike = draft.alike(cell) if finding else (cell,)
    with st.form(f"form-{key}", border=False):  # in which Enter saves
        _value(draft, cell, key)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                "Save and next",
                key="save",
                type="primary",
                shortcut="Ctrl+Enter",
                disabled=not is_member,
                help=None if is_member else VIEWER,
                on_click=_save,
                args=(draft, (cell,), key, cells),
            )
            if len(alike) > 1:
                st.form_submit_button(
                    f"The same for all {number(len(alike))} like it",
                    key="save-alike",
                    disabled=not is_member,
                    on_click=_save,
                    args=(draft, alike, key, cells),
                )
    with st.container(gap="xxsmall"):
        _offer_original(draft, cell)
        _offer_leaving_out(draft, finding)
        explained_row.offer(draft, row_of(cell))
    _show_conflict(draft, key, cells)


def _offer_original(draft: Draft, cell: str) -> None:
    """Offer to take back what was put into the cell."""
    edit = next((edit for edit in draft.edits if edit.cell == cell), None)
    if edit is not None:
        st.button(
            f"Put back {edit.before or 'the blank'}",
            key="put-back",
            type="tertiary",
            icon=":material/undo:",
            disabled=not deps.workspace().is_member(),
            on_click=changed,
            args=(draft, f"Taken back: {cell}", lambda: draft.revert(cell)),
        )


def _offer_leaving_out(draft: Draft, finding: Finding | None) -> None:
    handle = finding.product_handle if finding else ""
    if handle:
        st.button(
            "Leave the product out",
            key="leave-out",
            type="tertiary",
            disabled=not deps.workspace().is_member(),
            on_click=changed,
            args=(draft, f"{handle} is left out", lambda: draft.leave_out(handle)),
        )


def _value(draft: Draft, cell: str, key: str) -> None:
    place = ADDRESS.fullmatch(cell)
    assert place is not None  # noqa: S101  problems and the grid give addresses
    letter, row = place[1], int(place[2])
    held = draft.book.cells[letter].astype("object").fillna("")
    before = str(held[row])
    column = next(one for one in draft.book.sheet.layout.columns if one.letter == letter)
    st.markdown(f"Holds now: {plain(before) if before else '*nothing*'}")
    frame = draft.check.suggestions
    suggested = [str(text) for text in frame.loc[frame["cell"] == cell, "suggestion"].dropna()]
    kit = deps.workspace()
    options = suggested
    if column.canonical == "Category":
        options = [*suggested, *draft_deps.categories(kit.email, kit.brand.slug)]
    label = f"New value for {column.header or letter}"
    if options:
        options = list(dict.fromkeys(options))
        at = 0 if suggested else None
        st.selectbox(label, options, index=at, key=key, accept_new_options=True, placeholder="Choose or type")
    else:
        st.text_input(label, value=before, key=key, placeholder="Leave it blank to clear the cell")


def _save(draft: Draft, alike: Sequence[str], key: str, cells: Sequence[str], *, over: bool = False) -> None:
    value = st.session_state.get(key) or None
    st.session_state.pop(_CONFLICT, None)
    with errors.keep_problem(draft.filename):
        try:
            draft.edit(dict.fromkeys(alike, value), over=over)
        except EditConflictError as conflict:
            st.session_state[_CONFLICT] = (conflict, tuple(alike), value)
            return
        saved = f"{count(len(alike), 'cell')}" if len(alike) > 1 else alike[0]
        toasts.add(f"Saved {saved}")
        left = [cell for cell in cells if cell not in alike]
        behind = list(cells).index(alike[0]) if alike[0] in cells else 0
        if left:
            st.session_state[_CHOSEN] = left[min(behind, len(left) - 1)]


def _show_conflict(draft: Draft, key: str, cells: Sequence[str]) -> None:
    """Ask first where somebody else changed the cell since it was shown."""
    kept = st.session_state.get(_CONFLICT)
    if kept is None:
        return
    conflict, alike, value = kept
    st.warning(plain(conflict.message), icon=":material/group:")
    with st.container(horizontal=True, gap="small"):
        st.button("Keep theirs", key="keep-theirs", on_click=st.session_state.pop, args=(_CONFLICT, None))
        st.button(
            f"Write {plain(value or 'nothing')} over it",
            key="write-over",
            on_click=_write_over,
            args=(draft, alike, value, key, cells),
        )


def _write_over(
    draft: Draft, alike: Sequence[str], value: str | None, key: str, cells: Sequence[str]
) -> None:
    st.session_state[key] = value
    _save(draft, alike, key, cells, over=True)
