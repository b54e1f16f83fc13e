"""The file that a sheet was read from, and what tells it from any other."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from io import BufferedReader
    from pathlib import Path


@dataclass(frozen=True)
class SourceFile:
    """A file as it was when its sheet was read.

    Attributes:
        content: Its path, or its bytes.
        sha256: The hash of its bytes then, in hexadecimal digits.
    """

    content: Path | bytes
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> SourceFile:
        """Return a file that is in memory only."""
        return cls(content, hashlib.sha256(content).hexdigest())

    def is_unchanged(self) -> bool:
        """Return whether it still holds what it held; it does not when it is gone."""
        if isinstance(self.content, bytes):
            return True
        try:
            with self.content.open("rb") as stream:
                return sha256_of(stream) == self.sha256
        except OSError:
            return False


def sha256_of(stream: IO[bytes]) -> str:
    """Return the hash of an open file's bytes from its beginning, where it stands again afterwards."""
    stream.seek(0)
    digest = hashlib.file_digest(cast("BufferedReader", stream), "sha256").hexdigest()
    stream.seek(0)
    return digest
