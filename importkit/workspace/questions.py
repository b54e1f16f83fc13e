"""Questions in SQL about what is stored: one SELECT, as the user, and nothing written."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from importkit import frame_fields
from importkit.db.connect import as_user
from importkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importkit.jobs.context import Context

#: Classes of errors of the server, not of the query: connection, resources, operator, system.
_OF_SERVER = ("08", "53", "57", "58", "XX")

#: A cursor of the server takes one SELECT and nothing else; a percent sign in it stands for itself.
_ONE_SELECT = {"stream_results": True, "no_parameters": True}


def select(context: Context, query: str) -> pd.DataFrame:
    """Return what one SELECT finds; row level security shows what is the user's."""
    with as_user(context.engine, context.email, "answer the query") as connection:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        try:
            found = connection.exec_driver_sql(query, execution_options=_ONE_SELECT)
            return _frame(list(found.keys()), found.all())
        except DBAPIError as error:
            if not _is_of_query(error.orig):
                raise
            reason = str(error.orig).strip().splitlines()[0]
            hint = (
                "query is one SELECT, such as SELECT product_handle, name FROM products; nothing is written."
            )
            raise UsageError(f"Postgres cannot answer this: {reason}", hint=hint) from error


def _is_of_query(cause: BaseException | None) -> bool:
    if not isinstance(cause, psycopg.Error):
        return False
    return cause.sqlstate is not None and not cause.sqlstate.startswith(_OF_SERVER)


def _frame(names: Sequence[str], rows: Sequence[Any]) -> pd.DataFrame:
    """Return rows as a frame: whole numbers as Int64, decimal ones as Float64, see `frame_fields`."""
    columns = {place: _column([row[place] for row in rows]) for place in range(len(names))}
    return pd.DataFrame(columns).set_axis(pd.Index(list(names), dtype="str"), axis="columns")


def _column(values: list[Any]) -> pd.Series[Any]:
    kinds = {type(value) for value in values if value is not None}
    for kind, dtype in ((bool, "boolean"), (int, "Int64"), (float, "Float64"), (str, "str")):
        if kinds == {kind}:
            return pd.Series(values, dtype=dtype)
    if kinds == {Decimal}:
        return pd.Series([None if one is None else float(one) for one in values], dtype="Float64")
    return frame_fields.values(pd.Series(values, dtype="object"))
