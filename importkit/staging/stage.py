"""A resolved sheet into the staging tables, with everything that its corrections will need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.db.copy import copy_table
from importkit.db.shadows import sample_fewer_rows, shadow, shadow_staging
from importkit.db.staged_failures import keep_failed
from importkit.db.statements import statement
from importkit.db.stored_rows import finding_rows, original_rows
from importkit.db.tables import STAGING, import_findings, import_row_outcomes, import_rows
from importkit.model import RowStatus
from importkit.progress import ignore_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from importkit.model import ResolvedSheet
    from importkit.progress import OnRows

_KEPT = (import_rows, import_row_outcomes, import_findings)


def stage(
    resolved: ResolvedSheet, job_id: str, connection: Connection, on_rows: OnRows = ignore_rows
) -> None:
    """Stage a whole sheet in temporary tables of the caller's transaction, and keep what failed of it.

    Good rows are needed until they are committed in the same transaction, and cost least there: no log, no
    index, nobody waits. Failed products go to the permanent tables as well, to be shown and corrected.
    `on_rows` is told how many rows each table took.
    """
    sample_fewer_rows(connection)
    for table in STAGING:
        shadow_staging(connection, (table,), job_id)
        on_rows(_copy(table, resolved, connection))
    _finish(resolved, job_id, connection)
    if (resolved.rows["row_status"] == RowStatus.FAILED).any():
        keep_failed(connection)


def prepare(connection: Connection, job_id: str) -> None:
    """Make temporary tables that stand before the real ones: what is staged aside goes nowhere else."""
    sample_fewer_rows(connection)
    shadow_staging(connection, STAGING, job_id)
    shadow(connection, _KEPT)


def stage_aside(resolved: ResolvedSheet, job_id: str, connection: Connection) -> None:
    """Stage a whole sheet and keep nothing of it, which a transaction that may not write can do too.

    Args:
        resolved: The sheet.
        job_id: A number of the caller's; there is no such job.
        connection: The caller's transaction, prepared.
    """
    for table in STAGING:
        _copy(table, resolved, connection)
    _finish(resolved, job_id, connection)


def _copy(table: Table, resolved: ResolvedSheet, connection: Connection) -> int:
    return copy_table(connection, table.name, resolved.tables[table.name])


def _finish(resolved: ResolvedSheet, job_id: str, connection: Connection) -> None:
    """Let the planner know what is staged, and add the original rows of failed products and the findings."""
    connection.execute(statement("staging", "analyze_staging"))
    failed = resolved.rows[resolved.rows["row_status"] == RowStatus.FAILED]
    if not failed.empty:
        copy_table(connection, import_rows.name, original_rows(resolved.sheet, failed), job_id=job_id)
    copy_table(connection, import_findings.name, finding_rows(resolved.findings), job_id=job_id)
