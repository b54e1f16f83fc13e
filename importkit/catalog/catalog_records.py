"""What the catalog says of itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit.frames import empty, typed
from importkit.rich_display import Displayed

if TYPE_CHECKING:
    from pathlib import Path

    from importkit.shape import EntityKind


@dataclass(frozen=True, repr=False)
class Catalog(Displayed):
    """The names of a brand, and what it has mapped other spellings to.

    Attributes:
        entries: Columns kind, attribute (of a value), name, products and variants that have it.
        mappings: Columns kind, attribute, raw_name, name, created_by.

    >>> catalog = kit.catalog_data("attribute")
    >>> catalog.entries["name"].tolist(), len(catalog.mappings)
    (['Size'], 0)
    """

    entries: pd.DataFrame
    mappings: pd.DataFrame

    def as_dict(self) -> dict[str, Any]:
        """Return the catalog as JSON knows it.

        >>> kit.catalog_data("material").as_dict()["entries"][0]["name"]
        'Cotton'
        """
        return {"entries": _records(self.entries), "mappings": _records(self.mappings)}


@dataclass(frozen=True, repr=False)
class Mapping(Displayed):
    """What a spelling means, or meant.

    Attributes:
        attribute: The attribute that a value belongs to; empty for every other kind.
        before: What it was mapped to before; empty when it was not.

    >>> mapping = kit.map_value("tag", "Womens", "Women")
    >>> mapping.raw_name, mapping.name, mapping.before
    ('Womens', 'women', '')
    """

    kind: EntityKind
    attribute: str
    raw_name: str
    name: str
    before: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the mapping as JSON knows it.

        >>> kit.map_value("tag", "Womens", "Women").as_dict()["name"]
        'women'
        """
        return {name: str(text) for name, text in asdict(self).items()}


@dataclass(frozen=True, repr=False)
class Merge(Displayed):
    """One name put in the place of another.

    Attributes:
        attribute: The attribute that the two values belong to; empty for every other kind.
        products: How many products had the loser.
        variants: How many variants had it of their own.
        is_new: False when the loser was gone already and its name means the winner: nothing was to be done.

    >>> merge = kit.merge("tag", "Woman", "Women")
    >>> merge.loser, merge.winner, merge.products, merge.is_new
    ('Woman', 'women', 1, True)
    """

    kind: EntityKind
    attribute: str
    loser: str
    winner: str
    products: int = 0
    variants: int = 0
    is_new: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Return the merge as JSON knows it.

        >>> kit.merge("tag", "Woman", "Women").as_dict()["products"]
        1
        """
        return asdict(self) | {"kind": str(self.kind)}


@dataclass(frozen=True)
class Cluster:
    """Names that look alike.

    Attributes:
        entries: As in `Catalog.entries`, first the one that most products and variants have: the others may
            be meant for it.
    """

    kind: EntityKind
    entries: pd.DataFrame

    @property
    def names(self) -> list[str]:
        """Return the names, the most used one first."""
        found: list[str] = self.entries["name"].tolist()
        return found

    def as_dict(self) -> dict[str, Any]:
        """Return the cluster as JSON knows it."""
        return {"kind": str(self.kind), "names": _records(self.entries.drop(columns=["kind", "attribute"]))}


@dataclass(frozen=True, repr=False)
class Duplicates(Displayed):
    """Clusters of names that look alike, kind by kind.

    >>> len(kit.duplicates()), kit.duplicates().frame.columns.tolist()
    (0, ['cluster', 'kind', 'attribute', 'name', 'products', 'variants'])
    """

    clusters: tuple[Cluster, ...]

    def __len__(self) -> int:
        return len(self.clusters)

    @property
    def frame(self) -> pd.DataFrame:
        """Return a line for each name: cluster (those of one number look alike), kind, name and its uses."""
        parts = [one.entries.assign(cluster=at) for at, one in enumerate(self.clusters, start=1)]
        return typed("duplicates", pd.concat(parts, ignore_index=True)) if parts else empty("duplicates")

    def as_dict(self) -> dict[str, Any]:
        """Return the clusters as JSON knows them.

        >>> kit.duplicates("tag").as_dict()
        {'clusters': []}
        """
        return {"clusters": [cluster.as_dict() for cluster in self.clusters]}


@dataclass(frozen=True, repr=False)
class Export(Displayed):
    """Products written as a sheet.

    Attributes:
        products_alone: Products whose first row is about them alone, since each of their variants has values
            of its own there. Enrich reads that; Create asks for an identifier on every row.
        attributes_left_out: Variants that have more attributes than a sheet has columns for.
        left_blank: Cells that a sheet cannot hold, such as a list of more than 32 767 characters. They are
            blank, and a blank cell changes nothing when the sheet is imported.

    >>> export = kit.export("products.xlsx")
    >>> export.products, export.variants, export.path.name
    (2, 3, 'products.xlsx')
    """

    path: Path
    products: int
    variants: int
    rows: int
    products_alone: int = 0
    attributes_left_out: int = 0
    left_blank: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the export as JSON knows it.

        >>> kit.export("products.xlsx").as_dict()["rows"]
        3
        """
        return asdict(self) | {"path": str(self.path), "left_blank": list(self.left_blank)}


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    plain = frame.astype("object").where(frame.notna(), None)
    return [dict(zip(plain.columns, row, strict=True)) for row in plain.itertuples(index=False)]
