"""What went wrong, as one sentence with a next step; exit codes."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from importkit.errors import EnvironmentFailure, ImportkitError, was_stopped

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger("importkit.cli")

#: What a shell says of a program that Ctrl-C ended.
STOPPED = 130


@contextmanager
def report_errors() -> Iterator[None]:
    """Tell an error on stderr and exit with its code; let a normal end pass."""
    try:
        yield
    except SystemExit as ended:
        if ended.code == STOPPED:
            _print_stopped()
        raise
    except KeyboardInterrupt:
        _print_stopped()
        sys.exit(STOPPED)
    except Exception as error:
        logger.debug("it came from here", exc_info=error)
        sys.exit(_report(error))


def _report(error: Exception) -> int:
    """Tell an error and return the exit code for it."""
    if was_stopped(error):
        _print_stopped()
        return STOPPED
    if isinstance(error, ImportkitError):
        print_error(error)
        return error.exit_code
    if isinstance(error, OSError) and error.filename:
        print_note(f"{error.filename} cannot be used: {(error.strerror or '').lower()}.", mark="Error: ")
        print_note("Close it where it is open, or give another name.")
        return EnvironmentFailure.exit_code
    print_note(f"Something unexpected went wrong: {type(error).__name__}: {_first_line(error)}")
    if not logger.isEnabledFor(logging.DEBUG):
        print_note("Run it again as importkit --debug … to see where, and report that.")
    return EnvironmentFailure.exit_code


def _print_stopped() -> None:
    print_note(
        "Stopped. An import that was under way here has written nothing; one in the background goes on."
    )


def print_error(error: ImportkitError) -> None:
    """Write an error and its hint to stderr."""
    from importkit.cli.output import for_here

    print_note(error.message, mark="Error: ")
    if error.hint:
        print_note(for_here(error.hint))


def print_note(text: str, *, mark: str = "") -> None:
    """Write one line to stderr; text of a file in it cannot steer the terminal."""
    from rich.console import Console
    from rich.text import Text

    from importkit.cli.output import plain

    line = Text.assemble((mark, "bold red"), plain(text))
    Console(stderr=True, highlight=False).print(line, soft_wrap=True)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0] or "no message"
