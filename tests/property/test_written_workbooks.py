from __future__ import annotations

import io

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hypothesis_profiles import one_example_in

from importkit.cell_texts import excel_text
from importkit.corrections import Corrections, write
from importkit.findings import Findings
from importkit.model import CellKind, Layout, Mode, SheetColumn
from importkit.workbook import read

COLUMNS = (
    SheetColumn("A", "Product Title", "Product Title"),
    SheetColumn("B", "SKU", "SKU"),
    SheetColumn("C", "Note", None),
    SheetColumn("D", "Grams Weight", "Grams Weight"),
)
#: Texts as a workbook can hold them: reading one gives nothing else.
TEXTS = st.text(max_size=40).map(excel_text).map(lambda text: text.replace("\t", " ").strip()).filter(bool)
NUMBERS = st.one_of(
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**6), 10**6, allow_nan=False, allow_infinity=False, places=4).map(float),
)


def written(rows):
    """Rows of (title, sku, note, number) as the bytes of a corrections workbook."""
    index = pd.RangeIndex(2, 2 + len(rows), name="row_number")
    letters = [column.letter for column in COLUMNS]
    kinds = [[CellKind.TEXT] * 3 + [CellKind.NUMBER]] * len(rows)
    texts = [[title, sku, note, repr(number)] for title, sku, note, number in rows]
    buffer = io.BytesIO()
    corrections = Corrections(
        job_id="job",
        mode=Mode.CREATE,
        filename="x.xlsx",
        layout=Layout("Products", 1, "plan", COLUMNS),
        cells=pd.DataFrame(texts, index=index, columns=letters, dtype="str"),
        kinds=pd.DataFrame(kinds, index=index, columns=letters, dtype="uint8"),
        formats=pd.DataFrame(index=index),
        blocked_by=pd.Series(pd.NA, index=index, dtype="Int64"),
        findings=Findings(),
    )
    write(corrections, buffer)
    return buffer.getvalue()


@pytest.mark.slow
@one_example_in(4)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, NUMBERS), min_size=1, max_size=4))
def test_openpyxl_and_importkit_read_back_what_was_written(rows):
    content = written(rows)

    assert read_by_openpyxl(content) == [list(row) for row in rows]
    book = read(content)
    assert book.cells["C"].tolist() == [note for _, _, note, _ in rows]
    assert book.cells["A"].tolist() == [title for title, _, _, _ in rows]
    assert book.cells["B"].tolist() == [sku for _, sku, _, _ in rows]
    assert [float(text) for text in book.cells["D"]] == [number for *_, number in rows]


def read_by_openpyxl(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Products"]
    return [[cell.value for cell in line[:4]] for line in sheet.iter_rows(min_row=2)]


@given(st.text())
def test_any_text_can_be_made_fit_for_a_workbook(text):
    fit = excel_text(text)

    workbook = openpyxl.Workbook()
    workbook.active["A1"] = fit or None
    workbook.save(io.BytesIO())


@given(st.text())
def test_a_text_that_is_fit_stays_as_it_is(text):
    plain = excel_text(text)

    assert excel_text(plain).replace("_x005F_", "_") == plain.replace("_x005F_", "_")
