"""The form that takes the new value of a cell of a draft.

A page is drawn from the top down, so while a draft is rechecked the form of the cell that was saved still
stands there, and can be used. Whatever has to do with a cell therefore carries the cell in its key: what is
typed or pressed there counts for that cell, and never for the one that comes next.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from importkit.addresses import letters_of, row_of
from importkit.errors import EditConflictError
from importkit.findings import Severity
from importkit.grammar import count, number
from importkit.ui import deps, draft_deps
from importkit.ui.draft_deps import ShownDraft
from importkit.ui.parts import errors, explained_row, focus, toasts
from importkit.ui.parts.draft_head import changed
from importkit.ui.parts.escaping import plain
from importkit.ui.parts.upload import VIEWER

if TYPE_CHECKING:
    from importkit.findings import Finding
    from importkit.workspace.draft import Draft

#: The cell that is mended now.
CHOSEN = "problem"
_CONFLICT, _SAVED = "importkit-conflict", "importkit-saved"


@dataclass(frozen=True)
class _Form:
    """The form of one cell.

    Attributes:
        draft: As it is shown with the form.
        cell: The address.
        before: What the cell held.
        cells: The cells with problems, in the order in which they come up.
    """

    draft: ShownDraft
    cell: str
    before: str
    cells: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return what tells it from the form of another cell, and of another value in the same one."""
        return f"{self.cell}-{zlib.crc32(self.before.encode()):x}"


def show(draft: Draft, cell: str, finding: Finding | None, cells: list[str]) -> None:
    """Take the new value; Enter saves it and goes on to the next cell."""
    form = _Form(ShownDraft.of(draft), cell, _held(draft, cell), tuple(cells))
    alike = draft.alike(cell) if finding else (cell,)
    is_wrong = finding is not None and finding.severity is Severity.ERROR
    is_member = deps.is_member()
    with st.container(key=f"fix-{cell}"), st.form(f"form-{form.key}", border=False):  # in which Enter saves
        _value(draft, form)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                "Save and next",
                key=f"save-{form.key}",
                type="primary" if is_wrong else "secondary",
                disabled=not is_member,
                help=None if is_member else VIEWER,
                on_click=_save,
                args=(form, (cell,)),
            )
            if len(alike) > 1:
                st.form_submit_button(
                    f"The same for all {number(len(alike))} like it",
                    key=f"save-alike-{form.key}",
                    disabled=not is_member,
                    on_click=_save,
                    args=(form, alike),
                )
    with st.container(gap="xxsmall"):
        _offer_original(draft, cell)
        _offer_leaving_out(draft, finding)
        explained_row.offer(draft, row_of(cell))
        focus.move_into(f"fix-{cell}")


def _held(draft: Draft, cell: str) -> str:
    return str(draft.book.cells[letters_of(cell)].astype("object").fillna("")[row_of(cell)])


def _value(draft: Draft, form: _Form) -> None:
    cell = form.cell
    st.markdown(f"Holds now: {plain(form.before) if form.before else '*nothing*'}")
    column = next(one for one in draft.book.sheet.layout.columns if one.letter == letters_of(cell))
    frame = draft.check.suggestions
    suggested = [str(text) for text in frame.loc[frame["cell"] == cell, "suggestion"].dropna()]
    kit = deps.workspace()
    options = suggested
    if column.canonical == "Category":
        options = [*suggested, *draft_deps.categories(kit.email, kit.brand.slug)]
    label = f"New value for {cell}, {column.header}" if column.header else f"New value for {cell}"
    key = f"value-{form.key}"
    if options:
        options = list(dict.fromkeys(options))
        at = 0 if suggested else None
        st.selectbox(label, options, index=at, key=key, accept_new_options=True, placeholder="Choose or type")
    else:
        st.text_input(label, value=form.before, key=key, placeholder="Leave it blank to clear the cell")


def _save(form: _Form, alike: tuple[str, ...]) -> None:
    """Store what was typed, in the cell that it was typed for, and go on to the next one."""
    value = st.session_state.get(f"value-{form.key}") or None
    this = (form.draft.id, form.draft.version, alike, value)
    if st.session_state.get(_SAVED) == this:
        return  # pressed again before the next cell came up
    if _store(form.draft, alike, value, over=False):
        st.session_state[_SAVED] = this
        left = [cell for cell in form.cells if cell not in alike]
        behind = form.cells.index(alike[0]) if alike[0] in form.cells else 0
        focus.ask()
        if left:
            st.session_state[CHOSEN] = left[min(behind, len(left) - 1)]


def _store(draft: ShownDraft, cells: tuple[str, ...], value: str | None, *, over: bool) -> bool:
    """Store a value, or keep the question where somebody else changed a cell since it was shown."""
    st.session_state.pop(_CONFLICT, None)
    with errors.keep_problem(draft.filename):
        try:
            draft.now().edit(dict.fromkeys(cells, value), seen=draft.version, over=over)
        except EditConflictError as conflict:
            st.session_state[_CONFLICT] = (draft.id, conflict, cells, value)
            return False
        toasts.add(f"Saved {count(len(cells), 'cell') if len(cells) > 1 else cells[0]}")
        return True
    return False


def show_conflict(draft: Draft) -> None:
    """Ask first where a cell was changed since it was shown, by somebody else or in another tab."""
    kept = st.session_state.get(_CONFLICT)
    if kept is None or kept[0] != draft.id:
        return
    _, conflict, cells, value = kept
    st.warning(plain(conflict.message), icon=":material/group:")
    with st.container(horizontal=True, gap="small"):
        st.button("Keep it", key="keep-theirs", on_click=st.session_state.pop, args=(_CONFLICT, None))
        st.button(
            f"Write {plain(value or 'nothing')} over it",
            key=f"write-over-{cells[0]}-{draft.record.version}",
            on_click=_write_over,
            args=(ShownDraft.of(draft), cells, value),
        )


def _write_over(draft: ShownDraft, cells: tuple[str, ...], value: str | None) -> None:
    _store(draft, cells, value, over=True)


def _offer_original(draft: Draft, cell: str) -> None:
    """Offer to take back what was put into the cell."""
    edit = next((edit for edit in draft.edits if edit.cell == cell), None)
    if edit is not None:
        st.button(
            f"Put back {edit.before or 'the blank'}",
            key=f"put-back-{cell}",
            type="tertiary",
            icon=":material/undo:",
            disabled=not deps.is_member(),
            on_click=changed,
            args=(ShownDraft.of(draft), f"Taken back: {cell}", lambda now: now.revert(cell)),
        )


def _offer_leaving_out(draft: Draft, finding: Finding | None) -> None:
    handle = finding.product_handle if finding else ""
    if handle:
        st.button(
            "Leave the product out",
            key=f"leave-out-{handle}",
            type="tertiary",
            icon=":material/remove_circle:",
            disabled=not deps.is_member(),
            on_click=changed,
            args=(ShownDraft.of(draft), f"{handle} is left out", lambda now: now.leave_out(handle)),
        )
