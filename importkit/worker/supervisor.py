"""Running attempts in child processes, each within its time and its memory."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from dataclasses import dataclass, field
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

#: Seconds that a child is kept which has nothing to do: it holds the memory of what it has loaded.
_KEPT_S = 300.0

#: The longest answer of a child, in bytes.
_LONGEST_ANSWER = 2**20


@dataclass
class Children:
    """The processes in which a worker runs attempts, one at a time each; those that can run another wait."""

    _waiting: dict[Process, asyncio.TimerHandle] = field(default_factory=dict)
    _database_url: str = ""

    async def run(self, job_id: str, number: int, database_url: str, limits: WorkerSettings) -> str:
        """Run an attempt and return why it failed; empty when the job has ended, or is another attempt's.

        Its process does not outlive this call unless it can run another: cancelled, it kills.
        """
        child, goes_on = await self._take(database_url), False
        try:
            async with asyncio.timeout(limits.attempt_s):
                reason, goes_on = await _run(child, f"{job_id} {number}\n", limits)
        except TimeoutError:
            reason = _logged(timeout_reason("The import", limits))
        finally:
            if goes_on:
                self._keep(child)
            else:
                await _kill_and_reap(child)
        return reason

    async def end(self) -> None:
        """End the processes that wait for an attempt."""
        while self._waiting:
            await _kill_and_reap(self._take_waiting())

    async def _take(self, database_url: str) -> Process:
        if database_url != self._database_url:
            await self.end()
            self._database_url = database_url
        while self._waiting:
            if (child := self._take_waiting()).returncode is None:
                return child
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "importkit.worker.child"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=settings.for_child(database_url),
            start_new_session=True,  # Ctrl-C is for the worker, which then lets it finish
            limit=_LONGEST_ANSWER,
        )

    def _take_waiting(self) -> Process:
        child, end = self._waiting.popitem()
        end.cancel()
        return child

    def _keep(self, child: Process) -> None:
        """Keep a process for the next attempt, for a while."""
        end = asyncio.get_running_loop().call_later(_KEPT_S, self._let_go, child)
        self._waiting[child] = end

    def _let_go(self, child: Process) -> None:
        del self._waiting[child]
        if child.returncode is None:
            child.kill()


async def _run(child: Process, attempt: str, limits: WorkerSettings) -> tuple[str, bool]:
    """Run an attempt within its memory; return why it failed, and whether the process can run another."""
    assert child.stdin is not None  # noqa: S101  asked for above
    assert child.stdout is not None  # noqa: S101  asked for above
    child.stdin.write(attempt.encode())
    answer = asyncio.ensure_future(child.stdout.readline())
    try:
        while not (await asyncio.wait({answer}, timeout=POLL_INTERVAL_S))[0]:
            # Not a limit on addresses: Arrow and DuckDB reserve many times the memory that they use.
            if resident_bytes(child.pid) > limits.attempt_bytes:
                return _logged(memory_reason("The import", limits)), False
    finally:
        answer.cancel()
    if not (line := answer.result()):
        code = await child.wait()
        reason = f"The process that ran the import ended unexpectedly ({exit_reason(code)})."
        return _logged(reason), False
    outcome = json.loads(line)
    return outcome["reason"], outcome["goes_on"]


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
