"""A worker inside: with the database on this machine, one command is enough to have imports done.

It is a process of its own, which ends with the one that asked for it.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importkit import settings
from importkit.jobs import queue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.jobs.context import Context

#: Seconds between two starts: a worker that cannot live here is not started again and again.
_START_EVERY_S = 5.0

#: Seconds that a worker has to hand back what it runs.
_HAND_BACK_S = 10.0


@dataclass
class LocalWorker:
    """At most one worker of this process, whoever asks for it, and a new one when that has died.

    With a server of one's own none is run: there, workers are somebody's decision.
    """

    context: Context
    _process: subprocess.Popen[bytes] | None = None
    _started_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ensure(self) -> bool:
        """Run a worker if none is there, and return whether there is one."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                return True
            # What it left behind looks alive for a while; one that has died is replaced without looking.
            if self._process is None and queue.has_worker(self.context):
                return True
            if self.context.settings.database_url is not None:
                return False
            self._start()
            return True

    def stop(self) -> None:
        """Let the worker hand back what it runs, and wait for its end."""
        with self._lock:
            if self._process is not None:
                stop_process(self._process)
                self._process = None

    def _start(self) -> None:
        now = time.monotonic()
        if self._process is None or now - self._started_at >= _START_EVERY_S:
            self._close_stdin()
            self._process, self._started_at = start_process(self.context), now

    def _close_stdin(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()


def has_no_worker(context: Context) -> bool:
    """Return whether nobody runs what is queued: there is no worker, and none is run without being asked."""
    return context.settings.database_url is not None and not queue.has_worker(context)


@contextmanager
def local_worker(context: Context) -> Iterator[LocalWorker]:
    """Yield what runs a worker when it is asked to; with the block that worker ends."""
    worker = LocalWorker(context)
    try:
        yield worker
    finally:
        worker.stop()


def start_process(context: Context) -> subprocess.Popen[bytes]:
    """Start a worker that ends when this process does, or when its stdin is closed."""
    url = context.engine.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-m", "importkit.worker.local_worker_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=settings.for_child(url),
        start_new_session=True,  # Ctrl-C is for the command; the worker then hands back what it runs
    )


def stop_process(process: subprocess.Popen[bytes]) -> None:
    """Let a worker hand back what it runs, and wait for its end; one that does not end is killed."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_HAND_BACK_S)
    except subprocess.TimeoutExpired:
        process.kill()  # what it ran is begun anew, as after any worker's death
        process.wait()
