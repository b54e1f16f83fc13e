"""The drafts that this server has open: each read once for all that look at it, and let go when it is old."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from importkit.ui import deps
from importkit.workspace import draft_files, drafts

if TYPE_CHECKING:
    from importkit.workspace.draft import Draft

#: So many are held, each with its sheet and what was found in it; seconds after which one is read anew.
_MOST, _AGE_S = 6, 1_200


@dataclass(eq=False)
class _Held:
    """A draft in its newest version that this server has seen, and the turn to look for a newer one."""

    draft: Draft
    lock: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner="Reading the sheet …", max_entries=_MOST, ttl=_AGE_S)
def _held(email: str, brand: str, draft_id: str) -> _Held:
    return _Held(deps.workspace(email, brand).open_draft(draft_id))


def draft(draft_id: str) -> Draft:
    """Return a draft as it is now.

    Raises:
        UnknownDraftError: There is none, or no longer.
    """
    kit = deps.workspace()
    held = _held(kit.email, kit.brand.slug, draft_id)
    with held.lock:
        held.draft = held.draft.refreshed()
        return held.draft


def draft_of_upload(job_id: str) -> Draft:
    """Return a draft of the workbook of an import that came to nothing."""
    return drafts.of_upload(deps.workspace(), job_id, draft_files.read_file)


@st.cache_data(show_spinner=False, ttl=300)
def categories(email: str, brand: str) -> list[str]:
    """Return the paths of all categories."""
    return sorted(deps.workspace(email, brand).brand_context(()).taxonomy.paths.values())
