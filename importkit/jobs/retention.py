"""Retention: what is kept of a job goes in time, its rows first and then its file.

Every step can be cut off anywhere and is done again by the next run: a job's rows go in one transaction, its
file after that, and only then the note where the file is. Two runs at once share the work: each job is taken
by one of them, and jobs that still run are never touched.
"""

from __future__ import annotations

import hashlib
import logging
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from importkit.db.connect import as_service
from importkit.db.tables import drafts, import_jobs, metadata
from importkit.errors import DatabaseError, EnvironmentFailure, FileGoneError, ImportkitError
from importkit.jobs import expired_drafts, notifications, queue
from importkit.jobs.engines import connected
from importkit.jobs.storage import Storage
from importkit.model import JobStatus

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Engine

    from importkit.jobs.context import Context
    from importkit.jobs.storage import KeptFile
    from importkit.settings import Retention, Settings

logger = logging.getLogger(__name__)

#: Everything that is kept of a job, what is owned before its owner; a new table of jobs is among them. What
#: may be without a job, as a file of a source, only tells of one.
OF_A_JOB = tuple(
    table for table in reversed(metadata.sorted_tables) if "job_id" in table.c and not table.c.job_id.nullable
)

_DAY_S = 24 * 60 * 60
_BATCH = 100  # jobs in a transaction
_LISTED = 500  # files in a question
_ENDED = (JobStatus.COMPLETED, JobStatus.COMPLETED_WITH_FAILURES, JobStatus.FAILED, JobStatus.DISMISSED)


@dataclass(frozen=True)
class Cleanup:
    """What a cleanup did, or would do.

    Attributes:
        jobs: Jobs whose time is over: rows, outcomes and findings went; the jobs and their summaries stay.
        rows: How many rows these were.
        files: Uploaded files that were deleted.
        stalled: Jobs that nobody ran any more: they wait for a worker again, or have ended as FAILED.
        problem: Why files could not be deleted; empty when all is well.
    """

    jobs: int = 0
    rows: int = 0
    files: int = 0
    stalled: int = 0
    problem: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON knows it."""
        return asdict(self)


def run(url: str | None, *, dry_run: bool = False) -> Cleanup:
    """Clean up a database and the storage of uploaded files; with `dry_run`, only tell what would be done.

    Raises:
        DatabaseError: Postgres refused, or was not reachable.
    """
    with connected(url) as (engine, found):
        return preview(engine, found) if dry_run else delete_expired(engine, found)


def delete_expired(engine: Engine, settings: Settings) -> Cleanup:
    """Delete what is kept longer than the settings say, and look after jobs that nobody runs any more."""
    storage, retention = Storage(settings.files), settings.retention
    with as_service(engine, "look after imports that nobody runs") as connection:
        abandoned = queue.recover_abandoned(settings.worker, connection)
    for job_id in abandoned.exhausted:
        notifications.notify_of_job(job_id, engine, settings)
    jobs, rows = _delete_rows(retention, engine)
    files, problem = _delete_uploads(storage, retention, engine)
    of_drafts, draft_problem = expired_drafts.delete(storage, engine)
    files, problem = files + of_drafts, problem or draft_problem
    return Cleanup(jobs, rows, files, len(abandoned), problem)


def preview(engine: Engine, settings: Settings) -> Cleanup:
    """Return what a cleanup would do; nothing is changed."""
    storage, retention = Storage(settings.files), settings.retention
    with as_service(engine, "count what is due for deletion") as connection:
        old = sa.select(import_jobs.c.id).where(_is_due(retention))
        rows = [
            connection.scalar(sa.select(sa.func.count()).where(table.c.job_id.in_(old))) or 0
            for table in OF_A_JOB
        ]
        jobs = sa.select(sa.func.count()).select_from(import_jobs)
        due_file = sa.and_(_is_due(retention), import_jobs.c.file_uri.is_not(None))
        has_file = sa.or_(due_file, _has_old_file())
        old_drafts = len(expired_drafts.ids(connection))
        due, files = (
            connection.scalar(jobs.where(condition)) or 0 for condition in (_is_due(retention), has_file)
        )
        stalled = len(queue.select_abandoned(settings.worker, connection))
    try:
        files, problem = files + old_drafts + len(_orphans(storage, retention, engine)), ""
    except EnvironmentFailure as error:
        problem = error.message
    return Cleanup(due, sum(rows), files, stalled, problem)


def delete_expired_daily(engine: Engine, settings: Settings) -> None:
    """Clean up, unless this machine did so within a day; whatever goes wrong is only logged."""
    address = engine.url.set(password=None).render_as_string()
    marker = settings.data_dir / f"cleanup-{hashlib.sha256(address.encode()).hexdigest()[:16]}"
    try:
        if marker.exists() and time.time() - marker.stat().st_mtime < _DAY_S:
            return
        marker.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        marker.touch()  # first: another command that starts now need not do it as well
    except OSError as error:
        logger.warning("the daily cleanup did not work: %s", error)
        return
    delete_expired_and_log(engine, settings)


def delete_expired_and_log(engine: Engine, settings: Settings) -> None:
    """Clean up; whatever goes wrong is only logged."""
    try:
        done = delete_expired(engine, settings)
    except (OSError, ImportkitError) as error:
        logger.warning("the daily cleanup did not work: %s", error)
        return
    if done.problem:
        logger.warning("the daily cleanup did not work: %s", done.problem)
    logger.info("cleaned up", extra=done.as_dict())


def delete_dismissed_upload(job_id: str, context: Context) -> None:
    """Delete the file of a job that was just dismissed; what fails now is left to the next cleanup."""
    try:
        delete_upload(job_id, context.storage, context.engine)
    except EnvironmentFailure as error:
        logger.warning("%s", error)


def delete_upload(job_id: str, storage: Storage, engine: Engine) -> bool:
    """Delete the file of a job that has ended, then the note of it; return whether there was one.

    Raises:
        EnvironmentFailure: The storage does not answer; the note stays, so that the next cleanup tries again.
    """
    this = import_jobs.c.id == job_id
    with as_service(engine, "find the file of an import") as connection:
        uri = connection.scalar(sa.select(import_jobs.c.file_uri).where(this))
    if uri is None:
        return False
    try:
        storage.delete(uri, job_id)
    except FileGoneError as error:  # kept elsewhere: whoever uses that storage deletes it
        logger.warning("%s", error)
        return False
    with as_service(engine, "forget the file of an import") as connection:
        connection.execute(sa.update(import_jobs).where(this).values(file_uri=None))
    return True


def _ids(condition: ColumnElement[bool], engine: Engine) -> list[str]:
    with as_service(engine, "list the imports that are due for deletion") as connection:
        chosen = sa.select(import_jobs.c.id).where(condition).order_by(import_jobs.c.created_at)
        return [str(job_id) for job_id in connection.scalars(chosen)]


def _delete_rows(retention: Retention, engine: Engine) -> tuple[int, int]:
    """Delete the rows of the jobs whose time is over, and return how many jobs and rows these were.

    Which jobs these are is asked once: whatever is wrong with one, it is taken once in a run.
    """
    jobs = rows = 0
    due = iter(_ids(_is_due(retention), engine))
    while batch := list(islice(due, _BATCH)):
        with as_service(engine, "delete what is kept of old imports") as connection:
            taken = _lock_due_jobs(batch, retention, connection)
            gone = [
                connection.execute(table.delete().where(table.c.job_id.in_(taken))).rowcount
                for table in OF_A_JOB
            ]
            done = sa.update(import_jobs).where(import_jobs.c.id.in_(taken))
            connection.execute(done.values(has_exportable_failures=False, rows_deleted_at=sa.func.now()))
        jobs, rows = jobs + len(taken), rows + sum(gone)
    return jobs, rows


def _lock_due_jobs(job_ids: list[str], retention: Retention, connection: Connection) -> list[str]:
    """Hold the jobs that are still due, and that no other run has taken; return their ids."""
    job = import_jobs.c
    still = sa.select(job.id).where(job.id.in_(job_ids), _is_due(retention)).order_by(job.created_at)
    return [str(job_id) for job_id in connection.scalars(still.with_for_update(skip_locked=True))]


def _orphans(storage: Storage, retention: Retention, engine: Engine) -> list[KeptFile]:
    """Return files that no job knows of and that are old: their import was cut off before it could note them.

    A file of a job that this database does not know may be another database's, and has twice the time.
    """
    found: list[KeptFile] = []
    now = datetime.now(UTC)
    listed = storage.files()
    while files := list(islice(listed, _LISTED)):
        with as_service(engine, "look up the kept files") as connection:
            chosen = sa.select(import_jobs.c.id, import_jobs.c.file_uri)
            known = chosen.where(import_jobs.c.id.in_([file.job_id for file in files if file.job_id]))
            noted = {str(job_id): uri for job_id, uri in connection.execute(known)}
            of_drafts = sa.select(drafts.c.id).where(
                drafts.c.id.in_([file.job_id for file in files if file.job_id])
            )
            kept = {str(draft_id) for draft_id in connection.scalars(of_drafts)}
        for file in files:
            if file.job_id and (noted.get(file.job_id) or file.job_id in kept):
                continue
            ours = file.job_id is None or file.job_id in noted
            days = 1 if ours else 2 * retention.days
            changed = storage.changed(file)
            if changed and changed < now - timedelta(days=days):
                found.append(file)
    return found


def _delete_uploads(storage: Storage, retention: Retention, engine: Engine) -> tuple[int, str]:
    """Delete files whose time is over; return how many, and the first reason why one could not be deleted."""
    gone, problem = 0, ""
    old = [partial(delete_upload, job_id, storage, engine) for job_id in _ids(_has_old_file(), engine)]
    try:
        orphans = [partial(_remove, file, storage) for file in _orphans(storage, retention, engine)]
    except EnvironmentFailure as error:
        orphans, problem = [], error.message
    for forget in (*old, *orphans):  # one that cannot be deleted keeps no other
        try:
            gone += forget()
        except DatabaseError:
            raise
        except EnvironmentFailure as error:
            problem = problem or error.message
    return gone, problem


def _remove(file: KeptFile, storage: Storage) -> bool:
    storage.remove(file)
    return True


def _is_expired(retention: Retention) -> ColumnElement[bool]:
    """Return the condition for a job whose time is over; a download of its corrections extends it."""
    job = import_jobs.c
    expires_at = sa.func.greatest(
        sa.func.coalesce(job.finished_at, job.created_at) + timedelta(days=retention.days),
        job.corrections_downloaded_at + timedelta(days=retention.days_after_download),
    )
    return sa.and_(job.status.in_(_ENDED), expires_at < sa.func.now())


def _is_due(retention: Retention) -> ColumnElement[bool]:
    """Return the condition for a job whose rows are kept, but should not be."""
    return sa.and_(_is_expired(retention), import_jobs.c.rows_deleted_at.is_(None))


def _has_old_file() -> ColumnElement[bool]:
    """Return the condition for a job whose rows are gone, and whose file is still kept."""
    job = import_jobs.c
    is_over = sa.or_(job.status == JobStatus.DISMISSED, job.rows_deleted_at.is_not(None))
    return sa.and_(is_over, job.file_uri.is_not(None))
