"""An import of a file that was imported before: where nothing has changed since, each row is unchanged.

An import that made everything of its file notes what it rested on beside that, and the journal has a digest
of each product and variant that it made. Are all of these as they were, what the same file comes to is known
without validating, resolving and comparing a row of it: what was created then is there now.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from importkit.db import attempt_lock, entity_states
from importkit.db.brand_lock import lock_brand
from importkit.db.statements import statement
from importkit.findings import Findings
from importkit.model import JobStatus, Mode
from importkit.production.catalog_digest import read_catalog_digest
from importkit.production.new_names import FOUND_ONCE
from importkit.production.queries import run
from importkit.production.receipt import Receipt
from importkit.production.row_outcomes import ROWS_OF_SHEET, finding_counts, summary_of
from importkit.production.token import has_state, repeated_state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

    from importkit.model import ResolvedSheet
    from importkit.production.receipt import CommitRequest

logger = logging.getLogger(__name__)

#: The counts of things that were made, by those of things that were not touched.
_UNTOUCHED = {"products_unchanged": "products_created", "variants_unchanged": "variants_created"}
_UPDATED = ("products_updated", "variants_updated")
_NONE = ("successful_rows", "failed_rows", "failed_products")


@dataclass(frozen=True)
class RepeatedFile:
    """A file that is to be imported, perhaps not for the first time.

    Attributes:
        brand_id: The brand.
        sha256: The hash of its bytes, in hexadecimal digits.
        options: How it is read, as a job keeps that, in JSON.
        plan: The token of a plan that its import is held to; empty without one.
    """

    brand_id: str
    sha256: str
    options: str
    plan: str = ""


@dataclass(frozen=True)
class EarlierImport:
    """An import that has made everything of a file, and of which nothing has changed since."""

    job_id: str
    summary: Mapping[str, Any]
    layout: Mapping[str, Any]


def was_imported(file: RepeatedFile, connection: Connection) -> bool:
    """Return whether an import of the brand has made everything of a file, whatever has changed since."""
    return _earlier(file, connection) is not None


def find_earlier(file: RepeatedFile, connection: Connection) -> EarlierImport | None:
    """Return the earlier import of a file after which nothing has changed; None where there is none.

    Args:
        file: The file; its mode is CREATE.
        connection: A transaction of the service. Where the file was imported before, this waits for the turn
            of its brand, and the brand stays as it is until the end of the transaction.
    """
    earlier = _earlier(file, connection)
    if earlier is None:
        return None
    lock_brand(connection, file.brand_id)
    if not _is_kept(earlier, connection) or not _is_unchanged(earlier, file.brand_id, connection):
        return None
    return EarlierImport(earlier.job_id, earlier.summary, earlier.layout)


def find_unchanged(file: RepeatedFile, connection: Connection) -> EarlierImport | None:
    """Return the earlier import of a file after which nothing has changed, as a snapshot has it.

    Args:
        file: The file; its mode is CREATE.
        connection: A transaction that sees the brand as it is at one moment. It waits for nobody.
    """
    earlier = _earlier(file, connection)
    if earlier is None or not _is_unchanged(earlier, file.brand_id, connection):
        return None
    return EarlierImport(earlier.job_id, earlier.summary, earlier.layout)


def _earlier(file: RepeatedFile, connection: Connection) -> Row[Any] | None:
    binds = {"brand_id": file.brand_id, "file_sha256": file.sha256, "options": file.options}
    found = connection.execute(statement("production", "select_repeated_job"), binds).one_or_none()
    if found is not None and file.plan and not has_state(file.plan, repeated_state(found.job_id)):
        return None  # the plan was made of something else
    return found


def _is_kept(earlier: Row[Any], connection: Connection) -> bool:
    """Keep an import from being taken back or cleaned up, and return whether neither has happened."""
    binds = {"job_id": earlier.job_id}
    return connection.execute(statement("production", "lock_repeated_job"), binds).one_or_none() is not None


def _is_unchanged(earlier: Row[Any], brand_id: str, connection: Connection) -> bool:
    """Return whether what an import rested on, and all that it made, is still as it was."""
    binds = {"job_id": earlier.job_id}
    if read_catalog_digest(connection, brand_id, earlier.finished_at).until_then != earlier.catalog_digest:
        return False
    entity_states.create_state_tables(connection)
    entity_states.trace_noted(connection, earlier.job_id)
    entity_states.read_digests(connection)
    noted = connection.execute(statement("production", "select_noted_counts"), binds).one()
    summary = earlier.summary
    made = (summary["products_created"], summary["variants_created"], 0, summary["total_rows"])
    return (noted.products, noted.variants, noted.edited, noted.outcomes) == made


def commit_repeated(earlier: EarlierImport, job_id: str, attempt: int, connection: Connection) -> Receipt:
    """End the job of a file that was imported before: every row of it is unchanged.

    Args:
        earlier: Its earlier import.
        job_id: The job.
        attempt: The number of its attempt.
        connection: The transaction in which the earlier import was found.

    Raises:
        JobOvertakenError: The job was cancelled, or a newer attempt has taken it over; nothing was written.
    """
    attempt_lock.lock(job_id, attempt, connection)
    binds = {"job_id": job_id, "earlier_id": earlier.job_id, "only_once": list(FOUND_ONCE)}
    run(connection, ("insert_repeated_outcomes", "insert_repeated_findings"), binds)
    summary = unchanged_summary(earlier, finding_counts(connection, binds))
    end = {
        "status": str(JobStatus.COMPLETED),
        "summary": json.dumps(summary),
        "has_exportable_failures": False,
        "layout": json.dumps(earlier.layout),
        "catalog_digest": None,
    }
    run(connection, ("update_finished_job",), {**binds, **end})
    logger.info("nothing has changed since", extra={"job_id": job_id, "earlier": earlier.job_id})
    return Receipt(job_id, JobStatus.COMPLETED, summary, Findings())


def catalog_of_creation(
    request: CommitRequest, summary: Mapping[str, Any], connection: Connection
) -> str | None:
    """Return what an import rested on that made everything of its file; None of any other one.

    Args:
        request: The import, with its catalog as it was before the sheet was resolved with it.
        summary: What it did.
        connection: The commit's transaction, in which everything is written.
    """
    if request.catalog is None or not _made_everything(request.resolved, summary):
        return None
    now = read_catalog_digest(connection, request.brand_id, request.catalog.taken_at)
    # Names that this import made are new; whatever else is, was not there when the sheet was resolved.
    return now.whole if now.until_then == request.catalog.whole else None


def _made_everything(resolved: ResolvedSheet, summary: Mapping[str, Any]) -> bool:
    is_first = resolved.checked.mode is Mode.CREATE and resolved.sheet.job_id is None
    touched = any(summary[name] for name in (*_UNTOUCHED, *_UPDATED))
    return is_first and not touched and summary["successful_rows"] == summary["total_rows"]


def unchanged_summary(earlier: EarlierImport, by_code: Mapping[str, int]) -> dict[str, Any]:
    """Return the counts of the same rows when all that was made of them is there.

    Args:
        earlier: The import that made it.
        by_code: How often each finding is told now.
    """
    made = earlier.summary
    counted = {
        **dict.fromkeys((*_UPDATED, *_UNTOUCHED.values(), *_NONE), 0),
        **{name: made[created] for name, created in _UNTOUCHED.items()},
        "unchanged_rows": made["successful_rows"],
    }
    return summary_of({name: made[name] for name in ROWS_OF_SHEET}, counted, (), by_code)
