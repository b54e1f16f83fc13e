"""The catalog as a list: every name, what has it, and what other spellings mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit.catalog.catalog_records import Catalog
from importkit.db.statements import statement
from importkit.shape import EntityKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Names are known by what they are called; no id of the database is shown.
_ENTRY = ["kind", "attribute", "name", "products", "variants"]
_MAPPING = ["kind", "attribute", "raw_name", "name", "created_by"]


def read_catalog(connection: Connection, brand_id: str, kind: EntityKind | None = None) -> Catalog:
    """Return the names of a brand and its mappings, of one kind or of all.

    Categories are shared by all brands; those that the brand's products are in are listed.
    """
    mappings = _read(connection, "select_mappings", brand_id)[_MAPPING]
    if kind is not None:
        mappings = mappings[mappings["kind"] == kind].reset_index(drop=True)
    return Catalog(entries(connection, brand_id, [kind] if kind else list(EntityKind)), mappings)


def entries(connection: Connection, brand_id: str, kinds: list[EntityKind]) -> pd.DataFrame:
    """Return the names of some kinds with how many products and variants have each."""
    found = [_read(connection, f"select_{kind}", brand_id).assign(kind=str(kind)) for kind in kinds]
    counted = pd.concat(found, ignore_index=True)[_ENTRY]
    return counted.astype({"products": "int64", "variants": "int64"})


def _read(connection: Connection, name: str, brand_id: str) -> pd.DataFrame:
    found = connection.execute(statement("catalog", name), {"brand_id": brand_id})
    return pd.DataFrame(found.all(), columns=list(found.keys()))
