from __future__ import annotations

import io

import openpyxl
import pytest

from importkit import schema
from importkit.values.category_paths import Taxonomy
from importkit.values.keys import path_key
from importkit.workbook import read
from importkit.workbook.template import write_template


def taxonomy(*paths):
    return Taxonomy({path_key(path): path for path in paths})


@pytest.fixture
def template():
    buffer = io.BytesIO()
    write_template(buffer, taxonomy("Clothing", "Clothing > Jeans"))
    return buffer.getvalue()


@pytest.fixture
def workbook(template):
    return openpyxl.load_workbook(io.BytesIO(template))


def test_the_headers_are_the_27_canonical_columns(workbook):
    headers = [cell.value for cell in workbook["Products"][1]]

    assert headers == [column.name for column in schema.own_columns()]
    assert len(headers) == 27


def test_the_sheet_has_no_row_but_the_header(workbook):
    assert workbook["Products"].max_row == 1


def test_reading_the_empty_template_knows_every_column(template):
    book = read(template)

    assert book.total_rows == 0
    assert book.layout.sheet == "Products"
    assert book.layout.header_row == 1
    assert book.layout.dialect == "plan"
    assert [column.canonical for column in book.layout.columns] == [
        column.name for column in schema.own_columns()
    ]
    assert [finding.code for finding in book.findings] == ["sheet.empty"]


def test_identifier_columns_are_formatted_as_text(workbook):
    columns = workbook["Products"].column_dimensions

    assert columns["B"].number_format == "@"
    assert columns["I"].number_format == "@"
    assert columns["J"].number_format == "@"
    assert columns["T"].number_format == "General"


def validations(workbook):
    return {str(rule.sqref): rule for rule in workbook["Products"].data_validations.dataValidation}


def test_categories_drop_down_from_a_hidden_sheet(workbook):
    rule = validations(workbook)["F2:F1048576"]

    assert rule.type == "list"
    assert rule.formula1 == "Lists!$A$2:$A$3"
    assert workbook["Lists"].sheet_state == "hidden"
    assert [cell.value for cell in workbook["Lists"]["A"]] == ["Category", "Clothing", "Clothing > Jeans"]


def test_a_taxonomy_without_categories_still_gives_a_template():
    buffer = io.BytesIO()
    write_template(buffer, taxonomy())

    rule = validations(openpyxl.load_workbook(buffer))["F2:F1048576"]
    assert rule.formula1 == "Lists!$A$2:$A$2"


def test_every_column_has_a_prompt_that_excel_accepts(workbook):
    rules = validations(workbook).values()

    assert len(rules) == 27
    assert all(rule.prompt and len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32 for rule in rules)


def test_facilities_are_free_text(workbook):
    rule = validations(workbook)["V2:V1048576"]

    assert rule.promptTitle == "Raw Material"
    assert rule.type is None
    assert not rule.showErrorMessage


def test_no_rule_forbids_a_value(workbook):
    assert {rule.errorStyle for rule in validations(workbook).values()} == {"warning"}


def test_the_header_comment_says_what_belongs_there_and_whether_it_is_needed(workbook):
    comment = workbook["Products"]["B1"].comment.text

    assert "organic-cotton-t-shirt" in comment
    assert comment.endswith("Needed to create")


def test_the_guide_explains_every_column(workbook):
    guide = {row[0]: row for row in workbook["Guide"].iter_rows(min_row=5, values_only=True) if row[0]}

    assert all(guide[column.name][1] for column in schema.own_columns())
    assert guide["SKU"][2] == "SKU or Barcode is needed"
    assert guide["Tags"][4] == "Yes, with |"
    assert guide["Materials Percentages"][5] == "Cotton: 75% | Elastane: 25%"
