"""What `alembic check` may compare: our tables, not those of others in the same database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.sql.schema import SchemaItem


def is_ours(item: SchemaItem, name: str | None, kind: str, reflected: bool, other: SchemaItem | None) -> bool:  # noqa: ARG001, FBT001  Alembic calls it so
    """Return whether Alembic should look at it; a queue keeps tables of its own in the same database."""
    return not (kind == "table" and reflected and other is None and str(name).startswith("procrastinate"))
