"""What a sheet becomes in production: every level, every list, every name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import stored
from support.brand_imports import Brand, product, variant

from importkit import db

if TYPE_CHECKING:
    from sqlalchemy import Engine


@pytest.fixture
def kit(module_engine: Engine) -> Brand:
    return Brand.reopen(module_engine)


FULL = product(
    Description="Soft.",
    Image="https://a.example/tee.jpg",
    Manufacturer="Acme",
    Category="shelf > left",
    Season="SS26",
    Tags="Men | Summer",
    Barcode="04006381333931",
    Attribute_1="Color",
    Attribute_Value_1="Red",
    Attribute_2="Size",
    Attribute_Value_2="S",
    Kilograms_CO2="6.5",
    Liters_Water_Used="4223",
    Eco_Claims="Organic | Fair",
    Grams_Weight="230 g",
    Materials_Percentages="Cotton: 75 | Wool: 25",
    Raw_Material="Farm",
    Weaving="Mill A | Mill B",
)


def test_a_parent_row_is_a_product_and_its_first_variant(kit: Brand) -> None:
    receipt = kit.take(FULL)

    assert str(receipt.status) == "COMPLETED"
    assert kit.rows(
        """SELECT p.product_handle, p.handle_key, p.name, p.description, p.image_path, m.name, c.path, s.name,
        p.status, CAST(p.last_import_job_id AS text)
        FROM products p JOIN brand_manufacturers m ON m.id = manufacturer_id
        JOIN brand_seasons s ON s.id = season_id
        JOIN taxonomy_categories c ON c.id = category_id"""
    ) == [
        (
            "tee",
            "tee",
            "Tee",
            "Soft.",
            "https://a.example/tee.jpg",
            "Acme",
            "Shelf > Left",
            "SS26",
            "unpublished",
            receipt.job_id,
        )
    ]
    assert kit.rows(
        "SELECT sku, barcode, barcode_key, name, description, image_path FROM product_variants"
    ) == [("TEE-1", "04006381333931", "04006381333931", None, None, None)]


def test_what_a_parent_row_says_of_its_making_belongs_to_the_product(kit: Brand) -> None:
    kit.take(FULL)

    tee = stored.products(kit.engine)["tee"]
    assert tee["tags"] == {"men", "summer"}
    assert (str(tee["carbon"]), str(tee["water"]), str(tee["weight"])) == ("6.5000", "4223.00", "230.00")
    assert {name: str(percentage) for name, percentage in tee["materials"].items()} == {
        "cotton": "75.00",
        "wool": "25.00",
    }
    assert tee["claims"] == {"organic", "fair"}
    assert tee["steps"] == {(0, "farm"), (1, "mill a"), (1, "mill b")}
    assert tee["variants"][0]["attributes"] == [("color", "red"), ("size", "s")]
    assert (
        stored.counts(kit.engine)
        .keys()
        .isdisjoint({"variant_weight", "variant_environment", "variant_materials"})
    )


def test_what_a_child_row_says_differently_belongs_to_the_variant(kit: Brand) -> None:
    kit.take(
        FULL,
        variant(
            Product_Title="Tee in blue",
            Image="https://a.example/blue.jpg",
            Kilograms_CO2="7",
            Grams_Weight="0.5 lb",
            Materials_Percentages="Linen: 100",
            Weaving="Mill C",
            Eco_Claims="Fair",
        ),
    )

    variants = stored.products(kit.engine)["tee"]["variants"]
    [blue] = [variant for variant in variants if variant["sku"] == "TEE-2"]
    assert (blue["name"], blue["image"], blue["description"]) == (
        "Tee in blue",
        "https://a.example/blue.jpg",
        None,
    )
    assert (str(blue["carbon"]), blue["water"], str(blue["weight"])) == ("7.0000", None, "0.50")
    assert (blue["claims"], blue["steps"], list(blue["materials"])) == ({"fair"}, {(1, "mill c")}, ["linen"])
    assert kit.rows("SELECT weight_unit FROM variant_weight") == [("lb",)]


def test_a_child_value_that_equals_its_products_is_no_override(kit: Brand) -> None:
    kit.take(
        FULL, variant(Product_Title="Tee", Kilograms_CO2="6.5", Materials_Percentages="WOOL: 25 | cotton: 75")
    )

    assert kit.rows("SELECT name FROM product_variants WHERE sku = 'TEE-2'") == [(None,)]
    assert stored.counts(kit.engine).keys().isdisjoint({"variant_environment", "variant_materials"})


def test_numbers_are_stored_exactly(kit: Brand) -> None:
    kit.take(product(Kilograms_CO2="12345678.0001", Liters_Water_Used="0.1", Grams_Weight="99999999.99 g"))

    found = kit.rows("SELECT carbon_kg_co2e::text, water_liters::text FROM product_environment")
    assert found == [("12345678.0001", "0.10")]
    assert kit.rows("SELECT weight::text FROM product_weight") == [("99999999.99",)]


def test_a_failed_product_hurts_no_other_and_leaves_nothing_behind(kit: Brand) -> None:
    receipt = kit.take(
        product("bad", None, Manufacturer="Only here", Tags="Nowhere else", Raw_Material="Ghost mill"),
        product("good", "GOOD-1", Manufacturer="Acme"),
    )

    assert str(receipt.status) == "COMPLETED_WITH_FAILURES"
    assert kit.column("SELECT product_handle FROM products") == ["good"]
    assert stored.counts(kit.engine) == {"products": 1, "product_variants": 1, "brand_manufacturers": 1}
    assert receipt.summary["entities_created"] == [
        {"type": "manufacturer", "name": "Acme", "id": str(kit.scalar("SELECT id FROM brand_manufacturers"))}
    ]


def test_the_summary_accounts_for_every_row(kit: Brand) -> None:
    kit.take(product("old", "OLD-1"))

    receipt = kit.take(
        {"SKU": "ORPHAN"},
        product("old", "OLD-1"),
        variant("OLD-2"),
        product("new", "NEW-1"),
        variant("NEW-2"),
        product("bad", None),
        variant("BAD-2"),
    )

    summary = dict(receipt.summary)
    assert summary.pop("findings") == {"row.orphan": 1, "value.required": 1}
    assert summary == {
        "total_rows": 7,
        "blank_rows": 0,
        "skipped_rows": 0,
        "products_created": 1,
        "products_updated": 0,
        "products_unchanged": 1,
        "variants_created": 3,
        "variants_updated": 0,
        "variants_unchanged": 1,
        "successful_rows": 3,
        "unchanged_rows": 1,
        "failed_rows": 3,
        "failed_products": 2,
        "entities_created": [],
    }
    job = "SELECT status, has_exportable_failures, summary, finished_at IS NOT NULL FROM import_jobs"
    ended = ("COMPLETED_WITH_FAILURES", True, dict(receipt.summary), True)
    assert kit.rows(f"{job} WHERE id = :id", id=receipt.job_id) == [ended]


def test_each_row_has_an_outcome_with_its_product_and_variant(kit: Brand) -> None:
    kit.take(product("old", "OLD-1"))

    receipt = kit.take(
        product("old", "OLD-1"), variant("OLD-2"), product("new", "NEW-1"), product("bad", None)
    )

    assert kit.rows(
        """SELECT o.row_number, p.product_handle, v.sku, o.outcome FROM import_row_outcomes o
        JOIN products p ON p.id = o.product_id JOIN product_variants v ON v.id = o.variant_id
        WHERE job_id = :id ORDER BY row_number""",
        id=receipt.job_id,
    ) == [(2, "old", "OLD-1", "unchanged"), (3, "old", "OLD-2", "created"), (4, "new", "NEW-1", "created")]


def test_committed_products_leave_staging_and_failed_ones_stay_whole(kit: Brand) -> None:
    kit.take(
        FULL,
        variant(Tags="Men", Eco_Claims="Fair"),
        {**FULL, "Product Handle": "bad", "SKU": None, "Barcode": None},
    )

    counts = {table.name: kit.count(table.name) for table in db.tables.STAGING}
    left = {name: count for name, count in counts.items() if count}
    assert left == {
        "staging_products": 1,
        "staging_product_variants": 1,
        "staging_variant_attributes": 2,
        "staging_product_tags": 2,
        "staging_product_weight": 1,
        "staging_product_environment": 1,
        "staging_product_materials": 2,
        "staging_product_journey_steps": 3,
        "staging_product_eco_claims": 2,
    }
    assert kit.rows("SELECT product_handle, row_status FROM staging_products") == [("bad", "FAILED")]
