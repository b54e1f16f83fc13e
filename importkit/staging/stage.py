"""A resolved sheet into the staging tables, with everything that its corrections will need."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from importkit.db import attempt_lock
from importkit.db.copy import copy_table
from importkit.db.shadows import shadow
from importkit.db.statements import statement
from importkit.db.stored_rows import finding_rows, original_rows
from importkit.db.tables import STAGING, import_findings, import_row_outcomes, import_rows
from importkit.model import RowStatus
from importkit.progress import ignore_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from importkit.model import Layout, ResolvedSheet
    from importkit.progress import OnRows

_KEPT = (import_rows, import_row_outcomes, import_findings)


def begin(job_id: str, attempt: int, connection: Connection) -> None:
    """Begin an attempt: delete what earlier ones left, and keep others of the same job waiting.

    Raises:
        JobOvertakenError: The job was cancelled, or a newer attempt has taken it over.
    """
    connection.execute(statement("staging", "lock_staging"), {"job_id": job_id})
    attempt_lock.require(job_id, attempt, connection)
    clear(job_id, connection)


def stage(
    resolved: ResolvedSheet, job_id: str, connection: Connection, on_rows: OnRows = ignore_rows
) -> None:
    """Stage a whole sheet, failed products included, in the caller's transaction.

    `on_rows` is told how many rows each table took. The last statement brings the planner's figures up to
    date. Commit soon after: they are locked until then, and other imports wait for them.
    """
    _fill(resolved, job_id, connection, on_rows)
    # Not before: it holds the job, and meanwhile the job cannot tell its progress.
    _store_layout(resolved.book.layout, job_id, connection)
    connection.execute(statement("staging", "analyze_staging"))


def prepare(connection: Connection) -> None:
    """Make temporary tables that stand before the real ones: what is staged aside goes nowhere else."""
    shadow(connection, (*STAGING, *_KEPT))


def stage_temporarily(resolved: ResolvedSheet, job_id: str, connection: Connection) -> None:
    """Stage a whole sheet in temporary tables, which a transaction that may not write can do too.

    Args:
        resolved: The sheet.
        job_id: A number of the caller's; there is no such job.
        connection: The caller's transaction, prepared.
    """
    _fill(resolved, job_id, connection, ignore_rows)
    connection.execute(statement("staging", "analyze_shadows"))


def _fill(resolved: ResolvedSheet, job_id: str, connection: Connection, on_rows: OnRows) -> None:
    for table in STAGING:
        on_rows(copy_table(connection, table.name, resolved.tables[table.name], job_id=job_id))
    failed = resolved.rows[resolved.rows["row_status"] == RowStatus.FAILED]
    copy_table(connection, import_rows.name, original_rows(resolved.book, failed), job_id=job_id)
    copy_table(connection, import_findings.name, finding_rows(resolved.findings), job_id=job_id)


def clear(job_id: str, connection: Connection) -> None:
    """Delete what an earlier attempt of a job left: its staging, rows, outcomes and findings."""
    for table in (*reversed(STAGING), *_KEPT):
        connection.execute(table.delete().where(table.c.job_id == job_id))


def clear_failed(job_id: str, connection: Connection) -> None:
    """Delete what a job staged that is FAILED, once no attempt of it is staging any more; else do nothing."""
    connection.execute(statement("staging", "lock_staging"), {"job_id": job_id})
    if connection.execute(statement("staging", "is_failed"), {"job_id": job_id}).scalar():
        clear(job_id, connection)


def _store_layout(layout: Layout, job_id: str, connection: Connection) -> None:
    binds = {"job_id": job_id, "layout": json.dumps(asdict(layout))}
    connection.execute(statement("staging", "update_layout"), binds)
