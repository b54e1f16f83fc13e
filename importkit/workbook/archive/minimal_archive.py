"""A small archive of the few parts that the value reader needs, under the names that it takes for granted.

It never sees the file itself: only parts that were scanned, between parts that importkit wrote. Compressed
bytes are handed on as they are where the reader may have the part as it is.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from importkit.workbook.archive.part import Part, inflate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")

_VERSION = 20
_DEFLATED = 8


@dataclass(frozen=True)
class Source:
    """A part, wherever its bytes are: in the file, or written again in memory."""

    stream: IO[bytes]
    part: Part

    def chunks(self) -> Iterator[bytes]:
        """Yield the inflated bytes."""
        return inflate(self.stream, self.part)

    def packed(self) -> bytes:
        """Return the bytes as the archive holds them."""
        self.stream.seek(self.part.start)
        return self.stream.read(self.part.compressed)


def written(name: str, chunks: Iterable[bytes]) -> Source:
    """Return a part of these bytes, compressed in memory."""
    stream = io.BytesIO()
    engine = zlib.compressobj(1, zlib.DEFLATED, -15)
    size = crc = 0
    for chunk in chunks:
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        stream.write(engine.compress(chunk))
    stream.write(engine.flush())
    return Source(stream, Part(name, 0, stream.tell(), size, crc, deflated=True))


def archive(members: Mapping[str, Source]) -> io.BytesIO:
    """Return an archive of these parts by name."""
    stream = io.BytesIO()
    entries = []
    for name, source in members.items():
        part, label = source.part, name.encode()
        method = _DEFLATED if part.deflated else 0
        facts = (part.crc, part.compressed, part.size, len(label), 0)
        entries.append(
            _ENTRY.pack(b"PK\x01\x02", _VERSION, _VERSION, 0, method, 0, 0, *facts, 0, 0, 0, 0, stream.tell())
            + label
        )
        stream.write(_LOCAL.pack(b"PK\x03\x04", _VERSION, 0, method, 0, 0, *facts) + label)
        stream.write(source.packed())
    start = stream.tell()
    directory = b"".join(entries)
    stream.write(directory)
    stream.write(_END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), start, 0))
    stream.seek(0)
    return stream
