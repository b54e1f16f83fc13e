"""What an import knows of its brand before it is resolved: categories, and handles that are there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importkit import production
from importkit.db import brands, taxonomy_store
from importkit.model import BrandContext

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection


@dataclass(frozen=True)
class BrandLookup:
    """Looks up what is known of a brand, and keeps it.

    Attributes:
        brand_id: The brand.
        connect: Begins a transaction that sees it.
        found: What was looked up.
        catalogs: What the catalog was like before each time, so that a commit sees whatever changes after.
    """

    brand_id: str
    connect: Callable[[], AbstractContextManager[Connection]]
    found: list[BrandContext] = field(default_factory=list)
    catalogs: list[production.CatalogDigest] = field(default_factory=list)

    def __call__(self, handle_keys: Collection[str]) -> BrandContext:
        with self.connect() as connection:
            self.catalogs.append(production.read_catalog_digest(connection, self.brand_id))
            self.found.append(read_brand_context(self.brand_id, handle_keys, connection))
        return self.found[-1]


def read_brand_context(brand_id: str, handle_keys: Collection[str], connection: Connection) -> BrandContext:
    """Return a brand's categories, and which of these handles it has already."""
    slug = brands.slug_of(connection, brand_id)
    return BrandContext(
        taxonomy=taxonomy_store.read_taxonomy(connection, brand_id),
        handle_keys=production.existing_handles(connection, brand_id, handle_keys),
        brand="" if slug == brands.DEFAULT_SLUG else slug,
    )
