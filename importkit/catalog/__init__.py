"""The catalog of a brand: its names, other spellings and duplicates of them; and its products as a sheet."""

from __future__ import annotations

from importkit.catalog.catalog_records import Catalog, Cluster, Duplicates, Export, Mapping, Merge
from importkit.catalog.clusters import duplicates
from importkit.catalog.export import export, read_products
from importkit.catalog.kinds import kind_of
from importkit.catalog.listing import read_catalog
from importkit.catalog.mappings import map_value, unmap_value
from importkit.catalog.merging import merge
from importkit.catalog.name_lookup import ScopeRequest, scope_of
from importkit.shape import EntityKind

__all__ = [
    "Catalog",
    "Cluster",
    "Duplicates",
    "EntityKind",
    "Export",
    "Mapping",
    "Merge",
    "ScopeRequest",
    "duplicates",
    "export",
    "kind_of",
    "map_value",
    "merge",
    "read_catalog",
    "read_products",
    "scope_of",
    "unmap_value",
]
