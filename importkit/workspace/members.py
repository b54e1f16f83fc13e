"""Who belongs to a brand: looked at and changed by its owners, or by whoever runs the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit.db import brands
from importkit.db.brands import Member
from importkit.db.connect import as_user
from importkit.frames import typed
from importkit.rich_display import RecordList

if TYPE_CHECKING:
    from importkit.jobs.context import Context
    from importkit.model import Role


def is_member(context: Context) -> bool:
    """Return whether the user may change what the brand has; its viewers only look."""
    with as_user(context.engine, context.email, "look up who belongs to the brand") as connection:
        return brands.is_member(connection, context.brand)


class Members(RecordList[Member]):
    """Who belongs to a brand, owners first."""

    __slots__ = ()

    @property
    def frame(self) -> pd.DataFrame:
        """Return a line for each person: email and role."""
        lines = [{"email": one.email, "role": str(one.role)} for one in self]
        return typed("members", pd.DataFrame(lines, index=range(len(lines))))


def list_members(context: Context) -> Members:
    """Return who belongs to the brand, owners first."""
    with as_user(context.engine, context.email, "list who belongs to the brand") as connection:
        return Members(brands.members(connection, context.brand))


def add_member(context: Context, email: str, role: Role | str) -> Member:
    """Give a person a role in the brand, in place of the one they had."""
    with as_user(context.engine, context.email, "add somebody to the brand") as connection:
        return brands.set_member_as_user(connection, context.brand, email, role)


def remove_member(context: Context, email: str) -> None:
    """Take a person out of the brand."""
    with as_user(context.engine, context.email, "take somebody out of the brand") as connection:
        brands.remove_member_as_user(connection, context.brand, email)
