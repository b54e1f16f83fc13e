"""Checks that wait until a test lets them go on, while edits are stored."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine


@contextmanager
def held_up(engine: Engine) -> Iterator[None]:
    """Let each check wait for the products until the end, while edits are stored."""
    with engine.begin() as connection:
        connection.exec_driver_sql("LOCK TABLE products IN ACCESS EXCLUSIVE MODE")
        yield


def waiting(engine: Engine) -> bool:
    """Return whether a check waits for the products."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'products'::regclass"
        )
        return found.first() is not None
