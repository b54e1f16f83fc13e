"""Errors as a person can read them: one sentence, and what to do next."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from importkit.errors import EnvironmentFailure, ImportkitError
from importkit.ui import state
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)


def show(error: ImportkitError, *, about: str = "") -> None:
    """Show an error; `about` names the file it is about, where the message does not."""
    subject = f"**{plain(about)}** — " if about and about not in error.message else ""
    hint = f"\n\n{plain(error.hint)}" if error.hint else ""
    st.error(f"{subject}{plain(error.message)}{hint}", icon=":material/error:")


def show_problem() -> None:
    """Show what went wrong with the last call, if anything did."""
    if problem := state.get().problem:
        about, error = problem
        show(error, about=about)


@contextmanager
def report_errors() -> Iterator[None]:
    """Show an error of the page, or of a part that runs by itself, as a sentence.

    A fragment and a dialog run without the page around them, so each needs it for itself.
    """
    try:
        yield
    except ImportkitError as error:
        show(error)
    except Exception as error:  # Streamlit's own ways to end a run are no Exception
        logger.exception("The page failed.")
        unexpected = f"Something went wrong that importkit did not expect ({type(error).__name__})."
        hint = "Reload the page. If it happens again, tell whoever runs importkit: their log has the details."
        show(EnvironmentFailure(unexpected, hint=hint))
