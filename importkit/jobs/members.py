"""Who belongs to a brand: looked at and changed by its owners, or by whoever runs the database."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from importkit import db
from importkit import settings as environment
from importkit.db import brands
from importkit.db.connect import as_owner, as_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from importkit.db.brands import Brand, Member
    from importkit.jobs.workspace import Workspace


def members(shop: Workspace) -> list[Member]:
    """Return who belongs to the brand."""
    with as_user(shop.engine, shop.email) as connection:
        return brands.members(connection, shop.brand)


def add_member(shop: Workspace, email: str, role: str) -> Member:
    """Give a person a role, as far as the user may."""
    with as_user(shop.engine, shop.email) as connection:
        brands.require_owner(connection, shop.brand)
        return brands.put_member(connection, shop.brand, email, role)


def remove_member(shop: Workspace, email: str) -> None:
    """Take a person out of the brand, as far as the user may."""
    with as_user(shop.engine, shop.email) as connection:
        brands.require_owner(connection, shop.brand)
        brands.remove_member(connection, shop.brand, email)


def all_brands(url: str | None) -> list[tuple[Brand, list[Member]]]:
    """Return every brand of a database and who belongs to it; for whoever runs the database."""
    with _owner_of(url) as connection:
        return [(brand, brands.members(connection, brand)) for brand in brands.list_brands(connection)]


def put_member(url: str | None, slug: str, email: str, role: str) -> Member:
    """Give a person a role in a brand; for whoever runs the database.

    Raises:
        UsageError: There is no such brand or role, the e-mail is none, or the brand would have no owner left.
    """
    with _owner_of(url) as connection:
        return brands.put_member(connection, brands.brand_by_slug(connection, slug), email, role)


def take_member(url: str | None, slug: str, email: str) -> None:
    """Take a person out of a brand; for whoever runs the database.

    Raises:
        UsageError: There is no such brand, they do not belong to it, or are its last owner.
    """
    with _owner_of(url) as connection:
        brands.remove_member(connection, brands.brand_by_slug(connection, slug), email)


@contextmanager
def _owner_of(url: str | None) -> Iterator[Connection]:
    found = environment.load()
    engine = db.connect(url or found.database_url, found.data_dir)
    try:
        with as_owner(engine) as connection:
            yield connection
    finally:
        engine.dispose()
