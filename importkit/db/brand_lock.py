"""The lock of a brand: commits, merges of names and undo change the same products, so they take turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.db.statements import run_statements

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Seconds that a statement has which changes a whole catalog, whatever the server's default is.
STATEMENT_TIMEOUT_S = 1_800


def lock_brand(connection: Connection, brand_id: str, timeout_s: int = STATEMENT_TIMEOUT_S) -> None:
    """Wait until no other transaction holds the brand's lock, and hold it until this one ends.

    Args:
        connection: The caller's transaction.
        brand_id: The brand.
        timeout_s: Seconds that each statement of the transaction has, this one included.
    """
    limit_statements(connection, timeout_s)
    run_statements("db", ("lock_brand",), connection, {"brand_id": brand_id})


def limit_statements(connection: Connection, timeout_s: int) -> None:
    """Give each statement of the caller's transaction so many seconds."""
    run_statements("db", ("limit_statements",), connection, {"timeout_ms": timeout_s * 1000})
