"""For any sheet: an edit changes the named cells alone, and what is written reads as what was edited."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from support.hypothesis_profiles import one_example_in

import importkit as ik

HEADER = [
    "Product Handle",
    "SKU",
    "Barcode",
    "Attribute 1",
    "Attribute Value 1",
    "Grams Weight",
    "Image",
    "My own",
]
WIDTH = len(HEADER)
FORMATS = ["General", "@", "0.00", "0%", "000000", '0.0" kg"', "# ?/?", "yyyy-mm-dd", "[h]:mm"]
#: What a workbook can hold as it is, without what openpyxl takes for a formula, an error or an escape.
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=12
).filter(lambda text: not text.startswith(("=", "#")) and "_x" not in text)
WORDS = st.sampled_from(
    ["shirt", "S-1", "Blue", " x ", "1,234", "230 g", "00123", "https://a.example/1.jpg", "[clear]"]
)
VALUES = (
    st.none()
    | TEXTS
    | WORDS
    | st.integers(-(10**14), 10**14)
    | st.floats(-1e9, 1e9, width=32)
    | st.booleans()
    | st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1))
)
#: What only a file holds: errors, formulas without a result.
CELLS = VALUES | st.sampled_from(["#N/A", "#DIV/0!", "=A2*2"])
ROWS = st.lists(st.lists(CELLS, min_size=WIDTH, max_size=WIDTH), min_size=1, max_size=5)
PLACES = st.tuples(st.integers(0, 20), st.integers(0, WIDTH - 1))


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    above = draw(st.integers(0, 2))
    for number in range(above):
        sheet.append([f"Title {number}"] if number else [])
    sheet.append(HEADER)
    for row in draw(ROWS):
        sheet.append(row)
    last, first = sheet.max_row, above + 2
    for row, column in draw(st.lists(PLACES, max_size=6)):
        cell = sheet.cell(min(first + row, last), column + 1)
        if not isinstance(cell.value, dt.date):
            cell.number_format = draw(st.sampled_from(FORMATS))
    for row in draw(st.lists(st.integers(0, 5), max_size=2)):
        sheet.row_dimensions[min(first + row, last)].hidden = True
    if last > first and draw(st.booleans()):
        letter = draw(st.sampled_from("ADEH"))
        sheet.merge_cells(f"{letter}{first}:{letter}{last}")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def same(one: ik.Book, other: ik.Book) -> None:
    pd.testing.assert_frame_equal(one.cells, other.cells)
    pd.testing.assert_frame_equal(one.kinds, other.kinds)
    pd.testing.assert_frame_equal(one.frame, other.frame)
    formats = [book.sheet.formats.astype("object").replace("@", None) for book in (one, other)]
    # Where no cell has a format, there is no column whose name could be a text.
    kept = (each.dropna(axis="columns", how="all") for each in formats)
    pd.testing.assert_frame_equal(*kept, check_column_type=False)
    assert one.findings == other.findings
    assert one.sheet.layout == other.sheet.layout


@one_example_in(3)
@given(workbooks(), st.lists(st.tuples(PLACES, VALUES), max_size=4))
def test_an_edit_changes_the_named_cells_and_what_is_written_reads_alike(
    content: bytes, edits: list[tuple[tuple[int, int], Any]]
) -> None:
    book = ik.read(content)
    rows, letters = book.cells.index.tolist(), list(book.cells.columns)
    cells = {
        f"{letters[column % len(letters)]}{rows[row % len(rows)]}": value
        for (row, column), value in edits
        if rows
    }

    edited = book.edit(cells)

    named = {(int("".join(filter(str.isdigit, cell))), "".join(filter(str.isalpha, cell))) for cell in cells}
    for table in ("cells", "kinds"):
        before, after = getattr(book, table), getattr(edited, table)
        assert set(after.index) <= set(before.index)
        kept = before.reindex(index=after.index, columns=after.columns)
        differs = kept.astype("object").fillna("") != after.astype("object").fillna("")
        changed = {(row, letter) for letter in differs for row in differs.index[differs[letter]]}
        assert changed <= named
    assert set(edited.changes["cell"]) <= cells.keys()
    same(edited, ik.read(edited.to_bytes()))
