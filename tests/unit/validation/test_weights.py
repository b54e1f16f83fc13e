"""Weights and the column of units beside them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

from importkit.findings import Findings
from importkit.model import CellKind, Mode
from importkit.validation import validate
from importkit.workbook import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.model import CheckedSheet, Sheet

MODES = pytest.mark.parametrize("mode", list(Mode))


@pytest.fixture
def weigh(book: Callable[..., Sheet]) -> Callable[..., CheckedSheet]:
    """Return a function that validates weights and the units beside them."""

    def weighed(weights: list[Any], units: list[Any], mode: Mode = Mode.CREATE, **given: Any) -> CheckedSheet:
        return validate(book({"Grams Weight": weights, "Weight Unit": units}, **given), mode)

    return weighed


def reported(checked: CheckedSheet) -> dict[str, list[str]]:
    frame = checked.findings.frame
    cells = frame[frame["code"] != "column.missing"]
    return {str(cell): codes.tolist() for cell, codes in cells.groupby("cell", sort=False)["code"]}


def weights(checked: CheckedSheet) -> list[str | None]:
    return [None if pd.isna(cell) else str(cell) for cell in checked.frame["Grams Weight"]]


@pytest.mark.slow
@MODES
@pytest.mark.parametrize(
    ("weight", "unit", "stored"),
    [
        pytest.param(1.2, "kg", "1.2 kg", id="a number and its unit"),
        pytest.param("1,2", "KGS", "1.2 kg", id="as people spell it"),
        pytest.param("230", "Grams", "230 g", id="grams in full"),
        pytest.param(8, "oz.", "8 oz", id="ounces with a point"),
        pytest.param("3", "Pounds", "3 lb", id="pounds"),
        pytest.param("\uff13", "\uff4b\uff47", "3 kg", id="full width"),
        pytest.param("1.2 kg", "kg", "1.2 kg", id="the same unit twice"),
        pytest.param("1.2 kilo", "Kg", "1.2 kg", id="the same unit in two spellings"),
        pytest.param(1.2345, "kg", "1234.5 g", id="grams hold what kilograms cannot"),
        pytest.param(0, "kg", "0 kg", id="nothing"),
        pytest.param(None, "kg", None, id="a unit without a weight"),
        pytest.param(None, "stone", None, id="no unit without a weight"),
    ],
)
def test_the_unit_beside_a_weight_counts(
    weigh: Callable[..., CheckedSheet], weight: Any, unit: str, stored: str | None, mode: Mode
) -> None:
    checked = weigh([weight], [unit], mode)

    assert weights(checked) == [stored]
    assert reported(checked) == {}
    assert "Weight Unit" not in checked.frame


def test_each_row_has_its_own_unit(weigh: Callable[..., CheckedSheet]) -> None:
    checked = weigh([1.5, 230, "1,5", 4, None], ["kg", "g", "lb", "oz", "kg"])

    assert weights(checked) == ["1.5 kg", "230 g", "1.5 lb", "4 oz", None]
    assert reported(checked) == {}


def test_the_decimal_mark_is_that_of_the_whole_column(weigh: Callable[..., CheckedSheet]) -> None:
    assert weights(weigh(["1,234", "12,5"], ["kg", "g"])) == ["1234 g", "12.5 g"]


@MODES
def test_two_units_that_differ_are_one_error_on_the_weight(
    weigh: Callable[..., CheckedSheet], mode: Mode
) -> None:
    checked = weigh(["500 g", "1.2 kg"], ["kg", "lbs"], mode)

    assert reported(checked) == {"A2": ["number.ambiguous"], "A3": ["number.ambiguous"]}
    assert weights(checked) == [None, None]
    finding = next(finding for finding in checked.findings if finding.cell == "A2")
    assert finding.message == '"500 g" could be 500 g or 500 kg; the unit beside it is kg.'
    assert finding.hint == "Make the units equal: 500 g or 500 kg?"


@MODES
@pytest.mark.parametrize("unit", ["stone", "t", "kg/m", "1", "kg lb"])
def test_a_unit_that_is_none_is_one_error_on_its_cell(
    weigh: Callable[..., CheckedSheet], unit: str, mode: Mode
) -> None:
    checked = weigh([1.2], [unit], mode)

    assert reported(checked) == {"B2": ["number.invalid"]}
    assert weights(checked) == [None]
    finding = next(finding for finding in checked.findings if finding.cell == "B2")
    assert finding.message == f'"{unit}" in Weight Unit is not a unit of weight.'


@MODES
def test_a_blank_unit_means_grams_with_a_warning(weigh: Callable[..., CheckedSheet], mode: Mode) -> None:
    checked = weigh([1.2, "1.2 kg", None, 0], [None, None, None, None], mode)

    assert weights(checked) == ["1.2 g", "1.2 kg", None, "0 g"]
    assert reported(checked) == {"B2": ["number.no-unit"]}
    finding = next(finding for finding in checked.findings if finding.cell == "B2")
    assert (finding.severity, finding.message) == (
        "warning",
        "The weight 1.2 has no unit here, so it counts as grams.",
    )


def test_a_bad_weight_is_one_error_whatever_stands_beside_it(weigh: Callable[..., CheckedSheet]) -> None:
    checked = weigh(["12abc", -3, "5 stone"], [None, "kg", "kg"])

    assert reported(checked) == {
        "A2": ["number.invalid"],
        "A3": ["number.negative"],
        "A4": ["number.invalid"],
    }
    assert weights(checked) == [None, None, None]


def test_a_unit_in_error_says_nothing_of_its_weight(book: Callable[..., Sheet]) -> None:
    found = Findings.of("cell.error", [{"row": 2, "column": "Weight Unit", "cell": "B2", "value": "#N/A"}])
    given = book(
        {"Grams Weight": [1.2], "Weight Unit": ["#N/A"]},
        kinds={"Weight Unit": [CellKind.ERROR]},
        findings=found,
    )

    checked = validate(given, Mode.CREATE)

    assert reported(checked) == {"B2": ["cell.error"]}
    assert weights(checked) == [None]


def test_units_without_a_column_of_weights_say_nothing(book: Callable[..., Sheet]) -> None:
    checked = validate(book({"SKU": ["A"], "Weight Unit": ["stone"]}), Mode.CREATE)

    assert reported(checked) == {}
    assert "Weight Unit" not in checked.frame


@pytest.mark.parametrize(
    ("weight", "unit", "is_cleared", "codes"),
    [
        pytest.param("[clear]", None, True, {}, id="the weight alone"),
        pytest.param("[clear]", "kg", True, {}, id="the weight, a unit beside it"),
        pytest.param("[clear]", "[CLEAR]", True, {}, id="both"),
        pytest.param(None, "[clear]", False, {"B2": ["clear.not-allowed"]}, id="the unit alone"),
        pytest.param("230", "[clear]", False, {"B2": ["clear.not-allowed"]}, id="the unit of a weight"),
    ],
)
def test_clearing_the_weight_clears_its_unit(
    weigh: Callable[..., CheckedSheet],
    weight: str | None,
    unit: str | None,
    is_cleared: bool,
    codes: dict[str, list[str]],
) -> None:
    checked = weigh([weight], [unit], Mode.ENRICH)

    assert checked.clear_marks.to_numpy().tolist() == [[2, "Grams Weight"]] * is_cleared
    assert weights(checked) == [None]
    assert reported(checked) == codes


def test_nothing_is_cleared_while_products_are_created(weigh: Callable[..., CheckedSheet]) -> None:
    assert reported(weigh(["230"], ["[clear]"])) == {"B2": ["clear.not-allowed"]}


@MODES
def test_a_unit_counts_from_text_number_format_and_column(mode: Mode) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["SKU", "Product Handle", "Product Title", "Weight", "Weight Unit"])
    cells = [
        ("1.2 kg", "General", None, "1.2 kg", {}),
        (1.2, '0.00" kg"', None, "1.2 kg", {}),
        (1.2, "General", "kg", "1.2 kg", {}),
        ("1.2 kg", "General", "KG", "1.2 kg", {}),
        (1.2, '0.00" kg"', "Kilos", "1.2 kg", {}),
        (1.2, '0.00" kg"', "g", None, {"D": "number.ambiguous"}),
        ("1.2 lbs", "General", "kg", None, {"D": "number.ambiguous"}),
        (1.2, '0.00" stone"', "kg", None, {"D": "number.invalid"}),
        (1.2, "0.00", None, "1.2 g", {"E": "number.no-unit"}),
    ]
    for row, (weight, number_format, unit, _, _) in enumerate(cells, start=2):
        sheet.append([f"S-{row}", f"p-{row}", "Tee", weight, unit])
        sheet.cell(row, 4).number_format = number_format
    buffer = io.BytesIO()
    workbook.save(buffer)

    checked = validate(read(buffer.getvalue()), mode)

    assert weights(checked) == [stored for *_, stored, _ in cells]
    assert reported(checked) == {
        f"{letter}{row}": [code]
        for row, (*_, codes) in enumerate(cells, start=2)
        for letter, code in codes.items()
    }
