"""The database: where it is, what is in it, and who may do what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.db import embedded
from importkit.db.brands import Brand, Member, add_brand, add_member, brand_by_slug, ensure_default_brand
from importkit.db.connect import as_owner, as_service, as_user, engine, translate_errors
from importkit.db.migrate import check, downgrade, upgrade
from importkit.db.taxonomy_store import load_taxonomy, read_taxonomy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine

__all__ = [
    "Brand",
    "Member",
    "add_brand",
    "add_member",
    "as_owner",
    "as_service",
    "as_user",
    "brand_by_slug",
    "check",
    "connect",
    "downgrade",
    "engine",
    "ensure_default_brand",
    "load_taxonomy",
    "read_taxonomy",
    "translate_errors",
    "upgrade",
]


def connect(url: str | None, data_dir: Path) -> Engine:
    """Return an engine on a database that is ready to work with.

    Args:
        url: A server's URL; None means the embedded server. It is made, started and migrated as needed, and
            started again whenever it has been stopped.
        data_dir: Where the embedded server lives.

    Raises:
        DatabaseError: The server does not answer, or its tables are missing or of another version.
    """
    if url is not None:
        return _ready(engine(url), check)
    url = embedded.server(data_dir)
    return _ready(engine(url, start=lambda: embedded.server(data_dir)), _make_ready)


def _make_ready(own: Engine) -> None:
    if upgrade(own):
        ensure_default_brand(own)


def _ready(made: Engine, prepare: Callable[[Engine], None]) -> Engine:
    """Return the engine after `prepare`; when that fails, leave no connection behind."""
    try:
        prepare(made)
    except BaseException:
        made.dispose()
        raise
    return made
