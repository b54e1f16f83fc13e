"""What a user does with the catalog of a brand: read, map, merge; and products taken out as a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit import catalog, production
from importkit.db import brands
from importkit.db.connect import as_service, as_user

if TYPE_CHECKING:
    from pathlib import Path

    from importkit.catalog import Catalog, Duplicates, EntityKind, Export, Mapping, Merge, ScopeRequest
    from importkit.jobs.context import Context


def read(context: Context, kind: EntityKind | None) -> Catalog:
    """Return the names of the brand's catalog, of one kind or of all, and what other spellings mean."""
    with as_user(context.engine, context.email, "list the catalog") as connection:
        return catalog.read_catalog(connection, context.brand.id, kind)


def map_value(context: Context, request: ScopeRequest, raw_name: str, name: str) -> Mapping:
    """Let a spelling mean a name of the catalog in every import from now on."""
    with as_user(context.engine, context.email, "map the name") as connection:
        brands.require_member(connection, context.brand)
        place = catalog.scope_of(connection, context.brand.id, request)
        return catalog.map_value(connection, place, raw_name, name)


def unmap_value(context: Context, request: ScopeRequest, raw_name: str) -> Mapping:
    """Forget what a spelling was mapped to, and return it."""
    with as_user(context.engine, context.email, "forget what the name is mapped to") as connection:
        brands.require_member(connection, context.brand)
        place = catalog.scope_of(connection, context.brand.id, request)
        return catalog.unmap_value(connection, place, raw_name)


def merge(context: Context, request: ScopeRequest, loser: str, winner: str) -> Merge:
    """Put one name in the place of another; the service writes products, once the user may have it done."""
    with as_user(context.engine, context.email, "merge the names") as connection:
        brands.require_member(connection, context.brand)
    with as_service(context.engine, "merge the names") as connection:
        place = catalog.scope_of(connection, context.brand.id, request)
        return catalog.merge(connection, place, loser, winner, context.email, production.replace_noted_name)


def duplicates(context: Context, kind: EntityKind | None) -> Duplicates:
    """Return names of the catalog that look alike, so that one may be meant for the other."""
    with as_user(context.engine, context.email, "look for names that are alike") as connection:
        return catalog.duplicates(connection, context.brand.id, kind)


def export(context: Context, target: Path) -> Export:
    """Write the brand's products as a sheet; they are read as they are at one moment."""
    snapshot = context.engine.execution_options(isolation_level="REPEATABLE READ")
    with as_user(snapshot, context.email, "read the products") as connection:
        products = catalog.read_products(connection, context.brand.id)
    return catalog.export(products, target)
