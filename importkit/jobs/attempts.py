"""Attempts of a queued job: beginning one, and letting go of one that did not reach its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from importkit.db.attempt_lock import overtaken
from importkit.db.statements import statement
from importkit.db.tables import import_jobs
from importkit.model import JobStatus, Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, RowMapping

_USED_UP = "The import was interrupted each time it was tried, and is given up."


@dataclass(frozen=True)
class Attempt:
    """One attempt of a job, and what it needs.

    Attributes:
        number: Its number on the job; only the newest may commit.
        options: How the workbook is to be read, `hidden_rows`, and what its import is held to, `plan`.
    """

    job_id: str
    number: int
    brand_id: str
    filename: str
    mode: Mode
    options: Mapping[str, Any]
    file_uri: str
    file_sha256: str


def begin(job_id: str, attempts: int, connection: Connection) -> Attempt | None:
    """Begin the next attempt of a job; return None when it has ended, or its attempts are used up.

    Args:
        job_id: The job.
        attempts: How often an import is tried in all.
        connection: A transaction of the service.
    """
    binds = {"job_id": job_id, "attempts": attempts}
    begun = connection.execute(statement("jobs", "begin_attempt"), binds).mappings().one_or_none()
    return _attempt(job_id, begun) if begun else None


def begin_only(job_id: str, connection: Connection) -> int:
    """Begin the only attempt that a job has, and return its number.

    Raises:
        JobOvertakenError: Somebody has cancelled it, the moment it was there.
    """
    begun = begin(job_id, 1, connection)
    if begun is None:
        raise overtaken()
    return begun.number


def give_up(job_id: str, attempts: int, connection: Connection) -> bool:
    """Fail a job whose attempts are used up, and return whether it was such."""
    binds = {"job_id": job_id, "attempts": attempts, "error": _USED_UP}
    used_up = connection.execute(statement("jobs", "fail_exhausted"), binds).scalar()
    return used_up is not None


def find(job_id: str, number: int, connection: Connection) -> Attempt | None:
    """Return an attempt that was begun; None when the job is another's by now, or has ended."""
    binds = {"job_id": job_id, "attempt": number}
    found = connection.execute(statement("jobs", "select_attempt"), binds).mappings().one_or_none()
    return _attempt(job_id, found) if found else None


def release(
    attempt: Attempt, attempts: int, error: str, connection: Connection, *, is_handed_back: bool = False
) -> JobStatus | None:
    """Let go of an attempt that did not reach its end, and return where the job stands then.

    It waits for another attempt; without one left it is FAILED. None: it had ended, or is not this one's.

    Args:
        attempt: The attempt.
        attempts: How often an import is tried in all.
        error: What the user is told when it was the last one.
        connection: A transaction of the service.
        is_handed_back: The worker was told to stop: then the attempt does not count.
    """
    binds = {"job_id": attempt.job_id, "attempt": attempt.number, "attempts": attempts}
    let_go = connection.execute(
        statement("jobs", "release_attempt"), {**binds, "error": error, "handed_back": is_handed_back}
    ).scalar()
    return let_go and JobStatus(let_go)


def exists(job_id: str, connection: Connection) -> bool:
    """Return whether there is a job of that id, of whatever brand."""
    found = connection.execute(sa.select(import_jobs.c.id).where(import_jobs.c.id == job_id))
    return found.one_or_none() is not None


def _attempt(job_id: str, row: RowMapping) -> Attempt:
    return Attempt(
        job_id,
        row["attempt"],
        row["brand_id"],
        row["filename"],
        Mode(row["mode"]),
        row["options"],
        row["file_uri"] or "",
        row["file_sha256"] or "",
    )
