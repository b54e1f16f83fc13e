"""The database of one call that belongs to no workspace: reached when it begins, let go when it ends."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from importkit import db, settings
from importkit.arguments import if_given, one_of, text
from importkit.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine


_URL = "the URL of a PostgreSQL database"


def settings_for(url: str | None, given: Settings | None = None) -> Settings:
    """Return the settings that count: those given, else this process's; on the database of a URL, if any.

    Raises:
        UsageError: The URL or the settings are none.
    """
    found = (
        if_given(partial(one_of, Settings, what="Settings"), given, argument="settings") or settings.load()
    )
    return replace(found, database_url=if_given(text, url, argument="url", what=_URL) or found.database_url)


@contextmanager
def connected(url: str | None) -> Iterator[tuple[Engine, Settings]]:
    """Yield the database of a URL, or else the one in use, and the settings that go with it.

    Raises:
        DatabaseError: Postgres is not reachable, or its tables are not up to date.
    """
    found = settings_for(url)
    engine = db.connect(found.database_url, found.data_dir)
    try:
        yield engine, found
    finally:
        engine.dispose()
