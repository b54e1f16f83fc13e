"""The commit: one transaction in which everything happens, or nothing."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from importkit.db import attempts
from importkit.db.copy import copy_table
from importkit.db.rows import finding_rows
from importkit.db.statements import statement
from importkit.errors import ReconciliationError
from importkit.findings import Findings
from importkit.model import JobStatus, Mode
from importkit.production.conflicts import conflict_findings, fail_products
from importkit.production.match import drop_failed, match, prepare
from importkit.production.names import create_names, name_findings, new_names
from importkit.production.record import Receipt
from importkit.production.run import read, run, scalar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from sqlalchemy import Connection

    from importkit.production.record import CommitRequest
    from importkit.production.run import Binds

logger = logging.getLogger(__name__)

#: Owners before what they own.
WRITE = {
    Mode.CREATE: (
        "insert_products",
        "insert_variants",
        "insert_variant_attributes",
        "insert_product_tags",
        "insert_product_weight",
        "insert_variant_weight",
        "insert_product_environment",
        "insert_variant_environment",
        "insert_product_materials",
        "insert_variant_materials",
        "insert_product_journey_steps",
        "insert_variant_journey_steps",
        "insert_product_eco_claims",
        "insert_variant_eco_claims",
    )
}

LEAVE_STAGING = (
    "delete_staging_variant_attributes",
    "delete_staging_variant_weight",
    "delete_staging_variant_environment",
    "delete_staging_variant_materials",
    "delete_staging_variant_journey_steps",
    "delete_staging_variant_eco_claims",
    "delete_staging_product_tags",
    "delete_staging_product_weight",
    "delete_staging_product_environment",
    "delete_staging_product_materials",
    "delete_staging_product_journey_steps",
    "delete_staging_product_eco_claims",
    "delete_staging_product_variants",
    "delete_staging_products",
)


def commit(request: CommitRequest, connection: Connection) -> Receipt:
    """Write what was staged into production, in the caller's transaction.

    Products that contradict production fail, each alone; the rest is written. Catalog, outcomes, the job's
    summary and its end are part of it.

    Raises:
        JobOvertakenError: The job was cancelled, or a newer attempt has taken it over; nothing was written.
        ReconciliationError: The rows do not add up; roll back and end the job FAILED.
    """
    binds = {"job_id": request.job_id, "brand_id": request.brand_id}
    _take_turn(request, connection, binds)
    prepare(connection)
    conflicts, findings = _settle_conflicts(request, connection, binds)
    news, entities = _complete_catalog(request, connection, binds)
    written = run(connection, WRITE[request.resolved.checked.mode], binds)
    # Only now, so that a running job can tell its progress and be cancelled; and before any staged row is
    # touched, so that whoever clears them with the job in hand never waits for this transaction.
    attempts.hold(request.job_id, request.attempt, connection)
    fail_products(request, conflicts, connection, binds)
    run(connection, ("insert_outcomes", *LEAVE_STAGING), binds)
    summary = _summarize(request, connection, binds, entities)
    _reconcile(summary, written)
    status = _finish(connection, binds, summary)
    logger.info("committed", extra={"job_id": request.job_id, "status": str(status)})
    return Receipt(request.job_id, status, summary, findings + news)


def _take_turn(request: CommitRequest, connection: Connection, binds: Binds) -> None:
    """Wait for the brand's turn; by then the job may be another attempt's."""
    timeout = {"timeout_ms": request.statement_timeout_s * 1000}
    run(connection, ("limit_statements", "lock_brand"), {**binds, **timeout})
    attempts.require(request.job_id, request.attempt, connection)


def _settle_conflicts(
    request: CommitRequest, connection: Connection, binds: Binds
) -> tuple[pd.DataFrame, Findings]:
    """Leave products that contradict production out; return the conflicts, and what is to be said of them."""
    conflicts = match(connection, request.resolved, binds)
    findings = conflict_findings(conflicts, request.resolved)
    if len(findings):
        _keep_findings(request, connection, findings)
        drop_failed(connection, binds)
    return conflicts, findings


def _complete_catalog(
    request: CommitRequest, connection: Connection, binds: Binds
) -> tuple[Findings, Sequence[Mapping[str, Any]]]:
    """Create the names that the catalog lacks, and return what is to be said of them, and them."""
    new = new_names(connection)
    if new.empty:
        return Findings(), ()
    findings = name_findings(new, request.resolved)
    _keep_findings(request, connection, findings)
    return findings, create_names(connection, binds)


def _keep_findings(request: CommitRequest, connection: Connection, findings: Findings) -> None:
    """Store findings after those that are there."""
    position = int(scalar(connection, "next_finding_position", {"job_id": request.job_id}))
    rows = finding_rows(findings, first_position=position)
    copy_table(connection, "import_findings", rows, job_id=request.job_id)


def _summarize(
    request: CommitRequest, connection: Connection, binds: Binds, entities: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    book = request.resolved.book
    counted = connection.execute(statement("production", "summarize"), binds).one()._asdict()
    codes = read(connection, "count_findings", binds)
    return {
        "total_rows": book.total_rows,
        "blank_rows": book.blank_rows,
        "skipped_rows": book.skipped_rows,
        **counted,
        "entities_created": list(entities),
        "findings": dict(zip(codes["code"], codes["findings"].tolist(), strict=True)),
    }


def _reconcile(summary: Mapping[str, Any], written: Mapping[str, int]) -> None:
    """Compare the rows of the sheet with those accounted for, and what was counted with what was written."""
    accounted = summary["successful_rows"] + summary["unchanged_rows"] + summary["failed_rows"]
    if accounted != summary["total_rows"]:
        raise ReconciliationError(
            f"The sheet has {summary['total_rows']} rows, but {accounted} are accounted for;"
            " nothing was written.",
            hint="Please report this, with the job's id.",
        )
    made = (written["insert_products"], written["insert_variants"])
    if made != (summary["products_created"], summary["variants_created"]):
        raise ReconciliationError(
            f"{made[0]} products and {made[1]} variants were written, but {summary['products_created']} and "
            f"{summary['variants_created']} were expected; nothing was written.",
            hint="Please report this, with the job's id.",
        )


def _finish(connection: Connection, binds: Binds, summary: Mapping[str, Any]) -> JobStatus:
    has_failures = bool(summary["failed_rows"])
    status = JobStatus.COMPLETED_WITH_FAILURES if has_failures else JobStatus.COMPLETED
    end = {"status": str(status), "summary": json.dumps(summary), "has_exportable_failures": has_failures}
    run(connection, ("finish_job",), {**binds, **end})
    return status
