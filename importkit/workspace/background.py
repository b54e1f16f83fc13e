"""Imports in the background: handing a workbook to the workers, and stopping one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from importkit import pipeline, production
from importkit.db.connect import as_service, as_user
from importkit.db.statements import statement
from importkit.errors import DatabaseError, NotAllowedError, UsageError
from importkit.jobs import attempts, store, uploads

if TYPE_CHECKING:
    from importkit.jobs.job import Job
    from importkit.pipeline import ReadOptions
    from importkit.workspace.workspace import Workspace


#: Bytes of a workbook that is read before it is queued, in a fraction of a second: a template has 20 KB.
_READ_AT_ONCE = 128 * 1024


def enqueue(
    workspace: Workspace, source: str | Path | bytes, how: ReadOptions, *, plan: str | None = None
) -> Job:
    """Store a workbook, make a job of it and queue it; return the job.

    The file is stored first, under the id that the job will have; the job and its place in the queue are made
    in one transaction. Whoever dies in between leaves a file that nobody asks for.

    Raises:
        OtherModeError: The workbook holds corrections for another mode; there is no job.
    """
    from importkit.workbook import display_path, require_workbook

    if plan is not None:
        production.require_token(plan)
    filename = how.filename or ("workbook.xlsx" if isinstance(source, bytes) else Path(source).name)
    called = how.filename or display_path(source)
    mode = how.mode_for(require_workbook(source, filename=called, limits=how.limits), called)
    if plan is None and _size(source) <= _READ_AT_ONCE:  # what was planned has been read
        pipeline.require_rows(pipeline.open_book(source, how))
    job_id = store.new_id(str(workspace.brand.id))
    stored = workspace.storage.store(source if isinstance(source, bytes) else Path(source), job_id)
    name = uploads.kept_name(filename)
    job = {"job_id": job_id, "brand_id": workspace.brand.id, "filename": name, "mode": str(mode)}
    file = uploads.file_of(stored, how.hidden_rows, plan)
    try:
        with as_user(workspace.engine, workspace.email, "queue the import") as connection:
            connection.execute(statement("jobs", "insert_import"), {**job, **file})
            connection.execute(statement("jobs", "insert_queued_import"), {"job_id": job_id})
            return store.find(job_id, workspace.brand.id, connection)
    except (DatabaseError, NotAllowedError):
        _delete_upload_unless_created(workspace, job_id, stored.uri)
        raise


def _size(source: str | Path | bytes) -> int:
    return len(source) if isinstance(source, bytes) else Path(source).stat().st_size


def cancel(workspace: Workspace, job_id: str) -> Job:
    """Stop a job that waits or runs: it ends FAILED "cancelled", and nothing of it is written.

    Raises:
        UnknownJobError: There is no such job.
        UsageError: It has ended already.
    """
    with as_user(workspace.engine, workspace.email, "cancel the import") as connection:
        job = store.find(job_id, workspace.brand.id, connection)
        if not connection.execute(statement("jobs", "cancel_import"), {"job_id": job.id}).scalar():
            now = store.find(job.id, workspace.brand.id, connection)
            raise UsageError(
                f"Job {job.id} has ended already: it is {now.status}.",
                hint=f"To see what became of it: importkit jobs show {job.id}",
            )
    with as_service(
        workspace.engine, "clear up after the import"
    ) as connection:  # whoever ran it may have died before
        attempts.clear_leftovers(job.id, connection)
    return workspace.job(job.id)


def _delete_upload_unless_created(workspace: Workspace, job_id: str, uri: str) -> None:
    """Delete the file of a job that was refused; while nobody can say whether it was made, it stays."""
    with suppress(DatabaseError), as_service(workspace.engine, "find the import") as connection:
        if not attempts.exists(job_id, connection):
            workspace.storage.delete(uri, job_id)
