"""The queue: procrastinate on the same Postgres, in a schema of its own.

It knows nothing but job ids. What a job is, how often it was tried and how it ended stands in `import_jobs`:
a queue row that is lost, or there twice, costs time and no import.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit import staging
from importkit.db.connect import as_service
from importkit.db.statements import statement

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from importkit.jobs.context import Site
    from importkit.settings import WorkerSettings

#: The queue that imports wait in, and the name of the task; both are written by queue_import, too.
QUEUE = "imports"
TASK = "import"

#: The task that is run once a day, and the queue that it waits in.
CLEANUP = "cleanup"

#: Every queue there is.
QUEUES = (QUEUE, CLEANUP)

_FORSAKEN = "The program that ran the import has ended before its end."


@dataclass(frozen=True)
class Forsaken:
    """Jobs that nobody runs and no queue knows, by their ids.

    Attributes:
        again: They can be tried again.
        over: Their attempts are used up, or no file is kept that another attempt could read.
    """

    again: tuple[str, ...] = ()
    over: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.again) + len(self.over)


def living_workers(stall_s: int, connection: Connection) -> int:
    """Return how many workers give signs of life."""
    counted = connection.execute(statement("jobs", "count_workers"), {"stall_seconds": stall_s})
    return int(counted.scalar_one())


def has_worker(context: Site) -> bool:
    """Return whether any worker gives signs of life."""
    with as_service(context.engine, "look for workers") as connection:
        return living_workers(context.settings.worker.stall_s, connection) > 0


def rescue_stalled(worker_id: int, lost: list[int], stall_s: int, connection: Connection) -> int:
    """Put back what dead workers had taken, and what this one lost sight of; return how many.

    What is of a job that has ended leaves the queue.
    """
    binds = {"worker_id": worker_id, "lost": lost, "stall_seconds": stall_s}
    return len(connection.execute(statement("jobs", "requeue_stalled"), binds).all())


def find_forsaken(limits: WorkerSettings, connection: Connection) -> Forsaken:
    """Return jobs that nobody runs and no queue knows; they are held until the transaction ends."""
    binds = {"silent_seconds": limits.silent_s, "attempts": limits.attempts}
    found = connection.execute(statement("jobs", "select_forsaken"), binds).all()
    return Forsaken(
        tuple(job.id for job in found if job.has_more), tuple(job.id for job in found if not job.has_more)
    )


def rescue_forsaken(limits: WorkerSettings, connection: Connection) -> Forsaken:
    """Queue again, or fail, jobs that nobody runs and no queue knows; return them."""
    found = find_forsaken(limits, connection)
    if found.again:
        connection.execute(statement("jobs", "requeue_forsaken"), {"ids": list(found.again)}).all()
    if found.over:
        binds = {"ids": list(found.over), "error": _FORSAKEN}
        connection.execute(statement("jobs", "fail_forsaken"), binds)
        for job_id in found.over:
            staging.clear_failed(job_id, connection)
    return found


def keep(queue_id: int, connection: Connection) -> None:
    """Let nobody's wish to stop a job count that is handed back: it is to be run again."""
    connection.execute(statement("jobs", "keep_queued"), {"queue_id": queue_id})


def taken(worker_id: int, connection: Connection) -> set[int]:
    """Return the queue's numbers that a worker has taken and not given back."""
    found = connection.execute(statement("jobs", "select_taken"), {"worker_id": worker_id})
    return set(found.scalars())


def beat(worker_id: int, connection: Connection) -> bool:
    """Give a worker's sign of life; False when others took it for dead and forgot it."""
    found = connection.execute(statement("jobs", "beat"), {"worker_id": worker_id})
    return found.one_or_none() is not None
