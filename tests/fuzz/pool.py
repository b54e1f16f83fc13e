"""Child processes that share the cases between them; one that dies is replaced, and its case is told."""

from __future__ import annotations

import json
import os
import queue
import select
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fuzz.cases import called

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

#: What a workbook of less than a megabyte may take; CPU seconds grow with the load of a machine.
MOST_MB = 350
MOST_SECONDS = 30

#: Seconds without an answer after which a child hangs, whatever else the machine does.
_PATIENCE = 600

#: Cases after which a child makes room for a fresh one.
_LIFETIME = 400

_TESTS = Path(__file__).parent.parent


@dataclass
class Results:
    """What came of the cases."""

    tried: int = 0
    accepted: int = 0
    refused: int = 0
    compared: int = 0
    slowest: float = 0.0
    largest: float = 0.0
    faults: dict[int, str] = field(default_factory=dict)

    def add(self, seed: int, answer: dict[str, Any]) -> None:
        """Count an answer."""
        number = answer["number"]
        self.tried += 1
        self.accepted += answer["outcome"] == "accepted"
        self.refused += answer["outcome"] == "refused"
        self.compared += answer.get("compared", False)
        self.slowest = max(self.slowest, answer.get("cpu", 0))
        self.largest = max(self.largest, answer.get("mb", 0))
        if fault := _fault(answer):
            self.faults[number] = f"{called(seed, number)}: {fault}"

    def __str__(self) -> str:
        return (
            f"{self.tried} cases: {self.accepted} accepted ({self.compared} of them compared with openpyxl), "
            f"{self.refused} refused; the slowest took {self.slowest:.1f} CPU s, "
            f"the largest {self.largest:.0f} MB; {len(self.faults)} faults"
        )


def _fault(answer: dict[str, Any]) -> str:
    if answer["outcome"] == "failed":
        return str(answer["what"])
    if answer.get("differences"):
        shown = answer["differences"]
        return f"{len(shown)} differences, such as {shown[0]}"
    if answer["cpu"] > MOST_SECONDS or answer["mb"] > MOST_MB:
        took = f"{answer['cpu']:.1f} CPU s and {answer['mb']:.0f} MB"
        return f"took {took} ({answer['outcome']}: {answer['what']})"
    return ""


def run(
    seed: int, numbers: Iterable[int], *, children: int = 2, tell: Callable[[Results], None] | None = None
) -> Results:
    """Return what came of these cases."""
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in numbers:
        waiting.put(number)
    results, lock = Results(), threading.Lock()

    def work() -> None:
        for answer in _answers(seed, waiting):
            with lock:
                results.add(seed, answer)
                if tell is not None:
                    tell(results)

    with ThreadPoolExecutor(children) as threads:
        for done in [threads.submit(work) for _ in range(children)]:
            done.result()  # or cases would be missing without a word
    return results


def _answers(seed: int, waiting: queue.SimpleQueue[int]) -> Iterator[dict[str, Any]]:
    """Yield answers to the cases that wait, from one child after the other."""
    number = _next(waiting)
    while number is not None:
        child = _Child()
        while number is not None and child.cases < _LIFETIME:
            answer = child.ask(seed, number)
            yield answer or {"number": number, "outcome": "failed", "what": child.end()}
            number = _next(waiting)
            if answer is None:
                break
        else:
            child.stop()


def _next(waiting: queue.SimpleQueue[int]) -> int | None:
    try:
        return waiting.get_nowait()
    except queue.Empty:
        return None


class _Child:
    """One process that reads broken workbooks."""

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, (str(_TESTS), str(_TESTS.parent), os.environ.get("PYTHONPATH"))))
        self.cases = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "fuzz.child"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "RUST_BACKTRACE": "0"},
        )  # fmt: skip

    def ask(self, seed: int, number: int) -> dict[str, Any] | None:
        """Return the answer to a case, or None when the child died or hangs."""
        self.cases += 1
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(f"{seed} {number}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return None
        if not select.select([self._process.stdout], [], [], _PATIENCE)[0]:
            return None
        line = self._process.stdout.readline()
        return json.loads(line) if line.endswith("\n") else None

    def end(self) -> str:
        """Return how the child ended; one that hangs is killed."""
        try:
            code = self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return "it hangs"
        finally:
            self._close()
        return f"it ended the process with {signal.Signals(-code).name if code < 0 else code}"

    def stop(self) -> None:
        """Let the child end."""
        self._close()
        self._process.wait()

    def _close(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
