"""The uploaded file of a job: what it was called, where it is kept, how it was read."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from importkit.db.tables import import_jobs

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from importkit.jobs.storage import Storage, StoredFile
    from importkit.model import HiddenRows

_NAME_CHARACTERS = 255


@dataclass(frozen=True)
class Upload:
    """A file that is to be kept with its job.

    Attributes:
        hidden_rows: How it was read; whoever reads it again does it alike.
    """

    file: Path | bytes
    storage: Storage
    hidden_rows: HiddenRows


def note_file(job_id: str, stored: StoredFile, hidden_rows: HiddenRows, connection: Connection) -> None:
    """Remember where the uploaded file of a job is kept, and how it was read."""
    options = {"hidden_rows": str(hidden_rows), "file_bytes": stored.bytes}
    connection.execute(
        sa.update(import_jobs)
        .where(import_jobs.c.id == job_id)
        .values(
            file_uri=stored.uri,
            file_sha256=stored.sha256,
            options=import_jobs.c.options.concat(sa.cast(options, JSONB)),
        )
    )


def kept_name(filename: str) -> str:
    r"""Return a file's name as a job remembers it: text to show, never a path to open.

    What Postgres cannot hold or a reader cannot see is replaced; a very long one loses its middle.

    >>> kept_name("spring\x00.xlsx")
    'spring\ufffd.xlsx'
    """
    seen = "".join("\N{REPLACEMENT CHARACTER}" if _is_unseen(letter) else letter for letter in filename)
    if len(seen) <= _NAME_CHARACTERS:
        return seen
    ending = PurePosixPath(seen).suffix[-20:]
    return f"{seen[: _NAME_CHARACTERS - len(ending) - 1]}…{ending}"


def _is_unseen(letter: str) -> bool:
    """Return whether it is a control character or half of a surrogate pair."""
    return unicodedata.category(letter) in {"Cc", "Cs"}
