"""What one visitor has under way: one frozen record under one key of the session."""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from importkit.display import Summary
    from importkit.errors import ImportkitError
    from importkit.findings import Findings
    from importkit.model import HiddenRows, Mode

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


@dataclass(frozen=True, eq=False)
class Outlook:
    """What an import would do.

    Attributes:
        token: Holds the import to it.
        summary: What the summary of the import will say.
        changes: As in `Plan.changes`.
    """

    token: str
    summary: Mapping[str, Any]
    changes: pd.DataFrame


@dataclass(eq=False)
class Started:
    """Which job imports a checked upload; several clicks at once make one job, under its lock."""

    job_id: str | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, eq=False)
class CheckedUpload:
    """What is wrong with an upload, and what an import would do; the sheet itself is not kept.

    Attributes:
        summary: What is said first, and the causes.
        outlook: None when no header row was found.
        can_import: False when no header row was found, or no data rows.
        is_correction: Whether this is a corrections workbook, which knows its mode.
        written_products: How many products an import would write something of.
        started: Which job imports it, once Import was pressed.
    """

    upload: Upload
    mode: Mode
    hidden_rows: HiddenRows
    findings: Findings
    summary: Summary
    dialect: str = ""
    sheet: str = ""
    rows: int = 0
    failed_rows: int = 0
    products: int = 0
    failed_products: int = 0
    can_import: bool = False
    is_correction: bool = False
    written_products: int = 0
    outlook: Outlook | None = None
    started: Started = field(default_factory=Started)

    @property
    def good_products(self) -> int:
        """Return the number of products without any error."""
        return self.products - self.failed_products


@dataclass(frozen=True)
class State:
    """What is under way.

    Attributes:
        has_chosen_mode: Whether the visitor has said what the next workbook is for.
        uploader: The number of the upload widget; a new number empties it.
        trouble: What went wrong with the last call, until the next one.
    """

    has_chosen_mode: bool = False
    uploader: int = 0
    checked: CheckedUpload | None = None
    trouble: tuple[str, ImportkitError] | None = None


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
