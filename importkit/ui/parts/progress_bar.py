"""How far a check or an import is: real figures, never an estimate."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from importkit.display import phase_words
from importkit.progress import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from importkit.progress import Progress

_LOOKING = (Phase.READING, Phase.VALIDATING, Phase.RESOLVING)
CHECKING = (*_LOOKING, Phase.PLANNING)
#: Seconds in which nobody has to see that something is done.
_MOMENT_S = 0.5
IMPORTING = (*_LOOKING, Phase.STAGING, Phase.COMMITTING)


def bar(phases: Sequence[Phase]) -> Callable[[Progress], None]:
    """Return a function that shows a progress on one bar."""
    shown = st.progress(0.0, text="Starting")

    def report(progress: Progress) -> None:
        if progress.phase in phases:
            shown.progress(*_shown(phases, progress))

    return report


@contextmanager
def passing(phases: Sequence[Phase]) -> Iterator[Callable[[Progress], None]]:
    """Yield a function that shows a progress, but nothing of what is over in a moment."""
    place, begun = st.empty(), time.monotonic()

    def report(progress: Progress) -> None:
        if progress.phase in phases and time.monotonic() - begun > _MOMENT_S:
            share, text = _shown(phases, progress)
            place.progress(share, text=text)

    yield report
    place.empty()


def draw(phases: Sequence[Phase], progress: Progress) -> None:
    """Show a progress at once, so that a bar which is drawn again does not begin at nothing."""
    if progress.phase in phases:
        share, text = _shown(phases, progress)
        st.progress(share, text=text)


def _shown(phases: Sequence[Phase], progress: Progress) -> tuple[float, str]:
    step = phases.index(progress.phase)
    text = f"Step {step + 1} of {len(phases)}: {phase_words(progress)}"
    return _share(step, progress, len(phases)), text


def _share(step: int, progress: Progress, steps: int) -> float:
    within = progress.rows_done / progress.rows_total if progress.rows_total else 0.0
    return min(1.0, (step + within) / steps)
