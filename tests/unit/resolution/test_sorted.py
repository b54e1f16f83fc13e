"""Sheets that were sorted: the parent of a product need not be its first row."""

from __future__ import annotations

import pytest

from importkit.model import Mode

pytestmark = pytest.mark.slow  # each of many cases goes through DuckDB

COLUMNS = ["Product Handle", "Product Title", "SKU", "Manufacturer", "Grams Weight"]
MODES = pytest.mark.parametrize("mode", list(Mode))


def tee(sku, title=None, manufacturer=None, weight=None):
    return ["tee", title, sku, manufacturer, weight]


def cap(sku, title=None, manufacturer=None, weight=None):
    return ["cap", title, sku, manufacturer, weight]


@MODES
def test_the_parent_is_the_first_row_with_a_title(see, mode):
    seen = see(COLUMNS, [tee("3"), tee("2", weight="90 g"), tee("1", "Tee", "Acme", "80 g")], mode=mode)
    assert seen.reported == []
    assert seen.roles == ["child", "child", "parent"]
    assert seen.groups == [4, 4, 4]
    assert seen.table("staging_products", "row_number", "name", "manufacturer_name") == [(4, "Tee", "Acme")]
    assert seen.table("staging_product_weight", "staging_product_id", "weight") == [(4, "80")]
    assert seen.table("staging_variant_weight", "staging_variant_id", "weight") == [(3, "90")]


@pytest.mark.parametrize("order", ["ABCD", "BACD", "DCBA", "CDAB"])
def test_in_any_order_it_is_the_same_product(see, order):
    rows = {"A": tee("1", "Tee", "Acme", "80 g"), "B": tee("2", weight="90 g"), "C": tee("3"), "D": tee("4")}
    seen = see(COLUMNS, [rows[letter] for letter in order])
    assert seen.reported == []
    names = ("name", "manufacturer_name", "handle_key", "row_status")
    assert seen.table("staging_products", *names) == [("Tee", "Acme", "tee", "PENDING")]
    assert seen.table("staging_product_weight", "weight") == [("80",)]
    assert seen.table("staging_variant_weight", "weight") == [("90",)]


@MODES
def test_without_a_title_the_first_row_is_the_parent(see, mode):
    seen = see(COLUMNS, [tee("2", weight="90 g"), tee("1", weight="80 g")], mode=mode)
    assert seen.roles == ["parent", "child"]
    assert seen.reported == ([("value.required", "B2")] if mode is Mode.CREATE else [])


def test_a_title_in_error_is_a_title(see):
    seen = see(COLUMNS, [tee("2"), tee("1", "x")], bad=[(3, "Product Title")])
    assert seen.roles == ["child", "parent"]
    assert seen.reported == []


def test_a_row_without_the_handle_is_never_the_parent(see):
    rows = [tee("1"), [None, "Tee red", "2", None, None]]
    seen = see(COLUMNS, rows, mode=Mode.ENRICH)
    assert seen.roles == ["parent", "child"]
    assert seen.table("staging_product_variants", "sku", "name_override") == [("1", None), ("2", "Tee red")]
    assert see(COLUMNS, rows).reported == [("value.required", "B2")]


def test_enriching_a_first_row_without_an_identifier_addresses_the_product_alone(see):
    rows = [tee(None, manufacturer="Acme"), tee("1", "Tee red")]
    seen = see(COLUMNS, rows, mode=Mode.ENRICH)
    assert seen.reported == []
    assert seen.roles == ["parent", "child"]
    assert seen.table("staging_product_variants", "row_number", "name_override") == [(3, "Tee red")]


def test_enriching_a_product_row_with_its_title_may_stand_below(see):
    seen = see(COLUMNS, [tee("1"), tee(None, "Tee", "Acme")], mode=Mode.ENRICH)
    assert seen.reported == []
    assert seen.roles == ["child", "parent"]
    assert seen.table("staging_product_variants", "sku") == [("1",)]


def test_a_later_row_without_title_and_identifier_is_a_variant_that_lacks_it(see):
    seen = see(COLUMNS, [tee("1", "Tee"), tee(None, weight="90 g")], mode=Mode.ENRICH)
    assert seen.reported == [("value.required", "C3")]


def test_the_parents_spelling_of_the_handle_counts(see):
    seen = see(COLUMNS, [["TEE", None, "2", None, None], tee("1", "Tee")])
    assert seen.table("staging_products", "product_handle", "handle_key") == [("tee", "tee")]
    assert seen.reported == []


def test_what_differs_is_compared_with_the_parent(see):
    seen = see(COLUMNS, [tee("2", manufacturer="Brio"), tee("1", "Tee", "Acme"), tee("3", "Shirt", "Brio")])
    assert seen.reported == [("value.ignored", "D2"), ("handle.duplicate", "A4")]
    messages = [finding.message for finding in seen.resolved.findings]
    assert messages == [
        'Manufacturer "Brio" differs from "Acme" on the main row of the product (row 3) and is ignored.',
        'The handle tee is already used by "Tee" in row 3.',
    ]


@MODES
def test_interleaved_products_are_told_once_for_the_sheet(see, mode):
    rows = [
        tee("4"),
        cap("4c"),
        tee("3", "Tee"),
        cap("3c"),
        tee("2"),
        cap("2c", "Cap"),
        ["x", "X", "9", None, None],
    ]
    seen = see(COLUMNS, rows, mode=mode)
    assert seen.reported == [("handle.scattered", "A4")]
    assert seen.groups == [4, 7, 4, 7, 4, 7, 8]
    assert seen.statuses == ["PENDING"] * 7
    assert seen.finding.message == (
        "The handle tee was used before, in row 2; this row joins that product;"
        " rows of 2 of the 3 products are apart in this sheet."
    )


def test_single_products_do_not_make_a_sorted_sheet_less_scattered(see):
    handles = "abcdabcdefghijklmnop"
    rows = [[handle, handle.upper(), str(at), None, None] for at, handle in enumerate(handles)]
    seen = see(COLUMNS, rows)
    assert seen.reported == [("handle.scattered", "A6")]
    assert seen.finding.message.endswith(" rows of 4 of the 16 products are apart in this sheet.")


def test_where_few_products_are_apart_each_row_is_told(see):
    rows = [tee("1", "Tee"), cap("2", "Cap"), tee("3"), ["x", "X", "4", None, None], tee("5")]
    assert see(COLUMNS, rows).reported == [("handle.scattered", "A4"), ("handle.scattered", "A6")]


def test_a_later_block_of_another_title_fails_alone_and_names_the_parent(see):
    rows = [tee("3"), tee("1", "Tee"), cap("2", "Cap"), tee("4", "Trousers"), tee("5")]
    seen = see(COLUMNS, rows)
    assert seen.groups == [3, 3, 4, 5, 5]
    assert seen.reported == [("handle.duplicate", "A5")]
    assert seen.finding.message == 'The handle tee is already used by "Tee" in row 3.'
    assert seen.statuses == ["PENDING", "PENDING", "PENDING", "FAILED", "FAILED"]


SHOPIFY = ["Product Handle", "Product Title", "SKU", "Image", "Attribute 1", "Attribute Value 1"]


def shopify(sku, *, title=None, image=None, name=None, value=None):
    return ["tee", title, sku, image, name, value]


def test_an_image_only_row_is_no_parent_and_shares_the_outcome(see):
    picture = shopify(None, image="https://x.y/2.png")
    rows = [picture, shopify("2"), picture, shopify("1", title="Tee")]
    seen = see(SHOPIFY, rows, dialect="shopify")
    assert seen.reported == [("row.image-only", "D2"), ("row.image-only", "D4")]
    assert seen.roles == ["image", "child", "image", "parent"]

    failing = see(SHOPIFY, [picture, shopify("2"), shopify("1")], dialect="shopify")
    assert failing.reported == [("row.image-only", "D2"), ("value.required", "B3")]
    assert failing.statuses == ["FAILED"] * 3
    assert failing.blocked_by == [3, None, 3]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [shopify("2", value="L"), shopify("1", title="Tee", name="Size", value="M")],
            id="its parent below",
        ),
        pytest.param(
            [shopify("1", title="Tee", value="L"), shopify("2", name="Size", value="M")],
            id="another row below",
        ),
        pytest.param(
            [shopify("1", name="Size", value="L"), shopify("2", title="Tee", value="M")],
            id="another row above",
        ),
        pytest.param(
            [
                shopify("1", name="SIZE", value="L"),
                shopify("2", title="Tee", value="M"),
                shopify("3", name="size", value="S"),
            ],
            id="rows that agree",
        ),
    ],
)
def test_option_names_come_from_whichever_row_has_them(see, rows):
    seen = see(SHOPIFY, rows, dialect="shopify")
    assert seen.reported == []
    staged = seen.table("staging_variant_attributes", "attribute_key", "value_name")
    assert staged == [("size", row[5]) for row in rows]


def test_the_parents_option_name_comes_before_others(see):
    rows = [
        shopify("3", value="L"),
        shopify("2", name="Colour", value="Red"),
        shopify("1", title="Tee", name="Size", value="M"),
    ]
    seen = see(SHOPIFY, rows, dialect="shopify")
    assert seen.table("staging_variant_attributes", "attribute_name") == [("Size",), ("Colour",), ("Size",)]


def test_option_names_that_disagree_are_nobodys_but_their_own(see):
    rows = [
        shopify("1", title="Tee", value="L"),
        shopify("2", name="Colour", value="Red"),
        shopify("3", name="Size", value="M"),
    ]
    seen = see(SHOPIFY, rows, dialect="shopify")
    assert seen.reported == [("attribute.incomplete", "E2"), ("attribute.incomplete", "F2")]


def test_an_option_name_in_error_is_not_missing_elsewhere(see):
    rows = [shopify("1", title="Tee", value="L"), shopify("2", name="x", value="Red")]
    assert see(SHOPIFY, rows, dialect="shopify", bad=[(3, "Attribute 1")]).reported == []
