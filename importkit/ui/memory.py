"""The memory of the page's server."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress
from functools import cache

import pyarrow as pa


def return_free() -> None:
    """Return what nobody uses any more to the system; Python, Arrow and glibc keep it for later otherwise."""
    gc.collect()  # a check and what was asked of it hold each other
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):  # other libraries have no such function
            ctypes.CDLL(None).malloc_trim(0)


@cache
def freeze_loaded(part: str) -> None:  # noqa: ARG001  the cache's
    """Let the garbage collector leave alone what is loaded by now, once: it stays for as long as the server.

    Streamlit collects after each run of a page, and looking through all of pandas each time takes longer than
    most runs.

    Args:
        part: Of the server, which was loaded just now.
    """
    gc.collect()
    gc.freeze()
