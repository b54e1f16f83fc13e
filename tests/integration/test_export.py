"""Products as a sheet: what stands in which row and cell, and what imports it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import sqlalchemy as sa
from support import example_workbooks, stored
from support.catalogs import product, take

import importkit as ik
from importkit import db, schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OWN = [column.name for column in schema.own_columns()]


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def exported(kit: ik.Workspace, folder: Path) -> list[dict[str, Any]]:
    """Return the rows of an export, each with its cells that are not blank."""
    written = kit.export(folder / "products.xlsx")
    header, *below = openpyxl.load_workbook(written.path)["Products"].iter_rows(values_only=True)
    return [
        {name: value for name, value in zip(header, row, strict=True) if value is not None} for row in below
    ]


def unchanged(kit: ik.Workspace, path: Path) -> bool:
    """Return whether importing a workbook in Create finds everything as it is, down to the ids."""
    before = (
        stored.rows(kit.engine, "SELECT * FROM product_variants ORDER BY id"),
        stored.products(kit.engine),
    )
    summary = kit.import_file(path).summary
    after = (
        stored.rows(kit.engine, "SELECT * FROM product_variants ORDER BY id"),
        stored.products(kit.engine),
    )
    assert (summary["failed_rows"], summary["successful_rows"]) == (0, 0), summary
    assert summary["entities_created"] == []
    return before == after


def execute(kit: ik.Workspace, query: str) -> None:
    with kit.engine.begin() as connection:
        connection.execute(sa.text(query))


FULL = product(
    "tee",
    Manufacturer="Acme & Söhne",
    Description="Soft.\nWarm.",
    Image="https://a.example/1.jpg",
    Category="clothing > jeans > straight",
    Season="SS26",
    Tags="Summer; Men",
    Barcode="012345678905",
    Attribute_1="Color",
    Attribute_Value_1="Red",
    Attribute_2="Size",
    Attribute_Value_2="007",
    Kilograms_CO2="6.5",
    Liters_Water_Used="4223",
    Eco_Claims="Recycled; Fair",
    Grams_Weight="1.25 kg",
    Materials_Percentages="Wool: 25% | Cotton: 75%",
    Raw_Material="Farm",
    Finishing="Mill B; Mill A",
)


def test_a_product_and_its_first_variant_share_a_row_and_the_others_stand_below(
    kit: ik.Workspace, tmp_path: Path
) -> None:
    take(
        kit, FULL,
        {"SKU": "tee-2", "Attribute_1": "Color", "Attribute_Value_1": "Blue", "Grams_Weight": 230},
        product("cap"),
    )  # fmt: skip

    assert exported(kit, tmp_path) == [
        {"Product Title": "Cap", "Product Handle": "cap", "SKU": "cap-1"},
        {
            "Product Title": "Tee",
            "Product Handle": "tee",
            "Manufacturer": "Acme & Söhne",
            "Description": "Soft.\nWarm.",
            "Image": "https://a.example/1.jpg",
            "Category": "Clothing > Jeans > Straight",
            "Season": "SS26",
            "Tags": "Men; Summer",
            "Barcode": "012345678905",
            "SKU": "tee-1",
            "Attribute 1": "Color",
            "Attribute Value 1": "Red",
            "Attribute 2": "Size",
            "Attribute Value 2": "007",
            "Kilograms CO2": 6.5,
            "Liters Water Used": 4223,
            "Eco Claims": "Fair; Recycled",
            "Grams Weight": "1.25 kg",
            "Materials Percentages": "Cotton: 75% | Wool: 25%",
            "Raw Material": "Farm",
            "Finishing": "Mill A; Mill B",
        },
        {"SKU": "tee-2", "Attribute 1": "Color", "Attribute Value 1": "Blue", "Grams Weight": 230},
    ]
    assert unchanged(kit, tmp_path / "products.xlsx")


def test_the_sheet_has_its_own_columns_and_identifiers_that_never_become_numbers(
    kit: ik.Workspace, tmp_path: Path
) -> None:
    take(kit, FULL, {"SKU": "0017"})

    written = kit.export(tmp_path / "products.xlsx")

    sheet = openpyxl.load_workbook(written.path)["Products"]
    assert [cell.value for cell in sheet[1]] == OWN
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:AA3")
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    for name in ("Product Handle", "SKU", "Barcode"):
        assert sheet.column_dimensions[letters[name]].number_format == "@"
    codes = [sheet[f"{letters[name]}3"] for name in ("SKU", "Barcode", "Attribute Value 2")]
    assert [cell.value for cell in codes] == ["tee-1", "012345678905", "007"]
    assert sheet[f"{letters['SKU']}2"].value == "0017"
    assert {cell.data_type for cell in codes} == {"s"}
    assert sheet[f"{letters['Grams Weight']}2"].data_type == "s"
    assert sheet[f"{letters['Kilograms CO2']}2"].data_type == "n"
    assert (written.products, written.variants, written.rows, written.left_blank) == (1, 2, 2, ())


def test_the_product_shares_the_row_of_a_variant_without_values_of_its_own(
    kit: ik.Workspace, tmp_path: Path
) -> None:
    take(
        kit,
        product("tee", Kilograms_CO2=5, Description="Soft.") | {"SKU": "T-3"},
        {"SKU": "T-1", "Kilograms_CO2": 6},
        {"SKU": "T-2", "Description": "Warm."},
    )

    assert exported(kit, tmp_path) == [
        {
            "Product Title": "Tee",
            "Product Handle": "tee",
            "SKU": "T-3",
            "Kilograms CO2": 5,
            "Description": "Soft.",
        },
        {"SKU": "T-1", "Kilograms CO2": 6},
        {"SKU": "T-2", "Description": "Warm."},
    ]
    assert unchanged(kit, tmp_path / "products.xlsx")


def test_a_picture_of_the_variant_alone_has_a_column(kit: ik.Workspace, tmp_path: Path) -> None:
    cdn = "https://cdn.example.com"
    take_shopify = example_workbooks.shopify(
        [
            example_workbooks.shopify_row(
                handle="tee", title="Tee", sku="T-1", image=f"{cdn}/tee.jpg", variant_image=f"{cdn}/one.jpg"
            ),
            example_workbooks.shopify_row(handle="tee", sku="T-2", variant_image=f"{cdn}/two.jpg"),
        ]
    )
    kit.import_file(take_shopify, filename="export.xlsx")

    assert exported(kit, tmp_path) == [
        {
            "Product Title": "Tee",
            "Product Handle": "tee",
            "SKU": "T-1",
            "Image": f"{cdn}/tee.jpg",
            "Variant Image": f"{cdn}/one.jpg",
        },
        {"SKU": "T-2", "Image": f"{cdn}/two.jpg"},
    ]
    assert unchanged(kit, tmp_path / "products.xlsx")


def test_a_product_stands_alone_where_every_variant_has_values_of_its_own(
    kit: ik.Workspace, tmp_path: Path
) -> None:
    take(kit, product("tee", Grams_Weight=100), {"SKU": "tee-2", "Grams_Weight": 120})
    execute(kit, "UPDATE product_variants SET name = 'Tee one' WHERE sku = 'tee-1'")

    written = kit.export(tmp_path / "products.xlsx")

    assert (written.products_alone, written.rows) == (1, 3)
    assert exported(kit, tmp_path) == [
        {"Product Title": "Tee", "Product Handle": "tee", "Grams Weight": 100},
        {"Product Title": "Tee one", "SKU": "tee-1"},
        {"SKU": "tee-2", "Grams Weight": 120},
    ]


def test_a_product_without_variants_is_there(kit: ik.Workspace, tmp_path: Path) -> None:
    take(kit, product("cap", Tags="Men"))
    execute(kit, "DELETE FROM product_variants")

    assert exported(kit, tmp_path) == [{"Product Title": "Cap", "Product Handle": "cap", "Tags": "Men"}]


def test_texts_that_look_like_something_else_stay_texts(kit: ik.Workspace, tmp_path: Path) -> None:
    odd = {
        "Manufacturer": "=SUM(A1)",
        "Description": "#N/A",
        "Season": "2026",
        "Tags": "-1; +2",
        "SKU": "1E5",
    }
    take(kit, product("tee") | odd)

    [row] = exported(kit, tmp_path)

    assert {name: row[name] for name in odd} == odd | {"Tags": "+2; -1"}
    assert unchanged(kit, tmp_path / "products.xlsx")


def test_items_that_hold_a_separator_stay_whole(kit: ik.Workspace, tmp_path: Path) -> None:
    take(
        kit,
        product(
            "tee",
            Tags="Wool; felted | Men",
            Eco_Claims="Fair; audited |",
            Materials_Percentages="Wool; felted: 60% | Nylon 66: 40%",
            Weaving="Mill; West | Mill, East",
        ),
    )

    [row] = exported(kit, tmp_path)

    assert (row["Tags"], row["Eco Claims"], row["Weaving"], row["Materials Percentages"]) == (
        "Men | Wool; felted |",
        "Fair; audited |",
        "Mill, East | Mill; West |",
        "Wool; felted: 60% | Nylon 66: 40% |",
    )
    assert unchanged(kit, tmp_path / "products.xlsx")


def test_what_a_cell_cannot_hold_is_left_blank_and_named(kit: ik.Workspace, tmp_path: Path) -> None:
    take(kit, product("tee", Tags="Men", Eco_Claims="Fair", Materials_Percentages="Cotton: 100%"))
    execute(kit, "UPDATE brand_tags SET name = 'Men | Women'")
    execute(kit, "UPDATE brand_materials SET name = '50% Cotton'")
    execute(kit, "UPDATE brand_eco_claims SET name = repeat('Fair ', 7000)")

    written = kit.export(tmp_path / "products.xlsx")

    assert written.left_blank == ("H2", "S2", "U2")
    assert [cell.value for cell in openpyxl.load_workbook(written.path)["Products"][2]][:2] == ["Tee", "tee"]
    assert unchanged(kit, written.path)


def test_a_fourth_attribute_is_left_out_and_counted(kit: ik.Workspace, tmp_path: Path) -> None:
    names = {f"Attribute_{n}": f"Name {n}" for n in (1, 2, 3)} | {
        f"Attribute_Value_{n}": "Red" for n in (1, 2, 3)
    }
    take(kit, product("tee", **names), product("cap", Attribute_1="Name 4", Attribute_Value_1="Red"))
    execute(
        kit,
        "INSERT INTO product_variant_attributes SELECT v.id, x.attribute_id, x.attribute_value_id, 3"
        " FROM product_variants v, product_variant_attributes x"
        " JOIN brand_attributes a ON a.id = x.attribute_id"
        " WHERE v.sku = 'tee-1' AND a.name = 'Name 4'",
    )

    written = kit.export(tmp_path / "products.xlsx")

    assert written.attributes_left_out == 1
    assert [row.get("Attribute 3") for row in exported(kit, tmp_path)] == [None, "Name 3"]


def test_an_empty_brand_is_an_empty_sheet(kit: ik.Workspace, tmp_path: Path) -> None:
    written = kit.export(tmp_path / "products.xlsx")

    assert (written.products, written.variants, written.rows) == (0, 0, 0)
    sheet = openpyxl.load_workbook(written.path)["Products"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [OWN]


def test_products_of_another_brand_stay_where_they_are(
    kit: ik.Workspace, database_url: str, tmp_path: Path
) -> None:
    db.add_brand(kit.engine, "other", "Other", kit.email)
    take(kit, product("mine", Tags="Men"))
    with ik.connect(database_url, brand="other") as other:
        take(other, product("theirs", Tags="Men"))

        assert [row["Product Handle"] for row in exported(other, tmp_path)] == ["theirs"]

    assert [row["Product Handle"] for row in exported(kit, tmp_path)] == ["mine"]


def test_a_viewer_may_export(kit: ik.Workspace, database_url: str, tmp_path: Path) -> None:
    take(kit, product("tee"))
    db.add_member(kit.engine, "default", "vera@a.example", "viewer")

    with ik.connect(database_url, email="vera@a.example") as vera:
        assert len(exported(vera, tmp_path)) == 1


def test_an_export_after_a_merge_is_unchanged_too(kit: ik.Workspace, tmp_path: Path) -> None:
    take(kit, FULL, {"SKU": "tee-2", "Materials_Percentages": "Bio Cotton: 50% | Cotton: 50%"})

    kit.merge("material", "Bio Cotton", "Cotton")

    assert [row.get("Materials Percentages") for row in exported(kit, tmp_path)] == [
        "Cotton: 75% | Wool: 25%", "Cotton: 100%",
    ]  # fmt: skip
    assert unchanged(kit, tmp_path / "products.xlsx")
