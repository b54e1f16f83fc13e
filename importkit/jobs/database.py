"""The database of one call that belongs to no workspace: reached when it begins, let go when it ends."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from importkit import db, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from importkit.settings import Settings


@contextmanager
def reached(url: str | None) -> Iterator[tuple[Engine, Settings]]:
    """Yield the database of a URL, or else the one in use, and the settings that go with it.

    Raises:
        DatabaseError: Postgres is not reachable, or its tables are not up to date.
    """
    found = settings.load()
    found = replace(found, database_url=url or found.database_url)
    engine = db.connect(found.database_url, found.data_dir)
    try:
        yield engine, found
    finally:
        engine.dispose()
