"""What a process costs: its own time, that of the database server meanwhile, and the memory at its peak."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from benchmarks.servers import Server

CHILD = Path(__file__).with_name("child.py")


#: More seconds than a server at rest takes between two counts.
_ENDED_S = 0.05


@dataclass(frozen=True)
class Cost:
    """What one run has cost.

    Attributes:
        wall_s: From the start of the process to its end.
        client_s: Processor time of it and of what it waited for.
        server_s: Processor time of every process of the database server meanwhile.
        peak_mb: The most memory that one of the client's processes had.
    """

    wall_s: float
    client_s: float
    server_s: float
    peak_mb: float

    @property
    def cpu_s(self) -> float:
        """Return the processor time on both sides."""
        return self.client_s + self.server_s


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(
        median(cost.wall_s for cost in costs),
        median(cost.client_s for cost in costs),
        median(cost.server_s for cost in costs),
        median(cost.peak_mb for cost in costs),
    )


def run(
    command: Sequence[str | Path],
    folder: Path,
    variables: Mapping[str, str],
    server: Server,
    codes: Collection[int] = (0,),
) -> Cost:
    """Run a command to its end and return what it has cost.

    Args:
        command: The path of a program, and its words.
        folder: Where it runs, and where its output goes.
        variables: Its environment.
        server: The server that it works with, at rest.
        codes: The exit codes that mean success.

    Raises:
        RuntimeError: It ended with another exit code.
    """
    words, taken, said = [str(word) for word in command], folder / "taken.json", folder / "output.txt"
    with said.open("wb") as output:
        before = server.cpu_s()
        subprocess.run(
            [sys.executable, "-SE", CHILD, taken, *words],
            cwd=folder,
            env=dict(variables),
            stdout=output,
            stderr=output,
            check=True,
        )
    code, wall_s, client_s, peak_mb = json.loads(taken.read_text(encoding="utf-8"))
    if code not in codes:
        end = said.read_text(encoding="utf-8", errors="replace")[-2_000:]
        raise RuntimeError(f"{' '.join(words)} ended with {code}:\n{end}")
    server.wait_until_left()
    return Cost(wall_s, client_s, server.cpu_s() - before, peak_mb)


def tree_cpu_s(process_id: int) -> float:
    """Return the processor time so far of a process, of what it waited for, and of what runs below it."""
    root = psutil.Process(process_id)
    found, again = _tree_cpu_s(root), _tree_cpu_s(root)
    while abs(again - found) > _ENDED_S:  # one that ended in between is missing from a count, or there twice
        found, again = again, _tree_cpu_s(root)
    return again


def _tree_cpu_s(root: psutil.Process) -> float:
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:  # whoever waits for it counts it
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total
