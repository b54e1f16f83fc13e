"""Questions in SQL over frames: one SELECT, in memory, and nothing else that DuckDB can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pyarrow as pa

from importkit import frame_fields
from importkit.errors import UsageError
from importkit.resolution.engine import interruptible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Nothing outside of this process: no file, no network, no extension; and it stays so.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,  # a name means a frame, never a Python variable
    "memory_limit": "2GB",
    "threads": 2,
    "lock_configuration": True,
}

_INT64 = 2**63


def select(query: str, frames: Mapping[str, Callable[[], pd.DataFrame]]) -> pd.DataFrame:
    """Return what one SELECT finds in frames, each known by its name; lists as lists, what is missing as NA.

    Args:
        query: The SELECT.
        frames: What makes each frame; only those that the query names are made.

    Raises:
        UsageError: It is no single SELECT, or DuckDB refuses it, in its words.
    """
    with duckdb.connect(":memory:", config=_CONFIG) as connection, interruptible():
        try:
            _require_select(connection, query)
            for name, frame in frames.items():
                if name in query.casefold():
                    connection.register(name, frame())  # with its categories, so that severities compare
            found = connection.sql(query)
            return _frame(found.to_arrow_table())
        except duckdb.Error as error:
            hint = f"The frames are {', '.join(frames)}."
            raise UsageError(f"DuckDB cannot answer this: {error}", hint=hint) from error


def _require_select(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    statements = connection.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        given = "it is none" if len(statements) == 1 else f"these are {len(statements)}"
        raise UsageError(f"query has to be one SELECT: {given}.", hint="Such as SELECT * FROM findings")


def _frame(table: pa.Table) -> pd.DataFrame:
    columns = {place: _column(table.column(place)) for place in range(table.num_columns)}
    frame = pd.DataFrame(columns)
    frame.columns = pd.Index(table.column_names, dtype="str")
    return frame


def _column(column: pa.ChunkedArray) -> pd.Series[Any]:
    """Return a column as analysts know it: nested values are lists and dicts, and a missing number is NA."""
    kind = column.type
    if pa.types.is_nested(kind):
        return frame_fields.values(pd.Series(column.to_pylist(), dtype="object"))
    if pa.types.is_decimal(kind):
        return _number(column)
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    types = (
        (pa.types.is_integer, "Int64"),
        (pa.types.is_floating, "Float64"),
        (pa.types.is_boolean, "boolean"),
    )
    dtype = next((dtype for is_such, dtype in types if is_such(kind)), None)
    if dtype is not None:
        return pd.Series(pd.array(column.to_pylist(), dtype=dtype))
    found: pd.Series[Any] = column.to_pandas()
    return frame_fields.values(found) if found.dtype == "object" else found


def _number(column: pa.ChunkedArray) -> pd.Series[Any]:
    """Return exact numbers as whole ones where they are, which sums of whole numbers are."""
    values = column.to_pylist()
    is_whole = column.type.scale == 0 and all(value is None or abs(value) < _INT64 for value in values)
    dtype, as_number = ("Int64", int) if is_whole else ("Float64", float)
    return pd.Series([None if value is None else as_number(value) for value in values], dtype=dtype)
