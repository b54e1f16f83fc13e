"""Watching a job: how far it is, from the database, wherever it runs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit import display
from importkit.model import JobStatus
from importkit.progress import Phase, Progress
from importkit.worker.local_worker import local_worker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.workspace.workspace import Workspace

_POLL_INTERVAL_S = 0.5


@dataclass(frozen=True)
class Watch:
    """How far a job is: its steps in a loop; in a notebook's cell, a bar that moves until it has ended."""

    steps: Iterator[Progress]

    def __iter__(self) -> Iterator[Progress]:
        return self.steps

    def _ipython_display_(self) -> None:
        display.show_progress(self)


def watch(workspace: Workspace, job_id: str) -> Watch:
    """Return how far a job is, about twice a second, until it has ended; the last step is DONE.

    With the database on this machine and no worker running, one is run for as long as the steps are taken.

    Raises:
        UnknownJobError: There is no such job.
    """
    return Watch(_steps(workspace, workspace.job(job_id).id))


def _steps(workspace: Workspace, job_id: str) -> Iterator[Progress]:
    job = workspace.job(job_id)
    with local_worker(workspace) as worker:
        while not job.has_ended:
            worker.ensure()
            is_waiting = job.status is JobStatus.PENDING
            yield Progress(Phase.WAITING) if is_waiting else job.progress or Progress(Phase.READING)
            time.sleep(_POLL_INTERVAL_S)
            job = workspace.job(job_id)
    rows = job.summary.get("total_rows", 0)
    yield Progress(Phase.DONE, rows, rows)
