"""The first sentence of a plan and of an import: products first, then what holds them back."""

from __future__ import annotations

from typing import Any

import pytest

from importkit import display
from importkit.findings import Findings

MISSING = Findings.of(
    "value.required",
    [{"row": row, "cell": f"J{row}", "column": "SKU", "product_handle": f"p-{row}"} for row in (2, 3)],
)
STRAY = Findings.of("row.stray", [{"row": 9, "cell": "A9", "value": "Total", "column": "Product Title"}])


def verdict(mode: str, found: Findings | None = None, **summary: Any) -> tuple[str, str]:
    reported = display.summarize_job(summary, mode, found or Findings()).verdict
    return reported.words.replace("\N{NO-BREAK SPACE}", " "), reported.tone


@pytest.mark.parametrize(
    ("mode", "found", "summary", "expected"),
    [
        pytest.param(
            "CREATE",
            MISSING,
            {"products_created": 7, "variants_created": 12, "failed_products": 2},
            ("7 products imported, 2 held back: 2 variants have no SKU.", "mixed"),
            id="some are held back",
        ),
        pytest.param(
            "CREATE",
            None,
            {"products_created": 1, "products_unchanged": 1_200},
            ("1 product imported, 1 200 already there.", "good"),
            id="some are there already",
        ),
        pytest.param(
            "CREATE",
            None,
            {"products_unchanged": 2, "variants_created": 1},
            ("1 variant added to products that are there, 2 already there.", "good"),
            id="only variants are new",
        ),
        pytest.param(
            "CREATE",
            None,
            {"products_unchanged": 38},
            ("Nothing to import: all 38 products are there already.", "good"),
            id="all are there already",
        ),
        pytest.param(
            "CREATE",
            MISSING,
            {"failed_products": 2},
            ("Neither of the 2 products was imported: 2 variants have no SKU.", "bad"),
            id="both are held back",
        ),
        pytest.param(
            "CREATE",
            None,
            {"failed_products": 1},
            ("The product was not imported.", "bad"),
            id="the findings are no longer kept",
        ),
        pytest.param(
            "CREATE",
            MISSING,
            {"failed_products": 2, "products_unchanged": 5},
            ("5 products already there, 2 held back: 2 variants have no SKU.", "mixed"),
            id="the rest is there already",
        ),
        pytest.param(
            "ENRICH",
            MISSING,
            {"products_updated": 19, "variants_updated": 32, "products_unchanged": 4, "failed_products": 2},
            ("19 products and 32 variants updated, 2 products held back: 2 variants have no SKU.", "mixed"),
            id="enriching",
        ),
        pytest.param(
            "ENRICH",
            None,
            {"products_unchanged": 1},
            ("Nothing to update: the product is stored like this already.", "good"),
            id="enriching by what is stored",
        ),
        pytest.param("CREATE", None, {}, ("Nothing imported.", "bad"), id="an import that broke off"),
        pytest.param(
            "CREATE",
            None,
            {"products_created": 0, "failed_products": 0},
            ("This sheet has no rows of products yet.", "mixed"),
            id="no rows",
        ),
        pytest.param(
            "CREATE",
            STRAY,
            {"products_created": 3, "failed_products": 0},
            ("3 products imported, but 1 row is a note or a total.", "mixed"),
            id="a row that belongs to no product",
        ),
        pytest.param(
            "CREATE",
            STRAY,
            {"products_unchanged": 3},
            ("Nothing to import: all 3 products are there already, but 1 row is a note or a total.", "mixed"),
            id="such a row below products that are there",
        ),
        pytest.param(
            "CREATE",
            MISSING + STRAY,
            {"products_created": 3, "failed_products": 2},
            (
                "3 products imported, 2 held back: 2 variants have no SKU. 1 row is a note or a total.",
                "mixed",
            ),
            id="such a row beside products that are held back",
        ),
    ],
)
def test_an_import_is_told_in_products(
    mode: str, found: Findings | None, summary: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert verdict(mode, found, **summary) == expected


def test_three_causes_are_named_and_the_others_counted() -> None:
    codes = ("cell.error", "cell.date", "number.invalid", "number.negative", "image.not-url")
    found = Findings.all(Findings.of(code, [{"row": 2, "cell": "B2", "column": "Image"}]) for code in codes)

    words, _ = verdict("CREATE", found, failed_products=1)

    assert words.endswith(
        "1 cell shows an Excel error, Excel made a date of 1 value,"
        " 1 number cannot be read and 2 other causes."
    )


def test_a_fourth_cause_is_named_rather_than_counted() -> None:
    codes = ("cell.error", "cell.date", "number.invalid", "number.negative")
    found = Findings.all(Findings.of(code, [{"row": 2, "cell": "B2", "column": "Image"}]) for code in codes)

    words, _ = verdict("CREATE", found, failed_products=1)

    assert words.endswith("and 1 number is negative.")


def test_what_alone_holds_everything_back_comes_with_the_way_to_mend_all_of_it() -> None:
    cases = [{"row": row, "cell": f"J{row}", "column": "SKU"} for row in range(2, 40)]

    advice = display.summarize_refusal(Findings.of("value.required", cases)).advice

    assert 'filter column J for blanks, type ="AB-"&ROW() in J2 and fill it down' in advice
    assert "picture" not in advice


def test_rows_with_only_a_picture_are_left_out_of_what_is_filled_down() -> None:
    cases = [{"row": row, "cell": f"J{row}", "column": "SKU"} for row in range(2, 40)]
    pictures = Findings.of("row.image-only", [{"row": 50, "product_handle": "tee"}])

    advice = display.summarize_refusal(Findings.of("value.required", cases) + pictures).advice

    assert advice.endswith("Leave the rows with only a picture blank.")


def test_notes_with_one_meaning_share_a_lead() -> None:
    notes = Findings.all(
        [
            Findings.of(
                "column.not-imported", [{"row": 1, "column": name, "cell": "F1"} for name in ("Type", "Cost")]
            ),
            Findings.of("number.rounded", [{"row": 2, "column": "Kilograms CO2", "cell": "Q2"}]),
            Findings.of("image.gallery", [{"row": 5, "column": "Image", "cell": "U5"}]),
        ]
    )

    assert display.summarize_refusal(notes).notes == (
        "Not imported: 2 columns, 1 gallery picture beside a variant. 1 number is rounded."
    )
