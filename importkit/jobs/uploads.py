"""The uploaded file of a job: what it was called, where it is kept, how it was read."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from importkit.db.connect import as_service
from importkit.db.tables import import_jobs

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from importkit.jobs.storage import Storage
    from importkit.model import Book

_NAME_CHARACTERS = 255


def keep(book: Book, job_id: str, storage: Storage, engine: Engine) -> None:
    """Keep the file that a book was read from with its job; one that was read from no file keeps none.

    Raises:
        EnvironmentFailure: It cannot be kept.
    """
    if book.file is None:
        return
    stored = storage.store(book.file, job_id)
    options = {"hidden_rows": str(book.hidden_rows), "file_bytes": stored.bytes}
    noted = (
        sa.update(import_jobs)
        .where(import_jobs.c.id == job_id)
        .values(
            file_uri=stored.uri,
            file_sha256=stored.sha256,
            options=import_jobs.c.options.concat(sa.cast(options, JSONB)),
        )
    )
    with as_service(engine) as connection:
        connection.execute(noted)


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
