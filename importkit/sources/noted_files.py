"""What became of the files of a source, as the database notes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit.db.statements import statement
from importkit.model import JobStatus
from importkit.outcomes import JobOutcome, outcome_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from importkit.sources.source_files import SourceFile


@dataclass(frozen=True, slots=True)
class NotedFile:
    """A file of a source, and what became of it.

    Attributes:
        job_id: The import of it; None when there was none.
        outcome: What became of that import.
        error: Why it could not be read; None when it could.
        is_changed: Whether it is another one than what was imported.
    """

    file: SourceFile
    job_id: str | None = None
    outcome: JobOutcome | None = None
    error: str | None = None
    is_changed: bool = False


def noted_files(
    brand_id: str, source: str, files: tuple[SourceFile, ...], connection: Connection
) -> tuple[NotedFile, ...]:
    """Return files of a source, each with what is noted of it."""
    binds = {"brand_id": brand_id, "source": source}
    rows = connection.execute(statement("sources", "select_source_files"), binds).mappings()
    noted = {row["path"]: row for row in rows}
    return tuple(_noted(file, noted[file.path]) if file.path in noted else NotedFile(file) for file in files)


def note_file(
    brand_id: str,
    source: str,
    file: SourceFile,
    connection: Connection,
    *,
    job_id: str | None = None,
    error: str | None = None,
) -> None:
    """Note what became of a file, in place of what was noted before."""
    facts = {"path": file.path, "size": file.size, "changed": file.changed, "job_id": job_id, "error": error}
    connection.execute(
        statement("sources", "note_source_file"), {"brand_id": brand_id, "source": source} | facts
    )


def _noted(file: SourceFile, row: RowMapping) -> NotedFile:
    changed: datetime | None = row["changed"]
    is_same = (row["size"], changed) == (file.size, file.changed)
    error = row["error"] if is_same else None
    if row["job_id"] is None:
        return NotedFile(file, error=error, is_changed=not is_same)
    outcome = outcome_of(
        JobStatus(row["status"]),
        row["summary"] or {},
        error=row["job_error"] or "",
        superseded_by=row["superseded_by"],
        undone_at=row["undone_at"],
    )
    return NotedFile(file, str(row["job_id"]), outcome, error, is_changed=not is_same)
