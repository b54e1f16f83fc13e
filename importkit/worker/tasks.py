"""What procrastinate runs: `import`, whose only argument is the id of a job, and once a day `cleanup`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import procrastinate
from procrastinate import PsycopgConnector, RetryDecision
from procrastinate.exceptions import JobAborted
from sqlalchemy import make_url

from importkit.errors import ImportkitError
from importkit.jobs.queue import CLEANUP, QUEUE, TASK

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import psycopg
    from procrastinate import JobContext

#: When it is cleaned up, in UTC. The queue takes it in once for all workers, whoever is first.
_CLEANUP_AT = "0 3 * * *"

#: How often bookkeeping that fails is tried again before the job is left to `requeue_forsaken`.
_MOST_RETRIES = 20


class AnotherAttemptError(ImportkitError):
    """This attempt came to nothing, and another one may follow."""


class _UntilItEnds(procrastinate.BaseRetryStrategy):
    """Run a job again whenever its run raised: its attempts are counted with the job itself.

    Only bookkeeping that fails again and again is given up here.
    """

    def get_retry_decision(
        self, *, exception: BaseException, job: procrastinate.jobs.Job
    ) -> RetryDecision | None:
        if isinstance(exception, AnotherAttemptError):
            return RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, JobAborted) or job.attempts >= _MOST_RETRIES:
            return None
        return RetryDecision(retry_in={"seconds": job.attempts})


def queue_app(
    database_url: str,
    run: Callable[[JobContext, str], Awaitable[None]],
    clean: Callable[[JobContext], Awaitable[None]],
    connections: int,
) -> procrastinate.App:
    """Return procrastinate on a database, as `service_role`, with the two tasks that it runs.

    Args:
        database_url: A direct connection: poolers take away the notifications.
        run: What is done with a job id that comes up.
        clean: What is done once a day.
        connections: How many connections it may hold, besides the one that listens.
    """
    url = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    connector = PsycopgConnector(
        conninfo=url,
        kwargs={"application_name": "importkit worker", "connect_timeout": 10, "prepare_threshold": None},
        configure=_configure,
        min_size=1,
        max_size=connections,
        timeout=15,
    )
    app = procrastinate.App(connector=connector)

    async def import_(context: JobContext, job_id: str) -> None:
        await run(context, job_id)

    async def cleanup(context: JobContext, timestamp: int) -> None:  # noqa: ARG001  the queue gives it
        await clean(context)

    app.task(name=TASK, queue=QUEUE, pass_context=True, retry=_UntilItEnds())(import_)
    cleaning = app.task(name=CLEANUP, queue=CLEANUP, queueing_lock=CLEANUP, pass_context=True)(cleanup)
    app.periodic(cron=_CLEANUP_AT)(cleaning)
    return app


async def _configure(connection: psycopg.AsyncConnection[object]) -> None:
    await connection.set_autocommit(True)
    await connection.execute("SET search_path TO procrastinate")
    await connection.execute("SET ROLE service_role")
