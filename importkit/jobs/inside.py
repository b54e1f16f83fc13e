"""A worker inside: with the database on this machine, one command is enough to have imports done.

It is a process of its own, which ends with the one that asked for it.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from importkit import settings
from importkit.jobs import background

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.jobs.workspace import Workspace


@contextmanager
def worker_inside(shop: Workspace) -> Iterator[bool]:
    """Run a worker for the length of the block if none is there, and yield whether there is one.

    With a server of one's own none is run: there, workers are somebody's decision.
    """
    if background.has_worker(shop):
        yield True
        return
    if shop.settings.database_url is not None:
        yield False
        return
    process = start_inside(shop)
    try:
        yield True
    finally:
        stop_inside(process)


def start_inside(shop: Workspace) -> subprocess.Popen[bytes]:
    """Start a worker that ends when this process does, or when its stdin is closed."""
    url = shop.engine.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-m", "importkit.jobs.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=settings.for_child(url),
        start_new_session=True,  # Ctrl-C is for the command; the worker then hands back what it runs
    )


def stop_inside(process: subprocess.Popen[bytes]) -> None:
    """Let a worker hand back what it runs, and wait for its end."""
    if process.stdin is not None:
        process.stdin.close()
    process.wait()
