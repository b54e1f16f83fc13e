"""Taking back what a job did, as far as nobody has changed it since.

Values are compared with what the job wrote, and go back where they are still that; what it created goes where
it is as it was created. What stays is noted still: once a later job is taken back as well, taking this one
back again finishes it.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit import schema
from importkit.db import entity_states
from importkit.db.brand_lock import lock_brand
from importkit.db.shape.undo_statements import REMOVE_ATTRIBUTES, REMOVE_NAMES, RESTORE
from importkit.db.statements import run_statements, statement
from importkit.errors import UnknownJobError, UsageError
from importkit.frames import typed
from importkit.model import JobStatus
from importkit.undo.undo_result import Tally, Undo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Row

    from importkit.db.statements import Binds

logger = logging.getLogger(__name__)

#: How a job has ended that may have written something.
UNDOABLE = frozenset({JobStatus.COMPLETED, JobStatus.COMPLETED_WITH_FAILURES, JobStatus.DISMISSED})

#: Counts of a summary that tell that a job wrote something.
_WRITTEN = (
    "products_created",
    "products_updated",
    "variants_created",
    "variants_updated",
    "entities_created",
)

#: Values go back before names can go that they refer to.
_RESTORE = (
    "insert_value_items",
    "update_items_without_references",
    "analyze_undo_items",
    "update_products",
    "update_variants",
    *RESTORE,
)

#: What is owned before its owners.
_REMOVE = (
    "insert_variant_items",
    "analyze_undo_items",
    "delete_variants",
    "insert_product_items",
    "analyze_undo_items",
    "insert_removed_products",
    "delete_products",
)


def undo(connection: Connection, job_id: str, brand_id: str) -> Undo:
    """Take back what a job did, in the caller's transaction.

    It waits for imports of the brand that are committing. Doing it twice is safe.

    Raises:
        UnknownJobError: The brand has no such job.
        UsageError: The job has written nothing that could be taken back, or that is no longer noted.
    """
    binds = {"job_id": job_id, "brand_id": brand_id}
    lock_brand(connection, brand_id)
    job = _lock_rows(connection, binds)
    _reverse(connection, binds)
    counted, items = _tallies(connection), _items(connection)
    _run(connection, ("update_settled_values", "delete_settled_entities"), binds)
    reopened = tuple(connection.execute(statement("undo", "update_reopened_jobs"), binds).scalars())
    tallies = {"counts": json.dumps(_summary(job, counted))}
    undone_at = connection.execute(statement("undo", "update_undone_job"), binds | tallies).scalar_one()
    logger.info("taken back", extra={"job_id": job.id})
    return Undo(
        job.id,
        job.filename,
        reversed=counted["reversed"],
        kept=counted["kept"],
        nothing=counted["nothing"],
        items=items,
        reopened=reopened,
        undone_at=undone_at,
        undone_before=job.undone_at is not None,
    )


def _lock_rows(connection: Connection, binds: Binds) -> Row[Any]:
    job = connection.execute(statement("undo", "lock_job"), binds).one_or_none()
    if job is None:
        raise UnknownJobError(
            f"There is no job {binds['job_id']!r}.", hint="To see the recent ones: importkit jobs list"
        )
    if job.status not in UNDOABLE:
        raise UsageError(
            f"Job {job.id} is {job.status} and cannot be undone.", hint="It has not written anything."
        )
    noted = connection.execute(statement("undo", "select_noted_count"), binds).scalar_one()
    if not noted and job.undone_at is None and _has_written(job.summary):
        raise UsageError(
            f"What job {job.id} wrote is no longer noted: it cannot be undone.",
            hint="Undo is possible as long as an import is kept in full. What it wrote can still be edited.",
        )
    return job


def _has_written(summary: Mapping[str, Any]) -> bool:
    """Return whether a job wrote anything; of one without counts nobody knows."""
    return not summary.keys() & set(_WRITTEN) or any(summary.get(name) for name in _WRITTEN)


def _reverse(connection: Connection, binds: Binds) -> None:
    entity_states.create_state_tables(connection)
    _run(connection, ("create_undo_items",), binds)
    entity_states.trace_noted(connection, str(binds["job_id"]))
    _run(connection, ("lock_products", "lock_variants"), binds)
    entity_states.read_states(connection, "now")
    entity_states.read_digests(connection)
    _run(connection, (*_RESTORE, *_REMOVE), binds)
    for names in (REMOVE_NAMES, REMOVE_ATTRIBUTES):
        _run(connection, ("insert_name_items", *names.values()), {**binds, "kinds": list(names)})


def _tallies(connection: Connection) -> dict[str, Tally]:
    counts: dict[str, dict[str, int]] = {"reversed": {}, "kept": {}, "nothing": {}}
    for outcome, things, items in connection.execute(statement("undo", "select_item_counts")):
        counts[outcome][things] = items
    return {outcome: Tally(**things) for outcome, things in counts.items()}


def _summary(job: Row[Any], counted: Mapping[str, Tally]) -> dict[str, Any]:
    """Return what the job's summary remembers: what went back adds up, what is kept is what stays now."""
    before = job.summary.get("undo", {}).get("reversed", {})
    tallies = {**counted, "reversed": counted["reversed"] + Tally(**before)}
    return {name: tally.as_dict() for name, tally in tallies.items()}


def _items(connection: Connection) -> pd.DataFrame:
    found = connection.execute(statement("undo", "select_kept_items"))
    items = pd.DataFrame(found.all(), columns=list(found.keys()))
    fields = {target: schema.own_column(target) or target for target in items["target"].unique()}
    named = items.assign(field=items["target"].map(fields))
    return typed("undo_items", named.replace("", None))


def _run(connection: Connection, names: Iterable[str], binds: Binds) -> None:
    run_statements("undo", names, connection, binds)
