"""Errors as a person can read them: what happened, what is safe, and what to do next."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from importkit.errors import DatabaseError, EnvironmentFailure, ImportkitError
from importkit.ui import state
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

_SAFE = "Nothing that was imported is lost."
_LATER = "Try it again in a moment. If it stays like this, tell whoever runs importkit."
#: A command, which helps nobody who has no terminal.
_COMMAND = re.compile(r"\b(?:importkit [a-z]|ssh-key)")


def show(error: ImportkitError, *, about: str = "") -> None:
    """Show an error; `about` names the file it is about, where the message does not.

    What only helps somebody at a terminal is folded away.
    """
    if isinstance(error, DatabaseError):
        _show_sentences("The database did not do what was asked.", _SAFE, _LATER, about=about)
        _show_details(f"{error.message} {error.hint}")
    elif _COMMAND.search(error.hint):
        _show_sentences(error.message, about=about)
        _show_details(error.hint)
    else:
        _show_sentences(error.message, error.hint, about=about)


def show_problem() -> None:
    """Show what went wrong with the last call, if anything did."""
    state.put(has_news=False)
    if problem := state.get().problem:
        about, error = problem
        show(error, about=about)


@contextmanager
def report_errors(key: str = "page") -> Iterator[None]:
    """Show an error of the page, or of a part that runs by itself, and offer to try it again.

    A fragment and a dialog run without the page around them, so each needs it for itself.

    Args:
        key: Tells the part from others that may be on the page.
    """
    state.put(is_member=None)
    try:
        yield
    except ImportkitError as error:
        show(error)
        _offer_again(key)
    except Exception as error:  # Streamlit's own ways to end a run are no Exception
        logger.exception("The page failed.")
        show(_unexpected(error))
        _offer_again(key)


@contextmanager
def keep_problem(about: str) -> Iterator[None]:
    """Keep an error of a callback, which runs before the page, for the page to show.

    Args:
        about: The name of the file that the call was about.
    """
    state.put(problem=None, has_news=True)
    try:
        yield
    except ImportkitError as error:
        state.put(problem=(about, error))
    except Exception as error:
        logger.exception("The page failed.")
        state.put(problem=(about, _unexpected(error)))


def _unexpected(error: Exception) -> EnvironmentFailure:
    """Return what a visitor is told of an error that nobody has foreseen."""
    hint = f"{_SAFE} {_LATER} Their log has the details."
    return EnvironmentFailure(
        f"Something went wrong that importkit did not expect ({type(error).__name__}).", hint=hint
    )


def _show_sentences(*sentences: str, about: str) -> None:
    first, *others = (plain(sentence) for sentence in sentences if sentence)
    subject = f"**{plain(about)}** — " if about and about not in sentences[0] else ""
    st.error("\n\n".join((f"{subject}{first}", " ".join(others))).strip(), icon=":material/error:")


def _show_details(text: str) -> None:
    with st.expander("For whoever runs importkit", type="compact"):
        st.markdown(plain(text))


def _offer_again(key: str) -> None:
    st.button("Try again", key=f"again-{key}", icon=":material/refresh:")
