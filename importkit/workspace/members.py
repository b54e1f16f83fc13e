"""Who belongs to a brand: looked at and changed by its owners, or by whoever runs the database."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit.db import brands
from importkit.db.connect import as_owner, as_user
from importkit.db.statements import statement
from importkit.jobs.context import Context, names_brand_in_hints
from importkit.jobs.engines import connected
from importkit.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from importkit.db.brands import Brand, Member


@names_brand_in_hints
@dataclass(frozen=True)
class MemberCalls(Context):
    """The calls of a workspace that are about who belongs to the brand."""

    def is_member(self) -> bool:
        """Return whether the user may change what the brand has; its viewers only look."""
        with as_user(self.engine, self.email, "look up who belongs to the brand") as connection:
            query = statement("jobs", "is_member"), {"brand_id": self.brand.id}
            return bool(connection.execute(*query).scalar_one())

    def members(self) -> list[Member]:
        """Return who belongs to the brand, owners first."""
        with as_user(self.engine, self.email, "list who belongs to the brand") as connection:
            return brands.members(connection, self.brand)

    def add_member(self, email: str, role: Role | str = Role.MEMBER) -> Member:
        """Give a person a role in the brand: owner, member or viewer; in place of the one they had.

        Raises:
            UsageError: The user does not own the brand, there is no such role, or no owner would be left.
        """
        with as_user(self.engine, self.email, "add somebody to the brand") as connection:
            return brands.set_member_as_user(connection, self.brand, email, role)

    def remove_member(self, email: str) -> None:
        """Take a person out of the brand.

        Raises:
            UsageError: The user does not own the brand, or that person is not in it or is its last owner.
        """
        with as_user(self.engine, self.email, "take somebody out of the brand") as connection:
            brands.remove_member_as_user(connection, self.brand, email)


def all_brands(url: str | None) -> list[tuple[Brand, list[Member]]]:
    """Return every brand of a database and who belongs to it; for whoever runs the database."""
    with _owner_of(url, "list the brands") as connection:
        return [(brand, brands.members(connection, brand)) for brand in brands.list_brands(connection)]


def set_member(url: str | None, slug: str, email: str, role: Role | str) -> Member:
    """Give a person a role in a brand; for whoever runs the database.

    Raises:
        UsageError: There is no such brand or role, the e-mail is none, or the brand would have no owner left.
    """
    with _owner_of(url, "add somebody to the brand") as connection:
        return brands.set_member(connection, brands.brand_by_slug(connection, slug), email, role)


def remove_member(url: str | None, slug: str, email: str) -> None:
    """Take a person out of a brand; for whoever runs the database.

    Raises:
        UsageError: There is no such brand, they do not belong to it, or are its last owner.
    """
    with _owner_of(url, "take somebody out of the brand") as connection:
        brands.remove_member(connection, brands.brand_by_slug(connection, slug), email)


@contextmanager
def _owner_of(url: str | None, doing: str) -> Iterator[Connection]:
    with connected(url) as (engine, _), as_owner(engine, doing) as connection:
        yield connection
