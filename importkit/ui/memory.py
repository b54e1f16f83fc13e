"""The memory of the page's server."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

import pyarrow as pa


def return_free() -> None:
    """Return what is free to the system; Arrow and glibc keep it for later otherwise."""
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):  # other libraries have no such function
            ctypes.CDLL(None).malloc_trim(0)
