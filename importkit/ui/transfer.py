"""Messages from a child of the page: pickles, with the bytes of large columns beside them.

So they go where they stay at once, in memory of their own, which the system has back when the draft is
closed; a plain pickle holds them twice meanwhile, and leaves holes that nobody returns. What several columns
hold alike, as those of a sheet and of what was read of it, goes once: nobody can write to a column of Arrow.
"""

from __future__ import annotations

import mmap
import pickle
from collections import defaultdict
from typing import IO, Any, BinaryIO, cast

import pyarrow as pa

#: From so many bytes on a column has memory of its own.
_LARGE = 64 * 1024


def send(stream: BinaryIO, message: object) -> None:
    """Write a message."""
    parts: list[pickle.PickleBuffer] = []
    body = pickle.dumps(message, protocol=5, buffer_callback=parts.append)
    distinct, places = _distinct(parts)
    pickle.dump((len(body), [buffer.nbytes for buffer in distinct], places), stream)
    stream.writelines((body, *distinct))
    stream.flush()


def receive(stream: IO[bytes]) -> object:
    """Return the next message that is read; only what this program wrote itself may be read.

    Raises:
        EOFError: The stream ended before the message did.
    """
    size, sizes, places = pickle.load(stream)  # noqa: S301  see above
    body = _read(stream, size)
    distinct = [_read(stream, one) for one in sizes]
    return pickle.loads(body, buffers=[distinct[place] for place in places])  # noqa: S301


def _distinct(parts: list[pickle.PickleBuffer]) -> tuple[list[memoryview], list[int]]:
    """Return the distinct ones of some buffers, and which of them each is; only those of Arrow may be one."""
    distinct: list[memoryview] = []
    places: list[int] = []
    known: defaultdict[int, list[tuple[pa.Buffer, int]]] = defaultdict(list)  # by size
    for part in parts:
        raw = part.raw()
        owner = memoryview(part).obj
        like = known[raw.nbytes] if isinstance(owner, pa.Buffer) else []
        place = next((place for buffer, place in like if buffer.equals(owner)), len(distinct))
        if place == len(distinct):
            distinct.append(raw)
            like.append((cast("pa.Buffer", owner), place))
        places.append(place)
    return distinct, places


def _read(stream: IO[bytes], size: int) -> mmap.mmap | bytearray:
    buffer = mmap.mmap(-1, size) if size >= _LARGE else bytearray(size)
    left = memoryview(buffer)
    while left:
        taken = cast("Any", stream).readinto(left)
        if not taken:
            raise EOFError("The stream ended in the middle of a message.")
        left = left[taken:]
    return buffer
