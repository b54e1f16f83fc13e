"""Watching a job: how far it is, from the database, wherever it runs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from importkit.db.connect import as_user
from importkit.jobs import store
from importkit.jobs.job_progress import Watch
from importkit.model import JobStatus
from importkit.progress import Phase, Progress
from importkit.worker import local_worker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.jobs.context import Context
    from importkit.jobs.job import Job

_POLL_INTERVAL_S = 0.5


def watch(context: Context, job_id: str) -> Watch:
    """Return how far a job is, about twice a second, until it has ended; the last step is DONE.

    With the database on this machine and no worker running, one is run for as long as the steps are taken.

    Raises:
        UnknownJobError: There is no such job.
    """
    return Watch(_steps(context, _find(context, job_id).id))


def _steps(context: Context, job_id: str) -> Iterator[Progress]:
    job = _find(context, job_id)
    with local_worker(context) as worker:
        while not job.has_ended:
            worker.ensure()
            is_waiting = job.status is JobStatus.PENDING
            yield Progress(Phase.WAITING) if is_waiting else job.progress or Progress(Phase.READING)
            time.sleep(_POLL_INTERVAL_S)
            job = _find(context, job_id)
    rows = job.summary.get("total_rows", 0)
    yield Progress(Phase.DONE, rows, rows)


def _find(context: Context, job_id: str) -> Job:
    with as_user(context.engine, context.email, "find the import") as connection:
        return store.find(job_id, context.brand.id, connection)
