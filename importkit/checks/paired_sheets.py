"""Which product and which variant of one sheet is which of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit import schema, shape
from importkit.key_pairing import keys_of, matched

if TYPE_CHECKING:
    from importkit.checks.sheet_values import SheetValues

#: How a variant is recognised, the surest way first; one that moved to another product is still itself.
_VARIANT_WAYS = (
    ["handle_key", "sku_key", "content"],
    ["handle_key", "sku_key"],
    ["handle_key", "barcode_key"],
    ["handle_key", "attribute_key"],
    ["sku_key"],
    ["barcode_key"],
)
_PRODUCT_WAYS = (["handle_key", "content"], ["handle_key"])


def paired_products(old: SheetValues, new: SheetValues) -> pd.DataFrame:
    """Return which product is which, by handle: columns row_old and row_new."""
    return _paired(_products(new), _products(old), _PRODUCT_WAYS)


def paired_variants(old: SheetValues, new: SheetValues) -> pd.DataFrame:
    """Return which variant is which, by SKU, else barcode, else attribute values: row_old and row_new."""
    return _paired(_variants(new), _variants(old), _VARIANT_WAYS)


def _paired(now: pd.DataFrame, then: pd.DataFrame, ways: tuple[list[str], ...]) -> pd.DataFrame:
    found = []
    for way in ways:
        found.append(matched(now, then, way))
        now = now[~now["row"].isin(found[-1]["row_now"])]
        then = then[~then["row"].isin(found[-1]["row_then"])]
    return pd.concat(found, ignore_index=True).rename(columns={"row_now": "row_new", "row_then": "row_old"})


def _products(sheet: SheetValues) -> pd.DataFrame:
    keys = keys_of(sheet.products["product_handle"])
    return sheet.products.assign(
        handle_key=keys, content=_content(sheet, shape.Level.PRODUCT, sheet.products)
    )


def _variants(sheet: SheetValues) -> pd.DataFrame:
    variants = sheet.variants
    return variants.assign(
        handle_key=keys_of(variants["product_handle"]).fillna(""),
        sku_key=keys_of(variants["sku"]),
        barcode_key=keys_of(variants["barcode"]),
        attribute_key=_attributes(sheet),
        content=_content(sheet, shape.Level.VARIANT, variants),
    )


def _content(sheet: SheetValues, level: shape.Level, owners: pd.DataFrame) -> pd.Series[int]:
    """Return a number that is the same for all that hold the same, whatever the order of what they hold."""
    values = sheet.lines[sheet.lines["level"] == level]
    hashes = pd.util.hash_pandas_object(values[["field", "key"]], index=False)
    sums = hashes.groupby(values["row"].astype("int64")).sum()
    return owners["row"].map(sums).fillna(0)


def _attributes(sheet: SheetValues) -> pd.Series[str]:
    """Return the attribute values of each variant as a text; of one without, where it is the only one."""
    variants, values = sheet.variants, sheet.lines
    kind = shape.ATTRIBUTES.value_entity.kind
    columns = [column.name for column in schema.columns().values() if column.entity == kind]
    of_attributes = values[values["field"].isin(columns)].sort_values(["row", "field"])
    texts = of_attributes.groupby(of_attributes["row"].astype("int64"))["key"].agg("\x1f".join)
    handles = variants["product_handle"].fillna("")
    is_only = (handles != "") & (handles.map(handles.value_counts()) == 1)
    return variants["row"].map(texts).astype("str").fillna(is_only.map({True: "\x1f", False: None}))
