"""What a user does with the catalog of a brand: look, map, merge; and products taken out as a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit import catalog
from importkit.db.connect import as_service, as_user

if TYPE_CHECKING:
    from pathlib import Path

    from importkit.catalog import Catalog, Duplicates, Export, Mapping, Merge
    from importkit.jobs.workspace import Workspace


def catalog_data(shop: Workspace, kind: str | None) -> Catalog:
    """Return the names of the brand and its mappings."""
    wanted = catalog.kind_of(kind) if kind else None
    with as_user(shop.engine, shop.email) as connection:
        return catalog.read_catalog(connection, shop.brand.id, wanted)


def duplicates(shop: Workspace, kind: str | None) -> Duplicates:
    """Return names that look alike."""
    wanted = catalog.kind_of(kind) if kind else None
    with as_user(shop.engine, shop.email) as connection:
        return catalog.duplicates(connection, shop.brand.id, wanted)


def map_value(shop: Workspace, kind: str, raw_name: str, name: str, attribute: str | None) -> Mapping:
    """Let a spelling mean a name of the catalog, as far as the user may."""
    with as_user(shop.engine, shop.email) as connection:
        catalog.require_member(connection, shop.brand.id)
        place = catalog.shelf(connection, shop.brand.id, kind, attribute)
        return catalog.map_value(connection, place, raw_name, name, shop.email)


def unmap_value(shop: Workspace, kind: str, raw_name: str, attribute: str | None) -> Mapping:
    """Forget what a spelling was mapped to, as far as the user may."""
    with as_user(shop.engine, shop.email) as connection:
        catalog.require_member(connection, shop.brand.id)
        place = catalog.shelf(connection, shop.brand.id, kind, attribute)
        return catalog.unmap_value(connection, place, raw_name)


def merge(shop: Workspace, kind: str, loser: str, winner: str, attribute: str | None) -> Merge:
    """Put one name in the place of another; the service writes products, once the user may have it done."""
    with as_user(shop.engine, shop.email) as connection:
        catalog.require_member(connection, shop.brand.id)
    with as_service(shop.engine) as connection:
        place = catalog.shelf(connection, shop.brand.id, kind, attribute)
        return catalog.merge(connection, place, loser, winner, shop.email)


def export(shop: Workspace, target: Path) -> Export:
    """Write the brand's products as a sheet; they are read as they are at one moment."""
    snapshot = shop.engine.execution_options(isolation_level="REPEATABLE READ")
    with as_user(snapshot, shop.email) as connection:
        products = catalog.read_products(connection, shop.brand.id)
    return catalog.export(products, target)
