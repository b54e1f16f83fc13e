"""States of products and variants: what a commit notes before and after it, and what undo compares.

Who uses it says which entities are traced, by rows of `traced_entities`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.db.statements import run_statements

if TYPE_CHECKING:
    from sqlalchemy import Connection


def create_state_tables(connection: Connection) -> None:
    """Create temporary tables of traced entities and their states; they go with the transaction."""
    run_statements("db", ("create_traced_entities", "create_entity_states"), connection, {})


def trace_noted(connection: Connection, job_id: str) -> None:
    """Trace the products and variants that a job has noted in the journal."""
    run_statements("db", ("insert_noted_entities",), connection, {"job_id": job_id})
    analyze_traced_entities(connection)


def analyze_traced_entities(connection: Connection) -> None:
    """Let the planner know which entities are traced."""
    run_statements("db", ("analyze_traced_entities",), connection, {})


def read_states(connection: Connection, moment: str) -> None:
    """Read the values of the traced products and variants at a moment: "before", "after" or "now".

    This is the one place that names them: it tells what a commit changes, and later whether anybody has
    edited that since.
    """
    run_statements("db", ("insert_product_states", "insert_variant_states"), connection, {"moment": moment})


def read_digests(connection: Connection) -> None:
    """Read a digest of each traced entity that was created, and let the planner know of all that was read."""
    run_statements("db", ("create_entity_digests", "insert_entity_digests"), connection, {})
    analyze_entity_states(connection)


def note_creations(connection: Connection, job_id: str) -> None:
    """Write the traced entities that were created to the journal of a job, each with its digest."""
    run_statements("db", ("insert_noted_creations",), connection, {"job_id": job_id})


def analyze_entity_states(connection: Connection) -> None:
    """Let the planner know what was read."""
    run_statements("db", ("analyze_entity_states",), connection, {})
