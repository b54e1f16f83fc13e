"""The DuckDB that the small sheets of a process share: starting one takes longer than any statement."""

from __future__ import annotations

import atexit
import os
import shutil
from contextlib import contextmanager
from itertools import count
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Enough for the largest sheet Excel can hold; what exceeds it is kept in a temporary folder meanwhile. With
#: a quarter more such a sheet is no faster, and its peak that much higher.
_MEMORY = "768MB"

#: The instance of each process, by its number: a forked one has that of its parent, but starts its own. An
#: instance has no threads, so that processes can be forked: a child would wait at its end for those it lacks.
_instances: dict[int, duckdb.DuckDBPyConnection] = {}

_numbers = count(1)


def start(*, threads: int, folder: str, async_threads: int = 2) -> duckdb.DuckDBPyConnection:
    """Start an instance in memory, which spills into a folder.

    Args:
        threads: How many threads run a statement, that which asks included.
        folder: Where it spills.
        async_threads: How many threads wait for the disk; without them, those that run a statement do.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "async_threads": async_threads,
        "memory_limit": _MEMORY,
        "temp_directory": folder,  # otherwise a sheet too large would spill into the current folder
        "autoinstall_known_extensions": False,  # nothing is downloaded at run time
        "python_enable_replacements": False,  # a name means a table, never a Python variable
    }
    return duckdb.connect(":memory:", config=config)


@contextmanager
def own_database() -> Iterator[Any]:
    """Yield a connection to an empty database in the shared instance; it is gone with the block.

    After an error in the block nobody is given that instance any more: DuckDB refuses all work in one that
    failed badly.
    """
    connection, name = _shared().cursor(), f"sheet_{next(_numbers)}"
    try:
        connection.execute(f"ATTACH ':memory:' AS {name}")
        connection.execute(f"USE {name}")
        yield connection
        connection.execute("USE memory")
        connection.execute(f"DETACH {name}")
    except BaseException:
        _instances.pop(os.getpid(), None)
        raise
    finally:
        connection.close()


def _shared() -> duckdb.DuckDBPyConnection:
    process = os.getpid()
    return _instances.get(process) or _instances.setdefault(process, _start_shared(process))


def _start_shared(process: int) -> duckdb.DuckDBPyConnection:
    folder = mkdtemp(prefix="importkit-")
    atexit.register(_remove, folder, process)
    return start(threads=1, async_threads=0, folder=folder)


def _remove(folder: str, process: int) -> None:
    """Remove the folder at the end of the process that made it, not of one forked from it."""
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)
