"""Taking an import back, for the user at work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from importkit.db import brands
from importkit.db.connect import as_service, as_user
from importkit.jobs import store
from importkit.undo import UNDOABLE, read_noted_values
from importkit.undo import undo as reverse
from importkit.workspace import members

if TYPE_CHECKING:
    from importkit.jobs.context import Context
    from importkit.jobs.job import Job
    from importkit.undo import NotedValues, Undo


def can_undo(context: Context, job: Job) -> bool:
    """Return whether the user may take back what a job did, and something of that is left."""
    is_settled = job.undone_at and not any(job.summary["undo"]["kept"].values())
    return job.status in UNDOABLE and not is_settled and members.is_member(context)


def undo(context: Context, job_id: str, *, dry_run: bool) -> Undo:
    """Take back what a job did; the service writes products, once the user may have it done."""
    with as_user(context.engine, context.email, "undo the import") as connection:
        job = store.find(job_id, context.brand.id, connection)
        brands.require_member(connection, context.brand)
    with as_service(context.engine, "undo the import") as connection:
        if not dry_run:
            return reverse(connection, job.id, context.brand.id)
        with connection.begin_nested() as trial:
            result = reverse(connection, job.id, context.brand.id)
            trial.rollback()
        return replace(result, undone_at=job.undone_at, is_dry_run=True)


def noted_values(context: Context, job_id: str, *, page: int, size: int) -> NotedValues:
    """Return one page of the values that a job changed, each before and after."""
    with as_user(context.engine, context.email, "read what the import changed") as connection:
        job = store.find(job_id, context.brand.id, connection)
        return read_noted_values(job.id, connection, page=page, size=size)
