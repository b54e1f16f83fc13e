from __future__ import annotations

import pytest

from importkit.model import Mode

COLUMNS = ["Product Handle", "Product Title", "SKU", "Barcode"]


def test_a_variant_without_sku_and_barcode_is_told_on_its_sku_cell(see):
    seen = see(COLUMNS, [["h", "T", None, None], [None, None, "2", None], [None, None, None, "3"]])
    assert seen.reported == [("value.required", "C2")]
    assert seen.finding.message == "SKU is missing."
    assert seen.finding.hint == "Every variant needs a SKU or a Barcode: fill in one of the two."


def test_without_a_sku_column_it_is_told_on_the_barcode_cell(see):
    seen = see(["Product Handle", "Product Title", "Barcode"], [["h", "T", None]])
    assert seen.reported == [("value.required", "C2")]
    assert seen.finding.message == "Barcode is missing."


def test_without_either_column_no_row_is_told(see):
    assert see(["Product Handle", "Product Title"], [["h", "T"]]).reported == []


@pytest.mark.parametrize(("sku", "barcode", "column"), [("1", None, "SKU"), (None, "1", "Barcode")])
def test_an_identifier_in_error_counts_as_given(see, sku, barcode, column):
    assert see(COLUMNS, [["h", "T", sku, barcode]], bad=[(2, column)]).reported == []


def test_enriching_a_row_without_handle_needs_an_identifier(see):
    columns = [*COLUMNS, "Season"]
    rows = [["h", None, None, None, None], [None, "T", None, None, "SS25"]]
    assert see(columns, rows, mode=Mode.ENRICH).reported == [("value.required", "C3")]


def test_a_sku_on_several_rows_is_an_error_on_each_and_names_the_others(see):
    rows = [["h", "T", "A", None], ["g", "U", "A", None], ["i", "V", "B", None], ["j", "W", "A", None]]
    seen = see(COLUMNS, rows)
    assert seen.reported == [("sku.duplicate", "C2"), ("sku.duplicate", "C3"), ("sku.duplicate", "C5")]
    assert [finding.message for finding in seen.resolved.findings] == [
        "SKU A is used by more than one row: also by row 3 and row 5.",
        "SKU A is used by more than one row: also by row 2 and row 5.",
        "SKU A is used by more than one row: also by row 2 and row 3.",
    ]
    assert seen.statuses == ["FAILED", "FAILED", "PENDING", "FAILED"]


def test_many_equal_skus_name_five_rows_and_count_the_rest(see):
    rows = [["h", "T", "A", None], *[[None, None, "A", None]] * 9]
    messages = [finding.message for finding in see(COLUMNS, rows).resolved.findings]
    assert messages[0].endswith("also by row 3, row 4, row 5, row 6, row 7 and 4 more.")
    assert messages[9].endswith("also by row 2, row 3, row 4, row 5, row 6 and 4 more.")


def test_skus_that_differ_in_case_are_two(see):
    assert see(COLUMNS, [["h", "T", "a", None], [None, None, "A", None]]).reported == []


def test_two_spellings_of_one_gtin_are_one_barcode(see):
    rows = [["h", "T", None, "012345678905"], [None, None, None, "00012345678905"]]
    seen = see(COLUMNS, rows)
    assert seen.reported == [("barcode.duplicate", "D2"), ("barcode.duplicate", "D3")]
    assert [finding.value for finding in seen.resolved.findings] == ["012345678905", "00012345678905"]
    assert seen.table("staging_product_variants", "barcode", "barcode_key") == [
        ("012345678905", "00012345678905"),
        ("00012345678905", "00012345678905"),
    ]


def test_an_identifier_in_error_is_compared_with_nothing(see):
    rows = [["h", "T", "A", None], [None, None, "A", None]]
    assert see(COLUMNS, rows, bad=[(3, "SKU")]).reported == []


@pytest.mark.parametrize("mode", list(Mode))
def test_duplicates_are_errors_in_both_modes(see, mode):
    seen = see(COLUMNS, [["h", "T", "A", None], [None, None, "A", None]], mode=mode)
    assert seen.reported == [("sku.duplicate", "C2"), ("sku.duplicate", "C3")]


def test_a_product_that_would_be_created_needs_a_title(see):
    seen = see(
        COLUMNS, [["h", None, "1", None], ["g", None, "2", None], [None, None, "3", None]], handle_keys=["g"]
    )
    assert seen.reported == [("value.required", "B2")]
    assert seen.finding.message == "Product Title is missing."
    assert seen.finding.hint == "Every new product needs a title on its first row."


def test_a_title_in_error_counts_as_given(see):
    assert see(COLUMNS, [["h", "x" * 300, "1", None]], bad=[(2, "Product Title")]).reported == []


def test_enriching_needs_no_title(see):
    assert see(COLUMNS, [["h", None, "1", None]], mode=Mode.ENRICH).reported == []


def test_a_missing_title_column_is_not_told_row_by_row(see):
    assert see(["Product Handle", "SKU"], [["h", "1"]]).reported == []
