"""Handles, SKUs and barcodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from importkit.model import CellKind, CheckedSheet, Mode, Sheet
from importkit.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable

#: Valid GTINs of one length each.
GTIN_13 = ["4006381333931", "5901234123457", "9780471117094"]
GTIN_12 = ["036000291452", "614141000036", "725272730706"]


def reported(checked: CheckedSheet) -> dict[str, list[str]]:
    frame = checked.findings.frame
    cells = frame[frame["code"] != "column.missing"]
    return {str(cell): codes.tolist() for cell, codes in cells.groupby("cell", sort=False)["code"]}


def barcodes(checked: CheckedSheet) -> list[str]:
    return [str(barcode) for barcode in checked.frame["Barcode"]]


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ("SKU", "sku.scientific"),
        ("Barcode", "barcode.scientific"),
        ("Product Handle", "handle.scientific"),
    ],
)
def test_a_shortened_identifier_is_one_error(book: Callable[..., Sheet], column: str, code: str) -> None:
    checked = validate(book({column: ["4.01E+12"]}), Mode.CREATE)

    assert reported(checked) == {"A2": [code]}
    assert checked.frame[column].isna().all()


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ("SKU", "sku.precision-lost"),
        ("Barcode", "barcode.precision-lost"),
        ("Product Handle", "handle.precision-lost"),
    ],
)
@pytest.mark.parametrize("number", [1234567890123456, "1.23456789012346e+22"])
def test_a_number_of_more_than_15_digits_is_one_error(
    book: Callable[..., Sheet], column: str, code: str, number: object
) -> None:
    checked = validate(book({column: [number]}, kinds={column: [CellKind.NUMBER]}), Mode.CREATE)

    assert reported(checked) == {"A2": [code]}


@pytest.mark.parametrize(
    ("sku", "kind"),
    [
        pytest.param("123456789012345", CellKind.NUMBER, id="15 digits are kept"),
        pytest.param("1234567890123456789", CellKind.TEXT, id="a text keeps any number of digits"),
        pytest.param("00000000000000000042", CellKind.ZERO_PADDED, id="zeros of the format are no digits"),
        pytest.param("12E5", CellKind.TEXT, id="an E is not always an exponent"),
    ],
)
def test_an_identifier_with_all_its_digits_stays(
    book: Callable[..., Sheet], sku: str, kind: CellKind
) -> None:
    checked = validate(book({"SKU": [sku]}, kinds={"SKU": [kind]}), Mode.CREATE)

    assert reported(checked) == {}
    assert checked.frame["SKU"].tolist() == [sku]


def test_a_zero_format_does_not_bring_lost_digits_back(book: Callable[..., Sheet]) -> None:
    given = book({"SKU": ["001234567890123456"]}, kinds={"SKU": [CellKind.ZERO_PADDED]})

    assert reported(validate(given, Mode.CREATE)) == {"A2": ["sku.precision-lost"]}


def test_a_lost_zero_comes_back_where_the_column_proves_it(book: Callable[..., Sheet]) -> None:
    checked = validate(book({"Barcode": [*GTIN_12, 12345678905]}), Mode.CREATE)

    assert barcodes(checked)[-1] == "012345678905"
    assert reported(checked) == {"A5": ["barcode.zero-restored"]}
    assert checked.findings.frame["message"].iloc[-1] == (
        "Barcode 12345678905 was read as 012345678905: the check digit proves it, "
        "and most barcodes of the column have 12 digits."
    )


def test_a_zero_before_twelve_digits_comes_back_among_thirteen(book: Callable[..., Sheet]) -> None:
    checked = validate(book({"Barcode": [*GTIN_13, 36000291452, 725272730706]}), Mode.CREATE)

    assert barcodes(checked)[-2:] == ["36000291452", "0725272730706"]
    assert reported(checked) == {"A6": ["barcode.zero-restored"], "A5": ["barcode.zero-suspected"]}


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([], id="no other barcodes"),
        pytest.param(GTIN_13, id="others of another length"),
        pytest.param([GTIN_12[0], "115243746"], id="only half of the others"),
    ],
)
def test_without_the_column_a_zero_is_only_suspected(book: Callable[..., Sheet], others: list[str]) -> None:
    checked = validate(book({"Barcode": [12345678905, *others]}), Mode.CREATE)

    assert barcodes(checked)[0] == "12345678905"
    assert reported(checked)["A2"] == ["barcode.zero-suspected"]


def test_a_text_never_lost_a_zero_for_sure(book: Callable[..., Sheet]) -> None:
    checked = validate(book({"Barcode": ["12345678905", *GTIN_12]}), Mode.CREATE)

    assert barcodes(checked)[0] == "12345678905"
    assert reported(checked) == {"A2": ["barcode.zero-suspected"]}


@pytest.mark.parametrize(
    "barcode",
    [
        pytest.param(115243746, id="nine digits, as in the passport template"),
        pytest.param(12345678906, id="the check digit disagrees"),
        pytest.param("4006381333932", id="a wrong check digit"),
        pytest.param("BOX-7", id="no digits"),
    ],
)
def test_a_barcode_that_is_no_gtin_stays_with_a_warning(book: Callable[..., Sheet], barcode: object) -> None:
    checked = validate(book({"Barcode": [barcode, *GTIN_12]}), Mode.CREATE)

    assert barcodes(checked)[0] == str(barcode)
    assert reported(checked) == {"A2": ["barcode.not-gtin"]}


def test_a_barcode_that_is_no_gtin_is_told_in_plain_words(book: Callable[..., Sheet]) -> None:
    checked = validate(book({"Barcode": ["115243746", "4006381333932", *GTIN_12]}), Mode.CREATE)

    assert checked.findings.frame["message"].tolist()[-2:] == [
        "Barcode 115243746 is no standard barcode number (EAN or UPC; in one word GTIN): "
        "it has 9 digits, and they have 8, 12, 13 or 14.",
        "Barcode 4006381333932 is no standard barcode number (EAN or UPC; in one word GTIN): "
        "its last digit, which checks the others, should be 1.",
    ]


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(
    ("numbers", "many"),
    [
        pytest.param([100201, 100202, 100203, 100204, 100205], "None of these 5", id="article numbers"),
        pytest.param(["A-1", "A-2", None, "A-3", "A-4", "A-5"], "None of these 5", id="codes with letters"),
        pytest.param(["none"] * 6, "None of these 6", id="one word"),
        pytest.param([*range(101, 601), *GTIN_13], "Hardly any of these 503", id="a GTIN here and there"),
    ],
)
def test_a_column_with_hardly_any_gtin_is_told_once(
    book: Callable[..., Sheet], numbers: list[Any], many: str, mode: Mode
) -> None:
    checked = validate(book({"Product Handle": ["a"] * len(numbers), "Barcode": numbers}), mode)

    assert reported(checked) == {"B1": ["barcode.no-gtins"]}
    assert checked.frame["Barcode"].dropna().tolist() == [str(number) for number in numbers if number]
    assert checked.findings.frame["message"].iloc[-1] == (
        f"{many} barcodes is a standard barcode number (EAN or UPC; in one word GTIN): "
        f"{numbers[0]}, for example, is not."
    )


@pytest.mark.parametrize(
    ("numbers", "codes"),
    [
        pytest.param([*range(101, 105)], ["barcode.not-gtin"] * 4, id="too few to be sure"),
        pytest.param([*range(101, 109), *GTIN_12], ["barcode.not-gtin"] * 8, id="more than one in five"),
        pytest.param(
            [36000291452, 14141000036, 25272730706, 12345678905, 36000291452],
            ["barcode.zero-suspected"] * 2,
            id="all of them lost a zero",
        ),
    ],
)
def test_barcodes_that_may_be_gtins_are_told_one_by_one(
    book: Callable[..., Sheet], numbers: list[Any], codes: list[str]
) -> None:
    found = [*reported(validate(book({"Barcode": numbers}), Mode.CREATE)).values()]

    assert [code for cell in found for code in cell][: len(codes)] == codes


def test_twelve_valid_digits_need_no_zero(book: Callable[..., Sheet]) -> None:
    assert reported(validate(book({"Barcode": [725272730706]}), Mode.CREATE)) == {}


def test_skus_that_differ_only_in_case_are_told_of_each_other(book: Callable[..., Sheet]) -> None:
    checked = validate(book({"SKU": ["a-1", "A-1", "b-1", "a-1", None]}), Mode.CREATE)

    assert reported(checked) == {cell: ["sku.case-differs"] for cell in ("A2", "A3", "A5")}
    messages = checked.findings.frame["message"].tolist()[-3:]
    assert messages[0] == "SKU a-1 differs only in upper and lower case from A-1 (row 3)."
    assert messages[1] == "SKU A-1 differs only in upper and lower case from a-1 (rows 2, 5)."


def test_a_handle_that_is_no_slug_is_told_once(book: Callable[..., Sheet]) -> None:
    checked = validate(book({"Product Handle": ["Blue Shirt", "Blue Shirt", "ok", None]}), Mode.CREATE)

    assert reported(checked) == {"A2": ["handle.not-slug"]}
    assert checked.frame["Product Handle"].tolist()[:2] == ["Blue Shirt", "Blue Shirt"]
    assert checked.findings.frame["suggestion"].iloc[-1] == "blue-shirt"


@pytest.mark.parametrize("mode", list(Mode))
def test_a_handle_of_another_script_is_fine(book: Callable[..., Sheet], mode: Mode) -> None:
    handles = ["nhẫn-1", "シャツ", "हिन्दी-कुर्ता", "nha\u0302\u0303n-2"]

    assert reported(validate(book({"Product Handle": handles, "SKU": [*"abcd"]}), mode)) == {}


def test_a_handle_without_letters_has_no_suggestion(book: Callable[..., Sheet]) -> None:
    checked = validate(book({"Product Handle": ["\u2605"]}), Mode.CREATE)

    assert checked.findings.frame["hint"].iloc[-1] == "Use small letters, digits and hyphens."
    assert checked.findings.frame["message"].iloc[-1] == (
        'The handle "★" has spaces, capitals or signs, which a web address cannot show (it is no slug).'
    )


def test_identifiers_may_be_blank(book: Callable[..., Sheet]) -> None:
    checked = validate(book({"SKU": [None], "Barcode": [None], "Product Title": [None]}), Mode.CREATE)

    assert reported(checked) == {}
