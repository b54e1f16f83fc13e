"""The jobs of a brand: found, looked into, and dismissed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from importkit import staging
from importkit.db.connect import as_user
from importkit.jobs import import_list, retention, store
from importkit.jobs.job import ImportResult, Jobs
from importkit.workspace.watch import watch

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from importkit.findings import Findings
    from importkit.jobs.context import Context
    from importkit.jobs.import_list import ImportList, ListPart
    from importkit.jobs.job import Job
    from importkit.outcomes import RowOutcome
    from importkit.staging import Part, PreviewPage


def recent(context: Context, limit: int) -> Jobs:
    """Return the newest jobs, newest first."""
    with as_user(context.engine, context.email, "list the imports") as connection:
        jobs = store.recent(context.brand.id, limit, connection)
    return Jobs(watchable(context, job) for job in jobs)


def listed(context: Context, part: ListPart) -> ImportList:
    """Return one page of all jobs, newest first."""
    with as_user(context.engine, context.email, "list the imports") as connection:
        found = import_list.read(context.brand.id, part, connection)
    return replace(found, jobs=Jobs(watchable(context, job) for job in found.jobs))


def find(context: Context, job_id: str) -> Job:
    """Return one job, by its id or a prefix of it."""
    with as_user(context.engine, context.email, "find the import") as connection:
        return watchable(context, store.find(job_id, context.brand.id, connection))


def watchable(context: Context, job: Job) -> Job:
    """Return a job that can be watched without naming the workspace again."""
    return replace(job, watcher=partial(watch, context))


def result(context: Context, job_id: str) -> ImportResult:
    """Return what became of an import that has ended, as importing it here would have."""
    job = find(context, job_id)
    return ImportResult(job.id, job.status, job.mode, job.summary, findings(context, job.id))


def findings(context: Context, job_id: str) -> Findings:
    """Return everything that was found in a job's workbook."""
    with as_user(context.engine, context.email, "read what was found in the workbook") as connection:
        return store.findings(store.find(job_id, context.brand.id, connection).id, connection)


def unmapped(context: Context, job_id: str) -> pd.DataFrame:
    """Return the categories of a job's workbook that no category of the brand is meant by."""
    with as_user(context.engine, context.email, "read the categories that were not found") as connection:
        return store.unmapped(store.find(job_id, context.brand.id, connection).id, connection)


def preview(
    context: Context, job_id: str, part: Part, counts: Mapping[RowOutcome, int] | None = None
) -> PreviewPage:
    """Return one page of a job's rows, each with what became of it; `counts` as in `staging.preview`."""
    with as_user(context.engine, context.email, "read the rows of the import") as connection:
        job = store.find(job_id, context.brand.id, connection)
        return staging.preview(job.id, connection, part, counts)


def dismiss(context: Context, job_id: str) -> Job:
    """Give up the failed rows of a finished job; they are deleted, and so is its file."""
    with as_user(context.engine, context.email, "dismiss the failed rows") as connection:
        job = store.find(job_id, context.brand.id, connection)
        store.dismiss(job, connection)
        dismissed = store.find(job.id, context.brand.id, connection)
    retention.delete_dismissed_upload(job.id, context)
    return dismissed
