"""The worker: takes jobs from the queue, runs each in a child process, and looks after those of dead workers.

It survives what it works on. A child that dies is another attempt; a database that goes away is waited for; a
worker that is told to stop finishes what it runs, or hands it back.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from procrastinate import exceptions

from importkit import logs
from importkit.db.connect import as_service
from importkit.errors import DatabaseError
from importkit.jobs import attempts, notifications, queue, retention
from importkit.model import JobStatus
from importkit.worker import threads
from importkit.worker.queue_worker import QueueWorker, problem_of
from importkit.worker.supervisor import Children
from importkit.worker.tasks import AnotherAttemptError, queue_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from procrastinate import JobContext
    from procrastinate.middleware import AsyncCallNext
    from procrastinate.worker import Worker
    from sqlalchemy import Connection, Engine

    from importkit.jobs.attempts import Attempt
    from importkit.settings import Settings, WorkerSettings

logger = logging.getLogger("importkit.worker")

T = TypeVar("T")

_STOPPED = "The worker that ran the import was stopped."


@dataclass
class ImportWorker:
    """One worker process.

    Attributes:
        engine: The database, for the bookkeeping of jobs.
        settings: Where files are, how long they are kept, and how imports are gone about.
        concurrency: How many imports run at once.
        queues: Which queues it takes from.
    """

    engine: Engine
    settings: Settings
    concurrency: int = 1
    queues: tuple[str, ...] = queue.QUEUES
    _running: set[int] = field(default_factory=set)
    _unseen: set[int] = field(default_factory=set)
    _is_told_to_stop: bool = False
    _worker: QueueWorker | None = None
    _problem: str = ""
    _serving: asyncio.Task[None] | None = None
    _children: Children = field(default_factory=Children)

    @property
    def limits(self) -> WorkerSettings:
        """Return how imports are gone about."""
        return self.settings.worker

    async def serve(self) -> None:
        """Work until told to stop; after a database that went away, begin anew."""
        self._listen_to_signals()
        threads.start_thread(lambda: retention.delete_expired_daily(self.engine, self.settings), "cleanup")
        try:
            await self._serve_until_stopped()
        finally:
            await self._children.end()

    async def _serve_until_stopped(self) -> None:
        while not self._is_told_to_stop:
            self._serving = asyncio.create_task(self._serve_once())
            try:
                await self._serving
            except asyncio.CancelledError:
                if not self._is_told_to_stop:
                    raise
            except (exceptions.ProcrastinateException, psycopg.Error, DatabaseError, OSError) as error:
                self._log_problem(problem_of(error))
                await asyncio.sleep(min(1.0, self.limits.stall_s / 2))

    def stop(self) -> None:
        """Take no more jobs; finish those that run, or hand them back when their grace is over."""
        if not self._is_told_to_stop:
            logger.info("stopping", extra={"running": len(self._running)})
        self._is_told_to_stop = True
        if self._worker:
            self._worker.stop()
        elif self._serving:
            self._serving.cancel()

    def stop_within(self, grace_s: float) -> None:
        """Stop, and hand back what still runs after so many seconds."""
        if self._worker:
            self._worker.shutdown_graceful_timeout = grace_s
        self.stop()

    async def _serve_once(self) -> None:
        # A server on this machine that was stopped is started by that.
        await self._as_service("open the queue", lambda _: None)
        app = queue_app(self._url(), self._run, self._clean, connections=self.concurrency + 3)
        async with app.open_async():
            if self._is_told_to_stop:  # while it was opened, which may take a cancellation for its own
                return
            self._worker = QueueWorker(
                app,
                self.queues,
                concurrency=self.concurrency,
                fetch_job_polling_interval=min(2.0, self.limits.stall_s / 2),
                abort_job_polling_interval=1.0,
                shutdown_graceful_timeout=self.limits.grace_s,
                delete_jobs="always",  # how a job ended stands in import_jobs
                install_signal_handlers=False,
                stalled_worker_timeout=self.limits.stall_s,
                worker_middleware=[self._note_running],
            )
            heartbeat = asyncio.create_task(self._heartbeat(self._worker))
            logger.info("ready", extra={"queues": ",".join(self.queues), "concurrency": self.concurrency})
            try:
                await self._worker.run()
            finally:
                heartbeat.cancel()
                with suppress(asyncio.CancelledError, DatabaseError):
                    await heartbeat
                self._worker = None

    def _log_problem(self, problem: str) -> None:
        """Say once what is wrong with the database, however often it is tried again."""
        if problem != self._problem:
            logger.warning("The database is waited for: %s", problem)
        self._problem = problem

    async def _note_running(self, call_next: AsyncCallNext, context: JobContext, _: Worker) -> Any:  # noqa: ANN401
        """Run whatever came out of the queue, and know meanwhile that it runs here."""
        assert context.job.id is not None  # noqa: S101  it came out of the queue
        self._running.add(context.job.id)
        try:
            return await call_next()
        finally:
            self._running.discard(context.job.id)

    async def _run(self, context: JobContext, job_id: str) -> None:
        """Run the next attempt of a job, if it has one."""
        attempt = await self._begin(job_id, context)
        if attempt is not None:
            with logs.about(job=job_id, attempt=str(attempt.number)):
                await self._supervise(attempt, context)
        elif await self._as_service(
            "give up the import", lambda c: attempts.give_up(job_id, self.limits.attempts, c)
        ):
            await threads.run_in_thread(lambda: self._notify(job_id), "notify")

    async def _begin(self, job_id: str, context: JobContext) -> Attempt | None:
        """Begin the next attempt of a job; being stopped meanwhile, wait for that and let go of it again."""
        begun = asyncio.ensure_future(
            self._as_service("begin the import", lambda c: attempts.begin(job_id, self.limits.attempts, c))
        )
        try:
            return await asyncio.shield(begun)
        except asyncio.CancelledError as stopped:
            if (attempt := await begun) is None:
                raise
            raise await self._stopped(attempt, context) from stopped

    async def _clean(self, _: JobContext) -> None:
        """Clean up; what a worker that stops leaves undone is left to the next cleanup."""
        await threads.run_in_thread(
            lambda: retention.delete_expired_and_log(self.engine, self.settings), "cleanup"
        )

    async def _supervise(self, attempt: Attempt, context: JobContext) -> None:
        logger.info("import begins")
        try:
            failure = await self._children.run(attempt.job_id, attempt.number, self._url(), self.limits)
        except asyncio.CancelledError as stopped:
            raise await self._stopped(attempt, context) from stopped
        if not failure:
            logger.info("import ended")
            return
        logger.warning("attempt failed")
        if await self._hand_back(attempt, failure):
            raise AnotherAttemptError(failure)

    async def _stopped(self, attempt: Attempt, context: JobContext) -> Exception:
        """End an attempt that was stopped, and return what tells the queue how.

        What counts is where the job stands, not why the attempt was stopped: a job that is still this
        attempt's was not cancelled, and is handed back.
        """
        assert context.job.id is not None  # noqa: S101  it came out of the queue
        queue_id = context.job.id
        if await self._hand_back(attempt, _STOPPED, is_handed_back=True):
            await self._as_service(
                "keep the import in the queue", lambda c: queue.clear_abort_request(queue_id, c)
            )
            logger.info("import handed back")
            return AnotherAttemptError(_STOPPED)
        logger.info("import is no longer this attempt's")
        return exceptions.JobAborted()

    async def _hand_back(self, attempt: Attempt, failure: str, *, is_handed_back: bool = False) -> bool:
        """Let go of an attempt and return whether another one may follow."""
        status = await self._as_service(
            "let go of the import",
            lambda c: attempts.release(
                attempt, self.limits.attempts, failure, c, is_handed_back=is_handed_back
            ),
        )
        if status == JobStatus.FAILED:
            await threads.run_in_thread(lambda: self._notify(attempt.job_id), "notify")
        return status == JobStatus.PENDING

    def _notify(self, *job_ids: str) -> None:
        for job_id in job_ids:
            notifications.notify_of_job(job_id, self.engine, self.settings)

    async def _heartbeat(self, worker: QueueWorker) -> None:
        """Record heartbeats and recover abandoned jobs, until the worker has stopped.

        A heartbeat that fails ends this run of the worker: others may have taken it for dead by then.
        """
        try:
            while True:
                await asyncio.sleep(self.limits.stall_s / 4)
                if self._worker_id is not None:
                    await self._as_service("record the heartbeat", self._record_heartbeat)
                    await self._recover()
        except DatabaseError as error:
            logger.warning("heartbeat not recorded", extra={"reason": error.message})
            worker.stop()
            raise

    @property
    def _worker_id(self) -> int | None:
        return self._worker.worker_id if self._worker else None

    def _record_heartbeat(self, connection: Connection) -> None:
        if self._worker_id is not None and not queue.record_heartbeat(self._worker_id, connection):
            raise DatabaseError("Other workers took this one for dead.")

    async def _recover(self) -> None:
        """Recover abandoned jobs; two workers that meet there are no reason to stop one."""
        try:
            failed = await self._as_service("look after imports that nobody runs", self._recover_abandoned)
        except DatabaseError as error:
            logger.info("abandoned jobs not recovered", extra={"reason": error.message})
            return
        if failed:
            threads.start_thread(partial(self._notify, *failed), "notify")  # no heartbeat waits for it

    def _recover_abandoned(self, connection: Connection) -> tuple[str, ...]:
        """Queue again, or end, jobs that have nobody; return those that ended FAILED."""
        if (worker_id := self._worker_id) is None:
            return ()
        unseen = queue.claimed_jobs(worker_id, connection) - self._running
        lost, self._unseen = sorted(unseen & self._unseen), unseen
        abandoned = queue.recover_abandoned(self.limits, connection)
        recovered = queue.recover_stalled(worker_id, lost, self.limits.stall_s, connection) + len(abandoned)
        if recovered:
            logger.warning("abandoned jobs recovered", extra={"jobs": recovered})
        return abandoned.exhausted

    async def _as_service(self, doing: str, work: Callable[[Connection], T]) -> T:
        """Do something in a transaction of the service, beside the event loop."""

        def transaction() -> T:
            with as_service(self.engine, doing) as connection:
                return work(connection)

        return await asyncio.shield(asyncio.to_thread(transaction))

    def _url(self) -> str:
        return self.engine.url.render_as_string(hide_password=False)

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(name, self.stop)


def run(engine: Engine, here: Settings, concurrency: int, queues: tuple[str, ...]) -> None:
    """Be a worker until SIGTERM or SIGINT."""
    asyncio.run(ImportWorker(engine, here, concurrency, queues).serve())
