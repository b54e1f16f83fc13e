"""Temporary tables that stand before real ones: statements that know these by their bare names use those."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from psycopg import sql

from importkit.db.statements import statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    import psycopg
    from sqlalchemy import Connection, Table

_SHADOW = sql.SQL("CREATE TEMPORARY TABLE {} (LIKE public.{} INCLUDING DEFAULTS) ON COMMIT DROP")


def shadow(connection: Connection, tables: Iterable[Table]) -> None:
    """Make an empty temporary table of the same name and columns for each table, until the transaction ends.

    Postgres looks for a bare name among temporary tables first.
    """
    cursor = cast("psycopg.Connection[Any]", connection.connection.driver_connection).cursor()
    for table in tables:
        cursor.execute(_SHADOW.format(sql.Identifier(table.name), sql.Identifier(table.name)))


def forbid_writes(connection: Connection) -> None:
    """Let Postgres refuse, until the transaction ends, whatever writes to a table that is not temporary."""
    connection.execute(statement("db", "forbid_writes"))
