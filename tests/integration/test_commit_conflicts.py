"""CREATE only adds: what is there and equal stays as it is, what differs fails its product and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import stored
from support.brand_imports import (
    Brand,
    Row,
    copied_brand,
    filled_database,
    numbered,
    product,
    reported,
    variant,
)

from importkit import db

if TYPE_CHECKING:
    from collections.abc import Iterator


PARENT = product(
    Description="Soft.",
    Image="https://a.example/tee.jpg",
    Manufacturer="Acme",
    Category="Shelf > Left",
    Season="SS26",
    Tags="Men | Summer",
    Barcode="4006381333931",
    Attribute_1="Color",
    Attribute_Value_1="Red",
    Kilograms_CO2="6.5",
    Liters_Water_Used="4223",
    Eco_Claims="Organic | Fair",
    Grams_Weight="230 g",
    Materials_Percentages="Cotton: 75 | Wool: 25",
    Raw_Material="Farm",
    Weaving="Mill A | Mill B",
)
CHILD = variant(
    Product_Title="Tee in blue",
    Description="Softer.",
    Image="https://a.example/blue.jpg",
    Attribute_Value_1="Blue",
    Kilograms_CO2="7",
    Eco_Claims="Fair",
    Grams_Weight="250 g",
    Materials_Percentages="Linen: 100",
    Weaving="Mill C",
)
#: A second product, so that there is another to hold an identifier.
OTHER = product("cap", "CAP-1", Product_Title="Cap", Barcode="9780201379624")


@pytest.fixture(scope="module")
def filled_template(server_url: str, migrated_template: str) -> Iterator[tuple[str, str]]:
    """Return the name of a database with one filled brand, and the brand's id."""
    with filled_database(server_url, migrated_template, PARENT, CHILD, OTHER) as filled:
        yield filled


@pytest.fixture
def filled(server_url: str, filled_template: tuple[str, str]) -> Iterator[Brand]:
    with copied_brand(server_url, filled_template) as copy:
        yield copy


@pytest.fixture(scope="module")
def numbered_brand(module_database_url: str) -> Iterator[Brand]:
    """Return a brand that has the products under many numbers: each case of a table takes those of its own.

    Tests share it, since nothing that they import changes it.
    """
    engine = db.engine(module_database_url)
    brand = Brand.open(engine)
    brand.take(*(row for number in range(1, 21) for row in numbered(number, PARENT, CHILD, OTHER)))
    yield brand
    engine.dispose()


def test_the_same_sheet_again_changes_nothing(filled: Brand) -> None:
    before, counts = stored.products(filled.engine), stored.counts(filled.engine)

    receipt = filled.take(PARENT, CHILD, OTHER)

    assert (str(receipt.status), reported(receipt)) == ("COMPLETED", [])
    assert (receipt.summary["products_unchanged"], receipt.summary["variants_unchanged"]) == (2, 3)
    assert (receipt.summary["unchanged_rows"], receipt.summary["entities_created"]) == (3, [])
    assert stored.products(filled.engine) == before
    assert stored.counts(filled.engine) == counts


EQUAL: list[tuple[str, list[Row]]] = [
    ("a blank cell", [{"Product Handle": "tee", "SKU": "TEE-1"}, {"SKU": "TEE-2"}]),
    ("another case of the handle", [{"Product Handle": "TEE", "SKU": "TEE-1"}]),
    ("another case and order of a list", [product(Tags="SUMMER | men", Eco_Claims="fair | ORGANIC")]),
    ("another order of the materials", [product(Materials_Percentages="wool: 25 | COTTON: 75.00")]),
    ("the same number written longer", [product(Kilograms_CO2="6.50", Liters_Water_Used="4223.00")]),
    ("the same weight in another unit", [product(Grams_Weight="0.23 kg")]),
    ("the same barcode with a leading zero", [product(Barcode="04006381333931")]),
    ("another case of a name", [product(Manufacturer=" ACME ", Season="ss26")]),
    ("one journey step of two", [product(Weaving="mill b | mill a")]),
    ("one environment value of two", [product(Kilograms_CO2="6.5")]),
    ("a barcode alone", [{"Product Handle": "tee", "Barcode": "4006381333931"}]),
    ("a child that repeats its own values", [product(Attribute_1="Color", Attribute_Value_1="Red"), CHILD]),
    ("a child that repeats the stored product's values", [product(), variant(
        Kilograms_CO2="6.5", Grams_Weight="230 g", Product_Title="Tee", Eco_Claims="Fair | Organic",
        Materials_Percentages="Cotton: 75 | Wool: 25")]),
]  # fmt: skip


def test_what_is_equal_is_unchanged(numbered_brand: Brand) -> None:
    before = stored.products(numbered_brand.engine)
    sheet = [row for number, (_, rows) in enumerate(EQUAL, start=1) for row in numbered(number, *rows)]

    receipt = numbered_brand.take(*sheet)

    assert reported(receipt) == []
    assert receipt.summary["unchanged_rows"] == len(sheet)
    assert stored.products(numbered_brand.engine) == before


DIFFERENT: list[tuple[str, str, str]] = [
    ("Product Title", "Shirt", '"Tee"'),
    ("Description", "Warm.", '"Soft."'),
    ("Image", "https://a.example/other.jpg", '"https://a.example/tee.jpg"'),
    ("Manufacturer", "Bolt", '"Acme"'),
    ("Category", "Shelf > Right", '"Shelf > Left"'),
    ("Season", "AW27", '"SS26"'),
    ("Tags", "Men", '"Men | Summer"'),
    ("Tags", "Men | Summer | New", '"Men | Summer"'),
    ("Barcode", "4006381333948", '"4006381333931"'),
    ("Attribute Value 1", "Green", '"Red"'),
    ("Kilograms CO2", "6.5001", '"6.5"'),
    ("Liters Water Used", "0", '"4223"'),
    ("Eco Claims", "Organic", '"Fair | Organic"'),
    ("Grams Weight", "230.01 g", '"230 g"'),
    ("Materials Percentages", "Cotton: 80 | Wool: 20", '"Cotton: 75% | Wool: 25%"'),
    ("Materials Percentages", "Cotton: 75", '"Cotton: 75% | Wool: 25%"'),
    ("Raw Material", "Other farm", '"Farm"'),
    ("Weaving", "Mill A", '"Mill A | Mill B"'),
    ("Finishing", "Mill A", "left blank"),
]


DIFFERENT_IN_VARIANT: list[tuple[str, str, str]] = [
    ("Product Title", "Tee in green", '"Tee in blue"'),
    ("Description", "Hard.", '"Softer."'),
    ("Image", "https://a.example/green.jpg", '"https://a.example/blue.jpg"'),
    ("Attribute Value 1", "Green", '"Blue"'),
    ("Kilograms CO2", "8", '"7"'),
    ("Liters Water Used", "1", "left blank"),
    ("Eco Claims", "Fair | New", '"Fair"'),
    ("Grams Weight", "251 g", '"250 g"'),
    ("Materials Percentages", "Linen: 90 | Wool: 10", '"Linen: 100%"'),
    ("Weaving", "Mill D", '"Mill C"'),
    ("Stitching", "Mill C", "left blank"),
    ("Barcode", "4006381333948", "left blank"),
]


@pytest.mark.parametrize(
    ("of_child", "cases"),
    [pytest.param(False, DIFFERENT, id="product"), pytest.param(True, DIFFERENT_IN_VARIANT, id="variant")],
)
def test_a_value_that_differs_is_one_finding_on_its_cell(
    numbered_brand: Brand, of_child: bool, cases: list[tuple[str, str, str]]
) -> None:
    before = stored.products(numbered_brand.engine)
    sheet: list[Row] = []
    expected: list[tuple[str, int, str, str | None, str, str]] = []
    for number, (column, value, shown) in enumerate(cases, start=1):
        place = len(sheet) + (1 if of_child else 0)
        rows = (PARENT, {**CHILD, column: value}) if of_child else ({**PARENT, column: value}, CHILD)
        sheet += numbered(number, *rows)
        [renamed] = numbered(number, {"Barcode": PARENT["Barcode"]})
        was = shown.replace(str(PARENT["Barcode"]), str(renamed["Barcode"]))
        message = f"tee-{number} already exists with {column} {was}."
        cell = (place + 2, column, sheet[place][column])
        expected.append(("product.exists", *cell, f"tee-{number}", message))

    receipt = numbered_brand.take(*sheet)

    assert [
        (one.code, one.row, one.column, one.value, one.product_handle, one.message)
        for one in receipt.findings
    ] == expected
    assert (receipt.summary["failed_rows"], receipt.summary["failed_products"]) == (len(sheet), len(cases))
    assert stored.products(numbered_brand.engine) == before


def test_a_value_where_the_stored_field_is_blank_differs(filled: Brand) -> None:
    receipt = filled.take(
        {**OTHER, "Season": "SS26", "Tags": "Men", "Grams Weight": "0 g", "Kilograms CO2": "0"}
    )

    assert {(finding.column, finding.message) for finding in receipt.findings} == {
        ("Season", "cap already exists with Season left blank."),
        ("Tags", "cap already exists with Tags left blank."),
        ("Grams Weight", "cap already exists with Grams Weight left blank."),
        ("Kilograms CO2", "cap already exists with Kilograms CO2 left blank."),
    }


def test_an_override_of_a_variant_without_one_differs(filled: Brand) -> None:
    filled.take(product("cup", "CUP-1", Grams_Weight="100 g"), variant("CUP-2"))

    receipt = filled.take(product("cup", "CUP-1"), variant("CUP-2", Grams_Weight="120 g"))

    assert [finding.message for finding in receipt.findings] == [
        'cup already exists with Grams Weight "100 g".'
    ]


def test_a_stored_sku_with_a_new_barcode_differs_on_the_barcode_cell(filled: Brand) -> None:
    receipt = filled.take(product(Barcode="4006381333948"))

    assert [(finding.code, finding.column) for finding in receipt.findings] == [("product.exists", "Barcode")]


def test_a_stored_barcode_with_a_new_sku_differs_on_the_sku_cell(filled: Brand) -> None:
    receipt = filled.take(product(sku="TEE-9", Barcode="4006381333931"))

    assert [(finding.code, finding.column) for finding in receipt.findings] == [("product.exists", "SKU")]


def test_a_sku_of_one_variant_with_the_barcode_of_another_differs(filled: Brand) -> None:
    receipt = filled.take(product(), variant("TEE-2", Barcode="4006381333931"))

    assert [(finding.code, finding.cell) for finding in receipt.findings] == [("product.exists", "C3")]


TAKEN: list[tuple[str, Row, list[tuple[str, str]]]] = [
    ("the SKU of another product", product("new", "CAP-1"), [("sku.taken", "SKU")]),
    (
        "the barcode of another product",
        product("new", "NEW-1", Barcode="09780201379624"),
        [("barcode.taken", "Barcode")],
    ),
    (
        "both",
        product("new", "CAP-1", Barcode="9780201379624"),
        [("barcode.taken", "Barcode"), ("sku.taken", "SKU")],
    ),
    (
        "a stored SKU with the barcode of another product",
        product("tee", "TEE-1", Barcode="9780201379624"),
        [("barcode.taken", "Barcode")],
    ),
]


def test_an_identifier_of_another_product_is_taken(numbered_brand: Brand) -> None:
    sheet = [row for number, (_, row, _) in enumerate(TAKEN, start=1) for row in numbered(number, row)]

    receipt = numbered_brand.take(*sheet)

    found: dict[str, list[tuple[str, str]]] = {name: [] for name, *_ in TAKEN}
    for finding in receipt.findings:
        number = finding.row - 1
        found[TAKEN[number - 1][0]].append((finding.code, finding.column))
        assert finding.value == sheet[number - 1][finding.column]
        assert f"cap-{number}" in finding.message
    assert found == {name: expected for name, _, expected in TAKEN}
    assert receipt.summary["successful_rows"] == 0


def test_identifiers_of_another_brand_are_free(filled: Brand) -> None:
    receipt = Brand.open(filled.engine, "neighbour").take(PARENT, CHILD)

    assert (reported(receipt), receipt.summary["products_created"], receipt.summary["variants_created"]) == (
        [],
        1,
        2,
    )


def test_new_identifiers_under_an_existing_handle_are_new_variants(filled: Brand) -> None:
    receipt = filled.take(
        {"Product Handle": "TEE", "SKU": "TEE-3", "Attribute 1": "Color", "Attribute Value 1": "Green"},
        variant("TEE-4", Attribute_Value_1="Red", Grams_Weight="300 g", Materials_Percentages="Silk: 100"),
    )

    assert (receipt.summary["products_unchanged"], receipt.summary["variants_created"]) == (1, 2)
    made = {variant["sku"]: variant for variant in stored.products(filled.engine)["tee"]["variants"]}
    assert (made["TEE-3"]["attributes"], made["TEE-3"]["weight"]) == ([("color", "green")], None)
    assert (made["TEE-4"]["attributes"], str(made["TEE-4"]["weight"])) == ([("color", "red")], "300.00")
    assert (list(made["TEE-3"]["materials"]), list(made["TEE-4"]["materials"])) == ([], ["silk"])


def test_a_new_variant_does_not_override_what_equals_the_stored_product(filled: Brand) -> None:
    filled.take(
        {"Product Handle": "tee", "SKU": "TEE-3"},
        variant(
            "TEE-4",
            Product_Title="Tee",
            Description="Soft.",
            Kilograms_CO2="6.5",
            Liters_Water_Used="4223",
            Grams_Weight="230 g",
            Materials_Percentages="Wool: 25 | Cotton: 75",
            Eco_Claims="Fair | Organic",
            Raw_Material="Farm",
            Weaving="Mill A | Mill B",
        ),
    )

    [new] = [
        variant for variant in stored.products(filled.engine)["tee"]["variants"] if variant["sku"] == "TEE-4"
    ]
    assert (new["name"], new["description"], new["carbon"], new["water"], new["weight"]) == (None,) * 5
    assert (new["materials"], new["claims"], new["steps"]) == ({}, frozenset(), frozenset())


def test_a_new_variant_keeps_a_journey_that_is_shorter_than_the_stored_products(filled: Brand) -> None:
    filled.take({"Product Handle": "tee", "SKU": "TEE-3"}, variant("TEE-4", Weaving="Mill A | Mill B"))

    [new] = [
        variant for variant in stored.products(filled.engine)["tee"]["variants"] if variant["sku"] == "TEE-4"
    ]
    assert new["steps"] == {(1, "mill a"), (1, "mill b")}


def test_a_conflict_fails_its_product_whole_and_no_other(filled: Brand) -> None:
    receipt = filled.take(
        product("tee", "TEE-1", Season="AW27", Manufacturer="Never made"),
        variant("TEE-8"),
        product("new", "NEW-1"),
        product("cap", "CAP-1", Product_Title="Cap", Season="Never used"),
    )

    assert reported(receipt) == [("product.exists", "C2"), ("product.exists", "D2"), ("product.exists", "D5")]
    assert filled.column("SELECT sku FROM product_variants WHERE sku LIKE 'TEE-8' OR sku LIKE 'NEW%'") == [
        "NEW-1"
    ]
    assert filled.column(
        "SELECT name FROM brand_manufacturers UNION SELECT name FROM brand_seasons ORDER BY 1"
    ) == ["Acme", "SS26"]
    assert receipt.summary["findings"] == {"product.exists": 3}


def test_a_product_that_failed_at_commit_is_staged_as_failed_with_its_errors(filled: Brand) -> None:
    receipt = filled.take(product("tee", "TEE-1", Season="AW27"), variant("TEE-2", Season="SS26"))

    error = {
        "row": 2,
        "field": "Season",
        "cell": "C2",
        "code": "product.exists",
        "message": 'tee already exists with Season "SS26".',
    }
    assert filled.rows("SELECT row_number, row_status, errors FROM staging_products") == [
        (2, "FAILED", [error])
    ]
    assert filled.rows("SELECT row_number, row_status, errors FROM staging_product_variants ORDER BY 1") == [
        (2, "FAILED", [error]),
        (3, "FAILED", None),
    ]
    assert receipt.summary["failed_rows"] == 2


def test_the_rows_of_a_product_that_failed_at_commit_are_kept_whole(filled: Brand) -> None:
    receipt = filled.take(product("tee", "TEE-1", Season="AW27"), variant("TEE-2"))

    kept = "SELECT row_number, product_handle, cells, blocked_by_row FROM import_rows WHERE job_id = :id"
    assert filled.rows(f"{kept} ORDER BY 1", id=receipt.job_id) == [
        (
            2,
            "tee",
            {
                "A": {"kind": "text", "text": "Tee"},
                "B": {"kind": "text", "text": "tee"},
                "C": {"kind": "text", "text": "AW27"},
                "D": {"kind": "text", "text": "TEE-1"},
            },
            None,
        ),
        (3, "tee", {"D": {"kind": "text", "text": "TEE-2"}}, 2),
    ]


def test_findings_of_the_commit_are_kept_after_those_of_the_sheet(filled: Brand) -> None:
    receipt = filled.take(
        product("bad", None), product("tee", "TEE-1", Season="AW27"), product("new", "N-1", Season="XX")
    )

    kept = "SELECT position, code, cell FROM import_findings WHERE job_id = :id ORDER BY position"
    assert filled.rows(kept, id=receipt.job_id) == [
        (0, "value.required", "D2"),
        (1, "product.exists", "C3"),
        (2, "entity.created", "C4"),
    ]


def test_a_category_that_has_gone_since_the_check_fails_its_product(filled: Brand) -> None:
    request = filled.request([product("new", "NEW-1", Category="Shelf > Right"), product("good", "GOOD-1")])
    filled.execute("DELETE FROM taxonomy_categories WHERE path = 'Shelf > Right'")

    receipt = filled.commit(request)

    assert reported(receipt) == [("category.not-found", "C2")]
    assert receipt.summary["products_created"] == 1


def test_a_product_that_has_gone_since_the_check_needs_its_title(filled: Brand) -> None:
    request = filled.request([{"Product Handle": "tee", "Product Title": None, "SKU": "TEE-3"}, OTHER])
    filled.execute("DELETE FROM products WHERE product_handle = 'tee'")

    receipt = filled.commit(request)

    assert reported(receipt) == [("value.required", "A2")]
    assert receipt.summary["unchanged_rows"] == 1


def test_a_picture_of_its_own_is_told_on_the_variant_image_cell(filled: Brand) -> None:
    receipt = filled.take({**PARENT, "Variant Image": "https://a.example/front.jpg"})

    assert [(finding.code, finding.column) for finding in receipt.findings] == [
        ("product.exists", "Variant Image")
    ]


def test_a_long_stored_text_is_shown_by_its_beginning(filled: Brand) -> None:
    filled.take(product("long", "LONG-1", Description="word " * 40))

    receipt = filled.take(product("long", "LONG-1", Description="other"))

    [finding] = receipt.findings
    assert finding.message == (
        'long already exists with Description "word word word word word word word word word word word word…".'
    )
