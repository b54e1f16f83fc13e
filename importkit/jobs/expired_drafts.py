"""Drafts whose time is over: each goes a day after it was last touched, its file first.

Whoever is cut off in between leaves a draft that nobody finds any more, and the next cleanup goes on with it.
Two at once share the work.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from importkit.db.connect import as_service
from importkit.db.statements import statement
from importkit.errors import DatabaseError, EnvironmentFailure, FileGoneError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from importkit.jobs.storage import Storage

logger = logging.getLogger(__name__)


def ids(connection: Connection) -> list[str]:
    """Return the drafts whose time is over, the oldest first."""
    return [str(draft_id) for draft_id in connection.scalars(statement("jobs", "select_expired_drafts"))]


def delete(storage: Storage, engine: Engine) -> tuple[int, str]:
    """Delete drafts whose time is over; return how many, and the first reason why one stayed."""
    with as_service(engine, "list the drafts that are due for deletion") as connection:
        due = ids(connection)
    gone, problem = 0, ""
    for draft_id in due:  # one that cannot be deleted keeps no other
        try:
            gone += _delete(draft_id, storage, engine)
        except DatabaseError:
            raise
        except EnvironmentFailure as error:
            problem = problem or error.message
    return gone, problem


def _delete(draft_id: str, storage: Storage, engine: Engine) -> bool:
    with as_service(engine, "delete an old draft") as connection:
        held = connection.execute(
            statement("jobs", "lock_expired_draft"), {"draft_id": draft_id}
        ).one_or_none()
        if held is None:
            return False
        try:
            storage.delete(held.file_uri or storage.uri(draft_id), draft_id)
        except FileGoneError as error:  # kept elsewhere: whoever uses that storage deletes it
            logger.warning("%s", error)
        connection.execute(statement("jobs", "delete_draft"), {"draft_id": draft_id})
    return True
