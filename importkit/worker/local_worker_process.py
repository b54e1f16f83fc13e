"""The worker of another process, which ends with that: run as a program by `local_worker`."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from contextlib import suppress

from importkit import command_process, db, logs, settings
from importkit.worker.worker import ImportWorker

#: Seconds that an import has which is about to end, so that whoever is to be told of it is told.
_GRACE_S = 2.0

#: Seconds after its parent's end within which it is gone, whatever it waits for.
_END_WITHIN_S = 8.0


def main() -> None:
    """Be the worker of the process that started this one, until it closes the pipe at stdin, or ends."""
    here = settings.load()
    logs.to_stream(sys.stderr, as_json=here.logs_as_json, debug=here.logs_all)
    engine = db.engine(here.database_url or "")  # whoever started it names one
    asyncio.run(_serve_parent(ImportWorker(engine, here)))


async def _serve_parent(worker: ImportWorker) -> None:
    loop = asyncio.get_running_loop()

    def wait_for_end() -> None:
        while os.read(0, 1024):
            pass
        with suppress(RuntimeError):  # the loop has ended before
            loop.call_soon_threadsafe(worker.stop_within, _GRACE_S)
        threading.Event().wait(_END_WITHIN_S)  # this thread ends with the process, which is sooner as a rule
        os._exit(1)

    threading.Thread(target=wait_for_end, name="parent", daemon=True).start()
    await worker.serve()


if __name__ == "__main__":
    command_process.run(main)
