"""What is odd in a sheet and no mistake: seen in a frame and a paragraph, and never a finding."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from support.workbooks import build_workbook

import importkit as ik
from importkit.frames import FRAMES

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = ["Product Handle", "Product Title", "SKU", "Grams Weight", "Description"]


def sheet_of(columns: dict[str, list[object]]) -> bytes:
    return build_workbook({"Products": [list(columns), *zip(*columns.values(), strict=True)]})


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Products"
    for row in (HEADERS, ["a", "A", "1", 2, "x"], ["b", "B", "2", 3, None], ["c", "C", "3", 4, None]):
        sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_what_a_workbook_merges_and_hides_is_told() -> None:
    book = workbook()
    sheet = book["Products"]
    sheet.merge_cells("E2:E3")
    sheet.merge_cells("B4:C4")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.create_sheet("Old").sheet_state = "hidden"
    book.create_sheet("Older").sheet_state = "veryHidden"

    found = FRAMES["oddities"].validate(ik.check(saved(book)).oddities)

    assert found[["kind", "count", "where"]].to_numpy().tolist() == [
        ["merged-range", 2, "E2:E3 and B4:C4"],
        ["hidden-row", 1, "3"],
        ["hidden-column", 1, "D"],
        ["hidden-sheet", 2, "Old and Older"],
    ]
    assert found["message"].iloc[2] == "1 column (D) hidden: imported all the same."


def test_a_plain_sheet_has_none() -> None:
    check = ik.check(saved(workbook()))

    assert len(FRAMES["oddities"].validate(check.oddities)) == 0
    assert "Odd" not in repr(check)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("texts", "kind", "example"),
    [
        pytest.param({"Grams Weight": ["1,5", "2.5"]}, "number-styles", "1,5", id="comma and point"),
        pytest.param({"Grams Weight": ["1.234,5 g", "2.5 g"]}, "number-styles", "1.234,5 g", id="with units"),
        pytest.param({"Grams Weight": [5, "7"]}, "numbers-as-text", "7", id="a number as a text"),
        pytest.param({"SKU": ["AB-1", "\u0410B-2"]}, "look-alike-letters", "\u0410B-2", id="Cyrillic A"),
        pytest.param({"SKU": ["AB-1", "\u0391\u0392-2"]}, "look-alike-letters", "\u0391\u0392-2", id="Greek"),
        pytest.param({"SKU": ["AB-1", "\uff21B-2"]}, "look-alike-letters", "\uff21B-2", id="full width"),
        pytest.param({"Description": ["caf\u00e9", "cafe\u0301"]}, "unicode-forms", "cafe\u0301", id="apart"),
        pytest.param({"Description": ["Caf\u00c3\u00a9", None]}, "mojibake", "Caf\u00c3\u00a9", id="UTF-8"),
        pytest.param(
            {"Product Title": ["It\u00e2\u20ac\u2122s", "B"]}, "mojibake", "It\u00e2\u20ac\u2122s", id="quote"
        ),
        pytest.param({"Description": ["Caf\ufffd", None]}, "mojibake", "Caf\ufffd", id="lost"),
    ],
)
def test_an_odd_text_is_told_with_its_column(texts: dict[str, list[object]], kind: str, example: str) -> None:
    columns = {"Product Handle": ["a", "b"], "Product Title": ["A", "B"], "SKU": ["1", "2"]} | texts
    check = ik.check(sheet_of(columns))

    found = check.oddities.set_index("kind")

    (column,) = texts
    assert found.loc[kind, ["column", "example"]].to_list() == [column, example]
    assert f"of {column}" in " ".join(check._repr_markdown_().split())
    assert "Odd, though no mistake: " in check._repr_html_()
    assert kind not in check.findings.frame["code"].to_list()


@pytest.mark.slow
@pytest.mark.parametrize(
    "texts",
    [
        {"SKU": ["\u0444\u0443\u0442\u0431\u043e\u043b\u043a\u0430", "2"]},
        {"Description": ["SÃO PAULO", "Âme"]},
        {"Description": ["naïve café, 25 °C “fine”", "Straße"]},
        {"Grams Weight": ["1,5", "2,5 g"]},
    ],
    ids=["a word of another script", "capitals", "accents", "one style"],
)
def test_what_is_right_is_not_odd(texts: dict[str, list[object]]) -> None:
    columns = {"Product Handle": ["a", "b"], "Product Title": ["A", "B"], "SKU": ["1", "2"]} | texts
    found = ik.check(sheet_of(columns)).oddities["kind"].to_list()

    assert [kind for kind in found if kind != "numbers-as-text"] == []


def test_a_file_that_has_gone_still_tells_of_its_texts(tmp_path: Path) -> None:
    book = workbook()
    book["Products"].merge_cells("E2:E3")
    book["Products"]["D4"] = "7"
    file = tmp_path / "spring.xlsx"
    book.save(file)
    check = ik.check(file)
    file.unlink()

    assert check.oddities["kind"].to_list() == ["numbers-as-text"]
