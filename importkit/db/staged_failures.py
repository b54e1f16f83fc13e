"""Staged rows of failed products: out of an import's temporary tables, into those that outlive it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from psycopg import sql

from importkit.db.shadows import staged_columns
from importkit.db.tables import STAGING

if TYPE_CHECKING:
    import psycopg
    from sqlalchemy import Connection, Table

_KEEP = sql.SQL(
    "INSERT INTO public.{table} ({columns}) SELECT {columns} FROM pg_temp.{table}"
    " WHERE {condition} ON CONFLICT DO NOTHING"
)
_IS_FAILED = sql.SQL("row_status = 'FAILED'")
_IS_OF_FAILED = sql.SQL("{owner_id} IN (SELECT staging_id FROM pg_temp.{owners} WHERE row_status = 'FAILED')")


def keep_failed(connection: Connection) -> None:
    """Copy what is staged of failed products into the permanent staging tables, but for what is there.

    Args:
        connection: A transaction in which temporary staging tables stand before the permanent ones.
    """
    cursor = cast("psycopg.Connection[Any]", connection.connection.driver_connection).cursor()
    for table in STAGING:
        cursor.execute(
            _KEEP.format(
                table=sql.Identifier(table.name),
                columns=sql.SQL(", ").join(map(sql.Identifier, staged_columns(table))),
                condition=_condition(table),
            )
        )


def _condition(table: Table) -> sql.Composable:
    if "row_status" in table.c:
        return _IS_FAILED
    (owner,) = (key for key in table.foreign_keys if key.column.name == "staging_id")
    return _IS_OF_FAILED.format(
        owner_id=sql.Identifier(owner.parent.name), owners=sql.Identifier(owner.column.table.name)
    )
