"""What one visitor has under way: one frozen record under one key of the session."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from pathlib import Path

    from importkit.errors import ImportkitError

_KEY = "importkit"


@dataclass(frozen=True, eq=False)
class Upload:
    """An uploaded workbook on disk; the file goes when nobody holds the record any more.

    Attributes:
        filename: The name the user knows it by; text only.
    """

    filename: str
    path: Path

    def __post_init__(self) -> None:
        weakref.finalize(self, self.path.unlink, missing_ok=True)


@dataclass(frozen=True)
class State:
    """What is under way.

    Attributes:
        has_chosen_mode: Whether the visitor has said what the next workbook is for.
        uploader: The number of the upload widget; a new number empties it.
        problem: What went wrong with the last call, until the next one.
        has_news: Whether the page is not yet shown as the last call has left it.
        is_member: Whether the visitor may change what the brand has; None where this run has not asked yet.
    """

    has_chosen_mode: bool = False
    uploader: int = 0
    problem: tuple[str, ImportkitError] | None = None
    has_news: bool = False
    is_member: bool | None = None


def get() -> State:
    """Return what this visitor has under way."""
    found = st.session_state.get(_KEY)
    return found if isinstance(found, State) else State()


def put(**changes: Any) -> State:  # noqa: ANN401  any field of State
    """Change what is under way, and return it."""
    st.session_state[_KEY] = replace(get(), **changes)
    return get()


def empty_uploader(**changes: Any) -> State:  # noqa: ANN401  any field of State
    """Let go of the uploaded bytes: Streamlit keeps them as long as the widget shows them."""
    return put(uploader=get().uploader + 1, **changes)
