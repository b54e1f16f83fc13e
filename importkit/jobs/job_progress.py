"""Progress of a running attempt, written into the database on a connection of its own."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from threading import Event, Thread
from typing import TYPE_CHECKING, Self

from importkit import display
from importkit.db.connect import as_service
from importkit.db.statements import statement
from importkit.errors import DatabaseError
from importkit.progress import Phase, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from sqlalchemy import Engine

    from importkit.pipeline import Report

logger = logging.getLogger(__name__)

#: Seconds between two looks, and so between two writes at least.
_WRITE_INTERVAL_S = 0.5


@dataclass(frozen=True, repr=False)
class Watch:
    """How far a job is: its steps in a loop; in a notebook's cell, a bar that moves until it has ended.

    >>> for step in kit.watch(job.id):
    ...     print(step.phase, step.rows_done)
    done 4
    """

    steps: Iterator[Progress]

    def __iter__(self) -> Iterator[Progress]:
        return self.steps

    def __repr__(self) -> str:
        return "Watch: how far the job is, step by step, as in `for step in watch: print(step)`"

    def _ipython_display_(self) -> None:
        display.show_progress(self)

    def _display_(self) -> object:
        """Return what marimo shows when the job has ended; the bar moves until then."""
        return display.show_progress_in_marimo(self)


class ProgressWriter:
    """Writes how far an attempt is, beside its work: at most twice a second, and as a heartbeat.

    Whoever works only calls `report`, which costs nothing; a database that does not answer is no reason to
    stop the work.
    """

    def __init__(
        self, engine: Engine, job_id: str, attempt: int, *, heartbeat_s: float, report: Report | None = None
    ) -> None:
        """Prepare to write for one attempt.

        Args:
            engine: Where the job is.
            job_id: The job.
            attempt: Its attempt; nothing is written once it is another's.
            heartbeat_s: Seconds after which it is written again although nothing has changed.
            report: Who else is told.
        """
        self._engine, self._job_id, self._attempt, self._heartbeat_s = engine, job_id, attempt, heartbeat_s
        self._tell_too = report
        self._latest, self._phase_since = Progress(Phase.READING), time.monotonic()
        self._ended = Event()
        self._thread = Thread(target=self._write_on, name="progress", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def report(self, progress: Progress) -> None:
        """Remember how far it is."""
        if progress.phase is not self._latest.phase:
            self._phase_since = time.monotonic()
        self._latest = progress
        if self._tell_too:
            self._tell_too(progress)

    def _write_on(self) -> None:
        written, written_at = None, 0.0
        while not self._ended.wait(_WRITE_INTERVAL_S):
            latest, now = self._latest, time.monotonic()
            if latest == written and now - written_at < self._heartbeat_s:
                continue
            self._write(replace(latest, seconds=now - self._phase_since))
            written, written_at = latest, now

    def _write(self, progress: Progress) -> None:
        binds = {
            "phase": progress.phase.name,
            "rows_done": progress.rows_done,
            "rows_total": progress.rows_total,
            "seconds": progress.seconds,
        }
        try:
            with as_service(self._engine, "note how far the import is") as connection:
                connection.execute(
                    statement("jobs", "update_progress"),
                    {**binds, "job_id": self._job_id, "attempt": self._attempt},
                )
        except DatabaseError as error:
            logger.info("progress was not written", extra={"job_id": self._job_id, "reason": str(error)})


def read(kept: Mapping[str, Any] | None) -> Progress | None:
    """Return the progress that is kept with a job, if any."""
    if not kept:
        return None
    return Progress(Phase[kept["phase"]], kept["rows_done"], kept["rows_total"], kept["seconds"])
