"""What Arrow computes for a whole column is what the plain function says of each of its texts."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from importkit.model import CellKind
from importkit.schema import Kind, columns_of
from importkit.values.barcodes import are_plain_gtins, barcode_key, barcode_keys, is_gtin
from importkit.values.keys import name_key, name_keys
from importkit.workbook.sheet.cell_column import Cells
from importkit.workbook.sheet.cleaning import clean_column, clean_text

#: What is special to keys and to cleaning: case that folds oddly, marks that combine, spaces of all kinds.
SPECIAL = "aB1 \t\n'-_É\u0301\u0130\u017fß\u00a0\u200b\x00\x7f\uff21"

digits = st.text("0123456789", min_size=1, max_size=15)
barcodes = st.one_of(
    digits,
    digits.map(lambda text: text + ean.calc_check_digit(text)),
    digits.map(lambda text: f"{text[:2]}-{text[2:]}"),
    st.text("0\u0661 -", max_size=14),
)
texts = st.one_of(st.text(SPECIAL, max_size=6), st.text(max_size=8))


def column(given: list[str]) -> pa.Array:
    return pa.array(given, pa.large_string())


@given(st.lists(barcodes))
def test_barcodes_are_judged_and_keyed_as_each_alone(given):
    plain = [text.isascii() and text.isdigit() and is_gtin(text) for text in given]

    assert are_plain_gtins(column(given)).tolist() == plain
    assert barcode_keys(column(given)).to_pylist() == [barcode_key(text) for text in given]


@given(st.lists(texts))
def test_names_are_keyed_as_each_alone(given):
    assert name_keys(column(given)).to_pylist() == [name_key(text) for text in given]


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT, Kind.IDENTIFIER, Kind.LIST, Kind.NUMBER])
@given(given=st.lists(texts))
def test_texts_are_cleaned_as_each_alone(kind, given):
    cells = Cells(column(given), np.full(len(given), CellKind.TEXT, np.uint8))

    cleaned = clean_column(cells, columns_of(kind)[0]).to_pylist()

    assert cleaned == [clean_text(text, kind) or None for text in given]
