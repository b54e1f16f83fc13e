"""Rows written from whole columns hold what cells written one by one would."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from importkit.cell_texts import excel_text
from importkit.cell_writing import TEXT_FORMAT, CellStyle, CellWriter
from importkit.whole_rows import ColumnStyles, WholeColumn, save, whole_rows

_TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12) | st.sampled_from(
    [
        "=1+1",
        "+a",
        "-",
        "@b",
        "#N/A",
        " a ",
        "a\nb",
        "a\r\nb",
        "<&>\"'",
        "_x000D_",
        "\x0b",
        "]]>",
        "a  b",
        "\ud800",
    ]
)
_VALUES = st.one_of(_TEXTS, st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9), st.none())
_COLUMNS = st.lists(st.lists(_VALUES, min_size=3, max_size=3), min_size=1, max_size=4)


@given(_COLUMNS)
def test_what_is_written_is_read(columns):
    read = _written(columns)

    found = read.iter_cols(min_row=2, max_row=4, max_col=len(columns))  # blank columns at the end, too
    for column, cells in zip(columns, found, strict=True):
        expected = [excel_text(value) or None if isinstance(value, str) else value for value in column]
        assert [cell.value for cell in cells] == expected
        assert {cell.data_type for cell in cells if isinstance(cell.value, str)} <= {"s", "inlineStr"}


def _stored(value):
    return excel_text(value) or None if isinstance(value, str) else value


def test_looks_and_places():
    sheet = _written([["=a", None, "b"], [None, 1.5, None]], number_format=TEXT_FORMAT)

    filled = [cell.coordinate for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert filled == ["A2", "B3", "A4"]
    assert (sheet["A2"].value, sheet["A2"].quotePrefix, sheet["A2"].number_format) == (
        "=a",
        True,
        TEXT_FORMAT,
    )
    assert (sheet["A4"].quotePrefix, sheet["A4"].number_format) == (False, TEXT_FORMAT)


def test_rows_go_on_over_batches():
    codes = np.arange(20_000) % 3 - 1
    column = WholeColumn(codes, ["a", "b"], ColumnStyles(0, 0))
    text = b"".join(whole_rows([column])).decode()
    assert text.count("<row ") == 20_000
    assert text.count("<c ") == int((codes >= 0).sum())
    assert '<row r="2"></row><row r="3"><c r="A3" s="0" t="inlineStr"><is><t>a</t></is></c></row>' in text
    assert text.endswith('<row r="20001"><c r="A20001" s="0" t="inlineStr"><is><t>a</t></is></c></row>')


def _written(columns, number_format="General"):
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Products")
    writer = CellWriter(sheet)
    sheet.append(["header"])
    style = CellStyle(number_format)
    quoted = style._replace(quoted=True)
    styles = ColumnStyles(writer.style_number(style), writer.style_number(quoted))
    target = BytesIO()
    whole = [
        WholeColumn(
            np.array([-1 if value is None else at for at, value in enumerate(column)]), column, styles
        )
        for column in columns
    ]
    save(workbook, whole, target)
    return openpyxl.load_workbook(target)["Products"]
