"""What whoever runs a database does for all of its users: brands, who belongs to them, and categories."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from importkit import db, settings, taxonomy
from importkit.arguments import path, text
from importkit.db import brands
from importkit.db.connect import as_owner
from importkit.jobs.engines import connected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from importkit.db.brands import Brand, Member
    from importkit.model import Role


def add_brand(
    slug: str, name: str | None = None, *, owner_email: str | None = None, url: str | None = None
) -> Brand:
    """Make a brand and its first owner; return it.

    Args:
        slug: Its short name.
        name: Its full name; the short one by default.
        owner_email: Its first owner; whoever is at work by default.
        url: The database; without a URL the embedded PostgreSQL.

    Raises:
        UsageError: The slug or a name is blank, or the e-mail is none.

    >>> ik.add_brand("acme", "Acme Apparel").name
    'Acme Apparel'
    """
    with connected(url) as (engine, found):
        owner = found.user if owner_email is None else owner_email
        return brands.add_brand(engine, slug, slug if name is None else name, owner)


def enable_brand(slug: str, *, url: str | None = None) -> Brand:
    """Switch the imports of a brand on, and return it; for whoever runs the database.

    Args:
        slug: Its short name.
        url: The database; without a URL the embedded PostgreSQL.

    Raises:
        UnknownBrandError: There is no such brand.

    >>> brand = ik.disable_brand("default")
    >>> ik.enable_brand("default").import_enabled
    True
    """
    return _switched(slug, url, is_enabled=True)


def disable_brand(slug: str, *, url: str | None = None) -> Brand:
    """Switch the imports of a brand off, and return it; for whoever runs the database.

    No import of it begins from then on. What is queued already is still imported, and everything that is
    stored can be looked at, corrected, exported and undone.

    Args:
        slug: Its short name.
        url: The database; without a URL the embedded PostgreSQL.

    Raises:
        UnknownBrandError: There is no such brand.

    >>> ik.disable_brand("default").import_enabled
    False
    """
    return _switched(slug, url, is_enabled=False)


def _switched(slug: str, url: str | None, *, is_enabled: bool) -> Brand:
    known = text(slug, argument="slug")
    with connected(url) as (engine, _):
        return brands.set_import_enabled(engine, known, is_enabled=is_enabled)


def stop_database(data_dir: str | Path | None = None) -> bool:
    """Stop the embedded PostgreSQL, and return whether it ran; its data stays, and `connect` starts it again.

    It goes on when the program ends, for whoever comes next. Workspaces that are open lose their connections.

    Args:
        data_dir: Where it keeps its data, as `connect` was told.

    Raises:
        DatabaseError: It could not be stopped.
        UsageError: That is no path of a folder.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     stop_database(folder)
    False
    """
    from importkit.db import embedded

    if data_dir is None:
        return embedded.stop(settings.load().data_dir)
    return embedded.stop(path(data_dir, argument="data_dir", allowed="the path of a folder"))


def load_taxonomy(url: str | None, path: Path) -> tuple[int, int, int]:
    """Add the categories of a file, for all brands; return how many were added, were there, and have aliases.

    Aliases are not stored: a brand maps other spellings itself.

    That is done as whoever owns the tables: categories are nobody's own, so no brand's member may load them.
    """
    loaded = taxonomy.load(path)
    with connected(url) as (engine, _), as_owner(engine, "load the categories") as connection:
        added, present = db.load_taxonomy(connection, loaded)
    return added, present, len(loaded.aliases)


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
