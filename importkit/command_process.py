"""What makes a process quick that runs one command, or one import, and ends."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

#: How many objects may be new before Python looks for garbage among them; 700 by default. A sheet makes
#: millions that all live until it is read, and each look walks over them.
_NEW_OBJECTS = 50_000

#: Pandera loads it where it is installed, to make data up. No command does, and it takes half as long as
#: pandas.
_NOT_LOADED = "hypothesis"


def prepare() -> None:
    """Prepare this process, of one's own; call it before anything else is loaded."""
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]
    modules.setdefault(_NOT_LOADED, None)  # Python then says that there is no such module
