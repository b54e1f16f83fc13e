"""The journal: what a commit notes of what it does, so that it can be taken back.

It reads what the commit has matched, in the commit's own transaction; the notes are there when the products
are, and go with the job.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.db import entity_states
from importkit.production.queries import run

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from importkit.db.statements import Binds


def snapshot_before(connection: Connection) -> None:
    """Read what the products and variants hold that are about to be changed.

    Args:
        connection: The commit's transaction, in which everything is matched and nothing written.
    """
    entity_states.create_state_tables(connection)
    run(connection, ("insert_changed_entities",), {})
    entity_states.analyze_traced_entities(connection)
    entity_states.read_states(connection, "before")


def record_changes(connection: Connection, binds: Binds) -> None:
    """Note what was created, and what was changed with its values before and after.

    Args:
        connection: The commit's transaction, in which everything is written.
        binds: job_id.
    """
    run(connection, ("insert_created_entities",), {})
    entity_states.analyze_traced_entities(connection)
    entity_states.read_states(connection, "after")
    entity_states.analyze_entity_states(connection)
    entity_states.note_creations(connection, str(binds["job_id"]))
    run(connection, ("insert_noted_changes", "insert_noted_names"), binds)


def replace_noted_name(connection: Connection, binds: Binds) -> None:
    """Let what was noted of values mean one name where it meant another, which is merged into it.

    Args:
        connection: The merge's transaction.
        binds: brand_id, loser_id, winner_id.
    """
    run(connection, ("replace_noted_name",), binds)
