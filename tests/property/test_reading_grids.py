"""Whatever is written into a sheet can be read, and comes back as the cleaning rules have it."""

from __future__ import annotations

import io
import math
from typing import Any

import openpyxl
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from support.hypothesis_profiles import one_example_in
from support.raw_workbooks import raw_workbook, worksheet

from importkit.model import CellKind, Sheet
from importkit.schema import Kind
from importkit.workbook import read
from importkit.workbook.sheet.cleaning import clean_number, clean_text

#: Characters that a workbook can hold as they are.
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff").filter(
    lambda character: character in "\t\n" or ord(character) >= 32
)
#: Texts that openpyxl does not take for a formula or an error.
TEXTS = st.text(CHARACTERS, max_size=20).filter(
    lambda text: not text.startswith(("=", "#")) and "_x" not in text
)
NUMBERS = st.integers(-(10**15) + 1, 10**15 - 1) | st.floats(allow_nan=False, allow_infinity=False, width=32)
CELLS = st.none() | TEXTS | NUMBERS | st.booleans()
HEADER = ["SKU", "Product Title", "Description", "Season", "My own"]
GRIDS = st.lists(st.lists(CELLS, min_size=len(HEADER), max_size=len(HEADER)), max_size=6)

few_workbooks = one_example_in(3)


def written(rows: list[list[Any]]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Products"
    for row in [HEADER, *rows]:
        sheet.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def expected(value: Any, kind: Kind) -> str | None:
    """Return what counts of a value, by the rules for cells."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return (clean_text(value, kind) or None) if isinstance(value, str) else None


@few_workbooks
@given(GRIDS)
def test_any_grid_can_be_read_row_by_row_and_texts_come_back(rows: list[list[Any]]) -> None:
    book = read(written(rows))

    every_row_is_accounted_for(book, rows)
    texts_come_back(book, rows)


def texts_come_back(book: Sheet, rows: list[list[Any]]) -> None:
    kinds = {
        "SKU": Kind.IDENTIFIER,
        "Product Title": Kind.TEXT,
        "Description": Kind.LONG_TEXT,
        "Season": Kind.TEXT,
    }
    for number, values in book.frame.to_dict("index").items():
        for name, kind in kinds.items():
            given_value = rows[number - 2][HEADER.index(name)]
            read_value = None if pd.isna(values[name]) else values[name]
            if isinstance(given_value, (str, bool)) or given_value is None:
                assert read_value == expected(given_value, kind)


def every_row_is_accounted_for(book: Sheet, rows: list[list[Any]]) -> None:
    filled = [
        number
        for number, row in enumerate(rows, start=2)
        if any(value not in (None, "") and clean_text(str(value), Kind.IDENTIFIER) for value in row[:4])
    ]
    assert book.frame.index.tolist() == filled
    assert book.cells.index.equals(book.frame.index)
    assert book.kinds.shape == book.cells.shape
    assert ((book.kinds == CellKind.BLANK) == book.cells.isna()).to_numpy().all()


@few_workbooks
@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_a_number_comes_back_at_fifteen_significant_digits(numbers: list[float]) -> None:
    book = read(written([[f"S-{at}", None, None, number, None] for at, number in enumerate(numbers)]))

    for text, number in zip(book.frame["Season"], numbers, strict=True):
        assert "e" not in text.lower()
        assert not text.endswith(".0")
        assert math.isclose(float(text), number, rel_tol=1e-14, abs_tol=0)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    for kind in Kind:
        once = clean_text(text, kind)

        assert clean_text(once, kind) == once
        assert once == once.strip()
        assert "\x1e" not in once
        assert "\x1f" not in once


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_has_at_most_fifteen_significant_digits(number: float) -> None:
    from importkit.workbook.sheet.cell_values import number_text

    digits = clean_number(number_text(number)).lstrip("-").replace(".", "").strip("0")

    assert len(digits) <= 15


@few_workbooks
@given(
    st.text(st.characters(codec="utf-8", exclude_characters="<>&\r"), max_size=30),
    st.sampled_from(["str", "n", "b", "e", "s", "d", "zz"]),
)
def test_any_cell_type_with_any_value_is_read_or_refused_in_one_sentence(text: str, kind: str) -> None:
    from importkit.errors import WorkbookError

    header = '<row r="1"><c r="A1" t="str"><v>SKU</v></c><c r="B1" t="str"><v>Season</v></c></row>'
    row = f'<row r="2"><c r="A2" t="str"><v>S</v></c><c r="B2" t="{kind}"><v>{text}</v></c></row>'
    try:
        rows = read(raw_workbook(worksheet(header + row))).total_rows
    except WorkbookError as refused:
        rows = int("is damaged" in refused.message)

    assert rows == 1
