"""Procrastinate's worker, which believes no notification: whoever may log in to a database can send one.

A notification of whatever form makes it look into the queue, where only the service writes: for jobs to
begin, and for jobs that are to be stopped.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from procrastinate.exceptions import ProcrastinateException
from procrastinate.manager import get_channel_for_queues
from procrastinate.worker import Worker

from importkit.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from procrastinate import App

logger = logging.getLogger("importkit.worker")

#: Seconds between two looks at least, however many notifications come in.
_POLL_INTERVAL_S = 0.05


class QueueWorker(Worker):
    """A worker whose notifications only tell that there may be something to look at."""

    def __init__(self, app: App, queues: Iterable[str], **options: Any) -> None:  # noqa: ANN401  passed on
        super().__init__(app, list(queues), listen_notify=False, **options)
        self._may_be_aborted = asyncio.Event()
        self._next_look: asyncio.TimerHandle | None = None

    def _start_side_tasks(self) -> list[asyncio.Task[Any]]:
        return [*super()._start_side_tasks(), asyncio.create_task(self._listen(), name="listener")]

    async def _listen(self) -> None:
        channels = get_channel_for_queues(queues=self.queues)
        await self.app.connector.listen_notify(on_notification=self._notified, channels=channels)

    async def _notified(self, *, channel: str, payload: str) -> None:  # noqa: ARG002  the connector calls it so
        if self._stop_event.is_set():  # tens of thousands may wait, and none of them is of interest any more
            raise asyncio.CancelledError
        if self._next_look is None:
            self._next_look = asyncio.get_running_loop().call_later(_POLL_INTERVAL_S, self._poll)

    def _poll(self) -> None:
        self._next_look = None
        self._new_job_event.set()
        self._may_be_aborted.set()

    async def _poll_jobs_to_abort(self) -> None:
        """Look for jobs that are to be stopped: after a notification, else from time to time."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.abort_job_polling_interval):
                    await self._may_be_aborted.wait()
            self._may_be_aborted.clear()
            if self._running_jobs:
                await self._stop_aborted()

    async def _stop_aborted(self) -> None:
        try:
            job_ids = await self.app.job_manager.list_jobs_to_abort_async()
        except ProcrastinateException as error:  # the next look will tell
            logger.info("jobs to stop could not be looked for", extra={"reason": str(error)})
            return
        self._handle_abort_jobs_requested(job_ids)


def problem_of(error: Exception) -> str:
    """Return in one line why the queue cannot be worked with; its driver gives the reason as a cause."""
    if isinstance(error, DatabaseError):
        return error.message
    cause = error.__cause__ or error
    return " ".join(str(cause).split()) or type(cause).__name__
