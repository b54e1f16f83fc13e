"""Two workbooks compared as they are understood, whatever the order of their rows and the kind of sheet."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest

import importkit as ik
from importkit.checks.workbook_text import workbook_text
from importkit.frames import FRAMES
from importkit.workbook.sample import make_sample

pytestmark = pytest.mark.slow  # each compares several checks

SHEET = pd.DataFrame(
    {
        "Product Handle": ["a", None, "b", None],
        "Product Title": ["A", None, "<b>B</b>", None],
        "SKU": ["S-1", "S-2", None, "S-3"],
        "Barcode": [None, None, "4006381333931", None],
        "Attribute 1": ["Color", "Color", "Color", "Color"],
        "Attribute Value 1": ["Red", "Blue", "Red", "Grey"],
        "Grams Weight": ["230", "250 g", None, "5"],
        "Kilograms CO2": ["1.5", None, "2", None],
        "Tags": ["new; linen", None, "old", None],
        "Materials Percentages": ["Linen: 90% | Wool: 10%", None, None, None],
        "Weaving": ["Mill A", None, None, None],
    },
    dtype="str",
)


def mended(*edits: tuple[int, str, str | None]) -> pd.DataFrame:
    frame = SHEET.copy()
    for row, column, value in edits:
        frame.loc[row, column] = value
    return frame


def changes(found: ik.Diff) -> list[tuple[object, ...]]:
    """Return the changes, None for what is NA in them."""
    names = found.changes["sku"].fillna(found.changes["barcode"]).fillna(found.changes["product_handle"])
    values = found.changes[["before", "after"]]
    assert not values.map(lambda value: value is None).any(axis=None)
    values = values.where(values.notna(), None)
    columns = [found.changes["state"], names, found.changes["field"], values["before"], values["after"]]
    return list(zip(*columns, strict=True))


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param(
            [
                ("a", (0, "Product Title", "Shirt"), "A", "Shirt"),
                ("a", (0, "Tags", "new"), ["linen", "new"], ["new"]),
                (
                    "a",
                    (0, "Materials Percentages", "Linen: 100%"),
                    ["Linen: 90%", "Wool: 10%"],
                    ["Linen: 100%"],
                ),
                ("a", (0, "Weaving", "Mill B"), ["Mill A"], ["Mill B"]),
                ("b", (2, "Tags", None), ["old"], None),
                ("S-2", (1, "Grams Weight", "0.3 kg"), "250 g", "0.3 kg"),
                ("S-3", (3, "Attribute Value 1", "Green"), "Grey", "Green"),
            ],
            id="values",
        ),
        pytest.param(
            [
                ("a", (0, "Tags", "[clear]"), ["linen", "new"], "[clear]"),
                ("b", (2, "Category", "Nowhere"), None, "Nowhere"),
                ("S-2", (1, "Grams Weight", "[clear]"), "250 g", "[clear]"),
                ("S-3", (3, "Grams Weight", "heavy"), "5 g", "heavy"),
            ],
            id="cleared, and what cannot be understood",
        ),
        pytest.param(
            [("S-8", (2, "SKU", "S-8"), None, "S-8"), ("S-9", (3, "SKU", "S-9"), "S-3", "S-9")],
            id="told by barcode and by attributes",
        ),
    ],
)
def test_each_value_that_changes_is_one_change(edits) -> None:
    found = ik.diff(SHEET, mended(*(edit for _, edit, *_ in edits)))

    expected = [("changed", name, field, *values) for name, (_, field, _), *values in edits]
    assert changes(found) == expected
    assert set(found.products["state"]) | set(found.variants["state"]) == {"changed"}
    for name in ("products", "variants", "changes"):
        FRAMES[f"diff_{name}"].validate(getattr(found, name))


def test_what_means_the_same_is_no_difference() -> None:
    edits = (
        (0, "Tags", "Linen | new"),
        (1, "Grams Weight", "0.25kg"),
        (0, "Kilograms CO2", "1,50"),
        (2, "Kilograms CO2", "2.00004"),
        (0, "Product Handle", " A "),
        (1, "Product Handle", "a"),
        (1, "Materials Percentages", "Linen: 90% | Wool: 10%"),
    )
    found = ik.diff(SHEET, mended(*edits))

    assert not found
    assert found.changes.empty


@pytest.mark.parametrize("dialect", [pytest.param("passport", marks=pytest.mark.nightly), "shopify"])
def test_products_may_stand_in_any_order(dialect: str) -> None:
    file = io.BytesIO()
    make_sample(30, mistakes=0.4, dialect=dialect, seed=5).write(file)
    book = ik.read(file.getvalue(), filename="sheet.xlsx")
    groups = ik.check(book).rows.groupby("parent_row", sort=False)["row"].agg(list).tolist()
    rows = [row for group in reversed(groups[1:]) for row in group]
    frame = book.frame
    moved = ik.Book.from_frame(
        frame.loc[groups[0] + rows].reset_index(drop=True).copy(), dialect=book.dialect
    )

    assert not ik.diff(book, moved)
    assert workbook_text(book) == workbook_text(moved)


def test_products_and_variants_that_come_and_go() -> None:
    added = pd.concat(
        [SHEET.iloc[:1], SHEET.iloc[2:], SHEET.iloc[:1].assign(**{"Product Handle": "c", "SKU": "N"})]
    )

    found = ik.diff(SHEET, added.reset_index(drop=True))

    assert found.products[["state", "product_handle"]].to_numpy().tolist() == [["added", "c"]]
    assert found.variants[["state", "sku"]].to_numpy().tolist() == [["added", "N"], ["removed", "S-2"]]
    assert found.counts["variants"] == {"added": 1, "removed": 1, "changed": 0}
    assert ("added", "c", "Product Title", None, "A") in changes(found)


def test_a_variant_that_moved_to_another_product_is_the_same() -> None:
    found = ik.diff(SHEET, mended((1, "Product Handle", "b")).iloc[[0, 2, 1, 3]].reset_index(drop=True))

    assert ("changed", "S-2", "Product Handle", "a", "b") in changes(found)


def test_sheets_without_handles_are_compared_by_variant_alone() -> None:
    prices = SHEET[["SKU", "Barcode", "Grams Weight"]]
    found = ik.diff(prices, prices.assign(**{"Grams Weight": ["230 g", "7", None, "5"]}).iloc[::-1])

    assert found.products.empty
    assert changes(found) == [("changed", "S-2", "Grams Weight", "250 g", "7 g")]


def test_a_diff_shows_itself_safely() -> None:
    found = ik.diff(SHEET, mended((2, "Product Title", "<script>")))

    assert "1 product (1 changed)" in repr(found)
    assert "<script>" not in found._repr_html_()
    assert "&lt;script&gt;" in found._repr_html_()
    assert "| b |  | Product Title |" in found._repr_markdown_()
    assert json.loads(json.dumps(found.as_dict()))["changes"][0]["after"] == "<script>"
    assert "no differences" in repr(ik.diff(SHEET, ik.check(SHEET, mode="enrich")))


def test_the_text_of_a_workbook_has_a_line_for_each_value() -> None:
    text = workbook_text(mended((2, "Description", "two\nlines")))

    assert text.splitlines()[:6] == [
        "product a",
        "  Product Title: A",
        "  Tags: linen; new",
        "  Kilograms CO2: 1.5",
        "  Grams Weight: 230 g",
        "  Materials Percentages: Linen: 90%; Wool: 10%",
    ]
    assert "\n\nproduct b\n" in text
    assert "  Description: two\\nlines\n" in text
    assert "\n  variant S-2\n    Attribute 1: Color\n" in text
