from __future__ import annotations

import io

import openpyxl
import pandas as pd
import pytest
from stdnum import ean

from importkit import schema, taxonomy
from importkit.errors import UsageError
from importkit.findings import Severity, entry
from importkit.model import BrandContext, Mode
from importkit.resolution import resolve
from importkit.validation import validate
from importkit.workbook import read
from importkit.workbook.sample import make_sample
from importkit.workbook.sample.mistakes import MISTAKES

DIALECTS = ("plan", "passport", "shopify", "shopify-current")


def written(sample):
    buffer = io.BytesIO()
    sample.write(buffer)
    return openpyxl.load_workbook(io.BytesIO(buffer.getvalue()))["Products"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_equal_arguments_give_equal_samples(dialect):
    one = make_sample(200, mistakes=0.3, seed=7, dialect=dialect)
    other = make_sample(200, mistakes=0.3, seed=7, dialect=dialect)

    pd.testing.assert_frame_equal(one.frame, other.frame)
    pd.testing.assert_frame_equal(one.expected, other.expected)


def test_two_seeds_share_no_identifier():
    one, other = make_sample(300, seed=1).frame, make_sample(300, seed=2).frame

    assert not set(one["SKU"]) & set(other["SKU"])
    assert not set(one["Barcode"]) & set(other["Barcode"])
    assert not set(one["Product Handle"].dropna()) & set(other["Product Handle"].dropna())


@pytest.mark.parametrize("rows", [0, 1, 2, 250])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_sample_has_exactly_the_rows_asked_for(rows, dialect):
    assert len(make_sample(rows, dialect=dialect).frame) == rows


def test_the_plan_sheet_has_its_27_columns_and_all_of_them_hold_values():
    frame = make_sample(500).frame

    assert tuple(frame.columns) == tuple(column.name for column in schema.own_columns())
    assert len(frame.columns) == 27
    assert frame.notna().any().all()


def test_a_clean_sample_has_unique_identifiers_with_valid_check_digits():
    frame = make_sample(500).frame

    assert frame["SKU"].is_unique
    assert frame["Barcode"].is_unique
    assert all(ean.is_valid(barcode) and len(barcode) == 13 for barcode in frame["Barcode"])


def test_every_category_is_one_of_the_packaged_taxonomy():
    assert set(make_sample(500).frame["Category"].dropna()) <= set(taxonomy.load().paths.values())


def test_a_product_starts_with_its_handle_and_its_children_have_none():
    frame = make_sample(500).frame
    parents = frame["Product Handle"].notna()

    assert frame.loc[parents, "Product Title"].notna().all()
    assert frame["Product Handle"].dropna().is_unique
    assert 3 < len(frame) / parents.sum() < 7


def test_some_children_override_what_the_product_says():
    frame = make_sample(2_000).frame
    children = frame[frame["Product Handle"].isna()]

    assert children["Product Title"].notna().any()
    assert children["Grams Weight"].notna().any()
    assert children["Materials Percentages"].notna().any()
    # One environment value alone would hide the other one of the product.
    assert (children["Kilograms CO2"].notna() == children["Liters Water Used"].notna()).all()


def test_the_passport_sheet_has_captions_headers_and_the_example_above_its_products():
    sheet = written(make_sample(20, dialect="passport"))

    assert sheet["A1"].value == "Product"
    assert sheet["J1"].value == "Variants"
    assert sheet["R2"].value == "kgCO2e Carbon Footprint"
    assert sheet["Z2"].value == "Dyeing / Printing"
    assert sheet["C3"].value == "Brand Inc."
    assert sheet["A4"].value == make_sample(20, dialect="passport").frame.loc[4, "Product Title"]


def test_the_passport_sheet_pairs_materials_with_percentages():
    frame = make_sample(300, dialect="passport").frame.dropna(subset=["Materials"])

    assert (frame["Materials"].str.count(";") == frame["Percentages"].str.count(";")).all()
    assert frame["Materials"].str.contains("; ").any()


def test_the_shopify_sheet_has_the_handle_on_every_row_and_option_names_on_the_first_only():
    frame = make_sample(300, dialect="shopify").frame
    first = ~frame["Handle"].duplicated()

    assert frame["Handle"].notna().all()
    assert (frame["Option1 Name"].notna() == first).all()


def test_some_shopify_rows_only_carry_a_picture():
    frame = make_sample(300, dialect="shopify").frame
    pictures = frame[frame["Variant SKU"].isna()]

    assert len(pictures) > 5
    assert pictures.dropna(axis="columns", how="all").columns.tolist() == ["Handle", "Image Src"]


def test_shopifys_sheet_of_today_holds_the_same_products_under_other_names():
    former, current = (make_sample(300, dialect=name).frame for name in ("shopify", "shopify-current"))

    assert current["URL handle"].tolist() == former["Handle"].tolist()
    assert current["Weight value (grams)"].tolist() == former["Variant Grams"].tolist()
    assert current["Product image URL"].tolist() == former["Image Src"].tolist()
    assert make_sample(3, dialect="shopify-current").dialect == "shopify"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_product_has_at_most_one_mistake(dialect):
    expected = make_sample(1_000, mistakes=1.0, dialect=dialect).expected

    mistakes = expected[expected["code"] != "row.orphan"][["product_handle", "code"]].drop_duplicates()
    assert len(mistakes) > 150
    assert mistakes["product_handle"].is_unique


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_mistake_that_a_dialect_knows_is_made(dialect):
    sample = make_sample(1_500, mistakes=1.0, dialect=dialect)

    known = {mistake.code for mistake in MISTAKES if sample.dialect in mistake.dialects}
    assert len(known) > 10
    assert known <= set(sample.expected["code"])


def test_no_mistakes_are_made_unless_they_are_asked_for():
    sample = make_sample(500)

    assert sample.expected.empty
    assert sample.failed_rows == ()


def test_a_mistake_fails_every_row_of_its_product():
    sample = make_sample(100, mistakes=1.0)

    assert sample.failed_rows == tuple(range(2, 102))


def test_expected_cells_point_at_the_mistakes():
    sample = make_sample(500, mistakes=0.5, seed=3)
    sheet = written(sample)

    negative = sample.expected[sample.expected["code"] == "number.negative"]["cell"]
    assert len(negative) > 3
    assert all(sheet[cell].value < 0 for cell in negative)


def test_every_code_of_the_mistakes_is_an_error_of_the_catalogue():
    assert {entry(mistake.code).severity for mistake in MISTAKES} == {Severity.ERROR}


@pytest.mark.parametrize(
    ("rows", "mistakes", "message"),
    [
        (-1, 0.0, "rows cannot be -1: give a whole number from 0 to 1048575."),
        (10, 1.5, "mistakes cannot be 1.5: give a number from 0 to 1."),
        (10, -0.1, "mistakes cannot be -0.1: give a number from 0 to 1."),
        (10, float("nan"), "mistakes cannot be NaN: give a number from 0 to 1."),
    ],
)
def test_a_sample_out_of_range_is_refused(rows, mistakes, message):
    with pytest.raises(UsageError) as refused:
        make_sample(rows, mistakes=mistakes)

    assert refused.value.message == message


def test_an_unknown_dialect_is_refused_with_the_known_ones():
    with pytest.raises(UsageError) as refused:
        make_sample(10, dialect="shoppify")

    assert refused.value.message == (
        'dialect cannot be "shoppify": give plan, passport, shopify or shopify-current.'
    )
    assert refused.value.hint == "Did you mean shopify?"


@pytest.mark.slow
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.nightly)])
def test_checking_a_sample_finds_exactly_the_expected_errors(dialect, seed):
    sample = make_sample(300, mistakes=0.9, seed=seed, dialect=dialect)
    buffer = io.BytesIO()
    sample.write(buffer)

    resolved = resolve(validate(read(buffer.getvalue()), Mode.CREATE), BrandContext(taxonomy.load()))

    errors = resolved.findings.errors.frame
    assert sorted(zip(errors["cell"], errors["code"], strict=True)) == sorted(
        zip(sample.expected["cell"], sample.expected["code"], strict=True)
    )
    failed = resolved.rows[resolved.rows["row_status"] == "FAILED"]
    assert sorted(failed["row_number"]) == list(sample.failed_rows)


@pytest.mark.slow
@pytest.mark.parametrize("dialect", DIALECTS)
def test_checking_a_clean_sample_finds_no_error_and_no_warning(dialect):
    sample = make_sample(300, dialect=dialect)
    buffer = io.BytesIO()
    sample.write(buffer)

    known = BrandContext(taxonomy.load(), is_offline=True)
    resolved = resolve(validate(read(buffer.getvalue()), Mode.CREATE), known)

    assert not resolved.findings.at_least(Severity.WARNING)
    assert len(resolved.rows) == 300
