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
def told() -> Iterator[None]:
    """Tell an error on stderr and exit with its code; let a normal end pass."""
    try:
        yield
    except SystemExit as ended:
        if ended.code == STOPPED:
            _say_stopped()
        raise
    except KeyboardInterrupt:
        _say_stopped()
        sys.exit(STOPPED)
    except Exception as error:
        logger.debug("it came from here", exc_info=error)
        sys.exit(_tell_any(error))


def _tell_any(error: Exception) -> int:
    """Tell an error and return the exit code for it."""
    if was_stopped(error):
        _say_stopped()
        return STOPPED
    if isinstance(error, ImportkitError):
        tell(error)
        return error.exit_code
    if isinstance(error, OSError) and error.filename:
        say(f"{error.filename} cannot be used: {(error.strerror or '').lower()}.", mark="Error: ")
        say("Close it where it is open, or give another name.")
        return EnvironmentFailure.exit_code
    say(f"Something unexpected went wrong: {type(error).__name__}: {_first_line(error)}")
    if not logger.isEnabledFor(logging.DEBUG):
        say("Run it again as importkit --debug … to see where, and report that.")
    return EnvironmentFailure.exit_code


def _say_stopped() -> None:
    say("Stopped. An import that was under way here has written nothing; one in the background goes on.")


def tell(error: ImportkitError) -> None:
    """Write an error and its hint to stderr."""
    from importkit.cli.output import for_here

    say(error.message, mark="Error: ")
    if error.hint:
        say(for_here(error.hint))


def say(text: str, *, mark: str = "") -> None:
    """Write one line to stderr; text of a file in it cannot steer the terminal."""
    from rich.console import Console
    from rich.text import Text

    from importkit.cli.output import plain

    line = Text.assemble((mark, "bold red"), plain(text))
    Console(stderr=True, highlight=False).print(line, soft_wrap=True)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0] or "no message"
