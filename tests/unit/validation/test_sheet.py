"""Rules about the sheet as a whole: required columns, clear marks, one error for each cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from importkit.findings import Findings
from importkit.model import CellKind, CheckedSheet, Mode, Sheet, SheetColumn
from importkit.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable


def reported(checked: CheckedSheet) -> dict[str, list[str]]:
    frame = checked.findings.frame
    cells = frame[frame["code"] != "column.missing"]
    return {str(cell): codes.tolist() for cell, codes in cells.groupby("cell", sort=False)["code"]}


@pytest.mark.parametrize(
    ("columns", "mode", "missing"),
    [
        pytest.param(["Product Handle", "Product Title", "SKU"], Mode.CREATE, [], id="all there"),
        pytest.param(
            ["Product Handle", "Product Title", "Barcode"], Mode.CREATE, [], id="barcode instead of SKU"
        ),
        pytest.param(["Product Title", "SKU"], Mode.CREATE, [("Product Handle", "C1")], id="no handle"),
        pytest.param(
            ["Tags"],
            Mode.CREATE,
            [("Product Handle", "B1"), ("Product Title", "C1"), ("SKU", "D1")],
            id="none of them",
        ),
        pytest.param(["Barcode"], Mode.ENRICH, [], id="enriching needs an identifier only"),
        pytest.param(["Product Handle"], Mode.ENRICH, [("SKU", "B1")], id="enriching without one"),
    ],
)
def test_a_missing_column_is_an_error_at_the_next_free_header(
    book: Callable[..., Sheet], columns: list[str], mode: Mode, missing: list[tuple[str, str]]
) -> None:
    checked = validate(book({column: [None] for column in columns}), mode)

    frame = checked.findings.frame
    assert list(zip(frame["column"], frame["cell"], strict=True)) == missing
    assert checked.bad_cells.empty


def test_a_missing_identifier_names_both_columns(book: Callable[..., Sheet]) -> None:
    findings = validate(book({"Tags": [None]}), Mode.ENRICH).findings

    assert [finding.message for finding in findings] == ["The sheet has no SKU or Barcode column."]


def test_the_next_free_header_comes_after_columns_that_are_not_imported(book: Callable[..., Sheet]) -> None:
    given = book({"Product Handle": [None], "Product Title": [None]})
    own = (*given.layout.columns, SheetColumn("Z", "My notes", None))

    checked = validate(replace(given, layout=replace(given.layout, columns=own, header_row=4)), Mode.CREATE)

    assert [finding.cell for finding in checked.findings] == ["AA4"]


@pytest.mark.parametrize(
    "column", ["Product Title", "SKU", "Tags", "Grams Weight", "Materials Percentages", "Image"]
)
def test_creating_refuses_the_clear_mark_everywhere(book: Callable[..., Sheet], column: str) -> None:
    checked = validate(book({column: ["[Clear]"]}), Mode.CREATE)

    assert reported(checked) == {"A2": ["clear.not-allowed"]}
    assert checked.frame[column].isna().all()


@pytest.mark.parametrize(
    "column", ["Product Title", "Product Handle", "SKU", "Barcode", "Attribute 1", "Attribute Value 3"]
)
def test_enriching_refuses_the_clear_mark_on_what_it_never_changes(
    book: Callable[..., Sheet], column: str
) -> None:
    checked = validate(book({column: ["[clear]"]}), Mode.ENRICH)

    assert reported(checked) == {"A2": ["clear.not-allowed"]}


@pytest.mark.parametrize(
    "column",
    [
        "Description",
        "Image",
        "Category",
        "Tags",
        "Kilograms CO2",
        "Grams Weight",
        "Materials Percentages",
        "Weaving",
    ],
)
def test_enriching_keeps_the_clear_mark_where_it_counts(book: Callable[..., Sheet], column: str) -> None:
    checked = validate(book({column: ["[CLEAR]", None], "SKU": ["A", "B"]}), Mode.ENRICH)

    assert checked.clear_marks.to_numpy().tolist() == [[2, column]]
    assert checked.frame[column].isna().all()
    assert len(checked.findings) == 0


@pytest.mark.parametrize("percentages", [None, "80; 20", "[clear]"])
def test_the_clear_mark_in_materials_clears_the_pair(
    book: Callable[..., Sheet], percentages: str | None
) -> None:
    given = book({"Materials": ["[clear]"], "Percentages": [percentages], "SKU": ["A"]})

    checked = validate(given, Mode.ENRICH)

    assert checked.clear_marks.to_numpy().tolist() == [[2, "Materials Percentages"]]
    assert checked.frame["Materials Percentages"].isna().all()
    assert len(checked.findings) == 0


def test_the_clear_mark_in_percentages_alone_is_refused(book: Callable[..., Sheet]) -> None:
    checked = validate(book({"Materials": ["Cotton"], "Percentages": ["[clear]"]}), Mode.ENRICH)

    assert reported(checked) == {"B2": ["clear.not-allowed"]}
    assert checked.frame["Materials Percentages"].isna().all()


@pytest.mark.parametrize("column", ["Tags", "Materials Percentages", "Materials"])
@pytest.mark.parametrize("mode", list(Mode))
def test_the_clear_mark_is_no_item(book: Callable[..., Sheet], column: str, mode: Mode) -> None:
    assert reported(validate(book({column: ["Organic; [clear]"]}), mode)) == {"A2": ["clear.not-allowed"]}


def test_a_cell_that_reading_found_bad_gets_no_second_error(book: Callable[..., Sheet]) -> None:
    known = Findings.of("cell.date", [{"row": 2, "column": "Image", "value": "2025-05-03", "cell": "A2"}])

    checked = validate(book({"Image": ["2025-05-03", "x"]}, findings=known), Mode.CREATE)

    assert reported(checked) == {"A2": ["cell.date"], "A3": ["image.not-url"]}
    assert checked.frame["Image"].isna().all()
    assert checked.bad_cells.to_numpy().tolist() == [[2, "Image"], [3, "Image"]]


def test_a_warning_of_reading_does_not_make_a_cell_bad(book: Callable[..., Sheet]) -> None:
    known = Findings.of("cell.merged", [{"row": 2, "column": "SKU", "value": "A", "range": "A2:A3"}])

    checked = validate(book({"SKU": ["A"]}, findings=known), Mode.CREATE)

    assert checked.frame["SKU"].tolist() == ["A"]


def test_an_error_silences_the_warnings_of_its_cell(book: Callable[..., Sheet]) -> None:
    too_long = "Grade 66, " + "x" * 256

    checked = validate(book({"Tags": [too_long], "Product Handle": ["X" * 256]}), Mode.CREATE)

    assert reported(checked) == {"A2": ["text.too-long"], "B2": ["text.too-long"]}


def test_of_two_columns_with_one_name_the_one_with_the_value_is_addressed(book: Callable[..., Sheet]) -> None:
    given = book({"Image": ["x", "y"]})
    kinds = pd.DataFrame(
        {"A": [CellKind.TEXT, CellKind.BLANK], "C": [CellKind.BLANK, CellKind.TEXT]}, index=[2, 3]
    )
    columns = (*given.layout.columns, SheetColumn("C", "Image URL", "Image"))

    checked = validate(
        replace(given, kinds=kinds.astype("uint8"), layout=replace(given.layout, columns=columns)),
        Mode.CREATE,
    )

    assert reported(checked) == {"A2": ["image.not-url"], "C3": ["image.not-url"]}


def test_of_two_columns_with_one_name_the_kind_of_the_value_counts(book: Callable[..., Sheet]) -> None:
    given = book({"Kilograms CO2": ["12,5", "1.234"]})
    kinds = pd.DataFrame(
        {"A": [CellKind.TEXT, CellKind.BLANK], "C": [CellKind.BLANK, CellKind.NUMBER]}, index=[2, 3]
    )
    columns = (*given.layout.columns, SheetColumn("C", "kgCO2e", "Kilograms CO2"))

    checked = validate(
        replace(given, kinds=kinds.astype("uint8"), layout=replace(given.layout, columns=columns)),
        Mode.CREATE,
    )

    assert checked.frame["Kilograms CO2"].tolist() == ["12.5", "1.234"]
