"""Materials of a sheet, in one column or in a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from importkit.findings import Findings
from importkit.model import CheckedSheet, Mode, Sheet
from importkit.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable


def reported(checked: CheckedSheet) -> dict[str, list[str]]:
    frame = checked.findings.frame
    cells = frame[frame["code"] != "column.missing"]
    return {str(cell): codes.tolist() for cell, codes in cells.groupby("cell", sort=False)["code"]}


def merged(checked: CheckedSheet) -> list[str | None]:
    return [None if pd.isna(cell) else str(cell) for cell in checked.frame["Materials Percentages"]]


def test_one_column_travels_encoded(book: Callable[..., Sheet]) -> None:
    checked = validate(
        book({"Materials Percentages": ["Cotton: 75% | Elastane: 25%", "Wool", None, ";"]}), Mode.CREATE
    )

    assert merged(checked) == ["Cotton\x1f75\x1eElastane\x1f25", "Wool\x1f", None, None]
    assert reported(checked) == {}


def test_a_pair_becomes_one_column(book: Callable[..., Sheet]) -> None:
    checked = validate(book({"Materials": ["Cotton; Elastane"], "Percentages": ["80; 20"]}), Mode.CREATE)

    assert merged(checked) == ["Cotton\x1f80\x1eElastane\x1f20"]
    assert list(checked.frame.columns) == ["Materials Percentages"]


@pytest.mark.parametrize(
    ("materials", "percentages", "expected"),
    [
        pytest.param(
            "Cotton: 80% | Wool: 20%", None, "Cotton\x1f80\x1eWool\x1f20", id="no percentages beside"
        ),
        pytest.param("Cotton", None, "Cotton\x1f", id="no percentages at all"),
        pytest.param("Cotton", 100, "Cotton\x1f100", id="a number cell"),
    ],
)
def test_materials_may_stand_alone(
    book: Callable[..., Sheet], materials: str, percentages: object, expected: str
) -> None:
    checked = validate(book({"Materials": [materials], "Percentages": [percentages]}), Mode.CREATE)

    assert merged(checked) == [expected]


def test_materials_need_no_percentages_column(book: Callable[..., Sheet]) -> None:
    assert merged(validate(book({"Materials": ["Cotton 75%"]}), Mode.CREATE)) == ["Cotton\x1f75"]


@pytest.mark.parametrize(
    ("materials", "percentages", "expected"),
    [
        pytest.param("Cotton; Wool", "80", {"B2": ["materials.length-mismatch"]}, id="too few"),
        pytest.param("Cotton; Wool", "80; 30", {"B2": ["materials.over-100"]}, id="too much"),
        pytest.param("Cotton", "100.4", {"B2": ["materials.invalid"]}, id="one of them too much"),
        pytest.param("Cotton", "most", {"B2": ["materials.invalid"]}, id="no percentage"),
        pytest.param(None, "80", {"B2": ["materials.invalid"]}, id="no material"),
        pytest.param(None, "80; 20", {"B2": ["materials.length-mismatch"]}, id="no materials"),
        pytest.param("Cotton 80%", "80", {"A2": ["materials.invalid"]}, id="percentages in both"),
        pytest.param("x" * 256, "100", {"A2": ["text.too-long"]}, id="a name too long"),
        pytest.param("Cotton: most", None, {"A2": ["materials.invalid"]}, id="materials alone"),
        pytest.param(
            "Cotton, Wool",
            "80; 20",
            {"A2": ["list.comma"], "B2": ["materials.length-mismatch"]},
            id="commas, which tell why the lengths differ",
        ),
    ],
)
def test_an_error_stands_on_the_cell_to_blame(
    book: Callable[..., Sheet], materials: str | None, percentages: str | None, expected: dict[str, list[str]]
) -> None:
    checked = validate(book({"Materials": [materials], "Percentages": [percentages]}), Mode.CREATE)

    assert reported(checked) == expected
    assert merged(checked) == [None]


@pytest.mark.parametrize(
    ("text", "codes", "message"),
    [
        ("Cotton: 50%", ["materials.under-100"], "The percentages add up to 50, which is less than 100."),
        ("Cotton: 99.5%", [], None),
        ("Cotton: 50% | Wool", [], None),
        (
            "Cotton: 50% | cotton: 50%",
            ["materials.repeated"],
            "Cotton is named more than once; it counts once, with 100%.",
        ),
        (
            "Cotton | cotton",
            ["materials.repeated"],
            "Cotton is named more than once; it counts once, with no percentage.",
        ),
        (
            "Nylon 66",
            ["materials.bare-number"],
            '"Nylon 66" ends in a number that is taken as part of its name.',
        ),
        (
            "Cotton: 33.335% | Wool: 66.665%",
            ["number.rounded"],
            "Materials Percentages Cotton: 33.335% | Wool: 66.665% is stored as "
            "Cotton: 33.34% | Wool: 66.66%; the column holds 2 decimals.",
        ),
        (
            "Cotton, Wool",
            ["list.comma"],
            '"Cotton, Wool" counts as one item; Materials Percentages is split at semicolons.',
        ),
        ("Cotton: 99,5%", [], None),
    ],
)
def test_what_is_odd_but_clear_is_a_warning(
    book: Callable[..., Sheet], text: str, codes: list[str], message: str | None
) -> None:
    checked = validate(book({"Materials Percentages": [text], "SKU": ["A"]}), Mode.ENRICH)

    assert checked.findings.frame["code"].tolist() == codes
    assert checked.findings.frame["message"].tolist() == ([message] if message else [])
    assert checked.bad_cells.empty


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Cotton: 80% | Elastane: 40%", "materials.over-100"),
        ("Cotton: 120%", "materials.over-100"),
        ("Cotton: 60% | Cotton: 60%", "materials.over-100"),
        ("Cotton: 100.2%", "materials.invalid"),
        ("Cotton: 75%, Elastane: 25%", "materials.invalid"),
    ],
)
def test_percentages_that_cannot_be_are_one_error(book: Callable[..., Sheet], text: str, code: str) -> None:
    checked = validate(book({"Materials Percentages": [text]}), Mode.CREATE)

    assert reported(checked) == {"A2": [code]}
    assert merged(checked) == [None]


def test_rounded_percentages_of_a_pair_are_told_alone(book: Callable[..., Sheet]) -> None:
    checked = validate(
        book({"Materials": ["A; B; C"], "Percentages": ["33.333; 66.667;"], "SKU": ["1"]}), Mode.ENRICH
    )

    assert merged(checked) == ["A\x1f33.33\x1eB\x1f66.67\x1eC\x1f"]
    assert checked.findings.frame["message"].tolist() == [
        "Percentages 33.333; 66.667; is stored as 33.33; 66.67; ; the column holds 2 decimals."
    ]


def test_the_one_column_wins_where_the_pair_says_the_same(book: Callable[..., Sheet]) -> None:
    given = {
        "Materials Percentages": ["Cotton: 80%", None],
        "Materials": ["Cotton", "Wool"],
        "Percentages": ["80", "80"],
    }

    checked = validate(book(given), Mode.CREATE)

    assert merged(checked) == ["Cotton\x1f80", "Wool\x1f80"]
    assert checked.findings.errors.counts() == {"column.missing": 3}


def test_the_one_column_and_the_pair_may_not_disagree(book: Callable[..., Sheet]) -> None:
    given = {"Materials Percentages": ["Cotton: 100%"], "Materials": ["Wool"], "Percentages": ["100"]}

    checked = validate(book(given), Mode.CREATE)

    assert reported(checked) == {"A2": ["column.conflict"]}
    assert checked.findings.frame["message"].iloc[-1] == (
        'Materials Percentages is "Cotton: 100%" here, but "Wool / 100" in cell B2.'
    )


def test_a_pair_with_a_cell_in_error_is_not_said_not_to_pair_up(book: Callable[..., Sheet]) -> None:
    known = Findings.of("cell.error", [{"row": 2, "column": "Materials", "value": "#N/A", "cell": "A2"}])

    checked = validate(book({"Materials": [None], "Percentages": ["80; 20"]}, findings=known), Mode.CREATE)

    assert reported(checked) == {"A2": ["cell.error"]}
