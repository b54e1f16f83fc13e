"""States of products and variants: what a commit notes before and after it, and what undo compares.

Who uses it says which entities are traced, by rows of `traced_entities`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.db.statements import run_statements

if TYPE_CHECKING:
    from sqlalchemy import Connection


def create_state_tables(connection: Connection) -> None:
    """Create temporary tables of traced entities, their states and digests; they go with the transaction."""
    names = ("create_traced_entities", "create_entity_states", "create_entity_digests")
    run_statements("db", names, connection, {})


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
    run_statements("db", ("insert_entity_digests", "analyze_entity_states"), connection, {})
