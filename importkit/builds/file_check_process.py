"""A process that checks workbooks for another one, file by file, and ends with it.

It leaves Ctrl-C to the process that asked; whatever ends that one ends this one, too. What takes long to load
is loaded once the process is prepared for it.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from multiprocessing import get_context, parent_process, resource_tracker
from typing import TYPE_CHECKING, Any

from importkit import command_process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from importkit.builds.file_report import FileReport
#: So long may a process take to end by itself.
_SECONDS_TO_END = 5.0


class FileCheckProcess:
    """One process that checks files, each when it is asked to."""

    def __init__(self, check: Callable[[Any], FileReport]) -> None:
        """Start it; it loads what it needs for the check while this process goes on."""
        context = get_context("spawn")
        self._connection, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there,), daemon=True)
        with _interrupts_held():
            self._process.start()
        there.close()
        self._connection.send(check)

    def check(self, file: object) -> FileReport:
        """Return what was found in a file.

        Raises:
            UsageError: The taxonomy cannot be used, or there is no such brand.
            EnvironmentFailure: The process came to an unexpected end.
        """
        from importkit.errors import EnvironmentFailure

        try:
            self._connection.send(file)
            report, error = self._connection.recv()
        except (EOFError, OSError) as ended:
            raise EnvironmentFailure(
                "A process that checked workbooks came to an unexpected end.",
                hint="Memory may have run out. Try again with fewer at once, such as --jobs 1.",
            ) from ended
        if error is not None:
            raise error
        return report  # type: ignore[no-any-return]  # what a pipe gives has no type

    def end(self) -> None:
        """Let it end, once nothing is asked of it."""
        self._connection.close()
        self._process.join(_SECONDS_TO_END)
        self.kill()

    def kill(self) -> None:
        """End it at once, whatever it does."""
        self._process.kill()


def _serve(connection: Connection) -> None:
    """Check each file that the connection names, until it is closed."""
    command_process.prepare()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        check = connection.recv()  # which loads it
        while True:
            file = connection.recv()
            try:
                connection.send((check(file), None))
            except Exception as error:  # noqa: BLE001  whoever asked raises it
                connection.send((None, error))
    except (EOFError, OSError):
        return


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back for a moment; a process that is started meanwhile never gets it."""
    if not hasattr(signal, "pthread_sigmask"):  # as on Windows
        yield
        return
    resource_tracker.ensure_running()  # which would let it through to what is started next
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
