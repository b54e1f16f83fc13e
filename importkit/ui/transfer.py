"""Messages from a child of the page: pickles, with the bytes of large columns beside them.

So they go where they stay at once, in memory of their own, which the system has back when the draft is
closed; a plain pickle holds them twice meanwhile, and leaves holes that nobody returns.
"""

from __future__ import annotations

import mmap
import pickle
from typing import IO, Any, BinaryIO, cast

#: From so many bytes on a column has memory of its own.
_LARGE = 64 * 1024


def send(stream: BinaryIO, message: object) -> None:
    """Write a message."""
    parts: list[pickle.PickleBuffer] = []
    body = pickle.dumps(message, protocol=5, buffer_callback=parts.append)
    buffers = [part.raw() for part in parts]
    pickle.dump((len(body), [buffer.nbytes for buffer in buffers]), stream)
    stream.writelines((body, *buffers))
    stream.flush()


def receive(stream: IO[bytes]) -> object:
    """Return the next message that is read; only what this program wrote itself may be read.

    Raises:
        EOFError: The stream ended before the message did.
    """
    size, sizes = pickle.load(stream)  # noqa: S301  see above
    body = _read(stream, size)
    return pickle.loads(body, buffers=[_read(stream, one) for one in sizes])  # noqa: S301


def _read(stream: IO[bytes], size: int) -> mmap.mmap | bytearray:
    buffer = mmap.mmap(-1, size) if size >= _LARGE else bytearray(size)
    left = memoryview(buffer)
    while left:
        taken = cast("Any", stream).readinto(left)
        if not taken:
            raise EOFError("The stream ended in the middle of a message.")
        left = left[taken:]
    return buffer
