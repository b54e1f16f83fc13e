"""How the queue is, and whether anybody works on what waits in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from procrastinate.schema import SchemaManager

from importkit import distribution
from importkit.db.statements import statement
from importkit.doctor.diagnosis import Diagnosis, State
from importkit.grammar import about, count, duration
from importkit.jobs import queue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from importkit.settings import Settings

_MADE = re.compile(r"^CREATE (TABLE|FUNCTION) (\w+)", re.MULTILINE)
_RESTORE = "Restore it from a backup, or in a new database: Run: importkit db upgrade"


def examine(connection: Connection, settings: Settings) -> Iterator[Diagnosis]:
    """Yield how the queue is and, when it can be asked, how its workers and the jobs are."""
    differences = list(_differences(connection))
    yield from differences
    if not differences:
        version = distribution.installed_version("procrastinate")
        yield Diagnosis("queue", State.OK, f"as procrastinate {version} knows it")
        yield from _workers(connection, settings)
        yield from _running(connection, settings)


def _differences(connection: Connection) -> Iterator[Diagnosis]:
    """Yield what the queue lacks of what the installed procrastinate works with, and its rights."""
    made = _MADE.findall(SchemaManager.get_schema())
    names = {kind: [name for one, name in made if one == kind] for kind in ("TABLE", "FUNCTION")}
    binds = {"tables": names["TABLE"], "functions": names["FUNCTION"]}
    for difference in connection.execute(statement("doctor", "select_queue_differences"), binds):
        remedy = f"Run as the owner of the tables: {difference.remedy}" if difference.remedy else _restore()
        yield Diagnosis("queue", State.PROBLEM, difference.message, remedy)


def _restore() -> str:
    """Return how to get what is missing: a procrastinate that these tables are of, or the tables."""
    needed = next(line for line in distribution.requirements() if line.startswith("procrastinate"))
    return f"Run: pip install '{needed}'. If it is that version: {_RESTORE}"


def _workers(connection: Connection, settings: Settings) -> Iterator[Diagnosis]:
    living = queue.count_live_workers(settings.worker.stall_s, connection)
    waiting = connection.execute(statement("doctor", "count_waiting")).one()
    workers = count(living, "worker") if living else "no worker"
    if not waiting.number:
        yield Diagnosis("workers", State.OK, f"{workers}, nothing waits")
        return
    waits = f"{count(waiting.number, 'import')} waiting, the oldest for {about(waiting.seconds)}"
    state, remedy = (State.OK, "") if living else (State.WARNING, "Run: importkit worker")
    yield Diagnosis("workers", state, f"{workers}, {waits}", remedy)


def _running(connection: Connection, settings: Settings) -> Iterator[Diagnosis]:
    abandoned = len(queue.select_abandoned(settings.worker, connection))
    if abandoned:
        after = duration(settings.worker.abandoned_after_s)
        message = f"{count(abandoned, 'import')} without a sign of life for {after}"
        remedy = "Run: importkit cleanup, which queues them again, or ends what cannot be tried again."
        yield Diagnosis("running imports", State.WARNING, message, remedy)
    else:
        yield Diagnosis("running imports", State.OK, "all give signs of life")
