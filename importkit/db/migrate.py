"""Bringing a database to the tables that this version of importkit knows."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from importkit import taxonomy
from importkit.db.backup import back_up
from importkit.db.connect import translate_errors
from importkit.db.migrations import HEAD
from importkit.db.taxonomy_store import load_taxonomy
from importkit.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alembic.config import Config
    from sqlalchemy import Connection, Engine

_HINT = "Run: importkit db upgrade"

#: Two commands that meet an old database at once migrate it once.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('importkit migrations', 0))")

#: A scan of the catalog. to_regclass answers from what this session remembers: while it waited for the lock,
#: nothing told it of the table that another command made.
_HAS_REVISION = text("""
    SELECT EXISTS (
        SELECT FROM pg_catalog.pg_class AS c INNER JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relname = 'alembic_version'
    )
""")


def revision_of(engine: Engine) -> str | None:
    """Return the revision of a database; None when it has none of our tables."""
    with translate_errors("say what its tables are"), engine.connect() as connection:
        return _revision(connection)


def check(engine: Engine) -> None:
    """Make sure that a database has the tables that this version works with.

    Raises:
        DatabaseError: It has none, or older or newer ones.
    """
    revision = revision_of(engine)
    if revision == HEAD:
        return
    if revision is None:
        raise DatabaseError("This database has no importkit tables yet.", hint=_HINT)
    if revision in _known():
        raise DatabaseError("The tables of this database are older than this importkit.", hint=_HINT)
    raise _newer()


def upgrade(engine: Engine) -> bool:
    """Bring a database to the newest revision and return whether there was anything to do.

    Staging and jobs are copied to a backup schema first. A database that had no tables gets the packaged
    taxonomy. All of it is one transaction: it happens, or nothing does.
    """
    if revision_of(engine) == HEAD:
        return False
    from alembic import command

    with _migrating(engine) as (connection, config):
        before = _revision(connection)
        if before == HEAD:  # another command did it while this one waited for the lock
            return False
        if before is not None:
            back_up(connection, before)
        command.upgrade(config, "head")
        if before is None:
            load_taxonomy(connection, taxonomy.load())
    return True


def downgrade(engine: Engine, revision: str) -> None:
    """Bring a database back to a revision, "base" for none; staging and jobs are copied first."""
    from alembic import command

    with _migrating(engine) as (connection, config):
        if before := _revision(connection):
            back_up(connection, before)
        command.downgrade(config, revision)


def alembic_config(connection: Connection) -> Config:
    """Return what Alembic needs to know to work on a connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _migrating(engine: Engine) -> Iterator[tuple[Connection, Config]]:
    from alembic.util import CommandError

    try:
        with translate_errors("change its tables"), engine.begin() as connection:
            connection.execute(_LOCK)
            connection.execute(text("SET LOCAL search_path TO public"))
            yield connection, alembic_config(connection)
    except CommandError as error:
        raise _newer() from error


def _revision(connection: Connection) -> str | None:
    if not connection.scalar(_HAS_REVISION):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM public.alembic_version"))
    return revision


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    folder = str(Path(__file__).parent / "migrations")
    return {script.revision for script in ScriptDirectory(folder).walk_revisions()}


def _newer() -> DatabaseError:
    return DatabaseError(
        "The tables of this database are of a revision that this importkit does not know.",
        hint="A newer importkit made them: install that version.",
    )
