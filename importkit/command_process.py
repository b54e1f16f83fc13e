"""What makes a process quick that runs one command, or one import, and ends."""

from __future__ import annotations

import gc
import sys

#: How many objects may be new before Python looks for garbage among them; 700 by default. A sheet makes millions that
#: all live until it is read, and each look walks over them.
_NEW_OBJECTS = 50_000

#: Pandera loads it where it is installed, to make data up, which takes as long as half of pandas; no command does that.
_NOT_LOADED = "hypothesis"


def prepare() -> None:
    """Prepare this process; call it before anything else is loaded, and never in a process of somebody else's."""
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
    if _NOT_LOADED not in sys.modules:
        sys.modules[_NOT_LOADED] = None  # type: ignore[assignment]  what makes Python say that there is no such module
