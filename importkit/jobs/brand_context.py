"""What an import knows of its brand before it is resolved: categories, and handles that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit import production
from importkit.db import brands, taxonomy_store
from importkit.model import BrandContext

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


def read_for_import(
    brand_id: str, handle_keys: Collection[str], connection: Connection
) -> tuple[production.CatalogDigest, BrandContext]:
    """Return what `read_brand_context` does, and what the catalog was like before anything was read of it.

    So the commit sees whatever changes after that.
    """
    catalog = production.read_catalog_digest(connection, brand_id)
    return catalog, read_brand_context(brand_id, handle_keys, connection)


def read_brand_context(brand_id: str, handle_keys: Collection[str], connection: Connection) -> BrandContext:
    """Return a brand's categories, and which of these handles it has already."""
    slug = brands.slug_of(connection, brand_id)
    return BrandContext(
        taxonomy=taxonomy_store.read_taxonomy(connection, brand_id),
        handle_keys=production.existing_handles(connection, brand_id, handle_keys),
        brand="" if slug == brands.DEFAULT_SLUG else slug,
    )
