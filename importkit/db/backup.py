"""A copy of staging and jobs, made before a migration touches them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from psycopg import sql
from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

_TABLES = text("""
    SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND (tablename ~ '^(staging|import)_' OR tablename = 'value_mappings')
    ORDER BY tablename
""")


def back_up(connection: Connection, revision: str) -> str:
    """Copy staging, jobs and mappings into a schema of their own and return its name.

    The name says which revision the copy is of and when it was made; names sort by age. Only the owner of the
    database can read it.
    """
    schema = f"importkit_backup_{revision}_{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    cursor = connection.connection.cursor()
    cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
    for table in connection.scalars(_TABLES):
        copy, original = sql.Identifier(schema, table), sql.Identifier("public", table)
        cursor.execute(sql.SQL("CREATE TABLE {} AS TABLE {}").format(copy, original))
    return schema
