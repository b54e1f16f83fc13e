"""The head of a checked workbook: what it is, what would become of it, and the button."""

from __future__ import annotations

import streamlit as st

from importkit import schema
from importkit.findings import Findings
from importkit.grammar import count
from importkit.model import HiddenRows, Mode
from importkit.ui import deps, routes, state
from importkit.ui.parts import plan, progress_bar, verdict
from importkit.ui.parts.badges import MODES
from importkit.ui.parts.escaping import plain

_HIDDEN = {HiddenRows.IMPORT: "Import them", HiddenRows.SKIP: "Leave them out"}


def title(checked: state.CheckedUpload) -> None:
    """Show which workbook this is."""
    routes.set_title(checked.upload.filename, "check")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        with st.container(gap="xxsmall"):
            st.title(plain(checked.upload.filename), anchor=False)
            st.caption(_about(checked))
        if st.button("Another workbook", key="another", icon=":material/arrow_back:", type="tertiary"):
            state.put(checked=None, problem=None)
            routes.to_upload()
    if checked.is_correction:
        text = (
            f"This is a corrections workbook for the mode {MODES[checked.mode]}, and is checked in that mode."
        )
        st.info(text, icon=":material/history:")


def hidden_rows(checked: state.CheckedUpload) -> HiddenRows:
    """Let the visitor choose what happens to hidden rows, when there are any."""
    hidden = Findings(checked.findings.records[checked.findings.records["code"] == "row.hidden"])
    if not len(hidden):
        return checked.hidden_rows
    with st.container(border=True):
        st.markdown(f":orange[:material/visibility_off:] {plain(next(iter(hidden)).message)}")
        return st.segmented_control(
            "Hidden rows",
            list(HiddenRows),
            default=checked.hidden_rows,
            format_func=_HIDDEN.__getitem__,
            required=True,
            key="hidden-rows",
            label_visibility="collapsed",
        )


def wants_import(checked: state.CheckedUpload) -> bool:
    """Offer to import what is good; return whether the button was pressed."""
    if not _has_effect(checked):
        verdict.show(checked.summary)
        return False
    with st.container(
        border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        with st.container(gap="xxsmall", width="stretch"):
            verdict.show(checked.summary)
            if checked.preview:
                st.caption(plan.sentence(checked.preview.summary))
        is_member = deps.workspace().is_member()
        return st.button(
            _label(checked),
            key="import",
            type="primary",
            icon=":material/database_upload:",
            disabled=not is_member,
            help=None
            if is_member
            else "Viewers of a brand only look: ask one of its owners to make you a member.",
        )


def offer_fixing(checked: state.CheckedUpload) -> None:
    """Offer to mend the sheet here, cell by cell."""
    with st.container(
        border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown("Cells can be fixed here, without another program.", width="stretch")
        if st.button(
            "Fix it here",
            key="fix-here",
            icon=":material/edit:",
            disabled=not deps.workspace().is_member(),
        ):
            draft = deps.workspace().draft(
                checked.upload.path,
                filename=checked.upload.filename,
                mode=checked.mode,
                hidden_rows=checked.hidden_rows,
            )
            routes.to_draft(draft.id)


def _has_effect(checked: state.CheckedUpload) -> bool:
    """Return whether an import would write anything, or give corrections back."""
    if not checked.can_import or checked.preview is None:
        return False
    counted = checked.preview.summary
    return bool(counted["successful_rows"] or counted["failed_rows"])


def offer_recheck(checked: state.CheckedUpload, hidden_rows: HiddenRows) -> None:
    """Check the same workbook again and remember what is found; the caller shows it."""
    report = progress_bar.bar(progress_bar.CHECKING)
    found = deps.check(checked.upload, mode=checked.mode, hidden_rows=hidden_rows, report=report)
    state.put(checked=found, problem=None)


def _about(checked: state.CheckedUpload) -> str:
    if not checked.sheet:
        return "No header row was found, so there is nothing to import yet."
    if not checked.can_import:
        return f"Sheet {plain(checked.sheet)} has no rows of products, so there is nothing to import yet."
    dialect = schema.dialects()[checked.dialect]
    about = (f"Sheet {plain(checked.sheet)}", plain(dialect.title), MODES[checked.mode])
    return " · ".join((*about, "nothing has been written yet"))


def _label(checked: state.CheckedUpload) -> str:
    if checked.written_products:
        does = "Update" if checked.mode is Mode.ENRICH else "Import"
        return f"{does} {count(checked.written_products, 'product')}"
    return "Make the corrections workbook"
