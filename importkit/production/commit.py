"""The commit: one transaction in which everything happens, or nothing."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from importkit import undo
from importkit.db import attempts
from importkit.db.copy import copy_table
from importkit.db.rows import finding_rows
from importkit.db.statements import statement
from importkit.errors import ReconciliationError
from importkit.findings import Findings
from importkit.model import JobStatus, Mode
from importkit.production.changes import find_changes
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
    ),
    # A statement per table, what is lost before what is gained.
    Mode.ENRICH: (
        "update_products",
        "update_variants",
        "delete_product_tags",
        "add_product_tags",
        "delete_product_weight",
        "put_product_weight",
        "delete_variant_weight",
        "put_variant_weight",
        "put_product_environment",
        "delete_product_environment",
        "put_variant_environment",
        "delete_variant_environment",
        "delete_product_materials",
        "put_product_materials",
        "delete_variant_materials",
        "put_variant_materials",
        "delete_product_journey_steps",
        "add_product_journey_steps",
        "delete_variant_journey_steps",
        "add_variant_journey_steps",
        "delete_product_eco_claims",
        "add_product_eco_claims",
        "delete_variant_eco_claims",
        "add_variant_eco_claims",
    ),
}

#: Which statements write the rows that the summary counts.
COUNTED = {
    Mode.CREATE: {"products_created": "insert_products", "variants_created": "insert_variants"},
    Mode.ENRICH: {"products_updated": "update_products", "variants_updated": "update_variants"},
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
    news += _find_changes(request, connection, binds)
    undo.remember(connection)
    written = run(connection, WRITE[request.resolved.checked.mode], binds)
    undo.note(connection, binds)
    # Only now, so that a running job can tell its progress and be cancelled; and before any staged row is
    # touched, so that whoever clears them with the job in hand never waits for this transaction.
    attempts.hold(request.job_id, request.attempt, connection)
    fail_products(request, conflicts, connection, binds)
    run(connection, ("insert_outcomes", *LEAVE_STAGING), binds)
    summary = _summarize(request, connection, binds, entities)
    _reconcile(summary, written, COUNTED[request.resolved.checked.mode])
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


def _find_changes(request: CommitRequest, connection: Connection, binds: Binds) -> Findings:
    """Find what changes of what exists, and return what is to be said of it."""
    findings = find_changes(connection, request.resolved, binds)
    if len(findings):
        _keep_findings(request, connection, findings)
    return findings


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


def _reconcile(summary: Mapping[str, Any], written: Mapping[str, int], counted: Mapping[str, str]) -> None:
    """Compare the rows of the sheet with those accounted for, and what was counted with what was written."""
    accounted = summary["successful_rows"] + summary["unchanged_rows"] + summary["failed_rows"]
    if accounted != summary["total_rows"]:
        raise ReconciliationError(
            f"The sheet has {summary['total_rows']} rows, but {accounted} are accounted for;"
            " nothing was written.",
            hint="Please report this, with the job's id.",
        )
    made = tuple(written[name] for name in counted.values())
    expected = tuple(summary[name] for name in counted)
    if made != expected:
        raise ReconciliationError(
            f"{made[0]} products and {made[1]} variants were written, but {expected[0]} and"
            f" {expected[1]} were expected; nothing was written.",
            hint="Please report this, with the job's id.",
        )


def _finish(connection: Connection, binds: Binds, summary: Mapping[str, Any]) -> JobStatus:
    has_failures = bool(summary["failed_rows"])
    status = JobStatus.COMPLETED_WITH_FAILURES if has_failures else JobStatus.COMPLETED
    end = {"status": str(status), "summary": json.dumps(summary), "has_exportable_failures": has_failures}
    run(connection, ("finish_job",), {**binds, **end})
    return status
