"""The commit: one transaction in which everything happens, or nothing."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from importkit.db import attempt_lock
from importkit.db.brand_lock import lock_brand
from importkit.db.shape.production_statements import INSERT, INSERT_MERGED, UPDATE
from importkit.db.staged_failures import keep_failed
from importkit.errors import ReconciliationError
from importkit.grammar import count, number
from importkit.model import JobStatus, Mode
from importkit.production import journal
from importkit.production.decide import decide
from importkit.production.match import prepare
from importkit.production.new_names import create_names
from importkit.production.queries import run, scalar
from importkit.production.receipt import Receipt
from importkit.production.repeated import catalog_of_creation
from importkit.production.row_outcomes import append_findings, summarize, write_outcomes
from importkit.production.token import require_state
from importkit.progress import ignore_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from importkit.db.statements import Binds
    from importkit.model import Layout
    from importkit.production.decide import Decision
    from importkit.production.receipt import CommitRequest
    from importkit.progress import OnRows

logger = logging.getLogger(__name__)

#: Owners before what they own.
_INSERT_OWNERS = ("insert_products", "insert_variants", "insert_variant_attributes")
#: A statement per table.
_UPDATE = ("update_products", "update_variants", *UPDATE)

#: Which statements write the rows that the summary counts.
COUNTED = {
    Mode.CREATE: {"products_created": "insert_products", "variants_created": "insert_variants"},
    Mode.ENRICH: {"products_updated": "update_products", "variants_updated": "update_variants"},
}


def commit(request: CommitRequest, connection: Connection, on_rows: OnRows = ignore_rows) -> Receipt:
    """Write what the caller's transaction has staged into production.

    Products that contradict production fail, each alone; the rest is written. Catalog, outcomes, the job's
    summary and its end are part of it. `on_rows` is told how many rows each table of production took.

    Raises:
        JobOvertakenError: The job was cancelled, or a newer attempt has taken it over; nothing was written.
        OutdatedPlanError: The products have changed since they were planned; nothing was written.
        ReconciliationError: The rows do not add up; roll back and end the job FAILED.
    """
    binds = {"job_id": request.job_id, "brand_id": request.brand_id}
    resolved = request.resolved
    _take_turn(request, connection)
    prepare(connection)
    decision = _decide(request, connection, binds)
    append_findings(connection, decision.findings, binds)
    entities = () if decision.new_names.found.empty else create_names(connection, binds)
    journal.snapshot_before(connection)
    written = run(connection, _writing(resolved.checked.mode, connection), binds, on_rows)
    journal.record_changes(connection, binds)
    # Only now, so that a running job can tell its progress and be cancelled.
    attempt_lock.lock(request.job_id, request.attempt, connection)
    write_outcomes(connection, resolved, decision, binds)
    if not decision.conflicts.empty:
        keep_failed(connection)
    summary = summarize(connection, resolved, entities, binds)
    _reconcile(summary, written, COUNTED[resolved.checked.mode])
    catalog = catalog_of_creation(request, summary, connection)
    status = _finish(connection, resolved.sheet.layout, {**binds, "catalog_digest": catalog}, summary)
    logger.info("committed", extra={"job_id": request.job_id, "status": str(status)})
    return Receipt(request.job_id, status, summary, decision.findings)


def _writing(mode: Mode, connection: Connection) -> tuple[str, ...]:
    """Return the statements that write what was decided."""
    if mode is Mode.ENRICH:
        return _UPDATE
    return (*_INSERT_OWNERS, *(INSERT_MERGED if scalar(connection, "select_merged_count") else INSERT))


def _take_turn(request: CommitRequest, connection: Connection) -> None:
    """Wait for the brand's turn; by then the job may be another attempt's."""
    lock_brand(connection, request.brand_id, request.statement_timeout_s)
    attempt_lock.require(request.job_id, request.attempt, connection)


def _decide(request: CommitRequest, connection: Connection, binds: Binds) -> Decision:
    """Decide what becomes of each row; where that was planned, the products must be what they were then."""
    decision = decide(connection, request.resolved, binds, with_state=request.plan is not None)
    if request.plan is not None:
        require_state(request.plan, decision.state)
    return decision


def _reconcile(summary: Mapping[str, Any], written: Mapping[str, int], counted: Mapping[str, str]) -> None:
    """Compare what was counted with what was written."""
    made = tuple(written[name] for name in counted.values())
    expected = tuple(summary[name] for name in counted)
    if made != expected:
        raise ReconciliationError(
            f"{count(made[0], 'product')} and {count(made[1], 'variant')} were written, but"
            f" {number(expected[0])} and {number(expected[1])} were expected.",
            hint="Nothing was written. Please report this, with the job's id.",
        )


def _finish(connection: Connection, layout: Layout, binds: Binds, summary: Mapping[str, Any]) -> JobStatus:
    """End the job; the layout of its sheet is kept, for corrections are written without the sheet."""
    has_failures = bool(summary["failed_rows"])
    status = JobStatus.COMPLETED_WITH_FAILURES if has_failures else JobStatus.COMPLETED
    end = {
        "status": str(status),
        "summary": json.dumps(summary),
        "has_exportable_failures": has_failures,
        "layout": json.dumps(asdict(layout)),
    }
    run(connection, ("update_finished_job",), {**binds, **end})
    return status
