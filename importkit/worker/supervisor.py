"""Running one attempt in a child process, within its time and its memory."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING

import psutil

from importkit import settings
from importkit.grammar import count

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from importkit.settings import WorkerSettings

logger = logging.getLogger(__name__)

#: Seconds between two looks at a child's memory.
LOOK_EVERY_S = 0.25


async def run_child(job_id: str, number: int, database_url: str, limits: WorkerSettings) -> str:
    """Run an attempt and return why it failed; empty when the job has ended, or is another attempt's.

    The child does not outlive this call, however it ends: cancelled, it kills.
    """
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "importkit.worker.child", job_id, str(number)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=settings.for_child(database_url),
        start_new_session=True,  # Ctrl-C is for the worker, which then lets it finish
    )
    try:
        async with asyncio.timeout(limits.attempt_s):
            return await _told(child, limits)
    except TimeoutError:
        return _logged(took_too_long("The import", limits))
    finally:
        await _bury(child)


async def _told(child: Process, limits: WorkerSettings) -> str:
    """Wait for the child's end, with an eye on its memory, and return what it says went wrong."""
    assert child.stdout is not None  # noqa: S101  asked for above
    said = asyncio.ensure_future(child.stdout.read())
    try:
        while True:
            done, _ = await asyncio.wait({said}, timeout=LOOK_EVERY_S)
            if done:
                break
            # Not a limit on addresses: Arrow and DuckDB reserve many times the memory that they use.
            if resident_bytes(child.pid) > limits.attempt_bytes:
                return _logged(needed_too_much("The import", limits))
    finally:
        said.cancel()
    code = await child.wait()
    if code == 0:
        return ""
    words = said.result().decode(errors="replace").strip()
    return words or _logged(f"The process that ran the import ended unexpectedly ({how(code)}).")


def _logged(reason: str) -> str:
    """Log why an attempt was stopped, and return it; what the child itself says may quote a cell."""
    logger.warning("%s", reason)
    return reason


async def _bury(child: Process) -> None:
    """Kill the child if it still runs, and wait for its end, even while this is being cancelled."""
    if child.returncode is None:
        child.kill()
    await asyncio.shield(child.wait())


def resident_bytes(pid: int) -> int:
    """Return the memory that a process holds; 0 once it has ended."""
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:  # it ended this moment
        return 0


def how(code: int) -> str:
    """Return how a process ended, by its exit code."""
    return f"signal {-code}" if code < 0 else f"code {code}"


def took_too_long(what: str, limits: WorkerSettings) -> str:
    """Return why a child was stopped that took more time than it may."""
    return f"{what} took longer than {_minutes(limits.attempt_s)}."


def needed_too_much(what: str, limits: WorkerSettings) -> str:
    """Return why a child was stopped that held more memory than it may."""
    return f"{what} needed more than {limits.attempt_bytes // 2**20} MB of memory."


def _minutes(seconds: int) -> str:
    return count(seconds // 60, "minute") if seconds >= 120 else count(seconds, "second")
