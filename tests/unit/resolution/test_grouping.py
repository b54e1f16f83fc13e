from __future__ import annotations

import pytest

from importkit.model import Mode

COLUMNS = ["Product Handle", "Product Title", "SKU", "Manufacturer"]


def test_a_new_handle_starts_a_product_and_rows_below_are_its_variants(see):
    seen = see(
        COLUMNS, [["jeans", "Jeans", "1", None], [None, None, "2", None], ["shirt", "Shirt", "3", None]]
    )
    assert seen.roles == ["parent", "child", "parent"]
    assert seen.groups == [2, 2, 4]
    assert seen.reported == []


def test_a_repeated_handle_is_a_child_too(see):
    seen = see(COLUMNS, [["jeans", "Jeans", "1", None], ["jeans", None, "2", None]])
    assert seen.roles == ["parent", "child"]
    assert seen.reported == []


@pytest.mark.parametrize(
    "spelling",
    [
        pytest.param("JEANS", id="case does not count"),
        pytest.param("Jeans\u00a0", id="spaces around do not count"),
        pytest.param("\uff4aeans", id="wide letters are letters"),
    ],
)
def test_handles_compare_by_key_and_the_first_spelling_stays(see, spelling):
    seen = see(COLUMNS, [["jeans", "Jeans", "1", None], [spelling, None, "2", None]])
    assert seen.groups == [2, 2]
    assert seen.table("staging_products", "product_handle", "handle_key") == [("jeans", "jeans")]
    assert seen.reported == []


def test_a_handle_used_again_later_joins_its_product_with_one_warning_per_block(see):
    rows = [
        ["jeans", "Jeans", "1", None],
        ["shirt", "Shirt", "2", None],
        ["jeans", None, "3", None],
        ["jeans", None, "4", None],
        [None, None, "5", None],
    ]
    seen = see(COLUMNS, rows)
    assert seen.groups == [2, 3, 2, 2, 2]
    assert seen.reported == [("handle.scattered", "A4")]
    assert seen.resolved.findings.frame["message"].item() == (
        "The handle jeans was used before, in row 2; this row joins that product."
    )
    assert set(seen.statuses) == {"PENDING"}


def test_the_same_title_again_is_the_same_product(see):
    rows = [["jeans", "Jeans", "1", None], ["shirt", "Shirt", "2", None], ["jeans", "jeans ", "3", None]]
    assert see(COLUMNS, rows).reported == [("handle.scattered", "A4")]


def test_another_title_under_a_used_handle_fails_the_later_group_alone(see):
    rows = [
        ["jeans", "Jeans", "1", None],
        ["shirt", "Shirt", "2", None],
        ["jeans", "Trousers", "3", None],
        [None, None, "4", None],
        ["jeans", None, "5", None],
    ]
    seen = see(COLUMNS, rows)
    assert seen.groups == [2, 3, 4, 4, 4]
    assert seen.statuses == ["PENDING", "PENDING", "FAILED", "FAILED", "FAILED"]
    assert seen.blocked_by == [None, None, None, 4, 4]
    assert seen.reported == [("handle.duplicate", "A4")]
    assert seen.finding.message == 'The handle jeans is already used by "Jeans" in row 2.'
    assert seen.table("staging_products", "handle_key", "name", "row_status") == [
        ("jeans", "Jeans", "PENDING"),
        ("shirt", "Shirt", "PENDING"),
        ("jeans", "Trousers", "FAILED"),
    ]


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param([(2, "Product Title")], id="the product's title is in error"),
        pytest.param([(4, "Product Title")], id="the later title is in error"),
    ],
)
def test_a_title_in_error_is_compared_with_nothing(see, bad):
    rows = [["jeans", "Jeans", "1", None], ["shirt", "Shirt", "2", None], ["jeans", "Trousers", "3", None]]
    assert see(COLUMNS, rows, bad=bad).reported == [("handle.scattered", "A4")]


def test_rows_above_the_first_handle_are_orphans_and_the_rest_goes_on(see):
    seen = see(COLUMNS, [[None, None, "1", None], [None, None, "2", None], ["jeans", "Jeans", "3", None]])
    assert seen.roles == ["orphan", "orphan", "parent"]
    assert seen.groups == [2, 3, 4]
    assert seen.statuses == ["FAILED", "FAILED", "PENDING"]
    assert seen.reported == [("row.orphan", "A2"), ("row.orphan", "A3")]
    assert seen.table("staging_products", "product_handle", "row_number") == [
        (None, 2),
        (None, 3),
        ("jeans", 4),
    ]
    assert seen.table("staging_product_variants", "staging_product_id", "sku") == [
        (2, "1"),
        (3, "2"),
        (4, "3"),
    ]


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        pytest.param(COLUMNS, [[None, None, "1", None], [None, None, "2", None]], id="the handle is blank"),
        pytest.param(["SKU"], [["1"], ["2"]], id="there is no handle column"),
    ],
)
def test_enriching_a_row_above_the_first_handle_stands_alone(see, columns, rows):
    seen = see(columns, rows, mode=Mode.ENRICH)
    assert seen.roles == ["child", "child"]
    assert seen.groups == [2, 3]
    assert seen.statuses == ["PENDING", "PENDING"]
    assert seen.reported == []


def test_a_row_with_a_title_and_another_manufacturer_lacks_its_handle(see):
    rows = [["jeans", "Jeans", "1", "Acme"], [None, "Shirt", "2", "Brio"], [None, None, "3", None]]
    seen = see(COLUMNS, rows)
    assert seen.statuses == ["FAILED", "FAILED", "FAILED"]
    assert seen.blocked_by == [3, None, 3]
    assert seen.reported == [("handle.missing", "A3")]
    assert seen.finding.message == (
        "Row 3 looks like a product of its own: it has a title, and its Manufacturer differs from row 2."
    )
    assert seen.finding.hint == "Type its Product Handle; or clear Manufacturer if it is a variant of jeans."


def test_a_blank_manufacturer_on_the_first_row_counts_as_differing(see):
    rows = [["jeans", "Jeans", "1", None], [None, "Shirt", "2", "Brio"]]
    assert see(COLUMNS, rows).reported == [("handle.missing", "A3")]


def test_a_copied_handle_with_a_title_and_another_manufacturer_is_used_by_two_products(see):
    seen = see(COLUMNS, [["jeans", "Jeans", "1", "Acme"], ["jeans", "Shirt", "2", "Brio"]])
    assert seen.reported == [("handle.duplicate", "A3")]
    assert seen.finding.message == 'The handle jeans is already used by "Jeans" in row 2.'
    assert seen.statuses == ["FAILED", "FAILED"]


def test_every_differing_value_is_named(see):
    columns = ["Product Handle", "Product Title", "SKU", "Manufacturer", "Season", "Category"]
    rows = [
        ["jeans", "Jeans", "1", "Acme", "SS25", "Clothing"],
        [None, "Shirt", "2", "Brio", "FW25", "Clothing > Jeans"],
    ]
    seen = see(columns, rows)
    assert seen.reported == [("handle.missing", "A3")]
    assert "its Category, Manufacturer and Season differs" in seen.finding.message


@pytest.mark.parametrize(
    "title",
    [pytest.param(None, id="no title"), pytest.param("JEANS", id="the product's title")],
)
def test_a_differing_manufacturer_alone_is_ignored_with_a_warning(see, title):
    seen = see(COLUMNS, [["jeans", "Jeans", "1", "Acme"], [None, title, "2", "Brio"]])
    assert seen.reported == [("value.ignored", "D3")]
    assert seen.finding.message == (
        'Manufacturer "Brio" differs from "Acme" on the main row of the product (row 2) and is ignored.'
    )
    assert seen.table("staging_products", "manufacturer_name") == [("Acme",)]


def test_an_equal_manufacturer_in_another_spelling_is_no_difference(see):
    assert see(COLUMNS, [["jeans", "Jeans", "1", "Acme"], [None, "Shirt", "2", " ACME"]]).reported == []


def test_tags_are_compared_as_a_set(see):
    columns = ["Product Handle", "Product Title", "SKU", "Tags"]
    rows = [
        ["jeans", "Jeans", "1", "Blue\x1eDenim"],
        [None, None, "2", "denim\x1eBLUE"],
        [None, None, "3", "Denim"],
    ]
    seen = see(columns, rows)
    assert seen.reported == [("value.ignored", "D4")]
    assert 'differs from "Blue; Denim"' in seen.finding.message
    assert seen.table("staging_product_tags", "tag_name", "tag_key") == [("Blue", "blue"), ("Denim", "denim")]


def test_other_tags_do_not_make_a_row_a_product_of_its_own(see):
    columns = ["Product Handle", "Product Title", "SKU", "Tags"]
    seen = see(columns, [["jeans", "Jeans", "1", "Blue"], [None, "Shirt", "2", "Green"]])
    assert seen.reported == [("value.ignored", "D3")]


@pytest.mark.parametrize(
    "bad", [[(2, "Manufacturer")], [(3, "Manufacturer")]], ids=["first row", "child row"]
)
def test_a_manufacturer_in_error_is_compared_with_nothing(see, bad):
    assert (
        see(COLUMNS, [["jeans", "Jeans", "1", "Acme"], [None, "Shirt", "2", "Brio"]], bad=bad).reported == []
    )


def test_a_handle_in_error_still_starts_its_product(see):
    rows = [
        ["jeans", "Jeans", "1", None],
        ["x" * 300, "Shirt", "2", None],
        [None, None, "3", None],
        ["x" * 300, None, "4", None],
    ]
    seen = see(COLUMNS, rows, bad=[(3, "Product Handle"), (5, "Product Handle")])
    assert seen.groups == [2, 3, 3, 3]
    assert seen.table("staging_products", "product_handle", "handle_key") == [
        ("jeans", "jeans"),
        (None, None),
    ]
    assert seen.reported == []


def test_handles_in_error_without_a_text_are_products_apart(see):
    rows = [[None, "Jeans", "1", None], [None, "Shirt", "2", None]]
    seen = see(COLUMNS, rows, bad=[(2, "Product Handle"), (3, "Product Handle")])
    assert seen.roles == ["parent", "parent"]


def test_a_sheet_without_rows_resolves_to_nothing(see):
    seen = see(COLUMNS, [])
    assert len(seen.resolved.rows) == 0
    assert seen.resolved.tables["staging_products"].num_rows == 0
