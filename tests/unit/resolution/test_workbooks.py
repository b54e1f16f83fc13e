"""Whole workbooks: read, validated and resolved."""

from __future__ import annotations

import io

import pytest

from importkit import taxonomy
from importkit.model import BrandContext, Mode
from importkit.resolution import resolve
from importkit.validation import validate
from importkit.workbook import read
from importkit.workbook.sample import make_sample

pytestmark = pytest.mark.slow  # whole samples go through DuckDB

KNOWN = BrandContext(taxonomy.load())


def resolved(content, mode=Mode.CREATE):
    return resolve(validate(read(content, filename="products.xlsx"), mode), KNOWN)


@pytest.mark.parametrize("dialect", ["plan", "passport", "shopify"])
def test_exactly_the_mistakes_of_a_sample_are_found_and_fail_their_products(dialect):
    sample = make_sample(200, mistakes=0.3, dialect=dialect)
    buffer = io.BytesIO()
    sample.write(buffer)

    sheet = resolved(buffer.getvalue())

    errors = sheet.findings.errors.frame
    assert sorted(zip(errors["code"], errors["cell"], strict=True)) == sorted(
        zip(sample.expected["code"], sample.expected["cell"], strict=True)
    )
    failed = sheet.rows[sheet.rows["row_status"] == "FAILED"]
    assert set(failed["group_id"]) == set(
        sheet.rows["group_id"][sheet.rows["row_number"].isin(errors["row"])]
    )
    assert 0 < len(failed) < len(sheet.rows)


def test_captions_above_the_header_leave_row_numbers_excels(workbook):
    rows = [
        ["Basics", None, None],
        ["Product Handle", "Product Title", "SKU"],
        ["jeans", "Jeans", "1"],
        [None, None, None],
        [None, None, "1"],
    ]
    sheet = resolved(workbook({"Products": rows}))
    assert sheet.rows["row_number"].to_list() == [3, 5]
    assert [(finding.code, finding.cell) for finding in sheet.findings.errors] == [
        ("sku.duplicate", "C3"),
        ("sku.duplicate", "C5"),
    ]


def test_a_sheet_without_a_required_column_fails_whole(workbook):
    rows = [["Product Handle", "SKU", "Season"], ["jeans", "1", None], ["shirt", "2", None]]
    sheet = resolved(workbook({"Products": rows}))
    assert [(finding.code, finding.cell) for finding in sheet.findings] == [("column.missing", "D1")]
    assert sheet.rows["row_status"].to_list() == ["FAILED", "FAILED"]


def test_enriching_needs_an_identifier_and_nothing_more(workbook):
    sheet = resolved(
        workbook({"Products": [["SKU", "Season"], ["1", "SS25"], ["2", "[clear]"]]}), Mode.ENRICH
    )
    assert len(sheet.findings) == 0
    assert sheet.tables["staging_products"]["season_name"].to_pylist() == ["SS25", None]
    assert sheet.tables["staging_products"]["cleared"].to_pylist() == [None, "{season}"]
