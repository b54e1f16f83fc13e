"""Opening a workspace: which database, which brand, which user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit import db
from importkit.arguments import email as email_of
from importkit.arguments import if_given, text
from importkit.db import brands
from importkit.db.connect import as_user
from importkit.jobs.engines import settings_for
from importkit.workspace.workspace import Workspace

if TYPE_CHECKING:
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
