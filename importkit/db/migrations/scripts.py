"""What the revisions share: running a script, and computing keys for rows that have none yet."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import psycopg
from alembic import op
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Callable


def cursor() -> psycopg.Cursor[tuple[object, ...]]:
    """Return a cursor in the transaction of the migration."""
    made: psycopg.Cursor[tuple[object, ...]] = op.get_bind().connection.cursor()  # type: ignore[assignment]
    return made


def run_script(revision: str, name: str) -> None:
    """Run every statement of `sql/<revision>/<name>.sql`."""
    folder = files("importkit.db") / "migrations" / "sql" / revision
    cursor().execute((folder / f"{name}.sql").read_bytes())


def restore_from_backup(of_revision: str, table: str, revision: str, name: str) -> None:
    """Run a script that reads `backup`, a view on the newest copy of a table as it was at a revision.

    Without a copy there is nothing to bring back.
    """
    work = cursor()
    found = work.execute(
        "SELECT max(schemaname) FROM pg_tables WHERE tablename = %s AND starts_with(schemaname, %s)",
        (table, f"importkit_backup_{of_revision}_"),
    ).fetchone()
    if not found or not found[0]:
        return
    copy = sql.Identifier(str(found[0]), table)
    work.execute(sql.SQL("CREATE TEMP VIEW backup AS SELECT * FROM {}").format(copy))
    run_script(revision, name)
    work.execute("DROP VIEW backup")


@dataclass(frozen=True)
class KeyColumn:
    """A column that holds the key of another one.

    Attributes:
        scope: Columns within which the key is unique; None when it need not be.
        age: Columns that tell the oldest row.
    """

    table: str
    column: str
    key: str
    compute: Callable[[str], str]
    scope: tuple[str, ...] | None = None
    age: tuple[str, ...] = ("created_at", "id")

    def fill(self) -> None:
        """Compute the key of each distinct value once and store it in every row.

        Where rows differ in spelling only, the oldest keeps the key; to the others' it adds their id,
        so that none is lost and they can be merged afterwards.
        """
        work = cursor()
        work.execute(self._sql("SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"))
        keys = [(value, self.compute(str(value))) for (value,) in work.fetchall()]
        work.execute('CREATE TEMP TABLE computed_keys (value text COLLATE "C", key text COLLATE "C")')
        with work.copy("COPY computed_keys FROM STDIN") as copy:
            for pair in keys:
                copy.write_row(pair)
        work.execute(self._sql(_STORE))
        work.execute("DROP TABLE computed_keys")
        if self.scope is not None:
            work.execute(self._sql(_TELL_APART))

    def _sql(self, template: str) -> sql.Composed:
        return sql.SQL(template).format(
            table=sql.Identifier(self.table),
            column=sql.Identifier(self.column),
            key=sql.Identifier(self.key),
            same=_columns(*(self.scope or ()), self.key),
            age=_columns(*self.age),
        )


def _columns(*names: str) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


_STORE = """
UPDATE {table} AS t SET {key} = k.key
FROM computed_keys AS k WHERE k.value = t.{column} COLLATE "C"
"""

_TELL_APART = """
UPDATE {table} AS t SET {key} = t.{key} || ' ' || t.id
FROM (
    SELECT id, row_number() OVER (PARTITION BY {same} ORDER BY {age}) AS place
    FROM {table} WHERE {key} IS NOT NULL
) AS same
WHERE same.id = t.id AND same.place > 1
"""
