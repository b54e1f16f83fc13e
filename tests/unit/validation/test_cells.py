"""What a cell means, by the kind of its column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from importkit.model import CellKind, Mode
from importkit.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.model import CheckedSheet, Sheet

    Check = Callable[..., CheckedSheet]


@pytest.fixture
def check(book: Callable[..., Sheet]) -> Check:
    """Return a function that validates columns, by default in Create mode."""

    def validated(cells: dict[str, list[Any]], *, mode: Mode = Mode.CREATE, **given: Any) -> CheckedSheet:
        return validate(book(cells, **given), mode)

    return validated


def reported(checked: CheckedSheet) -> dict[str, list[str]]:
    """Return the codes found in each cell, missing columns apart."""
    frame = checked.findings.frame
    cells = frame[frame["code"] != "column.missing"]
    return {str(cell): codes.tolist() for cell, codes in cells.groupby("cell", sort=False)["code"]}


def texts(checked: CheckedSheet, column: str) -> list[str | None]:
    return [None if pd.isna(cell) else str(cell) for cell in checked.frame[column]]


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        pytest.param(6.55, "6.55", id="a number"),
        pytest.param(4223, "4223", id="a whole number"),
        pytest.param(0, "0", id="zero"),
        pytest.param("6,55", "6.55", id="a decimal comma"),
        pytest.param("007", "7", id="leading zeros"),
        pytest.param("1,234.50", "1234.5", id="thousands"),
        pytest.param("1e-05", "0", id="very small"),
        pytest.param("\uff11\uff12\uff0e\uff15", "12.5", id="full width"),
    ],
)
def test_a_number_becomes_plain_text(check: Check, cell: object, stored: str) -> None:
    assert texts(check({"Kilograms CO2": [cell]}), "Kilograms CO2") == [stored]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        pytest.param("12abc", "number.invalid", id="letters"),
        pytest.param("NaN", "number.invalid", id="no number"),
        pytest.param("Infinity", "number.invalid", id="infinite"),
        pytest.param("\u0661\u0662", "number.invalid", id="digits of another script"),
        pytest.param("5\u00b2", "number.invalid", id="a square"),
        pytest.param("TRUE", "number.invalid", id="a truth"),
        pytest.param(-3, "number.negative", id="negative"),
        pytest.param("-3,5", "number.negative", id="negative text"),
        pytest.param(123456789, "number.out-of-range", id="too many digits"),
        pytest.param("99999999.99996", "number.out-of-range", id="too many digits once rounded"),
        pytest.param("1,234", "number.ambiguous", id="two readings"),
    ],
)
def test_a_number_that_cannot_be_stored_is_one_error(check: Check, cell: object, code: str) -> None:
    checked = check({"Kilograms CO2": [cell]})

    assert reported(checked) == {"A2": [code]}
    assert texts(checked, "Kilograms CO2") == [None]


def test_rounding_is_told_when_it_changes_a_number(check: Check) -> None:
    checked = check({"Liters Water Used": [1.125, 1.12, "1.120"]})

    assert texts(checked, "Liters Water Used") == ["1.12", "1.12", "1.12"]
    assert reported(checked) == {"A2": ["number.rounded"]}


def test_rounding_noise_away_is_not_told(check: Check) -> None:
    cells = {
        "Kilograms CO2": [0.333333333333333, 12.3456789, "0.30000000000000004"],
        "Grams Weight": [230.333333333333, "0.4535924 kg", "12.30000000000001"],
        "Materials Percentages": ["A: 33.3333333333333%", "B: 66.6666666666667%", None],
    }

    checked = check(cells)

    assert texts(checked, "Kilograms CO2") == ["0.3333", "12.3457", "0.3"]
    assert texts(checked, "Grams Weight") == ["230.33 g", "453.59 g", "12.3 g"]
    assert "number.rounded" not in checked.findings.counts()


def test_text_cells_show_how_a_column_is_typed(check: Check) -> None:
    checked = check({"Liters Water Used": ["12,5", "1,234", "1.234"]})

    assert texts(checked, "Liters Water Used") == ["12.5", "1.23", "1234"]


def test_excels_own_numbers_are_plain_whatever_the_texts_show(check: Check) -> None:
    checked = check({"Kilograms CO2": ["12,5", 1.234]})

    assert texts(checked, "Kilograms CO2") == ["12.5", "1.234"]


def test_excels_own_numbers_decide_nothing_about_texts(check: Check) -> None:
    checked = check({"Kilograms CO2": [1.5, "1,234"]})

    assert reported(checked) == {"A3": ["number.ambiguous"]}


def test_the_two_readings_of_a_weight_keep_their_unit(check: Check) -> None:
    frame = check({"Grams Weight": ["1,234 kg"]}).findings.frame
    message = frame.loc[frame["code"] == "number.ambiguous", "message"].item()

    assert message == ('"1,234 kg" could be 1.234 kg or 1234 kg; nothing else in its column decides which.')


@pytest.mark.parametrize(
    ("cell", "stored", "codes"),
    [
        pytest.param(230, "230 g", {}, id="a bare number is grams"),
        pytest.param("0,23 kg", "0.23 kg", {}, id="its own unit"),
        pytest.param("1.5 LBS", "1.5 lb", {}, id="unit spelled otherwise"),
        pytest.param("1.2345 kg", "1234.5 g", {}, id="grams hold what kilograms cannot"),
        pytest.param(230.125, "230.12 g", {"A2": ["number.rounded"]}, id="rounded"),
        pytest.param("5 stone", None, {"A2": ["number.invalid"]}, id="another unit"),
        pytest.param("-5 g", None, {"A2": ["number.negative"]}, id="negative"),
        pytest.param("123456789 g", None, {"A2": ["number.out-of-range"]}, id="too heavy"),
    ],
)
def test_a_weight_keeps_its_unit(
    check: Check, cell: object, stored: str | None, codes: dict[str, list[str]]
) -> None:
    checked = check({"Grams Weight": [cell]})

    assert texts(checked, "Grams Weight") == [stored]
    assert reported(checked) == codes


def test_a_list_travels_as_its_items(check: Check) -> None:
    checked = check({"Tags": ["Organic; Vegan;organic", ";;", "mens, shirt", None]})

    assert texts(checked, "Tags") == ["Organic\x1eVegan", None, "mens, shirt", None]
    assert reported(checked) == {"A4": ["list.comma"]}


def test_a_dialect_splits_its_lists_its_own_way(check: Check) -> None:
    checked = check({"Tags": ["mens, shirt"], "Eco Claims": ["a; b"]}, dialect="shopify")

    assert texts(checked, "Tags") == ["mens\x1eshirt"]
    assert texts(checked, "Eco Claims") == ["a\x1eb"]
    assert reported(checked) == {}


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("Product Title", "x" * 256, "Product Title has 256 characters; 255 are possible."),
        ("SKU", "x" * 101, "SKU has 101 characters; 100 are possible."),
        ("Description", "x" * 32_768, "Description has 32768 characters; 32767 are possible."),
        ("Weaving", "a;" + "x" * 256, "One item of Weaving has 256 characters; 255 are possible."),
        ("Materials Percentages", "x" * 256 + ": 5%", "A material has 256 characters; 255 are possible."),
    ],
)
def test_a_text_may_be_only_so_long(check: Check, column: str, text: str, message: str) -> None:
    frame = check({column: [text]}).findings.frame
    found = frame[frame["code"] == "text.too-long"]

    assert found[["cell", "message"]].to_numpy().tolist() == [["A2", message]]


@pytest.mark.parametrize("column", ["Image", "Variant Image"])
@pytest.mark.parametrize(
    "url",
    ["https://a.b/c.png?x=1#y", "HTTP://brand.com", "http://localhost:8000/a", "https://\u00fc.de/\u00fc"],
)
def test_a_full_web_address_is_a_picture(check: Check, column: str, url: str) -> None:
    checked = check({column: [url]})

    assert texts(checked, column) == [url]
    assert reported(checked) == {}


@pytest.mark.parametrize(
    "text",
    ["a.png", "//a.b/c", "ftp://a.b/c", "https://", "https:///c", "https://a.b/c d", "see https://a.b", "0"],
)
def test_anything_else_is_no_picture(check: Check, text: str) -> None:
    assert reported(check({"Image": [text]})) == {"A2": ["image.not-url"]}


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("column", ["Image", "Variant Image"])
@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("https://a/1.jpg;https://a/2.jpg", 2, id="semicolon"),
        pytest.param("https://a/1.jpg, http://a/2.jpg,https://a/3.jpg", 3, id="commas"),
        pytest.param("https://a/1.jpg | https://a/2.jpg", 2, id="bar"),
        pytest.param("https://a/1.jpg https://a/2.jpg", 2, id="space"),
        pytest.param("https://a/1.jpg\nHTTPS://a/2.jpg", 2, id="newline"),
        pytest.param("https://a/1.jpg;https://b/?x=1;2,3", 2, id="separators within"),
    ],
)
def test_of_several_addresses_one_is_to_be_kept(
    check: Check, column: str, text: str, count: int, mode: Mode
) -> None:
    checked = check({column: [text]}, mode=mode)

    finding = next(finding for finding in checked.findings if finding.code == "image.not-url")
    assert (finding.cell, finding.suggestion) == ("A2", "https://a/1.jpg")
    assert finding.hint == (
        f"The cell holds {count} addresses, and there is room for one picture: keep one of them."
    )
    assert texts(checked, column) == [None]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.b/i;v=2/1.jpg?size=10,20;crop", "https://a.b/i;v=2/1.jpg?size=10,20;crop"),
        (
            "https://c.d/fetch/w_200,h_200/https://a.b/1.jpg",
            "https://c.d/fetch/w_200,h_200/https://a.b/1.jpg",
        ),
        ("https://c.d/?url=https://a.b/1.jpg", "https://c.d/?url=https://a.b/1.jpg"),
        ("https://a.b/1.jpg;", "https://a.b/1.jpg"),
        ("https://a.b/1.jpg, https://a.b/1.jpg", "https://a.b/1.jpg"),
    ],
)
def test_an_address_with_commas_and_semicolons_is_one(check: Check, text: str, address: str) -> None:
    checked = check({"Image": [text]})

    assert texts(checked, "Image") == [address]
    assert reported(checked) == {}


def test_texts_and_categories_stay_as_typed(check: Check) -> None:
    cells = {"Category": "A>  b", "Season": "NOS", "Attribute 1": "Size", "Attribute Value 1": "FALSE"}

    checked = check({column: [text] for column, text in cells.items()})

    assert {column: texts(checked, column)[0] for column in cells} == cells
    assert reported(checked) == {}


def test_a_percent_cell_is_no_text_evidence(check: Check) -> None:
    checked = check(
        {"Kilograms CO2": ["0.5", "1,234"]}, kinds={"Kilograms CO2": [CellKind.PERCENT, CellKind.TEXT]}
    )

    assert reported(checked) == {"A3": ["number.ambiguous"]}


def test_a_sheet_without_rows_is_no_problem(check: Check) -> None:
    checked = check({"Product Handle": [], "SKU": [], "Materials": [], "Percentages": [], "Grams Weight": []})

    assert checked.frame.empty
    assert list(checked.frame.columns) == ["Product Handle", "SKU", "Grams Weight", "Materials Percentages"]


def test_reading_leaves_the_book_alone(book: Callable[..., Sheet]) -> None:
    given = book({"SKU": ["4.01E+12"], "Tags": ["a;b"], "Materials": ["x"], "Percentages": ["5"]})
    before = given.frame.copy(deep=True)

    validate(given, Mode.CREATE)

    pd.testing.assert_frame_equal(given.frame, before)
