"""COPY: Arrow tables into Postgres, inside the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa
from psycopg import sql
from pyarrow import csv

if TYPE_CHECKING:
    import psycopg
    from sqlalchemy import Connection

#: Rows turned into CSV at once: enough to keep both sides busy, little enough to stay in memory.
BATCH_ROWS = 32_768

# Nulls become nothing, texts are always quoted: Postgres tells a missing text from an empty one.
_CSV = csv.WriteOptions(include_header=False, quoting_style="needed")


def copy_table(connection: Connection, table_name: str, data: pa.Table, **constants: str) -> int:
    """Append an Arrow table to a database table and return the number of rows.

    Args:
        connection: An open transaction, which stays the caller's.
        table_name: Name of the table, found by the search path.
        data: Columns named as in the table; Postgres reads each value from its text.
        constants: More columns, each with one value for every row, such as `job_id`.
    """
    if not data.num_rows:
        return 0
    columns = sql.SQL(", ").join(map(sql.Identifier, [*data.column_names, *constants]))
    cursor = cast("psycopg.Connection[Any]", connection.connection.driver_connection).cursor()
    if not _is_row_secured(cursor, table_name):
        _write(cursor, sql.Identifier(table_name), columns, data, constants)
        return int(data.num_rows)
    # Postgres refuses COPY FROM where row level security applies, to service_role too: the rows go
    # through a temporary table, which writes no log, and INSERT takes them over.
    cursor.execute(_ARRIVING.format(columns=columns, table=sql.Identifier(table_name)))
    _write(cursor, sql.Identifier("arriving_rows"), columns, data, constants)
    cursor.execute(_TAKE_OVER.format(columns=columns, table=sql.Identifier(table_name)))
    cursor.execute("DROP TABLE pg_temp.arriving_rows")
    return int(data.num_rows)


_ARRIVING = sql.SQL(
    "CREATE TEMPORARY TABLE arriving_rows ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA"
)
_TAKE_OVER = sql.SQL("INSERT INTO {table} ({columns}) SELECT {columns} FROM pg_temp.arriving_rows")


def _is_row_secured(cursor: psycopg.Cursor[Any], table_name: str) -> bool:
    row = cursor.execute("SELECT row_security_active(%s)", (table_name,)).fetchone()
    return bool(row and row[0])


def _write(
    cursor: psycopg.Cursor[Any],
    table: sql.Identifier,
    columns: sql.Composed,
    data: pa.Table,
    constants: dict[str, str],
) -> None:
    with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(table, columns)) as copy:
        for batch in _plain(data).to_batches(max_chunksize=BATCH_ROWS):
            copy.write(_as_csv(batch, constants))


def _plain(data: pa.Table) -> pa.Table:
    """Return the table with texts in the only two layouts that Arrow's CSV writer knows."""
    fields = [
        field.with_type(pa.large_string())
        if pa.types.is_string_view(field.type) or pa.types.is_dictionary(field.type)
        else field
        for field in data.schema
    ]
    return data.cast(pa.schema(fields))


def _as_csv(batch: pa.RecordBatch, constants: dict[str, str]) -> memoryview:
    for name, value in constants.items():
        batch = batch.append_column(name, pa.repeat(value, batch.num_rows))
    buffer = pa.BufferOutputStream()
    csv.write_csv(batch, buffer, _CSV)
    return memoryview(buffer.getvalue())
