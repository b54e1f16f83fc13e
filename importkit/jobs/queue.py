"""The queue: procrastinate on the same Postgres, in a schema of its own.

It knows nothing but job ids. What a job is, how often it was tried and how it ended stands in `import_jobs`:
a queue row that is lost, or there twice, costs time and no import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.db.statements import statement

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: The queue that imports wait in, and the name of the task; both are written by queue_import, too.
QUEUE = "imports"
TASK = "import"

_FORSAKEN = "The program that ran the import has ended before its end."


def living_workers(stall_s: int, connection: Connection) -> int:
    """Return how many workers give signs of life."""
    counted = connection.execute(statement("jobs", "count_workers"), {"stall_seconds": stall_s})
    return int(counted.scalar_one())


def rescue_stalled(worker_id: int, lost: list[int], stall_s: int, connection: Connection) -> int:
    """Put back what dead workers had taken, and what this one lost sight of; return how many."""
    binds = {"worker_id": worker_id, "lost": lost, "stall_seconds": stall_s}
    return len(connection.execute(statement("jobs", "requeue_stalled"), binds).all())


def rescue_forsaken(silent_s: int, connection: Connection) -> int:
    """Queue again, or fail, jobs that nobody runs and no queue knows; return how many."""
    binds = {"silent_seconds": silent_s}
    queued = connection.execute(statement("jobs", "requeue_forsaken"), binds).all()
    failed = connection.execute(statement("jobs", "fail_forsaken"), {**binds, "error": _FORSAKEN}).all()
    return len(queued) + len(failed)


def taken(worker_id: int, connection: Connection) -> set[int]:
    """Return the queue's numbers that a worker has taken and not given back."""
    found = connection.execute(statement("jobs", "select_taken"), {"worker_id": worker_id})
    return set(found.scalars())


def beat(worker_id: int, connection: Connection) -> bool:
    """Give a worker's sign of life; False when others took it for dead and forgot it."""
    found = connection.execute(statement("jobs", "beat"), {"worker_id": worker_id})
    return found.one_or_none() is not None
