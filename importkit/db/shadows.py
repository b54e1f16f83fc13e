"""Temporary tables that stand before real ones: statements that know these by their bare names use those."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from psycopg import sql

from importkit.db.statements import statement
from importkit.db.tables import STAGING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import psycopg
    from sqlalchemy import Column, Connection, Table

_SHADOW = sql.SQL("CREATE TEMPORARY TABLE {} (LIKE public.{} INCLUDING DEFAULTS) ON COMMIT DROP")


_STAGING = sql.SQL(
    "CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS SELECT {columns} FROM public.{name} WITH NO DATA"
)
_OF_JOB = sql.SQL("ALTER TABLE pg_temp.{name} ALTER job_id SET DEFAULT {job_id}")

#: What staged rows refer to others by.
_REFERENCES = [key for table in STAGING for key in table.foreign_keys]


def shadow(connection: Connection, tables: Iterable[Table]) -> None:
    """Make an empty temporary table of the same name and columns for each table, until the transaction ends.

    Postgres looks for a bare name among temporary tables first.
    """
    cursor = cast("psycopg.Connection[Any]", connection.connection.driver_connection).cursor()
    for table in tables:
        cursor.execute(_SHADOW.format(sql.Identifier(table.name), sql.Identifier(table.name)))


def sample_fewer_rows(connection: Connection) -> None:
    """Let ANALYZE look at fewer rows in the caller's transaction: enough for its temporary tables."""
    connection.execute(statement("db", "sample_fewer_rows"))


def shadow_staging(connection: Connection, tables: Iterable[Table], job_id: str) -> None:
    """Make an empty temporary table before each of the staging tables, for the rows of one job alone.

    What nothing reads while the transaction lasts is left out: the keys of what belongs to products and
    variants, and the moment. The job is not sent with each row, but put there by Postgres.
    """
    cursor = cast("psycopg.Connection[Any]", connection.connection.driver_connection).cursor()
    for table in tables:
        name = sql.Identifier(table.name)
        columns = sql.SQL(", ").join(map(sql.Identifier, staged_columns(table)))
        cursor.execute(_STAGING.format(name=name, columns=columns))
        cursor.execute(_OF_JOB.format(name=name, job_id=sql.Literal(job_id)))


def staged_columns(table: Table) -> list[str]:
    """Return the columns that the temporary table before a staging table has."""
    return [column.name for column in table.columns if not _is_left_out(column)]


def _is_left_out(column: Column[Any]) -> bool:
    is_key = column.primary_key and column.server_default is not None
    return column.name == "created_at" or (is_key and not any(key.column is column for key in _REFERENCES))


def forbid_writes(connection: Connection) -> None:
    """Let Postgres refuse, until the transaction ends, whatever writes to a table that is not temporary."""
    connection.execute(statement("db", "forbid_writes"))
