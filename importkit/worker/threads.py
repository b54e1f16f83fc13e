"""Work that takes its time, beside an event loop, and that may be cut off anywhere when the program ends."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def start_thread(work: Callable[[], None], name: str) -> None:
    """Begin work that nobody waits for."""
    Thread(target=work, name=name, daemon=True).start()


async def run_in_thread(work: Callable[[], None], name: str) -> None:
    """Do work and wait for its end, or for the caller to be cancelled: the program need not wait then.

    That is what asyncio.to_thread would do: its threads hold up the end of the program.
    """
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def work_and_signal() -> None:
        try:
            work()
        finally:
            with suppress(RuntimeError):  # the loop has ended before
                loop.call_soon_threadsafe(ended.set)

    start_thread(work_and_signal, name)
    await ended.wait()
