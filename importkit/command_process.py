"""What makes a process quick that runs one command, or one import, and ends."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

#: How many objects may be new before Python looks for garbage among them; 700 by default. Modules, and a
#: sheet that is read, make hundreds of thousands that all live on, and each look walks over them: with half
#: of this an import of few rows looks once and takes a twelfth longer, with twice as much no less.
_NEW_OBJECTS = 500_000

#: Pandera loads it where it is installed, to make data up. No command does, and it takes half as long as
#: pandas.
_NOT_LOADED = "hypothesis"


def prepare() -> None:
    """Prepare this process, of one's own; call it before anything else is loaded."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # noqa: TID251  it is set, for a search in all distributions
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]
    modules.setdefault(_NOT_LOADED, None)  # Python then says that there is no such module


def run(main: Callable[[], object]) -> NoReturn:
    """Run `main`, and end this process with the exit code that it returns or exits with."""
    try:
        code = main()
    except SystemExit as ended:
        code = ended.code
    _end_at_once(code)
    sys.exit(code)  # type: ignore[arg-type]  # what it takes, main may return


def _end_at_once(code: object) -> None:
    """End this process without taking each object in it apart, which takes half as long as loading pandas.

    What is registered to be done at the end is done before. A thread that is to be waited for, a text that
    stands for a code, or streams that take no more, are left to Python.
    """
    waited_for = [thread for thread in threading.enumerate() if not thread.daemon]
    if waited_for != [threading.main_thread()] or not isinstance(code, int | None):
        return
    atexit._run_exitfuncs()  # noqa: SLF001  Python has no other word for it
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # as it is where a program has no terminal
                stream.flush()
    except (OSError, ValueError):
        return
    os._exit((code or 0) & 0xFF)
