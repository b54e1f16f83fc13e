"""The files that say what a sheet may be."""

from __future__ import annotations

import pandas as pd
import pytest
import yaml
from pandera.errors import SchemaErrors
from pandera.pandas import Column, DataFrameSchema

from importkit import schema
from importkit.findings import Severity, catalogue
from importkit.schema import Kind
from importkit.values.keys import header_key
from importkit.workbook.sheet.headers import vocabulary

PRODUCTS = schema.FOLDER / "products.yaml"
SCHEMA = schema.pandera_schema()
CHECKS = [(name, place) for name, column in SCHEMA.columns.items() for place in range(len(column.checks))]

#: A cell that trips each check, by the code of the check.
TRIPPED = {
    "text.too-long": "x" * 40_000,
    "image.not-url": "front.jpg",
    "number.invalid": "12abc",
    "number.negative": "-3",
    "number.out-of-range": "123456789012",
}

#: A cell that passes every check, by the kind of its column.
GOOD = {
    Kind.URL: "https://brand.com/image.png",
    Kind.NUMBER: "12.5",
    Kind.WEIGHT: "230 g",
    Kind.LIST: "Organic\x1eVegan",
    Kind.MATERIALS: "Cotton\x1f75\x1eElastane\x1f",
}


def failed(column: Column, text: str) -> list[str]:
    """Return the codes of the checks that fail on a cell, in their order."""
    frame = pd.DataFrame({column.name: [text]}, dtype="str")
    try:
        DataFrameSchema({column.name: column}).validate(frame, lazy=True)
    except SchemaErrors as errors:
        return errors.failure_cases["check"].tolist()
    return []


def tripping(name: str, code: str) -> str:
    """Return a cell of a column that trips the check with that code."""
    return TRIPPED[code] + (" g" if schema.columns()[name].kind is Kind.WEIGHT else "")


def test_pandera_loads_the_file_as_it_is() -> None:
    loaded = DataFrameSchema.from_yaml(PRODUCTS)

    assert loaded is not None
    assert list(loaded.columns) == list(SCHEMA.columns)


def test_the_file_is_plain_yaml_without_anchors() -> None:
    tokens = yaml.scan(PRODUCTS.read_text(encoding="utf-8"))

    assert not [token for token in tokens if isinstance(token, yaml.AnchorToken | yaml.AliasToken)]


def test_checks_and_meanings_name_the_same_columns() -> None:
    assert list(schema.columns()) == list(SCHEMA.columns)


def test_a_column_is_text_that_may_be_blank_or_absent() -> None:
    columns = yaml.safe_load(PRODUCTS.read_text(encoding="utf-8"))["columns"]
    words = {
        name: {key: value for key, value in column.items() if key != "checks"}
        for name, column in columns.items()
    }

    plain = {"dtype": "str", "nullable": True, "required": False}
    assert list(words) == list(SCHEMA.columns)
    assert {name: own for name, own in words.items() if own != plain} == {}


def test_the_error_of_a_check_is_the_code_of_an_error() -> None:
    errors = {code for code, words in catalogue().items() if words.severity is Severity.ERROR}

    assert [
        (name, place) for name, place in CHECKS if SCHEMA.columns[name].checks[place].error not in errors
    ] == []


def test_a_check_has_a_cell_that_trips_it() -> None:
    tripped = [
        (name, str(check.error), failed(column, tripping(name, str(check.error))))
        for name, column in SCHEMA.columns.items()
        for check in column.checks
    ]

    assert len(tripped) == len(CHECKS)
    assert [(name, code, codes) for name, code, codes in tripped if codes[:1] != [code]] == []


def test_a_good_cell_trips_no_check() -> None:
    found = {
        name: failed(column, GOOD.get(schema.columns()[name].kind, "Organic Cotton 1"))
        for name, column in SCHEMA.columns.items()
    }

    assert {name: codes for name, codes in found.items() if codes} == {}


@pytest.mark.parametrize(
    ("name", "longest"),
    [
        ("Product Title", 255),
        ("Product Handle", 255),
        ("SKU", 100),
        ("Barcode", 100),
        ("Description", 32_767),
        ("Tags", 255),
        ("Finishing", 255),
    ],
)
def test_a_text_of_the_greatest_length_passes(name: str, longest: int) -> None:
    assert failed(SCHEMA.columns[name], "\u00e9" * longest) == []
    assert failed(SCHEMA.columns[name], "\u00e9" * (longest + 1)) == ["text.too-long"]


@pytest.mark.parametrize(
    "column", [*schema.columns_of(Kind.NUMBER), *schema.columns_of(Kind.WEIGHT)], ids=lambda c: c.name
)
def test_the_greatest_number_has_as_many_digits_as_the_database_holds(column: schema.Column) -> None:
    assert column.digits is not None
    unit = " g" if column.kind is Kind.WEIGHT else ""

    assert failed(SCHEMA.columns[column.name], "9" * column.digits[0] + ".99" + unit) == []
    assert failed(SCHEMA.columns[column.name], "1" + "0" * column.digits[0] + unit) == ["number.out-of-range"]


def test_every_kind_of_column_is_used() -> None:
    assert {column.kind for column in schema.columns().values()} == set(Kind)


def test_levels_are_known() -> None:
    assert {column.level for column in schema.columns().values()} == {"product", "variant", "both"}


def test_the_journey_has_six_steps_in_their_order() -> None:
    steps = [
        (column.step.sort_index, column.step.step_type) for column in schema.columns().values() if column.step
    ]

    assert steps == [
        (0, "raw-material"),
        (1, "weaving"),
        (2, "dyeing-printing"),
        (3, "stitching"),
        (4, "assembly"),
        (5, "finishing"),
    ]


def test_what_identifies_a_product_or_variant_is_never_cleared() -> None:
    kept = [name for name, column in schema.columns().items() if not column.clearable]

    assert kept == [
        "Product Title",
        "Product Handle",
        "Barcode",
        "SKU",
        "Attribute 1",
        "Attribute Value 1",
        "Attribute 2",
        "Attribute Value 2",
        "Attribute 3",
        "Attribute Value 3",
    ]


@pytest.mark.parametrize("mode", ["CREATE", "ENRICH"])
def test_required_columns_are_columns(mode: str) -> None:
    needed = schema.required(mode)

    assert {*needed.all_of, *needed.one_of} <= set(schema.columns())


@pytest.mark.parametrize("name", ["plan", "passport", "shopify"])
def test_a_dialect_speaks_of_columns_that_exist(name: str) -> None:
    dialect = schema.dialects()[name]

    spoken_of = {
        *dialect.aliases,
        *dialect.separators,
        *dialect.blank_values,
        *dialect.example,
        *dialect.gallery,
    }
    assert spoken_of <= set(schema.columns())


@pytest.mark.parametrize("name", ["plan", "passport", "shopify"])
def test_a_dialect_is_known_by_headers_that_mean_something(name: str) -> None:
    words = vocabulary(name)

    for headers in schema.dialects()[name].signature:
        assert all(words.named(header) or words.is_ignored(header) for header in headers), headers


def test_what_is_suggested_for_a_column_is_no_name_of_any_column() -> None:
    names = vocabulary("plan").names
    suggested = schema.suggestions().names

    assert set(suggested) <= set(schema.columns())
    listed = [header_key(header) for headers in suggested.values() for header in headers]
    assert len(listed) == len(set(listed))
    assert names.keys().isdisjoint(listed)


def test_no_column_that_is_imported_is_known_as_one_that_is_not() -> None:
    for name in schema.dialects():
        words = vocabulary(name)
        assert not [known for known in schema.columns() if words.is_ignored(known)]


@pytest.mark.parametrize(
    ("field", "position", "columns", "own"),
    [
        ("product_handle", 0, ["Product Handle"], "Product Handle"),
        ("image_path", 0, ["Image", "Variant Image"], "Image"),
        ("weight", 0, ["Grams Weight"], "Grams Weight"),
        ("materials", 0, ["Materials", "Materials Percentages"], "Materials Percentages"),
        ("material", 0, ["Materials", "Materials Percentages"], "Materials Percentages"),
        ("tag", 0, ["Tags"], "Tags"),
        ("journey_steps", 2, ["Dyeing/Printing"], "Dyeing/Printing"),
        ("facility", 2, ["Dyeing/Printing"], "Dyeing/Printing"),
        ("step_2", 0, ["Dyeing/Printing"], "Dyeing/Printing"),
        ("attribute", 2, ["Attribute 3"], "Attribute 3"),
        ("attribute_value", 1, ["Attribute Value 2"], "Attribute Value 2"),
        ("last_import_job_id", 0, [], ""),
        ("", 0, [], ""),
    ],
)
def test_a_field_has_its_columns(field: str, position: int, columns: list[str], own: str) -> None:
    assert [column.name for column in schema.columns_into(field, position)] == columns
    assert schema.own_column(field, position) == own
