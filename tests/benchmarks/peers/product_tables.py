"""A sheet of products as one frame for each table, as somebody who knows pandas would make them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

STEPS = ("Raw Material", "Weaving", "Dyeing/Printing", "Stitching", "Assembly", "Finishing")
NUMBERS = {"Kilograms CO2": "carbon_kg_co2e", "Liters Water Used": "water_liters", "Grams Weight": "weight"}
#: What a variant may have in place of its product's.
OWN = ("Eco Claims", "Materials Percentages", *STEPS, *NUMBERS)

Frames = dict[str, pd.DataFrame]


def key(names: pd.Series) -> pd.Series:
    """Return what is equal of names that are spelled differently."""
    return names.str.strip().str.casefold()


def new_ids(count: int) -> list[str]:
    """Return ids for new rows."""
    return [str(uuid4()) for _ in range(count)]


def split(sheet: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the items of a list: the id of its owner, and the name."""
    items = sheet[["owner", column]].dropna().rename(columns={column: "name"})
    items["name"] = items["name"].str.split("|")
    return items.explode("name").assign(name=lambda frame: frame["name"].str.strip())


def names(brand: str, spelled: pd.Series) -> pd.DataFrame:
    """Return the rows of a table of names, one for each key."""
    made = pd.DataFrame({"name": spelled.dropna().str.strip()})
    made["name_key"] = key(made["name"])
    made = made.drop_duplicates("name_key")
    return made.assign(id=new_ids(len(made)), brand_id=brand)


def ids_of(entities: pd.DataFrame, spelled: pd.Series) -> pd.Series:
    """Return the id of each name."""
    return key(spelled).map(entities.set_index("name_key")["id"])


def tables(sheet: pd.DataFrame, brand: str, categories: Mapping[str, str]) -> Frames:
    """Return the rows of every table, tables before those that refer to them."""
    sheet = sheet.assign(variant_id=new_ids(len(sheet)))
    parents = sheet[sheet["Product Handle"].notna()].copy()
    parents["product_id"] = new_ids(len(parents))
    sheet["product_id"] = parents["product_id"].reindex(sheet.index).ffill()
    children = sheet[sheet["Product Handle"].isna()].copy()
    for column in OWN:  # what its product has is no value of a variant's own
        of_product = parents[column].reindex(sheet.index).ffill().reindex(children.index)
        children[column] = children[column].where(children[column] != of_product)
    made: Frames = {
        "brand_manufacturers": names(brand, parents["Manufacturer"]),
        "brand_seasons": names(brand, parents["Season"]),
    }
    made["products"] = _products(parents, brand, categories, made)
    made["product_variants"] = _variants(sheet, brand)
    made |= _attributes(sheet, brand)
    owners = {
        "product": parents.assign(owner=parents["product_id"]),
        "variant": children.assign(owner=children["variant_id"]),
    }
    made |= _lists(owners, brand)
    for level, rows in owners.items():
        made |= _records(rows, level)
    return made


def _products(parents: pd.DataFrame, brand: str, categories: Mapping[str, str], made: Frames) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": parents["product_id"],
            "brand_id": brand,
            "product_handle": parents["Product Handle"],
            "handle_key": key(parents["Product Handle"]),
            "name": parents["Product Title"],
            "description": parents["Description"],
            "image_path": parents["Image"],
            "manufacturer_id": ids_of(made["brand_manufacturers"], parents["Manufacturer"]),
            "category_id": key(parents["Category"]).map(categories),
            "season_id": ids_of(made["brand_seasons"], parents["Season"]),
        }
    )


def _variants(sheet: pd.DataFrame, brand: str) -> pd.DataFrame:
    is_child = sheet["Product Handle"].isna()
    return pd.DataFrame(
        {
            "id": sheet["variant_id"],
            "brand_id": brand,
            "product_id": sheet["product_id"],
            "barcode": sheet["Barcode"],
            "barcode_key": sheet["Barcode"].str.zfill(14),
            "sku": sheet["SKU"],
            "name": sheet["Product Title"].where(is_child),
            "description": sheet["Description"].where(is_child),
            "image_path": sheet["Image"].where(is_child),
        }
    )


def _attributes(sheet: pd.DataFrame, brand: str) -> Frames:
    places = [
        sheet[["variant_id", f"Attribute {place}", f"Attribute Value {place}"]]
        .dropna()
        .set_axis(["variant_id", "attribute", "value"], axis="columns")
        .assign(sort_order=place - 1)
        for place in (1, 2, 3)
    ]
    pairs = pd.concat(places)
    attributes = names(brand, pairs["attribute"])
    pairs["attribute_id"] = ids_of(attributes, pairs["attribute"])
    pairs["value_key"] = key(pairs["value"])
    values = pairs.drop_duplicates(["attribute_id", "value_key"]).assign(brand_id=brand)
    values["id"] = new_ids(len(values))
    known = values[["attribute_id", "value_key", "id"]].rename(columns={"id": "attribute_value_id"})
    stored = pairs.merge(known, on=["attribute_id", "value_key"])
    renamed = values.rename(columns={"value": "name", "value_key": "name_key"})
    return {
        "brand_attributes": attributes,
        "brand_attribute_values": renamed[["id", "brand_id", "attribute_id", "name", "name_key"]],
        "product_variant_attributes": stored[
            ["variant_id", "attribute_id", "attribute_value_id", "sort_order"]
        ],
    }


def _lists(owners: Mapping[str, pd.DataFrame], brand: str) -> Frames:
    made: Frames = {}
    for kind, column, levels in (
        ("tag", "Tags", ("product",)),
        ("eco_claim", "Eco Claims", ("product", "variant")),
        ("material", "Materials Percentages", ("product", "variant")),
    ):
        items = {level: split(owners[level], column) for level in levels}
        if kind == "material":
            items = {level: _with_percentages(found) for level, found in items.items()}
        entities = names(brand, pd.concat([found["name"] for found in items.values()]))
        made[f"brand_{kind}s"] = entities
        for level, found in items.items():
            id_name = "brand_material_id" if kind == "material" else f"{kind}_id"
            rows = found.assign(**{f"{level}_id": found["owner"], id_name: ids_of(entities, found["name"])})
            made[f"{level}_{kind}s"] = rows.drop(columns=["owner", "name"])
    return made | _journeys(owners, brand)


def _with_percentages(items: pd.DataFrame) -> pd.DataFrame:
    parts = items["name"].str.rsplit(":", n=1, expand=True)
    percentages = pd.to_numeric(parts[1].str.strip().str.rstrip("%"))
    return items.assign(name=parts[0].str.strip(), percentage=percentages)


def _journeys(owners: Mapping[str, pd.DataFrame], brand: str) -> Frames:
    steps = {
        level: pd.concat(
            split(rows, column).assign(
                sort_index=place, step_type=column.lower().replace(" ", "-").replace("/", "-")
            )
            for place, column in enumerate(STEPS)
        )
        for level, rows in owners.items()
    }
    facilities = names(brand, pd.concat([found["name"] for found in steps.values()]))
    made: Frames = {"brand_facilities": facilities}
    for level, found in steps.items():
        rows = found.assign(
            **{f"{level}_id": found["owner"], "facility_id": ids_of(facilities, found["name"])}
        )
        made[f"{level}_journey_steps"] = rows.drop(columns=["owner", "name"])
    return made


def _records(rows: pd.DataFrame, level: str) -> Frames:
    numbers = pd.DataFrame({f"{level}_id": rows["owner"]})
    for column, name in NUMBERS.items():
        numbers[name] = pd.to_numeric(rows[column])
    weights = numbers[[f"{level}_id", "weight"]].dropna().assign(weight_unit="g")
    environment = numbers[[f"{level}_id", "carbon_kg_co2e", "water_liters"]]
    return {
        f"{level}_weight": weights,
        f"{level}_environment": environment.dropna(how="all", subset=["carbon_kg_co2e", "water_liters"]),
    }
