"""COPY brings every value over as it is, in the caller's transaction."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from sqlalchemy import text

from importkit import db
from importkit.db.connect import translate_errors
from importkit.db.copy import copy_table
from importkit.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

AWKWARD = [
    "plain", "", " ", 'with "quotes"', "comma, and ; and\ttab", "two\nlines", "carriage\rreturn",
    "back\\slash", "\\.", "before\n\\.\nafter", "\\N", "NULL", "ünï¢ødé 漢字 👩\u200d🔬", "'single'",
    "\x1e\x1f", "=1+1",
]  # fmt: skip


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with db.as_service(engine, "test") as open_transaction:
        create = "CREATE TEMP TABLE copied (place integer, value text, amount numeric(12, 4), source text)"
        open_transaction.execute(text(create))
        yield open_transaction


def values(connection: Connection) -> list[object]:
    return list(connection.scalars(text("SELECT value FROM copied ORDER BY place")))


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view()], ids=["string", "large string", "string view"]
)
def test_every_text_arrives_as_it_was(connection: Connection, kind: pa.DataType) -> None:
    data = pa.table({"place": range(len(AWKWARD)), "value": pa.array(AWKWARD, kind)})
    assert copy_table(connection, "copied", data) == 16
    assert values(connection) == AWKWARD


def test_a_missing_text_is_not_an_empty_one(connection: Connection) -> None:
    copy_table(connection, "copied", pa.table({"place": [1, 2], "value": pa.array([None, ""], pa.string())}))
    assert values(connection) == [None, ""]


def test_a_column_of_nothing_but_missing_values_is_copied(connection: Connection) -> None:
    copy_table(connection, "copied", pa.table({"value": pa.nulls(2, pa.string())}))
    assert values(connection) == [None, None]


def test_numbers_travel_as_text_and_lose_nothing(connection: Connection) -> None:
    copy_table(connection, "copied", pa.table({"amount": ["0.1", "99999999.9999", "12"]}))
    amounts = connection.scalars(text("SELECT amount::text FROM copied ORDER BY amount")).all()
    assert amounts == ["0.1000", "12.0000", "99999999.9999"]


def test_constants_fill_a_column(connection: Connection) -> None:
    copy_table(connection, "copied", pa.table({"value": ["a", "b"]}), source="sheet")
    sources = connection.scalars(text("SELECT DISTINCT source FROM copied")).all()
    assert sources == ["sheet"]


def test_no_rows_are_no_statement(connection: Connection) -> None:
    assert copy_table(connection, "no_such_table", pa.table({"value": pa.array([], pa.string())})) == 0


def test_a_value_that_does_not_fit_says_where(connection: Connection) -> None:
    data = pa.table({"value": ["a", "b"], "amount": ["1", "twelve"]})
    refused = pytest.raises(DatabaseError, match="refused to copy: invalid input syntax for type numeric")
    with refused as raised, translate_errors("copy"):
        copy_table(connection, "copied", data)
    assert raised.value.where == 'COPY copied, line 2, column amount: "twelve"'
    connection.rollback()


@pytest.mark.slow
def test_the_time_of_many_narrow_rows_grows_with_them_and_no_faster(connection: Connection) -> None:
    few, many = seconds_to_copy(connection, 30_000), seconds_to_copy(connection, 300_000)

    assert many < 5 * 10 * few


def seconds_to_copy(connection: Connection, count: int) -> float:
    """Return the time that so many rows take."""
    data = pa.table({"place": range(count), "value": pa.repeat("some value", count)})
    started = time.monotonic()
    assert copy_table(connection, "copied", data, source="sheet") == count
    return time.monotonic() - started
