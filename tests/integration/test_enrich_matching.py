"""Enriching finds each variant by SKU or barcode; what it cannot be sure of fails, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url
from support import stored
from support.brand_imports import Brand, Row, copied_brand, numbered, product, reported, variant
from support.postgres_fixtures import temporary_database

from importkit import db
from importkit.model import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.production import Receipt

TEE = product(Barcode="4006381333931", Season="SS26", Kilograms_CO2="5")
#: A variant with a SKU alone, and one with a barcode alone.
TEE_2, TEE_3 = variant("TEE-2"), variant(None, Barcode="shelf-3")
CAP = product("cap", "CAP-1", Product_Title="Cap", Barcode="9780201379624")


@pytest.fixture(scope="module")
def filled_template(server_url: str, migrated_template: str) -> Iterator[tuple[str, str]]:
    """Return the name of a database and the id of a brand with two products; another brand has a SKU, too."""
    with temporary_database(server_url, migrated_template) as url:
        engine = db.engine(url)
        Brand.open(engine, "other").take(product("theirs", "THEIRS-1"))
        kit = Brand.open(engine)
        kit.take(TEE, TEE_2, TEE_3, CAP)
        engine.dispose()
        yield str(make_url(url).database), kit.brand_id


@pytest.fixture
def kit(server_url: str, filled_template: tuple[str, str]) -> Iterator[Brand]:
    with copied_brand(server_url, filled_template) as copy:
        yield copy


def messages(receipt: Receipt) -> list[str]:
    return [finding.message for finding in receipt.findings if finding.severity == "error"]


def weights(kit: Brand) -> list[tuple[str, int]]:
    """Return the identifier and weight of each variant that has one of its own."""
    return kit.rows(
        "SELECT coalesce(sku, barcode), weight::int FROM variant_weight"
        " JOIN product_variants ON id = variant_id ORDER BY 1"
    )


def test_a_variant_is_found_by_its_sku_its_barcode_with_or_without_a_leading_zero_and_by_both(
    kit: Brand,
) -> None:
    ways: list[Row] = [
        {"SKU": "TEE-1"},
        {"Barcode": "4006381333931"},
        {"Barcode": "04006381333931"},
        {"SKU": "TEE-1", "Barcode": "4006381333931"},
    ]
    kit.take(*(row for number, _ in enumerate(ways) for row in numbered(number, TEE)))

    receipt = kit.enrich(
        *(
            row
            for number, given in enumerate(ways)
            for row in numbered(number, given | {"Grams Weight": f"{number + 230} g"})
        )
    )

    assert reported(receipt) == []
    assert weights(kit) == [("TEE-1-0", 230), ("TEE-1-1", 231), ("TEE-1-2", 232), ("TEE-1-3", 233)]


UNKNOWN: list[tuple[Row, str, str]] = [
    ({"SKU": "TEE-9"}, "SKU", "No variant has SKU TEE-9."),
    ({"SKU": "tee-1"}, "SKU", "No variant has SKU tee-1."),  # another case
    ({"SKU": "THEIRS-1"}, "SKU", "No variant has SKU THEIRS-1."),  # another brand's
    ({"Barcode": "77"}, "Barcode", "No variant has Barcode 77."),
    ({"SKU": "X", "Barcode": "Y"}, "SKU", "No variant has SKU X."),  # two, told once
    ({"Product Handle": "coat"}, "Product Handle", "No product has Product Handle coat."),
]


def test_what_the_brand_does_not_have_is_not_found(kit: Brand) -> None:
    receipt = kit.enrich(*(given | {"Grams Weight": "230 g"} for given, *_ in UNKNOWN))

    assert [(one.code, one.row, one.column, one.message) for one in receipt.findings] == [
        ("variant.not-found", row, column, message) for row, (_, column, message) in enumerate(UNKNOWN, 2)
    ]
    assert weights(kit) == []


def test_identifiers_of_two_variants_are_a_conflict_on_both_cells(kit: Brand) -> None:
    receipt = kit.enrich(variant("TEE-1", Barcode="shelf-3", Grams_Weight="1 g"))

    assert reported(receipt) == [("variant.identity-conflict", "A2"), ("variant.identity-conflict", "B2")]
    assert messages(receipt) == [
        "Barcode shelf-3 does not go with SKU TEE-1: they are those of two variants.",
        "SKU TEE-1 does not go with Barcode shelf-3: they are those of two variants.",
    ]


def test_an_identifier_that_is_not_the_stored_one_is_a_conflict(kit: Brand) -> None:
    receipt = kit.enrich(
        variant("TEE-1", Barcode="new", Grams_Weight="1 g"),
        variant("NEW", Barcode="9780201379624", Grams_Weight="1 g"),
    )

    assert [(one.code, one.row, one.column, one.message) for one in receipt.findings] == [
        (
            "variant.identity-conflict", 2, "Barcode",
            "Barcode new does not go with SKU TEE-1: its Barcode is 4006381333931.",
        ),
        (
            "variant.identity-conflict", 3, "SKU",
            "SKU NEW does not go with Barcode 9780201379624: its SKU is CAP-1.",
        ),
    ]  # fmt: skip
    assert weights(kit) == []


def test_a_blank_identifier_is_filled_and_never_changed(kit: Brand) -> None:
    first = kit.enrich(variant("TEE-2", Barcode="04012345678901"), variant("TEE-3", Barcode="shelf-3"))
    again = kit.enrich(variant("TEE-2", Barcode="4012345678901"), variant("TEE-3", Barcode="shelf-3"))

    assert (reported(first), reported(again)) == ([], [])
    assert (first.summary["variants_updated"], again.summary["variants_updated"]) == (2, 0)
    assert kit.rows("SELECT sku, barcode, barcode_key FROM product_variants WHERE sku IN ('TEE-2', 'TEE-3')"
                     " ORDER BY 1") == [
        ("TEE-2", "04012345678901", "04012345678901"),
        ("TEE-3", "shelf-3", "shelf-3"),
    ]  # fmt: skip


def test_a_blank_identifier_is_not_filled_with_one_that_is_taken(kit: Brand) -> None:
    receipt = kit.enrich(variant("TEE-2", Barcode="9780201379624"))

    assert {code for code, _ in reported(receipt)} == {"variant.identity-conflict"}
    assert kit.rows("SELECT barcode FROM product_variants WHERE sku = 'TEE-2'") == [(None,)]


def test_equal_identifiers_on_two_rows_are_duplicates_and_told_once(kit: Brand) -> None:
    request = kit.request([variant("TEE-1"), variant("TEE-1")], mode=Mode.ENRICH)
    receipt = kit.commit(request)

    assert [(finding.code, finding.row) for finding in request.resolved.findings.errors] == [
        ("sku.duplicate", 2),
        ("sku.duplicate", 3),
    ]
    assert reported(receipt) == []
    assert receipt.summary["failed_rows"] == 2


def test_one_variant_by_two_identifiers_fails_both_rows_and_no_other(kit: Brand) -> None:
    receipt = kit.enrich(
        variant("TEE-1", Grams_Weight="1 g"),
        variant(None, Barcode="4006381333931", Grams_Weight="2 g"),
        variant("TEE-2", Grams_Weight="3 g"),
    )

    assert reported(receipt) == [("variant.duplicate-row", "B2"), ("variant.duplicate-row", "A3")]
    assert messages(receipt) == [
        "Row 2 and row 3 are the same variant.",
        "Row 3 and row 2 are the same variant.",
    ]
    assert weights(kit) == [("TEE-2", 3)]


def test_a_row_that_fails_by_itself_still_counts_as_a_row_of_its_variant(kit: Brand) -> None:
    bad = variant("TEE-1", Category="Nowhere")
    receipt = kit.enrich(bad, variant(None, Barcode="4006381333931", Grams_Weight="2 g"))

    assert messages(receipt) == ["Row 3 and row 2 are the same variant."]
    assert receipt.summary["failed_rows"] == 2


def test_a_row_below_the_handle_of_another_product_is_told_where_it_belongs(kit: Brand) -> None:
    receipt = kit.enrich({"Product Handle": "tee", "SKU": "TEE-1"}, variant("CAP-1", Grams_Weight="1 g"))

    assert reported(receipt) == [("variant.other-product", "B3")]
    assert messages(receipt) == ["Row 3 belongs to the product cap."]
    assert receipt.summary["failed_rows"] == 2


def test_a_handle_that_is_another_products_is_told_on_the_identifier(kit: Brand) -> None:
    receipt = kit.enrich({"Product Handle": "cap", "SKU": "TEE-1", "Season": "AW27"})

    assert reported(receipt) == [("variant.other-product", "C2")]
    assert messages(receipt) == ["Row 2 belongs to the product tee."]
    assert kit.column("SELECT name FROM brand_seasons") == ["SS26"]


def test_a_handle_that_no_product_has_is_told_on_each_of_its_cells(kit: Brand) -> None:
    receipt = kit.enrich(
        {"Product Handle": "t-shirt", "SKU": "TEE-1"},
        {"Product Handle": "t-shirt", "SKU": "TEE-2"},
        variant(None, Barcode="shelf-3"),
        {"Product Handle": "cap", "SKU": "CAP-1", "Grams Weight": "1 g"},
    )

    assert reported(receipt) == [("variant.other-product", "A2"), ("variant.other-product", "A3")]
    assert (receipt.summary["failed_rows"], receipt.summary["successful_rows"]) == (3, 1)


def test_handles_compare_by_key_and_are_never_changed(kit: Brand) -> None:
    receipt = kit.enrich({"Product Handle": "TEE", "SKU": "TEE-1", "Description": "Soft."})

    assert [code for code, _ in reported(receipt)] == ["product.other-variants"]
    assert stored.products(kit.engine)["tee"]["description"] == "Soft."
    assert kit.column("SELECT product_handle FROM products WHERE handle_key = 'tee'") == ["tee"]


def test_rows_of_one_product_that_stand_alone_do_not_hurt_each_other(kit: Brand) -> None:
    receipt = kit.enrich(
        variant("TEE-1", Category="Nowhere"),
        variant("TEE-2", Grams_Weight="2 g"),
        variant("TEE-9"),
        variant(None, Barcode="shelf-3", Grams_Weight="3 g"),
    )

    assert weights(kit) == [("TEE-2", 2), ("shelf-3", 3)]
    assert (receipt.summary["failed_rows"], receipt.summary["failed_products"]) == (2, 2)


def test_a_conflict_found_in_commit_fails_its_group_whole_and_keeps_its_rows(kit: Brand) -> None:
    receipt = kit.enrich(
        {"Product Handle": "tee", "SKU": "TEE-1", "Description": "New."},
        variant("TEE-9", Grams_Weight="2 g"),
        {"Product Handle": "cap", "SKU": "CAP-1", "Description": "New."},
    )

    assert str(receipt.status) == "COMPLETED_WITH_FAILURES"
    assert kit.rows("SELECT row_number, blocked_by_row FROM import_rows ORDER BY 1") == [(2, 3), (3, None)]
    assert kit.rows("SELECT row_status, errors -> 0 ->> 'cell' FROM staging_products") == [("FAILED", "C3")]
    assert kit.rows(
        "SELECT row_number, outcome FROM import_row_outcomes WHERE job_id = :job", job=receipt.job_id
    ) == [(4, "updated")]
    assert kit.column("SELECT handle_key FROM products WHERE description = 'New.'") == ["cap"]


def test_a_failed_product_leaves_no_name_in_the_catalog(kit: Brand) -> None:
    kit.enrich(variant("TEE-9", Materials_Percentages="Hemp: 100", Season="AW30"))

    assert kit.column("SELECT name FROM brand_materials") == []
    assert kit.column("SELECT name FROM brand_seasons") == ["SS26"]
