"""The queue: procrastinate on the same Postgres, in a schema of its own.

It knows nothing but job ids. What a job is, how often it was tried and how it ended stands in `import_jobs`:
a queue row that is lost, or there twice, costs time and no import.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit.db.connect import as_service
from importkit.db.statements import statement

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from importkit.jobs.context import Context
    from importkit.settings import WorkerSettings

#: The queue that imports wait in, and the name of the task; both are written by queue_import, too.
QUEUE = "imports"
TASK = "import"

#: The task that is run once a day, and the queue that it waits in.
CLEANUP = "cleanup"

#: Every queue there is.
QUEUES = (QUEUE, CLEANUP)

_ABANDONED = "The program that ran the import has ended before its end."


@dataclass(frozen=True)
class AbandonedJobs:
    """Jobs that no worker runs and no queue holds, by their ids.

    Attributes:
        retryable: They can be tried again.
        exhausted: Their attempts are used up, or no file is kept that another attempt could read.
    """

    retryable: tuple[str, ...] = ()
    exhausted: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.retryable) + len(self.exhausted)


def count_live_workers(stall_s: int, connection: Connection) -> int:
    """Return how many workers have a recent heartbeat."""
    counted = connection.execute(statement("jobs", "count_workers"), {"stall_seconds": stall_s})
    return int(counted.scalar_one())


def enqueue(job_id: str, connection: Connection) -> None:
    """Hand a job to the workers, for the user at work, in the transaction that makes it."""
    connection.execute(statement("jobs", "insert_queued_import"), {"job_id": job_id})


def has_worker(context: Context) -> bool:
    """Return whether any worker gives signs of life."""
    with as_service(context.engine, "look for workers") as connection:
        return count_live_workers(context.settings.worker.stall_s, connection) > 0


def recover_stalled(worker_id: int, lost: list[int], stall_s: int, connection: Connection) -> int:
    """Put back what dead workers had taken, and what this one lost sight of; return how many.

    What is of a job that has ended leaves the queue.
    """
    binds = {"worker_id": worker_id, "lost": lost, "stall_seconds": stall_s}
    return len(connection.execute(statement("jobs", "requeue_stalled"), binds).all())


def select_abandoned(limits: WorkerSettings, connection: Connection) -> AbandonedJobs:
    """Return jobs that nobody runs and no queue knows; they are held until the transaction ends."""
    binds = {"silent_seconds": limits.abandoned_after_s, "attempts": limits.attempts}
    found = connection.execute(statement("jobs", "select_abandoned"), binds).all()
    return AbandonedJobs(
        tuple(job.id for job in found if job.has_more), tuple(job.id for job in found if not job.has_more)
    )


def recover_abandoned(limits: WorkerSettings, connection: Connection) -> AbandonedJobs:
    """Queue again, or fail, jobs that nobody runs and no queue knows; return them."""
    found = select_abandoned(limits, connection)
    if found.retryable:
        connection.execute(statement("jobs", "requeue_abandoned"), {"ids": list(found.retryable)}).all()
    if found.exhausted:
        binds = {"ids": list(found.exhausted), "error": _ABANDONED}
        connection.execute(statement("jobs", "fail_abandoned"), binds)
    return found


def clear_abort_request(queue_id: int, connection: Connection) -> None:
    """Let nobody's wish to stop a job count that is handed back: it is to be run again."""
    connection.execute(statement("jobs", "clear_abort_request"), {"queue_id": queue_id})


def claimed_jobs(worker_id: int, connection: Connection) -> set[int]:
    """Return the queue's numbers that a worker has taken and not given back."""
    found = connection.execute(statement("jobs", "select_claimed"), {"worker_id": worker_id})
    return set(found.scalars())


def record_heartbeat(worker_id: int, connection: Connection) -> bool:
    """Record a worker's heartbeat; return False when it was taken for dead and removed."""
    found = connection.execute(statement("jobs", "update_heartbeat"), {"worker_id": worker_id})
    return found.one_or_none() is not None
