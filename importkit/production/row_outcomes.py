"""What becomes of each row, and the counts of it: of an import that was made, or of one that is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from importkit.db.copy import copy_table
from importkit.db.statements import statement
from importkit.db.stored_rows import finding_rows
from importkit.errors import ReconciliationError
from importkit.grammar import agree, count, number
from importkit.production.conflicts import fail_products
from importkit.production.queries import read, run, scalar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from importkit.db.statements import Binds
    from importkit.findings import Findings
    from importkit.model import ResolvedSheet, Sheet
    from importkit.production.decide import Decision


#: The counts of a summary that are those of the sheet.
ROWS_OF_SHEET = ("total_rows", "blank_rows", "skipped_rows")


def append_findings(connection: Connection, findings: Findings, binds: Binds) -> None:
    """Store findings after those that are there."""
    if not len(findings):
        return
    position = int(scalar(connection, "select_next_position", binds))
    rows = finding_rows(findings, first_position=position)
    copy_table(connection, "import_findings", rows, job_id=str(binds["job_id"]))


def write_outcomes(connection: Connection, resolved: ResolvedSheet, decision: Decision, binds: Binds) -> None:
    """Fail the products in conflict in staging, and write what became of each other row.

    Args:
        connection: The caller's transaction; the findings of the decision are stored.
        resolved: What was staged.
        decision: What was decided of it.
        binds: job_id.
    """
    fail_products(connection, resolved, decision.conflicts, binds)
    run(connection, ("insert_outcomes",), binds)


def summarize(
    connection: Connection, resolved: ResolvedSheet, entities: Sequence[Mapping[str, Any]], binds: Binds
) -> dict[str, Any]:
    """Return the counts of an import whose outcomes are written.

    Raises:
        ReconciliationError: The rows do not add up.
    """
    counted, by_code = count_outcomes(connection, binds), finding_counts(connection, binds)
    return summary_of(rows_of(resolved.sheet), counted, entities, by_code)


def count_outcomes(connection: Connection, binds: Binds) -> dict[str, int]:
    """Return how many products, variants and rows have which outcome, once the outcomes are written."""
    return dict(connection.execute(statement("production", "select_summary"), binds).one()._asdict())


def rows_of(sheet: Sheet) -> dict[str, int]:
    """Return how many rows a sheet has that are imported, blank or skipped."""
    return {name: getattr(sheet, name) for name in ROWS_OF_SHEET}


def summary_of(
    rows: Mapping[str, int],
    counted: Mapping[str, int],
    entities: Sequence[Mapping[str, Any]],
    by_code: Mapping[str, int],
) -> dict[str, Any]:
    """Return the counts of an import: of the rows of its sheet, its outcomes, and its findings by their code.

    Raises:
        ReconciliationError: The rows do not add up.
    """
    summary = {
        **rows,
        **counted,
        "entities_created": list(entities),
        "findings": dict(by_code),
    }
    _add_up(summary)
    return summary


def finding_counts(connection: Connection, binds: Binds) -> dict[str, int]:
    """Return how many findings of a job are stored, by their code."""
    codes = read(connection, "select_finding_counts", binds)
    return dict(zip(codes["code"], codes["findings"].tolist(), strict=True))


def _add_up(summary: Mapping[str, Any]) -> None:
    """Compare the rows of the sheet with those accounted for."""
    accounted = summary["successful_rows"] + summary["unchanged_rows"] + summary["failed_rows"]
    if accounted != summary["total_rows"]:
        raise ReconciliationError(
            f"The sheet has {count(summary['total_rows'], 'row')}, but {number(accounted)}"
            f" {agree(accounted, 'is', 'are')} accounted for.",
            hint="Nothing was written. Please report this, with the job's id.",
        )
