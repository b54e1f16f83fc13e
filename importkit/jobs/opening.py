"""Opening a workspace: which database, which brand, which user."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from importkit import db, taxonomy
from importkit import settings as environment
from importkit.db import brands
from importkit.db.connect import as_owner, as_user
from importkit.jobs.database import reached
from importkit.jobs.workspace import Workspace

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
    found = settings or environment.load()
    found = replace(found, database_url=url or found.database_url)
    engine = db.connect(found.database_url, found.data_dir)
    user, slug = email or found.user, brand or found.brand
    try:
        if slug == brands.DEFAULT_SLUG:
            brands.ensure_default_brand(engine)
        with as_user(engine, user, "open the brand") as connection:
            return Workspace(engine, brands.brand_by_slug(connection, slug), user, found)
    except BaseException:
        engine.dispose()
        raise


def add_brand(url: str | None, slug: str, name: str, owner_email: str | None = None) -> Brand:
    """Make a brand and its first owner; return it."""
    with reached(url) as (engine, found):
        return brands.add_brand(engine, slug, name, owner_email or found.user)


def load_taxonomy(url: str | None, path: Path) -> tuple[int, int, int]:
    """Add the categories of a file, for all brands; return how many were added, were there, and have aliases.

    Aliases are not stored: a brand maps other spellings itself.

    That is done as whoever owns the tables: categories are nobody's own, so no brand's member may load them.
    """
    loaded = taxonomy.load(path)
    with reached(url) as (engine, _), as_owner(engine, "load the categories") as connection:
        added, present = db.load_taxonomy(connection, loaded)
    return added, present, len(loaded.aliases)
