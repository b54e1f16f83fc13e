"""Rows beside the products: notes, totals and zeros belong to no product and fail alone."""

from __future__ import annotations

import json

import pytest

from importkit.findings import Findings
from importkit.model import Mode

pytestmark = pytest.mark.slow  # each of many cases goes through DuckDB

COLUMNS = ["Product Handle", "Product Title", "SKU", "Barcode", "Attribute Value 1", "Grams Weight", "Season"]
JEANS = ["jeans", "Jeans", "1", None, None, "200 g", None]
CHILD = [None, None, "2", None, None, None, None]
SHIRT = ["shirt", "Shirt", "3", None, None, None, None]
BLANK: list[str | None] = []
MODES = pytest.mark.parametrize("mode", list(Mode))


def row(**cells):
    """Return a row with these cells, spaces in names written as underscores."""
    given = {name.replace("_", " "): text for name, text in cells.items()}
    return [given.get(name) for name in COLUMNS]


NOTE = row(Product_Title="Prices valid until June")


@MODES
@pytest.mark.parametrize(
    ("rows", "at", "cell"),
    [
        pytest.param([JEANS, CHILD, BLANK, BLANK, NOTE], 6, "B6", id="a note two blank rows below"),
        pytest.param([JEANS, CHILD, NOTE], 4, "B4", id="a note right below"),
        pytest.param([JEANS, NOTE, CHILD, SHIRT], 3, "B3", id="a note within a product"),
        pytest.param([JEANS, CHILD, NOTE, SHIRT], 4, "B4", id="a note between two products"),
        pytest.param([NOTE, JEANS, CHILD], 2, "B2", id="a note above the first handle"),
        pytest.param([JEANS, row(Season="see above")], 3, "G3", id="a note in another column"),
        pytest.param([JEANS, row(Grams_Weight="1 200 g")], 3, "F3", id="a sum without a word"),
        pytest.param(
            [JEANS, row(Product_Title="Total", Grams_Weight="400 g", Season="2")], 3, "B3",
            id="totals of several columns",
        ),
        pytest.param(
            [JEANS, row(Grams_Weight="400 g", Season="Subtotal: 2", Product_Title="12"), SHIRT], 3, "B3",
            id="a number before the word",
        ),
        pytest.param([JEANS, row(Grams_Weight="0 g", Season="checked")], 3, "G3", id="0 beside a note"),
        pytest.param(
            [JEANS, BLANK, row(Product_Title="Approved", Season="by Ana")], 4, "B4",
            id="two cells below a blank row at the end",
        ),
        pytest.param(
            [JEANS, row(Product_Title="0", Grams_Weight="0", Season="0.00")], 3, "B3", id="zeros filled down"
        ),
        pytest.param(
            [JEANS, ["0", "0", "0", "0", "0", "0", "0"]], 3, "A3", id="zeros in every column, the handle too"
        ),
    ],
)  # fmt: skip
def test_a_row_beside_the_products_fails_alone(see, rows, at, cell, mode):
    seen = see(COLUMNS, rows, mode=mode)

    assert seen.reported == [("row.stray", cell)]
    lines = seen.resolved.rows.set_index("row_number")
    assert lines.loc[at, "role"] == "stray"
    assert lines.loc[at, ["group_id", "product_handle", "staging_product_id", "blocked_by_row"]].isna().all()
    failed = lines.index[lines["row_status"] == "FAILED"]
    assert failed.to_list() == [at]
    staged = {row for (row,) in seen.table("staging_products", "row_number")}
    assert at not in staged | {row for (row,) in seen.table("staging_product_variants", "row_number")}


@MODES
def test_each_of_several_notes_is_told_and_the_products_around_them_stay(see, mode):
    zeros = row(Product_Title="0", Grams_Weight="0")
    rows = [NOTE, JEANS, NOTE, CHILD, zeros, zeros, SHIRT, BLANK, NOTE, row(Product_Title="Sum", Season="3")]
    seen = see(COLUMNS, rows, mode=mode)
    assert seen.reported == [("row.stray", cell) for cell in ("B2", "B4", "B6", "B7", "B10", "B11")]
    assert seen.groups == [None, 3, None, 3, None, None, 8, None, None]
    assert seen.statuses.count("PENDING") == 3


def totals(*words):
    return [row(Product_Title=word, Grams_Weight="400 g", Season="2") for word in words]


def test_a_line_of_totals_is_known_by_its_word(see):
    words = [
        "Total", "TOTAL:", "total (2 products)", "Sub-total", "Subtotal 2026", "Sum", "Grand  total",
        "Gesamt:", "Zwischensumme", "Total général", "Suma", "Totaal", "Razem", "Итого", "合計", "Σ",
    ]  # fmt: skip
    seen = see(COLUMNS, [JEANS, CHILD, *totals(*words), SHIRT])
    assert seen.reported == [("row.stray", f"B{at}") for at in range(4, 4 + len(words))]
    assert seen.roles == ["parent", "child", *["stray"] * len(words), "parent"]


def test_another_text_is_no_word_for_totals(see):
    titles = ["Totally soft", "Total eclipse shirt", "Summer", "Sum of parts", "The total"]
    seen = see(COLUMNS, [JEANS, *totals(*titles), SHIRT])
    assert seen.roles == ["parent", *["child"] * len(titles), "parent"]
    assert [cell for code, cell in seen.reported if code == "value.required"] == [
        "C3",
        "C4",
        "C5",
        "C6",
        "C7",
    ]


def test_the_word_may_stand_in_a_column_of_the_users_own(see):
    cells = row(Grams_Weight="400 g", Season="2")
    seen = see(COLUMNS, [JEANS, CHILD, cells], own_columns={"Type": ["Pants", "Pants", "Total"]})
    assert seen.reported == [("row.stray", "F4")]


@MODES
@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        pytest.param([JEANS, row(Product_Title="Red", Season="SS25")], "C3", id="two cells right below"),
        pytest.param(
            [JEANS, BLANK, row(Product_Title="Red", Season="SS25"), SHIRT], "C4",
            id="two cells below a blank row, with a handle below",
        ),
        pytest.param(
            [JEANS, BLANK, CHILD, row(Product_Title="Red", Season="SS25")], "C5",
            id="the blank row is above another variant",
        ),
        pytest.param([JEANS, row(Attribute_Value_1="Red")], "C3", id="an attribute value"),
        pytest.param([JEANS, row(Attribute_Value_1="0", Season="SS25")], "C3", id="size 0"),
        pytest.param(
            [JEANS, row(Product_Title="Total", Attribute_Value_1="Red")], "C3", id="a total with an attribute"
        ),
        pytest.param([JEANS, ["jeans", None, None, None, None, None, None]], "C3", id="the handle alone"),
    ],
)  # fmt: skip
def test_every_other_row_without_an_identifier_is_a_variant_that_lacks_it(see, rows, cell, mode):
    seen = see(COLUMNS, rows, mode=mode)
    assert ("value.required", cell) in seen.reported
    assert "stray" not in seen.roles
    assert "FAILED" in seen.statuses


@MODES
def test_an_identifier_in_error_makes_a_variant_of_its_row(see, mode):
    seen = see(COLUMNS, [JEANS, row(SKU="4.01E+12")], bad=[(3, "SKU")], mode=mode)
    assert seen.roles == ["parent", "child"]


def test_a_sku_that_is_0_is_a_sku(see):
    seen = see(COLUMNS, [JEANS, row(SKU="0", Season="SS25")])
    assert seen.roles == ["parent", "child"]


OF_VARIANTS = ["SKU", "Season", "Manufacturer"]


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param([[None, "see above", None]], id="one cell"),
        pytest.param([[None, "Total", "1"]], id="totals"),
        pytest.param([BLANK, [None, "by", "Ana"]], id="below a blank row"),
    ],
)
def test_enriching_without_a_handle_column_knows_such_rows_too(see, beside):
    seen = see(OF_VARIANTS, [["1", "SS25", None], *beside], mode=Mode.ENRICH)
    assert [code for code, _ in seen.reported] == ["row.stray"]
    assert seen.statuses == ["PENDING", "FAILED"]


def test_enriching_a_row_of_its_own_with_two_cells_lacks_its_identifier(see):
    rows = [["1", "SS25", None], [None, "SS25", "Acme"]]
    seen = see(OF_VARIANTS, rows, mode=Mode.ENRICH)
    assert seen.reported == [("value.required", "A3")]


def test_a_sheet_without_handle_identifier_and_attribute_values_has_no_such_rows(see):
    seen = see(["Product Title", "Season"], [["Jeans", None], ["Shirt", None]])
    assert seen.roles == ["orphan", "orphan"]


def test_it_is_no_orphan(see):
    seen = see(COLUMNS, [NOTE, row(SKU="9"), JEANS])
    assert seen.reported == [("row.stray", "B2"), ("row.orphan", "A3")]


def test_what_is_wrong_with_its_cells_is_not_told_beside_it(see):
    columns = [*COLUMNS, "Category"]
    findings = Findings.of("number.invalid", [{"row": 3, "column": "Grams Weight", "value": "x"}])
    findings += Findings.of("row.hidden", [{"row": 3, "count": 1, "what": "are imported"}])
    rows = [[*JEANS, None], [*row(Product_Title="Total", Grams_Weight="x"), "Prices in euro"]]
    seen = see(columns, rows, bad=[(3, "Grams Weight")], findings=findings)
    assert seen.reported == [("row.hidden", ""), ("row.stray", "B3")]


def test_shopifys_layout_has_such_rows_too(see):
    columns = ["Product Handle", "Product Title", "SKU", "Image", "Grams Weight"]
    rows = [
        ["tee", "Tee", "1", None, None],
        ["tee", None, "2", None, None],
        [None, None, None, "https://x.y/2.png", None],
        [None, "Total", None, None, "400 g"],
        ["cap", "Cap", "3", None, None],
        [None, None, None, None, "0 g"],
    ]
    seen = see(columns, rows, dialect="shopify")
    assert seen.reported == [("row.stray", "D4"), ("row.stray", "B5"), ("row.stray", "E7")]
    assert seen.groups == [2, 2, None, None, 6, None]


def test_it_says_what_to_do(see):
    seen = see(COLUMNS, [JEANS, NOTE])
    assert seen.finding.message == (
        'Row 3 names no product and no variant: "Prices valid until June" looks like a note or a total.'
    )
    assert seen.finding.hint == "Delete the row. If it is a variant, fill in its SKU or Barcode."
    assert seen.finding.product_handle == ""


def test_an_error_of_the_sheet_is_none_of_it(see):
    missing = Findings.of("column.missing", [{"column": "Product Title", "cell": "H1"}])
    seen = see(
        ["Product Handle", "SKU", "Season"], [["jeans", "1", None], [None, None, "note"]], findings=missing
    )
    assert seen.statuses == ["FAILED", "FAILED"]
    assert seen.roles == ["parent", "stray"]
    [(errors,)] = seen.table("staging_products", "errors")
    assert [error["code"] for error in json.loads(errors)] == ["column.missing"]
