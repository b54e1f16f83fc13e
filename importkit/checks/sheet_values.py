"""The products of a sheet as it is understood: a line for each product and variant, and for each value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from importkit import schema, shape
from importkit.checks.check_frames import attributes_frame, list_frame, products_frame, variants_frame
from importkit.findings import Findings
from importkit.shape import Level
from importkit.values.keys import name_key
from importkit.values.separators import ITEM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.model import ResolvedSheet

#: Of a value: whose it is (level, and the row of that product or variant), the column, the text, and the key
#: by which two values are one; the items of a list are parted by `ITEM`.
VALUES = ["level", "row", "field", "value", "key"]

#: Of a product or variant: whose keys it has.
_OWNERS = ["product_handle", "sku", "barcode", "row"]

#: What one unit of a weight is in grams.
_GRAMS = {"g": 1.0, "kg": 1000.0, "oz": 28.349523125, "lb": 453.59237}

#: Texts of products and variants, and the columns that they come from.
_TEXTS = {"title": "name", "description": "description", "image": "image_path"}


@dataclass(frozen=True)
class SheetValues:
    """What the products and variants of a sheet hold.

    Attributes:
        products: A line for each product with a handle: product_handle, row.
        variants: A line for each variant: product_handle, sku, barcode, row.
        lines: A line for each value, see `VALUES`.
    """

    products: pd.DataFrame
    variants: pd.DataFrame
    lines: pd.DataFrame


def sheet_values(resolved: ResolvedSheet, *, by_variant: bool = False) -> SheetValues:
    """Return what a sheet holds.

    A product without a handle is told by its variants alone, so they have its values.

    Args:
        resolved: The sheet, read for CREATE.
        by_variant: Whether no handle counts.
    """
    nothing = Findings()
    products = products_frame(resolved, nothing)
    variants = variants_frame(resolved, nothing)
    found = [
        *_scalars(Level.PRODUCT, products),
        *_scalars(Level.VARIANT, variants),
        *_attributes(attributes_frame(resolved)),
        *(_list(one, list_frame(resolved, one)) for one in shape.LISTS),
    ]
    values = pd.concat([part[VALUES] for part in found], ignore_index=True)
    values = pd.concat([values, _unread(resolved, products, values)], ignore_index=True)
    is_known = products["product_handle"].notna() & (not by_variant)
    unknown = products.loc[~is_known, "row"]
    values = _given_to_variants(values, unknown, resolved)
    of_variants = variants[_OWNERS]
    if by_variant:
        of_variants = of_variants.assign(product_handle=pd.Series(pd.NA, of_variants.index, dtype="str"))
    return SheetValues(products.loc[is_known, ["product_handle", "row"]], of_variants, values)


def has_handles(resolved: ResolvedSheet) -> bool:
    """Return whether any product of a sheet is named, or there is none."""
    return bool(resolved.rows.empty or resolved.rows["product_handle"].notna().any())


def _lines(
    level: Level, rows: pd.Series[int], field: str, values: pd.Series[str], keys: pd.Series[str]
) -> pd.DataFrame:
    given = values.notna()
    return pd.DataFrame(
        {"level": str(level), "row": rows[given], "field": field, "value": values[given], "key": keys[given]}
    )


def _scalars(level: Level, owners: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the values of which a product or variant has one."""
    rows = owners["row"]
    names = {**_TEXTS, "category": "category", **{one.name: one.name for one in shape.REFERENCES}}
    if level is Level.VARIANT:
        names = {"sku": "sku", "barcode": "barcode", **_TEXTS}
    for name, target in names.items():
        yield _lines(level, rows, schema.own_column(target), owners[name], owners[name])
    for record in shape.RECORDS:
        if record.is_one_field:
            amount, unit = (owners[value.name] for value in record.values)  # noqa: PD011  no frame
            grams = _numbers(amount * unit.map(_GRAMS).astype("Float64"), 2)
            texts = _numbers(amount, 2) + " " + unit
            yield _lines(level, rows, schema.own_column(record.name), texts, grams)
            continue
        for value in record.values:  # noqa: PD011  no frame
            texts = _numbers(owners[value.name], (value.digits or (0, 0))[1])
            yield _lines(level, rows, schema.own_column(value.name), texts, texts)


def _attributes(given: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the names and the values of attributes, each place a field."""
    for kind in (shape.ATTRIBUTES.entity.kind, shape.ATTRIBUTES.value_entity.kind):
        for place, lines in given.groupby(shape.ATTRIBUTES.place, sort=True):
            texts = lines[kind.value]
            yield _lines(
                Level.VARIANT, lines["row"], schema.own_column(kind, int(str(place))), texts, _keys(texts)
            )


def _list(one: shape.ListField, items: pd.DataFrame) -> pd.DataFrame:
    """Return the lists of products and variants; the order of their items makes no difference."""
    if items.empty:
        return pd.DataFrame(columns=VALUES).astype({"row": "Int64"})
    names = items[one.entity.kind.value]
    keys = _keys(names)
    if one.amount and one.amount.digits:
        amounts = _numbers(items[one.amount.name], one.amount.digits[1])
        names, keys = (texts + (": " + amounts + "%").fillna("") for texts in (names, keys))
    places = items[one.place].astype("int64") if one.place else pd.Series(0, items.index)
    fields = {place: schema.own_column(one.name, int(place)) for place in places.unique()}
    lines = items[["level", "row"]].assign(level=items["level"].astype("str"), field=places.map(fields))
    of_list = ["level", "row", "field"]
    ordered = lines.assign(value=names, key=keys).sort_values("key", kind="stable")
    return ordered.groupby(of_list, sort=False)[["value", "key"]].agg(ITEM.join).reset_index()


def _unread(resolved: ResolvedSheet, products: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return cells that cannot be used, "[clear]" among them: their texts stand for the values."""
    bad = resolved.checked.bad_cells.rename(columns={"row_number": "row"})
    columns = [name for name in bad["column"].unique() if name in resolved.sheet.layout.letters]
    parts = [_texts_of(resolved, bad.loc[bad["column"] == name, "row"], name) for name in columns]
    category = schema.own_column("category")
    if category in resolved.checked.frame:  # one that is not found is no bad cell in every kind of sheet
        parts.append(_texts_of(resolved, products.loc[products["category"].isna(), "row"], category))
    if not parts:
        return known.iloc[:0]
    found = pd.concat(parts, ignore_index=True)
    is_parent = found["row"].isin(products["row"])
    of_variant = {column.name for column in schema.columns().values() if column.level == Level.VARIANT}
    of_product = {column.name for column in schema.columns().values() if column.level == Level.PRODUCT}
    at_variant = found["column"].isin(of_variant) | (~is_parent & ~found["column"].isin(of_product))
    level = at_variant.map({True: str(Level.VARIANT), False: str(Level.PRODUCT)})
    lines = found.assign(level=level, key=found["value"])[is_parent | at_variant][VALUES]
    taken = lines.merge(
        known[["level", "row", "field"]], on=["level", "row", "field"], how="left", indicator=True
    )
    return lines[(taken["_merge"] == "left_only").to_numpy()].drop_duplicates(["level", "row", "field"])


def _texts_of(resolved: ResolvedSheet, rows: pd.Series[int], name: str) -> pd.DataFrame:
    """Return what stands in the cells of a column, as people see it."""
    column = schema.columns()[name]
    place = column.step.sort_index if column.step else 0
    cells = resolved.sheet.cells[resolved.sheet.layout.letters[name]]
    texts = cells.reindex(rows).str.strip().to_numpy()
    field = name if column in schema.own_columns() else schema.own_column(column.target, place)
    lines = pd.DataFrame({"row": rows.to_numpy(), "column": name, "field": field or name, "value": texts})
    return lines[lines["value"].notna() & (lines["value"] != "")]


def _given_to_variants(
    values: pd.DataFrame, products: pd.Series[int], resolved: ResolvedSheet
) -> pd.DataFrame:
    """Return values, those of some products as the values of each variant that has none of its own."""
    is_given = (values["level"] == Level.PRODUCT) & values["row"].isin(products)
    if not is_given.any():
        return values
    rows = resolved.rows
    members = rows.loc[rows["staging_variant_id"].notna(), ["row_number", "group_id"]]
    inherited = values[is_given].merge(members, left_on="row", right_on="group_id")
    inherited = inherited.assign(row=inherited["row_number"], level=str(Level.VARIANT))
    kept = pd.concat([values[~is_given], inherited[VALUES]], ignore_index=True)
    return kept.drop_duplicates(["level", "row", "field"], keep="first")


def _keys(names: pd.Series[str]) -> pd.Series[str]:
    return names.map({name: name_key(name) for name in names.dropna().unique()}).astype("str")


def _numbers(values: pd.Series[float], decimals: int) -> pd.Series[str]:
    """Return numbers as texts without an exponent, rounded as they are stored."""
    texts = {value: _number(float(value), decimals) for value in values.dropna().unique()}
    return values.map(texts).astype("str")


def _number(value: float, decimals: int) -> str:
    """Return a number without an exponent, and without zeros that say nothing.

    >>> _number(230.0, 2), _number(0.25, 4), _number(12345678.5, 2)
    ('230', '0.25', '12345678.5')
    """
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
