"""The head of a draft: what it is, how it is read, what an import would do, and the button."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from importkit import schema
from importkit.grammar import agree, count, every, number
from importkit.model import HiddenRows, Mode, Scope
from importkit.ui import deps, routes
from importkit.ui.draft_deps import ShownDraft
from importkit.ui.parts import downloads, errors, plan, toasts, verdict
from importkit.ui.parts.badges import MODES
from importkit.ui.parts.escaping import plain
from importkit.ui.parts.upload import VIEWER

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.production import Plan
    from importkit.workspace.draft import Draft

_STARTED = "importkit-draft-started"
_HIDDEN = {HiddenRows.IMPORT: "Import them", HiddenRows.SKIP: "Leave them out"}


def follow_start() -> None:
    """Go to the import that was just started."""
    if job_id := st.session_state.pop(_STARTED, None):
        routes.to_job(job_id)


def title(draft: Draft) -> None:
    """Show which workbook this is, and what can be taken of it."""
    routes.set_title(draft.filename, "draft")
    with st.container(gap="xxsmall"):
        routes.link_to_imports()
        st.title(plain(draft.filename), anchor=False)
        st.caption(_about(draft))
    if draft.has_own_mode:
        st.info(_origin(draft), icon=":material/history:")


def _origin(draft: Draft) -> str:
    """Say why the mode of a draft is what it is, and cannot be another."""
    mode = MODES[draft.mode]
    if draft.record.source_job_id is not None:
        return f"These rows were not imported. They are checked in the mode of their import, {mode}."
    return f"This is a corrections workbook for the mode {mode}, and is checked in that mode."


def _offer_downloads(draft: Draft) -> None:
    """Offer the sheet as it is now, and the same with its errors in colour; nothing is imported for it."""
    has_fixes, has_errors = bool(draft.edits or draft.left_out), bool(draft.check.counts["errors"])
    if not has_fixes and not has_errors:
        return
    with st.container(horizontal=True, width="content", gap="small"):  # as one where a line is too short
        shown = ShownDraft.of(draft)
        if has_fixes:
            downloads.offer("Fixed sheet", partial(_fixed, shown), f"fixed-{draft.filename}", key="fixed")
        if has_errors:
            downloads.offer(
                "With errors marked", partial(_marked, shown), f"marked-{draft.filename}", key="marked"
            )


def _fixed(draft: ShownDraft) -> bytes:
    return draft.now().to_bytes()


def _marked(draft: ShownDraft) -> bytes:
    with tempfile.TemporaryDirectory(prefix="importkit-") as folder:
        path = Path(folder) / "marked.xlsx"
        return draft.now().check.corrections(path, Scope.ALL).read_bytes()


def is_over(draft: Draft) -> bool:
    """Say so where there is nothing to mend: it is imported already, or is no sheet with rows."""
    if draft.record.started_job_id is not None:
        st.info("This draft was imported, so it can no longer be changed.", icon=":material/check_circle:")
        routes.link_to_job(draft.record.started_job_id, "Show the import", icon=":material/arrow_forward:")
        return True
    if draft.file.book is None:
        choices(draft)
        for finding in draft.check.findings:
            st.warning(f"{plain(finding.message)} {plain(finding.hint)}", icon=":material/warning:")
        st.caption("Change the workbook, and upload it again.")
        return True
    if not draft.book.sheet.total_rows and not draft.left_out:
        choices(draft)
        st.info(
            "This sheet has no rows yet. Fill in one for each variant below the header, and upload it again.",
            icon=":material/info:",
        )
        return True
    return False


def choices(draft: Draft) -> None:
    """Let the visitor say what the sheet is for and how it is read; each choice counts at once."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom", gap="medium"
    ):
        _choose_reading(draft)
        if draft.file.book is not None and draft.book.sheet.total_rows:
            _offer_downloads(draft)
    _propose_enrich(draft)


def _choose_reading(draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="medium", width="content"):
        _mode(draft)
        if len(draft.sheets) > 1 and not draft.has_own_mode:  # of corrections, only one has products
            _choose_sheet(draft)
        if draft.file.book is not None and draft.file.book.raw.found.hidden:
            _choose_hidden_rows(draft)


def next_step(draft: Draft, planned: Plan) -> None:
    """Say what would become of the products, and offer to import what is good."""
    with st.container(border=True):
        says, does_it = st.columns([3, 1], vertical_alignment="center", gap="small")  # below, where narrow
        with says.container(gap="xxsmall"):
            verdict.show(verdict.summary_of(planned))
            if sentence := _sentence(draft, planned):
                st.caption(sentence)
            _counts(draft)
        if written := _written(planned):
            with does_it.container(horizontal_alignment="right"):
                _offer_import(draft, written)


def _offer_import(draft: Draft, written: int) -> None:
    does = "Update" if draft.mode is Mode.ENRICH else "Import"
    is_member = deps.is_member()
    st.button(
        f"{does} {count(written, 'product')}",
        key=f"import-v{draft.record.version}",
        type="secondary" if draft.check.counts["errors"] else "primary",  # first what is left to fix
        icon=":material/database_upload:",
        disabled=not is_member,
        help=None if is_member else VIEWER,
        on_click=_start,
        args=(ShownDraft.of(draft), draft.plan.token if draft.plan else None),
    )


def _counts(draft: Draft) -> None:
    """Show how much was found; how many products there are of each kind, the verdict has said."""
    found = draft.check.counts
    with st.container(horizontal=True, gap="xsmall"):
        if found["errors"]:
            st.badge(count(found["errors"], "error"), color="red")
        if found["warnings"]:
            st.badge(count(found["warnings"], "warning"), color="orange")


def _start(draft: ShownDraft, token: str | None) -> None:
    with errors.keep_problem(draft.filename):
        st.session_state[_STARTED] = draft.now().start(plan=token).id


def changed(draft: ShownDraft, toast: str, change: Callable[[Draft], object]) -> None:
    """Make a change in a callback, and say that it is made."""
    with errors.keep_problem(draft.filename):
        change(draft.now())
        toasts.add(toast)


def _about(draft: Draft) -> str:
    if draft.file.book is None:
        return "No header row was found, so there is nothing to import yet."
    layout = draft.book.sheet.layout
    title = schema.dialects()[layout.dialect].title
    rows = count(draft.book.sheet.total_rows, "row")
    written = () if draft.record.started_job_id else ("nothing has been written yet",)
    return " · ".join((plain(layout.sheet), plain(title), rows, *written))


def _mode(draft: Draft) -> None:
    st.segmented_control(
        "What is the sheet for?",
        list(Mode),
        default=draft.mode,
        format_func=MODES.__getitem__,
        required=True,
        key=f"mode-{draft.mode}",
        disabled=draft.has_own_mode,
        help="Create adds new products and changes nothing that is there. Enrich changes what is there."
        if not draft.has_own_mode
        else "This workbook holds corrections, which are for the mode of their import.",
        on_change=_choose_mode,
        args=(ShownDraft.of(draft), draft.mode),
    )


def _choose_mode(draft: ShownDraft, mode: Mode) -> None:
    key = f"mode-{mode}"
    chosen = st.session_state[key]
    if chosen is not None and chosen is not mode:
        changed(draft, _checked_in(chosen), lambda now: now.with_mode(chosen))
        st.session_state[key] = mode  # what it is where the change was refused


def _checked_in(mode: Mode) -> str:
    return f"Checked again in the mode {MODES[mode]}"


def _choose_sheet(draft: Draft) -> None:
    key, shown = f"sheet-{draft.record.version}", ShownDraft.of(draft)

    def choose() -> None:
        changed(shown, "Another sheet was read", lambda now: now.with_sheet(st.session_state[key]))

    at = draft.sheets.index(draft.sheet) if draft.sheet in draft.sheets else 0
    st.selectbox("Sheet", draft.sheets, index=at, key=key, on_change=choose, width=240)


def _choose_hidden_rows(draft: Draft) -> None:
    key, shown = f"hidden-rows-{draft.record.hidden_rows}", ShownDraft.of(draft)

    def choose() -> None:
        if chosen := st.session_state[key]:
            changed(shown, "The sheet was read anew", lambda now: now.with_hidden_rows(chosen))

    st.segmented_control(
        "Hidden rows",
        list(HiddenRows),
        default=draft.record.hidden_rows,
        format_func=_HIDDEN.__getitem__,
        required=True,
        key=key,
        on_change=choose,
    )


def _propose_enrich(draft: Draft) -> None:
    if draft.mode is Mode.ENRICH or draft.has_own_mode or draft.file.book is None:
        return
    stored = draft.stored_variants()
    if not stored.is_most:
        return
    with st.container(
        border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        some = f"{number(stored.stored)} of {count(stored.variants, 'variant')}"
        which = every(stored.variants, "variant") if stored.stored == stored.variants else some
        st.markdown(
            f":material/lightbulb: {which} {agree(stored.variants, 'is', 'are')} there already. "
            "To change what is stored, choose Enrich.",
            width="stretch",
        )
        st.button(
            "Choose Enrich",
            key="enrich",
            on_click=changed,
            args=(ShownDraft.of(draft), _checked_in(Mode.ENRICH), lambda now: now.with_mode(Mode.ENRICH)),
        )


def _sentence(draft: Draft, planned: Plan) -> str:
    """Return what the verdict has not said already."""
    words = [plan.sentence(planned.summary)]
    if draft.left_out:
        words.append(f"{count(len(draft.left_out), 'product')} left out.")
    return " ".join(filter(None, words))


def _written(planned: Plan) -> int:
    rows = planned.rows
    return int(rows.loc[rows["outcome"].isin(["create", "update"]), "product_handle"].nunique())
