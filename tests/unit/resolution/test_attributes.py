from __future__ import annotations

import pytest

from importkit.model import Mode

COLUMNS = [
    "Product Handle", "Product Title", "SKU",
    "Attribute 1", "Attribute Value 1", "Attribute 2", "Attribute Value 2",
    "Attribute 3", "Attribute Value 3",
]  # fmt: skip
STAGED = ("staging_variant_id", "attribute_name", "value_name", "sort_order")


def parent(*cells):
    return ["h", "T", "1", *cells, *[None] * (6 - len(cells))]


def child(*cells, sku="2"):
    return [None, None, sku, *cells, *[None] * (6 - len(cells))]


def test_each_place_pairs_a_name_with_a_value(see):
    seen = see(COLUMNS, [parent("Color", "Red", None, None, "Size", "M")])
    assert seen.table("staging_variant_attributes", *STAGED, "attribute_key", "value_key") == [
        (2, "Color", "Red", 0, "color", "red"),
        (2, "Size", "M", 2, "size", "m"),
    ]


def test_a_child_row_may_leave_out_the_names_its_product_gave(see):
    seen = see(COLUMNS, [parent("Color", "Red", "Size", "M"), child(None, "Blue", None, "L")])
    assert seen.reported == []
    assert seen.table("staging_variant_attributes", *STAGED)[2:] == [
        (3, "Color", "Blue", 0),
        (3, "Size", "L", 1),
    ]


def test_a_name_without_a_value_is_an_error_on_both_cells(see):
    seen = see(COLUMNS, [parent("Color", None)])
    assert seen.reported == [("attribute.incomplete", "D2"), ("attribute.incomplete", "E2")]
    assert {finding.message for finding in seen.resolved.findings} == {
        'Attribute Value 1 is missing for Attribute 1 "Color".'
    }
    assert seen.table("staging_variant_attributes") == []


def test_a_value_without_a_name_is_an_error_on_both_cells(see):
    seen = see(COLUMNS, [parent(None, "Red")])
    assert seen.reported == [("attribute.incomplete", "D2"), ("attribute.incomplete", "E2")]
    assert next(iter(seen.resolved.findings)).message == 'Attribute 1 is missing for Attribute Value 1 "Red".'


def test_half_a_pair_without_the_other_column_is_told_on_the_cell_that_is_there(see):
    seen = see(["Product Handle", "Product Title", "SKU", "Attribute Value 1"], [["h", "T", "1", "Red"]])
    assert seen.reported == [("attribute.incomplete", "D2")]


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param([(2, "Attribute 1")], id="the name"),
        pytest.param([(2, "Attribute Value 1")], id="the value"),
    ],
)
def test_a_cell_in_error_is_not_missing_too(see, bad):
    seen = see(COLUMNS, [parent("Color", "Red"), child(None, "Blue")], bad=bad)
    assert seen.reported == []


def test_one_attribute_twice_is_an_error_on_both_names(see):
    seen = see(COLUMNS, [parent("Color", "Red", "COLOR", "Blue")])
    assert seen.reported == [("attribute.repeated", "D2"), ("attribute.repeated", "F2")]
    assert [finding.message for finding in seen.resolved.findings] == [
        "The attribute Color is named in Attribute 2 too.",
        "The attribute COLOR is named in Attribute 1 too.",
    ]
    assert seen.table("staging_variant_attributes") == []


def test_one_attribute_three_times_names_both_others(see):
    seen = see(COLUMNS, [parent("Color", "Red", "Color", "Blue", "Color", "Green")])
    assert next(finding.message for finding in seen.resolved.findings) == (
        "The attribute Color is named in Attribute 2 and Attribute 3 too."
    )


def test_names_repeated_on_the_first_row_are_told_once(see):
    rows = [parent("Color", "Red", "Color", "Blue"), child(None, "Green", None, "Black")]
    assert see(COLUMNS, rows).reported == [("attribute.repeated", "D2"), ("attribute.repeated", "F2")]


def test_a_name_that_repeats_the_products_in_another_place_is_told(see):
    rows = [parent("Color", "Red", "Size", "M"), child("Size", "L", None, "S")]
    assert see(COLUMNS, rows).reported == [("attribute.repeated", "D3"), ("attribute.repeated", "F3")]


def test_title_and_default_title_are_no_attribute(see):
    seen = see(COLUMNS, [parent("Title", "Default Title"), child(None, "Default Title")])
    assert seen.reported == []
    assert seen.table("staging_variant_attributes") == []


def test_variants_with_equal_values_look_alike_in_any_order_and_case(see):
    rows = [parent("Color", "Red", "Size", "M"), child("Size", "m", "Color", "RED")]
    seen = see(COLUMNS, rows)
    assert seen.reported == [("attribute.same-values", "E2"), ("attribute.same-values", "E3")]
    assert [finding.message for finding in seen.resolved.findings] == [
        "Row 2 has the same attribute values as row 3 of the same product: Color Red, Size M.",
        "Row 3 has the same attribute values as row 2 of the same product: Size m, Color RED.",
    ]
    assert seen.statuses == ["PENDING", "PENDING"]


def test_equal_values_of_two_products_or_of_none_are_nothing_to_tell(see):
    rows = [
        parent("Color", "Red"),
        child("Color", "Blue"),
        ["g", "U", "3", "Color", "Red", *[None] * 4],
        child(sku="4"),
        child(sku="5"),
    ]
    assert see(COLUMNS, rows).reported == []


def test_enriching_stages_no_attributes_but_keeps_what_the_sheet_says_of_them(see):
    rows = [parent("Color", None, "Color", "Red", "Color", "Blue"), child("Color", "Red")]
    seen = see(COLUMNS, rows, mode=Mode.ENRICH)
    assert seen.reported == []
    assert seen.table("staging_variant_attributes", "value_name") == []
    given = seen.resolved.attributes.to_pylist()
    assert [
        (line["row_number"], line["column_name"], line["name_key"], line["value_key"]) for line in given
    ] == [
        (2, "Attribute Value 2", "color", "red"),
        (2, "Attribute Value 3", "color", "blue"),
        (3, "Attribute Value 1", "color", "red"),
    ]


def test_creating_keeps_no_attributes_apart(see):
    assert see(COLUMNS, [parent("Color", "Red")]).resolved.attributes.num_rows == 0


MISTYPED = {
    "a variant": (["alpine-tee", "alpne-tee", "alpine-tee"], "B3", "alpne-tee", "alpine-tee"),
    "the first row": (["alpne-tee", "alpine-tee", "alpine-tee"], "B3", "alpine-tee", "alpne-tee"),
    "the last row": (["alpine-tee", "alpine-tee", "alpinte-tee"], "B4", "alpinte-tee", "alpine-tee"),
}


@pytest.mark.parametrize(("handles", "cell", "handle", "other"), MISTYPED.values(), ids=MISTYPED)
def test_a_mistyped_handle_is_one_error(see, handles, cell, handle, other):
    first = [handles[0], "Alpine Tee", "1", "Size", "S", "Fit", "slim", None, None]
    later = [
        [handle, None, f"{handle}-{size}", None, size, None, "slim", None, None]
        for handle, size in zip(handles[1:], "ML", strict=True)
    ]
    seen = see(COLUMNS, [first, *later])
    errors = list(seen.resolved.findings.errors)
    assert [(error.code, error.cell) for error in errors] == [("value.required", cell)]
    assert errors[0].hint == (
        "Every new product needs a title on its first row; "
        f"if {handle} is to be the same product as {other}, correct the handle."
    )


@pytest.mark.parametrize("handle", ["fleece", "alpine-tee-2"])
def test_a_product_without_a_title_and_a_name_has_both_errors(see, handle):
    rows = [
        ["alpine-tee-1", "Alpine Tee", "1", "Size", "S", None, None, None, None],
        [handle, None, "2", None, "M", None, None, None, None],
    ]
    seen = see(COLUMNS, rows)
    assert seen.reported == [
        ("value.required", "B3"),
        ("attribute.incomplete", "D3"),
        ("attribute.incomplete", "E3"),
    ]
    assert next(iter(seen.resolved.findings)).hint == "Every new product needs a title on its first row."
