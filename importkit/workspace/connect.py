"""Opening a workspace: which database, which brand, which user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit import db, taxonomy
from importkit.arguments import email as email_of
from importkit.arguments import if_given, text
from importkit.db import brands
from importkit.db.connect import as_owner, as_user
from importkit.jobs.engines import connected, settings_for
from importkit.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from importkit.db.brands import Brand
    from importkit.settings import Settings


def connect(
    url: str | None = None,
    *,
    brand: str | None = None,
    email: str | None = None,
    settings: Settings | None = None,
) -> Workspace:
    """Return the workspace of a user and a brand; without a URL on the embedded PostgreSQL.

    What is not given comes from the settings: the brand "default", unless IMPORTKIT_BRAND names another one.

    Raises:
        UnknownBrandError: There is no such brand; "default" is made on first use.
        DatabaseError: Postgres is not reachable, or its tables are not up to date.
    """
    found = settings_for(url, settings)
    user = if_given(email_of, email, argument="email") or found.user
    slug = if_given(text, brand, argument="brand", what=brands.SLUG) or found.brand
    engine = db.connect(found.database_url, found.data_dir)
    try:
        if slug == brands.DEFAULT_SLUG:
            brands.ensure_default_brand(engine)
        with as_user(engine, user, "open the brand") as connection:
            return Workspace(engine, brands.brand_by_slug(connection, slug), user, found)
    except BaseException:
        engine.dispose()
        raise


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
    """
    return _switched(slug, url, is_enabled=False)


def _switched(slug: str, url: str | None, *, is_enabled: bool) -> Brand:
    known = text(slug, argument="slug")
    with connected(url) as (engine, _):
        return brands.set_import_enabled(engine, known, is_enabled=is_enabled)


def load_taxonomy(url: str | None, path: Path) -> tuple[int, int, int]:
    """Add the categories of a file, for all brands; return how many were added, were there, and have aliases.

    Aliases are not stored: a brand maps other spellings itself.

    That is done as whoever owns the tables: categories are nobody's own, so no brand's member may load them.
    """
    loaded = taxonomy.load(path)
    with connected(url) as (engine, _), as_owner(engine, "load the categories") as connection:
        added, present = db.load_taxonomy(connection, loaded)
    return added, present, len(loaded.aliases)
