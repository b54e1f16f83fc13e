"""What a user does with the catalog of a brand: look, map, merge; and products taken out as a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from importkit import arguments, catalog
from importkit.arguments import if_given
from importkit.db.connect import as_service, as_user
from importkit.db.statements import statement
from importkit.jobs.context import Context, names_brand_in_hints

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from importkit.catalog import Catalog, Duplicates, EntityKind, Export, Mapping, Merge


@names_brand_in_hints
@dataclass(frozen=True)
class CatalogCalls(Context):
    """The calls of a workspace that are about names, categories and the products as a whole."""

    def catalog_data(self, kind: EntityKind | str | None = None) -> Catalog:
        """Return the names of the brand's catalog, of one kind or of all, and what other spellings mean.

        Raises:
            UsageError: There is no such kind.
        """
        wanted = if_given(catalog.kind_of, kind)
        with as_user(self.engine, self.email, "list the catalog") as connection:
            return catalog.read_catalog(connection, self.brand.id, wanted)

    def map_value(
        self, kind: EntityKind | str, raw_name: str, name: str, *, attribute: str | None = None
    ) -> Mapping:
        """Let a spelling mean a name of the catalog in every import from now on.

        Raises:
            UsageError: There is no such kind or name, or the spelling is a name of the catalog itself.
            NotAllowedError: The user may not change the brand's catalog.
        """
        request = catalog.ScopeRequest.of(kind, attribute, raw_name=raw_name, name=name)
        with as_user(self.engine, self.email, "map the name") as connection:
            catalog.require_member(connection, self.brand.id)
            place = catalog.scope_of(connection, self.brand.id, request)
            return catalog.map_value(connection, place, raw_name, name)

    def unmap_value(self, kind: EntityKind | str, raw_name: str, *, attribute: str | None = None) -> Mapping:
        """Forget what a spelling was mapped to, and return it.

        Raises:
            UsageError: It is not mapped.
            NotAllowedError: The user may not change the brand's catalog.
        """
        request = catalog.ScopeRequest.of(kind, attribute, raw_name=raw_name)
        with as_user(self.engine, self.email, "forget what the name is mapped to") as connection:
            catalog.require_member(connection, self.brand.id)
            place = catalog.scope_of(connection, self.brand.id, request)
            return catalog.unmap_value(connection, place, raw_name)

    def merge(
        self, kind: EntityKind | str, loser: str, winner: str, *, attribute: str | None = None
    ) -> Merge:
        """Put one name in the place of another, wherever it is used; the loser's name then means the winner.

        Raises:
            UsageError: One of the names is not there, or variants would lose an attribute's value.
            NotAllowedError: The user may not change the brand's catalog.
        """
        request = catalog.ScopeRequest.of(kind, attribute, loser=loser, winner=winner)
        with as_user(self.engine, self.email, "merge the names") as connection:
            catalog.require_member(connection, self.brand.id)
        # The service writes products, once the user may have it done.
        with as_service(self.engine, "merge the names") as connection:
            place = catalog.scope_of(connection, self.brand.id, request)
            return catalog.merge(connection, place, loser, winner, self.email)

    def duplicates(self, kind: EntityKind | str | None = None) -> Duplicates:
        """Return names of the catalog that look alike, so that one may be meant for the other."""
        wanted = if_given(catalog.kind_of, kind)
        with as_user(self.engine, self.email, "look for names that are alike") as connection:
            return catalog.duplicates(connection, self.brand.id, wanted)

    def export(self, target: str | Path) -> Export:
        """Write the brand's products in the sheet's own columns; importing that as it is changes nothing.

        They are read as they are at one moment.

        Raises:
            UsageError: A sheet has too few rows for them, or the target is no file that may be written.
        """
        path = arguments.target(target)
        snapshot = self.engine.execution_options(isolation_level="REPEATABLE READ")
        with as_user(snapshot, self.email, "read the products") as connection:
            products = catalog.read_products(connection, self.brand.id)
        return catalog.export(products, path)


def unmapped(job_id: str, connection: Connection) -> pd.DataFrame:
    """Return the categories of a job's workbook that were not found, each once."""
    found = connection.execute(statement("jobs", "select_unmapped"), {"job_id": job_id})
    return pd.DataFrame(found.all(), columns=list(found.keys()))
