"""How far a check or an import is: real figures, never an estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from importkit.progress import Phase
from importkit.ui.parts.words import count, number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from importkit.progress import Progress

_LOOKING = (Phase.READING, Phase.VALIDATING, Phase.RESOLVING)
CHECKING = (*_LOOKING, Phase.PLANNING)
IMPORTING = (*_LOOKING, Phase.STAGING, Phase.COMMITTING)


def bar(phases: Sequence[Phase]) -> Callable[[Progress], None]:
    """Return a function that shows a progress on one bar."""
    shown = st.progress(0.0, text="Starting")

    def tell(progress: Progress) -> None:
        if progress.phase in phases:
            step = phases.index(progress.phase)
            shown.progress(_share(step, progress, len(phases)), text=_words(step, progress, len(phases)))

    return tell


def _share(step: int, progress: Progress, steps: int) -> float:
    within = progress.rows_done / progress.rows_total if progress.rows_total else 0.0
    return min(1.0, (step + within) / steps)


def _words(step: int, progress: Progress, steps: int) -> str:
    rows = f" — {count(progress.rows_total, 'row')}" if progress.rows_total else ""
    if progress.rows_done and not progress.rows_total:
        rows = f" — {count(progress.rows_done, 'row')} so far"
    elif progress.rows_done:
        rows = f" — {number(progress.rows_done)} of {count(progress.rows_total, 'row')}"
    return f"Step {step + 1} of {steps}: {progress.phase}{rows}"
