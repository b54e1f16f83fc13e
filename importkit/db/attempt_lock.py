"""Attempts: a job that was cancelled, or that another attempt has taken over, is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.db.statements import statement
from importkit.errors import JobOvertakenError
from importkit.model import JobStatus

if TYPE_CHECKING:
    from sqlalchemy import Connection


def require(job_id: str, attempt: int, connection: Connection) -> None:
    """Make sure that the job is this attempt's.

    Raises:
        JobOvertakenError: It is not, or no longer.
    """
    _require("select_attempt", job_id, attempt, connection)


def lock(job_id: str, attempt: int, connection: Connection) -> None:
    """Make sure that the job is this attempt's, and stays so until the transaction ends.

    Raises:
        JobOvertakenError: It is not, or no longer.
    """
    _require("lock_attempt", job_id, attempt, connection)


def _require(name: str, job_id: str, attempt: int, connection: Connection) -> None:
    job = connection.execute(statement("db", name), {"job_id": job_id}).one_or_none()
    if job is None or (job.attempt, job.status) != (attempt, JobStatus.PROCESSING):
        raise overtaken()


def overtaken() -> JobOvertakenError:
    """Return the error of an attempt whose job is no longer its own."""
    return JobOvertakenError(
        "This import was cancelled, or another attempt of it has started; this one wrote nothing.",
        hint="To see where the job stands: importkit jobs list",
    )
