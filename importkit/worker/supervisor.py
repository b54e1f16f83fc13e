"""Running one attempt in a child process, within its time and its memory."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING

import psutil

from importkit import settings
from importkit.grammar import duration

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from importkit.settings import WorkerSettings

logger = logging.getLogger(__name__)

#: Seconds between two looks at a child's memory.
POLL_INTERVAL_S = 0.25


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
            return await _wait_within_limits(child, limits)
    except TimeoutError:
        return _logged(timeout_reason("The import", limits))
    finally:
        await _kill_and_reap(child)


async def _wait_within_limits(child: Process, limits: WorkerSettings) -> str:
    """Wait for the child's end, with an eye on its memory, and return what it says went wrong."""
    assert child.stdout is not None  # noqa: S101  asked for above
    output = asyncio.ensure_future(child.stdout.read())
    try:
        while True:
            done, _ = await asyncio.wait({output}, timeout=POLL_INTERVAL_S)
            if done:
                break
            # Not a limit on addresses: Arrow and DuckDB reserve many times the memory that they use.
            if resident_bytes(child.pid) > limits.attempt_bytes:
                return _logged(memory_reason("The import", limits))
    finally:
        output.cancel()
    code = await child.wait()
    if code == 0:
        return ""
    words = output.result().decode(errors="replace").strip()
    return words or _logged(f"The process that ran the import ended unexpectedly ({exit_reason(code)}).")


def _logged(reason: str) -> str:
    """Log why an attempt was stopped, and return it; what the child itself says may quote a cell."""
    logger.warning("%s", reason)
    return reason


async def _kill_and_reap(child: Process) -> None:
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


def exit_reason(code: int) -> str:
    """Return how a process ended, by its exit code."""
    return f"signal {-code}" if code < 0 else f"code {code}"


def timeout_reason(what: str, limits: WorkerSettings) -> str:
    """Return why a child was stopped that took more time than it may."""
    return f"{what} took longer than {duration(limits.attempt_s)}."


def memory_reason(what: str, limits: WorkerSettings) -> str:
    """Return why a child was stopped that held more memory than it may."""
    return f"{what} needed more than {limits.attempt_bytes // 2**20} MB of memory."
