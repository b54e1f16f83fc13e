"""Messages call a column as the sheet's own header does; codes and columns stay what machines know."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from support import report_sheets as sheets

import importkit as ik
from importkit import checks
from importkit.findings import Findings
from importkit.model import Layout, SheetColumn


def renamed(code: str, header: str, **case: Any) -> tuple[str, str]:
    """Return message and hint of a finding in column N, which the sheet calls by another name."""
    found = Findings.of(code, [{"row": 4, "cell": "N4", **case}]).with_headers({"N": header})
    [finding] = found
    assert finding.column == case["column"]
    return finding.message, finding.hint


@pytest.mark.parametrize(
    ("code", "header", "case", "message"),
    [
        pytest.param(
            "value.required",
            "Variant SKU",
            {"column": "SKU"},
            "Variant SKU is missing.",
            id="at the beginning",
        ),
        pytest.param(
            "image.not-url",
            "Image Src",
            {"column": "Image", "value": "Image.jpg"},
            '"Image.jpg" is not the full web address of an image.',
            id="a message that does not name its column",
        ),
        pytest.param(
            "number.invalid",
            "Variant Grams",
            {"column": "Grams Weight", "value": "5 Grams Weight", "what": "a number"},
            '"5 Grams Weight" in Variant Grams is not a number.',
            id="behind a value that names the column",
        ),
        pytest.param(
            "variant.not-found",
            "Variant SKU",
            {"column": "SKU", "value": "SKU-1", "what": "variant"},
            "No variant has Variant SKU SKU-1.",
            id="behind a fact that is not kept",
        ),
        pytest.param(
            "cell.error",
            "Variant {column} %s",
            {"column": "SKU", "value": "#N/A"},
            "Excel shows #N/A in this cell instead of a value.",
            id="a header that looks like a template",
        ),
        pytest.param(
            "value.required",
            "{0} \\1 SKU",
            {"column": "SKU"},
            "{0} \\1 SKU is missing.",
            id="a header that is nothing but text",
        ),
    ],
)
def test_a_column_is_called_as_in_the_sheet(
    code: str, header: str, case: dict[str, Any], message: str
) -> None:
    assert renamed(code, header, **case)[0] == message


def test_every_place_of_a_hint_is_renamed() -> None:
    case = {"column": "Season", "value": "Summer", "product_handle": "tee"}

    message, hint = renamed("value.for-product", "Saison", **case)

    assert message.startswith('Saison "Summer" stands on a row without a handle')
    assert hint == "Nothing to do if that is meant: Saison always belongs to the whole product."


def test_naming_twice_changes_nothing_more() -> None:
    once = Findings.of("value.required", [{"row": 2, "cell": "B2", "column": "Image"}]).with_headers(
        {"B": "Image Src"}
    )

    assert once.with_headers({"B": "Image Src"}) == once
    assert next(iter(once)).message == "Image Src is missing."


def test_a_column_without_a_header_of_its_own_keeps_its_name() -> None:
    found = Findings.of("value.required", [{"row": 2, "cell": "B2", "column": "SKU"}])

    assert found.with_headers({"C": "Variant Grams"}) == found


def test_only_headers_that_differ_for_a_reader_are_used() -> None:
    columns = (
        SheetColumn("A", "product handle", "Product Handle"),
        SheetColumn("B", "Variant SKU", "SKU"),
        SheetColumn("C", "Price", None),
        SheetColumn("D", "x" * 2_000, "Tags"),
        SheetColumn("E", "…", "Season"),
    )

    assert Layout("Products", 1, "plan", columns).own_headers == {"B": "Variant SKU"}


def test_a_check_speaks_as_the_sheet_does_and_keeps_canonical_columns() -> None:
    found = checks.check(sheets.mostly_blank_skus()).findings.errors

    reported = {(finding.column, finding.message) for finding in found}
    assert ("SKU", "Variant SKU is missing.") in reported
    assert ("Grams Weight", '"heavy" in Variant Grams is not a number.') in reported


def test_other_columns_are_called_as_the_sheet_calls_them_too() -> None:
    sheet = pd.DataFrame(
        {
            "Handle": ["tee", "cap", "hat"],
            "Title": ["Tee", "Cap", "Hat"],
            "Option1 Name": [None, "Color", "Color"],
            "Option1 Value": ["Red", "Red", "Red"],
            "Option2 Name": ["Size", "Color", "Size"],
            "Option2 Value": ["M", "Blue", "M"],
            "Variant SKU": ["T-1", "C-1", "H-1"],
            "Variant Grams": [200, 300, "1,234"],
            "Variant Price": [9, 9, 9],
        }
    )

    found = ik.check(ik.Book.from_frame(sheet, dialect="shopify")).findings.errors

    assert {finding.code: finding.message for finding in found} == {
        "attribute.incomplete": 'Option1 Name is missing for Option1 Value "Red".',
        "attribute.repeated": "The attribute Color is named in Option1 Name too.",
        "number.ambiguous": '"1,234" could be 1.234 g or 1234 g; nothing else in its column decides which.',
    }
    assert {finding.hint for finding in found if finding.code == "attribute.incomplete"} == {
        "Fill in Option1 Name, or clear Option1 Value."
    }
