"""The journal: what a commit notes of what it does, so that it can be taken back.

It reads what the commit has matched, in the commit's own transaction; the notes are there when the products
are, and go with the job.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.undo.undo_queries import read_states, run

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from importkit.undo.undo_queries import Binds

#: Temporary tables; they are gone with the transaction.
PREPARE = ("create_traced_entities", "create_entity_states", "create_entity_digests")

_TRACE_CHANGED = ("trace_changed_entities", "analyze_traced_entities")
_TRACE_CREATED = ("trace_created_entities", "analyze_traced_entities")
_NOTE = ("read_digests", "analyze_entity_states", "note_creations", "note_changes", "note_names")


def snapshot_before(connection: Connection) -> None:
    """Keep in mind what the products and variants hold that are about to be changed.

    Args:
        connection: The commit's transaction, in which everything is matched and nothing written.
    """
    run(connection, (*PREPARE, *_TRACE_CHANGED), {})
    read_states(connection, "before")


def replace_name(connection: Connection, binds: Binds) -> None:
    """Let what was noted of values mean one name where it meant another, which is merged into it.

    Args:
        connection: The merge's transaction.
        binds: brand_id, loser_id, winner_id.
    """
    run(connection, ("replace_noted_name",), binds)


def record_changes(connection: Connection, binds: Binds) -> None:
    """Note what was created, and what was changed with its values before and after.

    Args:
        connection: The commit's transaction, in which everything is written.
        binds: job_id.
    """
    run(connection, _TRACE_CREATED, {})
    read_states(connection, "after")
    run(connection, _NOTE, binds)
