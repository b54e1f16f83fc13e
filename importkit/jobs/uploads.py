"""The uploaded file of a job: what it was called, where it is kept, how it was read."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from importkit.db.connect import as_service
from importkit.db.statements import statement
from importkit.errors import UsageError
from importkit.model import HiddenRows

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from importkit.jobs.storage import Storage, StoredFile
    from importkit.model import Sheet

_NAME_CHARACTERS = 255

#: What turns the order in which a name is read, so that it looks like another one. The database refuses it.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Upload:
    """Where the uploaded file of a job is kept, and how it was read.

    Attributes:
        file_uri: Empty when no file is kept, or no longer.
    """

    file_uri: str
    file_sha256: str
    hidden_rows: HiddenRows


def store(sheet: Sheet, job_id: str, storage: Storage, engine: Engine, *, plan: str | None = None) -> None:
    """Keep the file that a sheet was read from with its job; one that was read from no file keeps none.

    What else the job was started with is kept, too: should this process die, a worker goes on with it.

    Raises:
        EnvironmentFailure: It cannot be kept.
        UsageError: It has changed since the sheet was read.
    """
    if sheet.file is None:
        return
    stored = storage.store(sheet.file.content, job_id)
    _require(sheet, stored.sha256 == sheet.file.sha256)
    with as_service(engine, "note where the file is kept") as connection:
        noted = {"job_id": job_id, **file_of(stored, sheet.hidden_rows, plan)}
        connection.execute(statement("jobs", "update_file"), noted)


def require_unchanged(sheet: Sheet) -> None:
    """Make sure that the file of a sheet is what the sheet was read from.

    Raises:
        UsageError: It has changed since, or gone.
    """
    _require(sheet, sheet.file is None or sheet.file.is_unchanged())


def _require(sheet: Sheet, is_unchanged: bool) -> None:  # noqa: FBT001  as `assert` takes one
    if not is_unchanged:
        raise UsageError(f'"{sheet.called}" has changed since it was read.', hint="Read it again.")


def find(job_id: str, connection: Connection) -> Upload:
    """Return the uploaded file of a job that the user at work may see."""
    found = connection.execute(statement("jobs", "select_upload"), {"job_id": job_id}).one()
    hidden_rows = HiddenRows(found.hidden_rows or HiddenRows.IMPORT)
    return Upload(found.file_uri or "", found.file_sha256 or "", hidden_rows)


def file_of(
    stored: StoredFile, hidden_rows: HiddenRows, plan: str | None = None, *, left_out_rows: int = 0
) -> dict[str, str]:
    """Return what a job is made with to remember where its file is kept, and how it is to be imported."""
    options = options_of(hidden_rows) | {"file_bytes": stored.bytes}
    if plan is not None:
        options["plan"] = plan
    if left_out_rows:
        options["left_out_rows"] = left_out_rows
    return {"file_uri": stored.uri, "file_sha256": stored.sha256, "options": json.dumps(options)}


def options_of(hidden_rows: HiddenRows) -> dict[str, str | int]:
    """Return how a file is read, as a job remembers it."""
    return {"hidden_rows": str(hidden_rows)}


def with_left_out(sheet: Sheet, rows: int) -> Sheet:
    """Return a sheet in which rows of products that were left out count as skipped: they are blank in it."""
    blank_rows = max(sheet.blank_rows - rows, 0)
    return replace(sheet, blank_rows=blank_rows, skipped_rows=sheet.skipped_rows + rows)


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
    """Return whether it is a control character, half of a pair, ends a line or turns the order of reading."""
    return unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} or letter in _TURNING
