"""Runs the statements of this package, by name and in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit.db.statements import run_statements, statement
from importkit.progress import ignore_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from importkit.db.statements import Binds
    from importkit.progress import OnRows


def run(
    connection: Connection, names: Iterable[str], binds: Binds, on_rows: OnRows = ignore_rows
) -> dict[str, int]:
    """Run statements and return how many rows each wrote, by its name; `on_rows` is told after each."""
    return run_statements("production", names, connection, binds, on_rows)


def read(connection: Connection, name: str, binds: Binds | None = None) -> pd.DataFrame:
    """Return what one statement finds."""
    found = connection.execute(statement("production", name), binds or {})
    # As plain tuples: pandas looks at every other kind of row for what it might be.
    return pd.DataFrame(list(map(tuple, found)), columns=list(found.keys()))


def scalar(connection: Connection, name: str, binds: Binds | None = None) -> Any:  # noqa: ANN401  as the statement says
    """Return the one value that a statement finds."""
    return connection.execute(statement("production", name), binds or {}).scalar_one()
