"""Runs the statements of this package, by name and in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from importkit.db.statements import statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

#: What statements may be given.
Binds: TypeAlias = "Mapping[str, Any]"


def run(connection: Connection, names: Iterable[str], binds: Binds) -> None:
    """Run statements, one after another."""
    for name in names:
        connection.execute(statement("undo", name), binds)


def read_states(connection: Connection, moment: str) -> None:
    """Read the values of the traced products and variants at this moment.

    This is the one place that names them: it tells what a commit changes, and later whether anybody has
    edited that since.
    """
    run(connection, ("read_product_states", "read_variant_states"), {"moment": moment})
