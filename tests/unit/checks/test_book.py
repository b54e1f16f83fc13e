"""A book is looked at, mended and written: only what was named changes, and the file reads as the book."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from support.raw_workbooks import raw_workbook, worksheet

import importkit as ik

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    "Product Handle",
    "Product Title",
    "SKU",
    "Grams Weight",
    "Attribute 1",
    "Attribute Value 1",
    "My note",
)
ROWS: tuple[tuple[Any, ...], ...] = (
    ("shirt", "Shirt", "S-1", "#N/A", "Color", "Blue", "keep"),
    ("", None, "S-2", "=D4*2", None, None, None),
    ("cap", "Cap", "C-1", dt.date(2026, 5, 3), None, None, 7),
)


def workbook(rows: tuple[tuple[Any, ...], ...] = ROWS, header: tuple[str, ...] = HEADER) -> bytes:
    """Return a workbook with a title, a blank row, the header in row 3 and the data from row 4."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Products"
    for row in (("Spring 2026",), (), header, *rows):
        sheet.append(row)
    sheet.column_dimensions["B"].width = 31.5
    sheet["D7"] = 0.5
    sheet["D7"].number_format = '0.00" kg"'
    sheet["C7"], sheet["A7"], sheet["B7"] = "H-1", "hat", "Hat"
    made.create_sheet("Prices")
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def one_cell(cell: str) -> bytes:
    """Return a workbook with this cell, as XML, in B2 under Image."""
    header = '<c r="A1" t="str"><v>SKU</v></c><c r="B1" t="str"><v>Image</v></c>'
    row = f'<row r="2"><c r="A2" t="str"><v>S</v></c>{cell}</row>'
    return raw_workbook(worksheet(f'<row r="1">{header}</row>{row}'))


@pytest.fixture(scope="module")
def book() -> ik.Book:
    return ik.read(workbook(), filename="spring.xlsx")


def codes(book: ik.Book) -> dict[str, str]:
    errors = ik.check(book).findings.errors.frame
    return dict(zip(errors["cell"], errors["code"], strict=True))


def test_a_book_tells_what_each_column_is(book: ik.Book) -> None:
    columns = book.columns.set_index("letter")

    assert columns["column"].dropna().to_dict()["D"] == "Grams Weight"
    assert columns.loc["G", ["header", "is_imported", "filled"]].tolist() == ["My note", False, 2]
    assert columns.loc["A", ["level", "filled"]].tolist() == ["product", 3]
    assert "My note" in columns.loc["G", "why"]


def test_a_book_tells_what_each_cell_is(book: ik.Book) -> None:
    assert book.kinds.loc[4, ["A", "D"]].tolist() == ["text", "error"]
    assert book.kinds.loc[[5, 6, 7], "D"].tolist() == ["uncached", "date", "number"]
    assert book.cells.index.name == book.frame.index.name == "row"


@pytest.mark.slow
def test_errors_formulas_and_dates_can_be_mended_by_address(book: ik.Book) -> None:
    assert codes(book) == {"D4": "cell.error", "D5": "cell.uncached-formula", "D6": "cell.date"}

    mended = book.edit({"D4": 230, "$d$5": "230", "D6": None})

    assert codes(mended) == {}
    assert mended.frame.loc[[4, 5, 6], "Grams Weight"].fillna("blank").tolist() == ["230", "230", "blank"]
    assert mended.kinds.loc[[4, 5, 6], "D"].tolist() == ["number", "text", "blank"]
    assert mended.changes.to_numpy(object, na_value=None).tolist() == [
        [4, "D4", "Grams Weight", "#N/A", "230"],
        [5, "D5", "Grams Weight", "=D4*2", "230"],
        [6, "D6", "Grams Weight", "2026-05-03", None],
    ]
    assert codes(book) == {"D4": "cell.error", "D5": "cell.uncached-formula", "D6": "cell.date"}


def test_a_change_that_is_taken_back_is_none(book: ik.Book) -> None:
    assert book.edit({"B4": "Blouse"}).edit({"B4": "Shirt"}).changes.empty


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        ("  00123 ", "  00123 ", "text"),
        ("=1+1", "=1+1", "text"),
        (12, "12", "number"),
        (np.float64(0.5), "0.5", "number"),
        (True, "TRUE", "boolean"),
        (float("nan"), None, "blank"),
        (pd.NA, None, "blank"),
        ("", None, "blank"),
        (dt.date(2026, 5, 3), "2026-05-03", "date"),
        (pd.Timestamp("2026-05-03 10:30"), "2026-05-03 10:30:00", "date"),
    ],
)
def test_a_cell_holds_what_it_is_given(book: ik.Book, value: object, text: str | None, kind: str) -> None:
    for edited in (book.edit({"B4": value}), ik.read(book.edit({"B4": value}).to_bytes())):
        assert edited.kinds.loc[4, "B"] == kind
        assert (None if pd.isna(edited.cells.loc[4, "B"]) else edited.cells.loc[4, "B"]) == text


def test_a_number_keeps_its_unit_and_loses_a_format_that_would_change_it(book: ik.Book) -> None:
    assert book.edit({"D7": 0.75}).sheet.formats.loc[7, "D"] == '0.00" kg"'
    made = openpyxl.load_workbook(io.BytesIO(workbook()))
    made["Products"]["D7"].number_format = "0%"

    edited = ik.read(saved(made)).edit({"D7": 5})

    assert edited.frame.loc[7, "Grams Weight"] == "5"
    assert edited.kinds.loc[7, "D"] == "number"


@pytest.mark.parametrize(
    ("cells", "message", "hint"),
    [
        ({"B3": "Title"}, "B3 is a header", "Rename it in the workbook"),
        ({"B2": "x"}, "Row 2 has no data", "Rows of products go from 4 to 7"),
        ({"B900": "x"}, "Row 900 has no data", "Rows of products go from 4 to 7"),
        ({"K4": "x"}, "Column K is blank in this sheet", "from A to G"),
        ({"4": "x"}, '"4" is no address of a cell', '"N6"'),
        ({"B4": ["x"]}, "B4 cannot be a list", ""),
        ({"B4": float("inf")}, "B4 cannot be infinite", ""),
        ({"B4": "x" * 32_768}, "text for B4 is too long", "Shorten"),
    ],
)
def test_cells_that_cannot_be_edited_are_refused(
    book: ik.Book, cells: dict[str, object], message: str, hint: str
) -> None:
    with pytest.raises(ik.UsageError, match=message) as refused:
        book.edit(cells)

    assert hint in refused.value.hint


def test_a_merged_range_is_taken_apart_and_its_other_rows_keep_their_value() -> None:
    made = openpyxl.load_workbook(io.BytesIO(workbook()))
    made["Products"].merge_cells("E4:E6")
    made["Products"].merge_cells("F4:F6")
    merged = ik.read(saved(made))

    edited = merged.edit({"F5": "Red"})

    assert merged.frame["Attribute Value 1"].tolist()[:3] == ["Blue", "Blue", "Blue"]
    assert edited.frame["Attribute Value 1"].tolist()[:3] == ["Blue", "Red", "Blue"]
    assert edited.findings.frame.query("code == 'cell.merged'")["cell"].tolist() == ["E4"]
    assert ik.read(edited.to_bytes()).findings == edited.findings


def test_a_mended_frame_changes_the_cells_that_differ(book: ik.Book) -> None:
    frame = book.frame
    frame.loc[4, "Grams Weight"] = "230"
    frame.loc[7, "Product Title"] = None
    frame["Season"] = pd.Series({6: "Spring"})

    mended = book.with_frame(frame.sort_values("SKU"))

    assert mended.changes["cell"].tolist() == ["H3", "D4", "H6", "B7"]
    assert mended.kinds.loc[4, "D"] == "number"
    assert mended.frame.loc[6, "Season"] == "Spring"
    assert mended.cells.loc[4, "G"] == "keep"
    assert codes(mended) == {"D5": "cell.uncached-formula", "D6": "cell.date", "B7": "value.required"}


def test_numbers_of_a_frame_are_compared_as_what_they_are(book: ik.Book) -> None:
    mended = book.edit({"D4": 230, "D5": 1.5, "D6": None})
    frame = mended.frame
    frame["Grams Weight"] = pd.to_numeric(frame["Grams Weight"].where(frame.index < 7))

    assert mended.with_frame(frame).changes["cell"].tolist() == ["D4", "D5", "D6", "D7"]
    assert mended.with_frame(frame.drop(columns="Grams Weight")) is mended


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        (lambda frame: frame.reset_index(drop=True), "has no row 0, 1 or 2", "Keep the index"),
        (lambda frame: frame.drop(index=[5, 6]), "lacks 2 rows of the sheet: 5, 6", "importkit.check(frame)"),
        (lambda frame: pd.concat([frame, frame.loc[[4]]]), "has row 4 twice", "Keep the index"),
        (lambda frame: frame.assign(is_bad=True), 'no column "is_bad"', "frame.drop"),
        (lambda frame: frame.assign(SKU=[["a"]] * 4), "a cell of SKU cannot be a list", ""),
        (lambda _: "frame", 'frame cannot be "frame"', ""),
    ],
)  # fmt: skip
def test_a_frame_that_is_no_longer_the_sheet_is_refused(
    book: ik.Book, change: Any, message: str, hint: str
) -> None:
    with pytest.raises(ik.UsageError, match=message) as refused:
        book.with_frame(change(book.frame))

    assert hint in refused.value.hint


def test_a_frame_that_is_changed_leaves_the_book_alone(book: ik.Book) -> None:
    frame = book.frame
    frame["SKU"] = "gone"

    assert book.frame["SKU"].tolist() == ["S-1", "S-2", "C-1", "H-1"]


def test_a_written_book_has_the_same_cells_at_the_same_addresses(book: ik.Book, tmp_path: Path) -> None:
    target = book.edit({"D4": 230}).write(tmp_path / "mended.xlsx")

    sheet = openpyxl.load_workbook(target)["Products"]
    assert sheet["A1"].value == "Spring 2026"
    assert sheet["D4"].value == 230
    assert sheet["D7"].number_format == '0.00" kg"'
    assert sheet.column_dimensions["B"].width == 31.5
    assert ik.read(target).frame.equals(book.edit({"D4": 230}).frame)


def test_what_is_not_written_is_said(book: ik.Book) -> None:
    made = openpyxl.load_workbook(io.BytesIO(workbook()))
    made["Products"]["D5"] = '=IMAGE("https://shop.example/a.jpg")'

    assert book.not_carried_over == (
        "1 other sheet is left out: Prices.",
        "1 formula becomes its value.",
    )
    assert "1 other sheet is left out: Prices." in repr(book)
    assert "other sheet is left out" in book._repr_html_()


def test_a_frame_takes_numbers_dates_and_nothing_beside_texts(book: ik.Book) -> None:
    frame = book.frame
    frame.loc[4, "Grams Weight"] = 230
    frame.loc[5, "Grams Weight"] = np.float64(1.5)
    frame.loc[5, "Product Title"] = dt.date(2026, 5, 3)
    frame.loc[6, "SKU"] = None
    frame.loc[7, ["SKU", "Product Title"]] = [pd.NA, pd.Timestamp("2026-05-04 10:00")]

    mended = book.with_frame(frame)

    assert mended.changes[["cell", "after"]].astype("object").where(lambda now: now.notna(), None).to_numpy(
    ).tolist() == [
        ["D4", "230"], ["B5", "2026-05-03"], ["D5", "1.5"], ["C6", None], ["B7", "2026-05-04 10:00:00"],
        ["C7", None],
    ]  # fmt: skip
    assert mended.kinds.loc[4, "D"] == "number"
    assert mended.kinds.loc[5, "B"] == "date"
    assert ik.read(mended.to_bytes()).frame.equals(mended.frame)
    assert book.with_frame(book.frame).changes.empty


def test_a_text_that_no_cell_can_hold_is_never_cut() -> None:
    made = one_cell(f'<c r="B2" t="inlineStr"><is><t>{"x" * 32_768}</t></is></c>')
    book = ik.read(made)

    with pytest.raises(ik.UsageError, match="The text of B2 is too long: a cell holds 32,767"):
        book.to_bytes()
    fits = book.edit({"B2": "x" * 32_767})
    assert ik.read(fits.to_bytes()).cells.loc[2, "B"] == "x" * 32_767


def test_a_picture_in_a_cell_is_told_before_and_after_an_edit() -> None:
    book = ik.read(one_cell('<c r="B2" t="e" vm="2"><v>#VALUE!</v></c>'))
    reported = ("1 picture in cells is left out: B2.",)

    assert book.not_carried_over == book.edit({"A2": "cap"}).not_carried_over == reported
    assert book.edit({"B2": "https://a.example/1.jpg"}).not_carried_over == ()


def test_a_book_is_written_to_an_open_file_and_never_to_a_folder(book: ik.Book, tmp_path: Path) -> None:
    target = io.BytesIO()
    book.write(target)

    assert ik.read(target.getvalue()).frame.equals(book.frame)
    with pytest.raises(ik.UsageError, match="which is a folder"):
        book.write(tmp_path)


def test_rows_that_are_hidden_or_sum_up_stay_so() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in (HEADER[:3], ("shirt", "Shirt", "S-1"), ("cap", "Cap", "C-1"), ("All", "2 products", "2")):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    table = openpyxl.worksheet.table.Table(displayName="Stock", ref="A1:C4", totalsRowCount=1)
    table._initialise_columns()
    for column, header in zip(table.tableColumns, HEADER, strict=False):
        column.name = header
    sheet.add_table(table)
    book = ik.read(saved(made), hidden_rows="skip")
    edited = book.edit({"B2": "Blouse"})

    written = ik.read(edited.to_bytes(), hidden_rows="skip")

    assert book.findings.frame["code"].tolist() == ["row.hidden", "row.totals"]
    assert written.findings == edited.findings
    assert written.frame.equals(edited.frame)
    assert len(ik.check(edited.to_bytes()).findings.frame.query("code == 'row.hidden'")) == 1


def test_a_hostile_cell_is_shown_as_text(book: ik.Book) -> None:
    edited = book.edit({"B4": "<script>alert(1)</script>\x1b[31m\u202e"})

    assert "<script>" not in edited._repr_html_()
    assert "\x1b" not in repr(edited)
    assert "\u202e" not in repr(edited)
    assert len(edited._repr_html_()) < 50_000
