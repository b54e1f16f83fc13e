"""Which row says what: the first row of a product is about the product, the rows below about a variant each.

On the first row the cells that both levels have are the product's. So the variant that shares it must have no
value of its own there; where every variant has one, the product gets a row to itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from importkit import schema
from importkit.schema import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where a variant that shares its product's row has a picture of its own.
VARIANT_IMAGE = next(
    column.name
    for column in schema.columns().values()
    if (column.level, column.kind) == ("variant", Kind.URL)
)
IMAGE = next(
    column.name
    for column in schema.columns().values()
    if (column.level, column.kind) == ("product", Kind.URL)
)

#: What tells one variant from the others, beside the values it may have of its own.
_OF_VARIANT = [column.name for column in schema.own_columns() if column.level == "variant"]
_IDENTIFIERS = [name for name in _OF_VARIANT if schema.columns()[name].kind is Kind.IDENTIFIER]

#: What a variant may have of its own in place of the product's.
_OVERRIDES = [column.name for column in schema.own_columns() if column.override or column.level == "both"]


@dataclass(frozen=True)
class Products:
    """Products and their variants, in canonical columns as text; lists as they travel between the stages.

    Attributes:
        products: Beside the columns: product_id.
        variants: Beside the columns: product_id, variant_id, attribute_count.
    """

    products: pd.DataFrame
    variants: pd.DataFrame


@dataclass(frozen=True)
class Arranged:
    """The rows of a sheet in their order.

    Attributes:
        rows: Canonical columns, text or NA; Variant Image only where a row needs it.
        products_alone: How many products have a row to themselves.
    """

    rows: pd.DataFrame
    products_alone: int


def arrange(products: Products) -> Arranged:
    """Return the products as the rows of a sheet, in the order in which they were read."""
    variants = products.variants.assign(place=range(1, len(products.variants) + 1))
    shared = _shared_rows(variants)
    heads = products.products.merge(shared, on="product_id", how="left")
    below = variants[~variants["variant_id"].isin(shared["variant_id"])]
    order = pd.Series(range(len(heads)), index=heads["product_id"])
    rows = pd.concat(
        [
            heads.assign(product=range(len(heads)), place=0),
            below.assign(product=below["product_id"].map(order)),
        ],
        ignore_index=True,
    ).sort_values(["product", "place"], kind="stable", ignore_index=True)
    alone = products.products["product_id"].isin(shared["product_id"])
    return Arranged(rows.reindex(columns=list(_columns(rows))), int((~alone).sum()))


def _shared_rows(variants: pd.DataFrame) -> pd.DataFrame:
    """Return for each product the variant that shares its row, with what tells that variant from the others.

    It is the first one that has nothing of its own, else the first one with nothing but a picture.
    """
    own = variants[_OVERRIDES].notna()
    others = own.drop(columns=IMAGE).any(axis="columns")
    may_share = ~others & variants[_IDENTIFIERS].notna().any(axis="columns")
    candidates = variants[may_share].assign(pictured=own[IMAGE])
    first = candidates.sort_values(["pictured", "place"], kind="stable").drop_duplicates("product_id")
    named = first.rename(columns={IMAGE: VARIANT_IMAGE})
    return named[["product_id", "variant_id", VARIANT_IMAGE, *_OF_VARIANT]]


def _columns(rows: pd.DataFrame) -> Iterator[str]:
    """Return the sheet's own columns, and the one for pictures of variants where there are such."""
    for column in schema.own_columns():
        yield column.name
        if column.name == IMAGE and rows[VARIANT_IMAGE].notna().any():
            yield VARIANT_IMAGE
