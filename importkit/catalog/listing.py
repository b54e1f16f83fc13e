"""The catalog as a list: every name, what has it, and what other spellings mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit.catalog.catalog_records import Catalog
from importkit.db.statements import statement
from importkit.frames import typed
from importkit.shape import EntityKind

if TYPE_CHECKING:
    from sqlalchemy import Connection


def read_catalog(connection: Connection, brand_id: str, kind: EntityKind | None = None) -> Catalog:
    """Return the names of a brand and its mappings, of one kind or of all.

    Categories are shared by all brands; those that the brand's products are in are listed.
    """
    mappings = typed("catalog_mappings", _read(connection, "select_mappings", brand_id))
    if kind is not None:
        mappings = mappings[mappings["kind"] == kind].reset_index(drop=True)
    return Catalog(entries(connection, brand_id, [kind] if kind else list(EntityKind)), mappings)


def entries(connection: Connection, brand_id: str, kinds: list[EntityKind]) -> pd.DataFrame:
    """Return the names of some kinds with how many products and variants have each."""
    found = [_read(connection, f"select_{kind}", brand_id).assign(kind=str(kind)) for kind in kinds]
    return typed("catalog_entries", pd.concat(found, ignore_index=True))  # by names: no id is shown


def _read(connection: Connection, name: str, brand_id: str) -> pd.DataFrame:
    found = connection.execute(statement("catalog", name), {"brand_id": brand_id})
    return pd.DataFrame(found.all(), columns=list(found.keys()))
