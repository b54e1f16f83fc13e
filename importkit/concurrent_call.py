"""A call beside one's own work: what only waits for the database need not be waited for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    _Found = TypeVar("_Found")


@contextmanager
def started(call: Callable[[], _Found]) -> Iterator[Future[_Found]]:
    """Yield what a call will return, which goes on beside the block and has ended with it.

    What the call uses, a transaction above all, the block leaves alone until it has the result; and it asks
    for that, for an error of the call is told by nothing else.
    """
    with ThreadPoolExecutor(1) as threads:
        yield threads.submit(copy_context().run, call)
