"""Choosing what to import."""

from __future__ import annotations

import streamlit as st

from importkit.model import Mode
from importkit.ui import deps, state
from importkit.ui.parts import downloads
from importkit.ui.parts.escaping import plain

#: What can be imported, and what it does.
_MODES = {
    Mode.CREATE: (
        "Create products",
        "Adds new products and variants. What is there already is never changed.",
    ),
    Mode.ENRICH: (
        "Enrich existing products",
        "Changes variants found by SKU or barcode. A blank cell keeps what is stored, [clear] empties it.",
    ),
}
_MEGABYTE = 1024 * 1024

VIEWER = "Viewers of a brand only look: ask one of its owners to make you a member."


def mode() -> Mode | None:
    """Let the visitor choose what the sheet is for; None when they leave it as it stands.

    A corrections workbook knows its mode, and only what somebody has chosen can contradict it.
    """
    if "mode" not in st.session_state:  # as each time that the page is opened
        state.put(has_chosen_mode=False)
    chosen: Mode = st.radio(
        "What is the sheet for?",
        list(_MODES),
        format_func=lambda mode: _MODES[mode][0],
        captions=[plain(caption) for _, caption in _MODES.values()],
        key="mode",
        on_change=_note_choice,
    )
    return chosen if state.get().has_chosen_mode else None


def _note_choice() -> None:
    state.put(has_chosen_mode=True)


def workbook() -> state.Upload | None:
    """Let the visitor choose a workbook; return it, moved from memory to disk.

    Any file may be chosen: what is none that can be imported is told better by whoever reads it.
    """
    is_member = deps.is_member()
    uploaded = st.file_uploader(
        "Workbook (.xlsx)",
        key=f"upload-{state.get().uploader}",
        max_upload_size=deps.workspace().settings.limits.max_bytes // _MEGABYTE,
        help="Nothing is written before you press Import." if is_member else VIEWER,
        disabled=not is_member,
    )
    return deps.store_upload(uploaded.name, uploaded) if uploaded else None


def examples() -> bool:
    """Offer a template, the brand's products and a sample; return whether the sample is to be tried."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        downloads.offer("Empty template", deps.template, "importkit-template.xlsx", key="template")
        downloads.offer("All products as a sheet", deps.export, "products.xlsx", key="export")
        downloads.offer("Sample with mistakes", deps.sample, "importkit-sample.xlsx", key="sample")
        return st.button(
            "Try the sample now",
            key="try-sample",
            icon=":material/science:",
            type="tertiary",
            disabled=not deps.is_member(),
        )
