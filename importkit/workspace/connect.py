"""Opening a workspace: which database, which brand, which user."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from importkit import db
from importkit.arguments import email as email_of
from importkit.arguments import if_given, path, text
from importkit.db import brands
from importkit.db.connect import as_user
from importkit.jobs.engines import settings_for
from importkit.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from importkit.settings import Settings


def connect(
    url: str | None = None,
    *,
    brand: str | None = None,
    email: str | None = None,
    data_dir: str | Path | None = None,
    settings: Settings | None = None,
) -> Workspace:
    """Return the workspace of a user and a brand; without a URL on the embedded PostgreSQL.

    What is not given comes from the settings: the brand "default", unless IMPORTKIT_BRAND names another one.
    A workspace is a context manager, which closes its connections.

    Args:
        url: The PostgreSQL server; without it the embedded one.
        brand: The slug of the brand.
        email: Who is at work.
        data_dir: Where the embedded PostgreSQL keeps its data.
        settings: Other settings than those of the environment.

    Raises:
        UnknownBrandError: There is no such brand; "default" is made on first use.
        DatabaseError: Postgres is not reachable, or its tables are not up to date.

    >>> with ik.connect() as kit:
    ...     kit.brand.slug, len(kit.recent_imports())
    ('default', 1)
    """
    found = settings_for(url, settings)
    if data_dir is not None:
        found = _in_folder(found, path(data_dir, argument="data_dir", allowed="the path of a folder"))
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


def _in_folder(settings: Settings, folder: Path) -> Settings:
    """Return settings with another data folder; uploads go with it, unless they have a place of their own."""
    has_own_place = settings.files != str(settings.data_dir / "files")
    files = settings.files if has_own_place else str(folder / "files")
    return replace(settings, data_dir=folder, files=files)
