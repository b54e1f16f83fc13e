"""What every table declaration shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import TIMESTAMP, CheckConstraint, Column, ForeignKey, MetaData, Text, Uuid, text

if TYPE_CHECKING:
    from collections.abc import Iterable

#: PostgreSQL's own way of naming, so that declared and migrated names are the same.
metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)

#: Keys compare byte by byte: no locale of any server has a say in what is equal.
KEY = Text(collation="C")


def uuid(name: str, *args: Any, **options: Any) -> Column[Any]:  # noqa: ANN401  passed on to Column
    """Return a UUID column that is read as text, as it travels everywhere else."""
    return Column(name, Uuid(as_uuid=False), *args, **options)


def small_id() -> Column[Any]:
    """Return the primary key of a small table; big ones get their ids from the client, in order of time."""
    return uuid("id", primary_key=True, server_default=text("gen_random_uuid()"))


def moment(name: str, *, now: bool = False) -> Column[Any]:
    """Return a point in time; with `now`, when the row was made."""
    if now:
        return Column(name, TIMESTAMP(timezone=True), nullable=False, server_default=text("now()"))
    return Column(name, TIMESTAMP(timezone=True))


def owned_by(name: str, target: str, *, onupdate: str | None = None, **options: Any) -> Column[Any]:  # noqa: ANN401  passed on to Column
    """Return a reference to the row without which this one would make no sense."""
    reference = ForeignKey(target, ondelete="CASCADE", onupdate=onupdate)
    return uuid(name, reference, nullable=False, **options)


def one_of(name: str, words: Iterable[str]) -> CheckConstraint:
    """Return the condition that a text is one of these words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{name} IN ({listed})", name=name)
