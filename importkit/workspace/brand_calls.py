"""The calls of a workspace about its brand: who belongs to it, its catalog, and its products as a sheet.

As in `workspace.workspace`, each method validates what it is given and calls one function with the context.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from importkit import arguments
from importkit.arguments import if_given
from importkit.catalog import ScopeRequest, kind_of
from importkit.jobs.context import Context, names_brand_in_hints
from importkit.jobs.import_list import ListPart
from importkit.model import Role
from importkit.workspace import catalog, jobs, members, questions

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from importkit.catalog import Catalog, Duplicates, EntityKind, Export, Mapping, Merge
    from importkit.db.brands import Member
    from importkit.jobs.import_list import ImportList
    from importkit.workspace.members import Members


@names_brand_in_hints
@dataclass(frozen=True, repr=False)
class BrandCalls(Context):
    """What a workspace offers about its brand as a whole."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to Postgres; the embedded server goes on.

        >>> kit = ik.connect()
        >>> kit.close()
        """
        self.engine.dispose()

    def sql(self, query: str) -> pd.DataFrame:
        """Return what one SELECT finds in the database: the user's own brands, and nothing is written.

        Args:
            query: One SELECT, in the words of Postgres.

        Returns:
            A frame with the columns of the query; whole numbers are Int64, decimal ones Float64, what is
            missing is NA.

        Raises:
            UsageError: It is no single SELECT, or Postgres cannot answer it; the message has its words.

        >>> kit.sql("SELECT name, product_handle FROM products ORDER BY name")
                 name product_handle
        0  Alpine Tee            tee
        1       Scarf          scarf
        """
        return questions.select(self, arguments.text(query, argument="query", what="one SELECT"))

    def imports(
        self, *, page: int = 1, page_size: int = 25, text: str | None = None, waiting: bool = False
    ) -> ImportList:
        """Return one page of all imports of the brand, newest first.

        Args:
            page: The page, from 1.
            page_size: How many imports a page has, up to 100.
            text: Only imports that have this in their file name, their user or the start of their id.
            waiting: Only imports of which failed products wait to be corrected.

        Raises:
            UsageError: There is no such page.

        >>> kit.imports(text="spring").jobs.frame[["file", "outcome"]]
                  file          outcome
        0  spring.xlsx  partly_imported
        """
        part = ListPart(
            arguments.whole_number(page, argument="page", lowest=1),
            arguments.whole_number(page_size, argument="page_size", lowest=1, highest=100),
            if_given(arguments.text, text, argument="text"),
            arguments.flag(waiting, argument="waiting"),
        )
        return jobs.listed(self, part)

    def catalog_data(self, kind: EntityKind | str | None = None) -> Catalog:
        """Return the names of the brand's catalog, of one kind or of all, and what other spellings mean.

        Raises:
            UsageError: There is no such kind.

        >>> kit.catalog_data("material").entries[["kind", "name", "products"]]
               kind      name  products
        0  material    Cotton         1
        1  material  Elastane         1
        2  material      Wool         1
        """
        return catalog.read(self, if_given(kind_of, kind))

    def map_value(
        self, kind: EntityKind | str, raw_name: str, name: str, *, attribute: str | None = None
    ) -> Mapping:
        """Let a spelling mean a name of the catalog in every import from now on.

        Raises:
            UsageError: There is no such kind or name, or the spelling is a name of the catalog itself.
            NotAllowedError: The user may not change the brand's catalog.

        >>> kit.map_value("facility", "Mill of Porto", "Porto Mill").name
        'Porto Mill'
        """
        request = ScopeRequest.of(kind, attribute, raw_name=raw_name, name=name)
        return catalog.map_value(self, request, raw_name, name)

    def unmap_value(self, kind: EntityKind | str, raw_name: str, *, attribute: str | None = None) -> Mapping:
        """Forget what a spelling was mapped to, and return it.

        Raises:
            UsageError: It is not mapped.
            NotAllowedError: The user may not change the brand's catalog.

        >>> mapping = kit.map_value("facility", "Mill of Porto", "Porto Mill")
        >>> kit.unmap_value("facility", "Mill of Porto").name
        'Porto Mill'
        """
        request = ScopeRequest.of(kind, attribute, raw_name=raw_name)
        return catalog.unmap_value(self, request, raw_name)

    def merge(
        self, kind: EntityKind | str, loser: str, winner: str, *, attribute: str | None = None
    ) -> Merge:
        """Put one name in the place of another, wherever it is used; the loser's name then means the winner.

        Raises:
            UsageError: One of the names is not there, or variants would lose an attribute's value.
            NotAllowedError: The user may not change the brand's catalog.

        >>> kit.merge("tag", "Woman", "Women").products
        1
        """
        request = ScopeRequest.of(kind, attribute, loser=loser, winner=winner)
        return catalog.merge(self, request, loser, winner)

    def duplicates(self, kind: EntityKind | str | None = None) -> Duplicates:
        """Return names of the catalog that look alike, so that one may be meant for the other.

        Raises:
            UsageError: There is no such kind, or its names are not compared.

        >>> kit.duplicates("tag").frame
        Empty DataFrame
        Columns: [cluster, kind, attribute, name, products, variants]
        Index: []
        """
        return catalog.duplicates(self, if_given(kind_of, kind))

    def export(self, target: str | Path) -> Export:
        """Write the brand's products in the sheet's own columns; importing that as it is changes nothing.

        They are read as they are at one moment.

        Raises:
            UsageError: A sheet has too few rows for them, or the target is no file that may be written.

        >>> kit.export("products.xlsx").rows
        3
        """
        return catalog.export(self, arguments.target(target))

    def is_member(self) -> bool:
        """Return whether the user may change what the brand has; its viewers only look.

        >>> kit.is_member()
        True
        """
        return members.is_member(self)

    def members(self) -> Members:
        """Return who belongs to the brand, owners first: a list of `Member`, with a `.frame`.

        >>> kit.members().frame
                     email   role
        0  local@localhost  owner
        """
        return members.list_members(self)

    def add_member(self, email: str, role: Role | str = Role.MEMBER) -> Member:
        """Give a person a role in the brand: owner, member or viewer; in place of the one they had.

        Raises:
            UsageError: The user does not own the brand, there is no such role, or no owner would be left.

        >>> str(kit.add_member("ana@shop.example", "viewer").role)
        'viewer'
        """
        return members.add_member(self, email, role)

    def remove_member(self, email: str) -> None:
        """Take a person out of the brand.

        Raises:
            UsageError: The user does not own the brand, or that person is not in it or is its last owner.

        >>> member = kit.add_member("ana@shop.example")
        >>> kit.remove_member("ana@shop.example")
        >>> len(kit.members())
        1
        """
        members.remove_member(self, email)
