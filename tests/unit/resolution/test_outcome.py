from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

import importkit.resolution
from importkit import shape
from importkit.findings import Findings
from importkit.model import Mode
from importkit.resolution.engine import statement
from importkit.resolution.list_statements import list_statements

FOLDER = Path(importkit.resolution.__file__).parent / "sql"
COLUMNS = ["Product Handle", "Product Title", "SKU", "Kilograms CO2"]
ROWS = [["h", "T", "1", "x"], [None, None, "2", None], ["g", "U", "3", "1"]]


def negative(row):
    return Findings.of("number.negative", [{"row": row, "column": "Kilograms CO2", "value": "x"}])


def test_an_error_of_a_cell_fails_its_whole_group_and_no_other(see):
    seen = see(COLUMNS, ROWS, bad=[(2, "Kilograms CO2")], findings=negative(2))
    assert seen.statuses == ["FAILED", "FAILED", "PENDING"]
    assert seen.blocked_by == [None, 2, None]
    assert seen.reported == [("number.negative", "D2")]
    assert seen.finding.product_handle == "h"
    assert seen.finding.sheet == "Products"


def test_a_warning_fails_nothing(see):
    findings = Findings.of("handle.not-slug", [{"row": 2, "column": "Product Handle", "value": "h"}])
    seen = see(COLUMNS, ROWS, findings=findings)
    assert set(seen.statuses) == {"PENDING"}


def test_the_first_row_of_a_product_starts_it_also_when_it_is_in_error(see):
    seen = see(COLUMNS, ROWS, bad=[(2, "Kilograms CO2"), (2, "SKU")], findings=negative(2))
    assert seen.table("staging_products", "product_handle", "name") == [("h", "T"), ("g", "U")]
    assert seen.table("staging_product_variants", "sku") == [(None,), ("2",), ("3",)]
    assert seen.table("staging_product_environment", "carbon_kg_co2e") == [("1",)]


def test_errors_are_staged_with_their_product_and_their_row(see):
    seen = see(COLUMNS, ROWS, bad=[(2, "Kilograms CO2")], findings=negative(2))
    reported = {
        "row": 2,
        "field": "Kilograms CO2",
        "cell": "D2",
        "code": "number.negative",
        "message": "Kilograms CO2 is x; it cannot be less than 0.",
    }
    (failed,), (good,) = seen.table("staging_products", "errors")
    assert json.loads(failed) == [reported]
    assert good is None
    (of_first,), (of_second,), _ = seen.table("staging_product_variants", "errors")
    assert json.loads(of_first) == [reported]
    assert of_second is None


def test_a_missing_column_fails_every_row_and_blames_none(see):
    missing = Findings.of("column.missing", [{"column": "Product Handle", "cell": "E1"}])
    seen = see(["Product Title", "SKU"], [["T", "1"], ["U", "2"]], findings=missing)
    assert seen.statuses == ["FAILED", "FAILED"]
    assert seen.blocked_by == [None, None]
    assert seen.reported == [("column.missing", "E1")]
    for table in ("staging_products", "staging_product_variants"):
        staged = [json.loads(errors) for (errors,) in seen.table(table, "errors")]
        assert [[error["cell"] for error in errors] for errors in staged] == [["E1"], ["E1"]]


def test_a_row_with_an_error_of_its_own_has_that_of_the_sheet_too(see):
    found = negative(2) + Findings.of("column.missing", [{"column": "Season", "cell": "E1"}])
    seen = see(COLUMNS, ROWS, bad=[(2, "Kilograms CO2")], findings=found)
    codes = [
        [error["code"] for error in json.loads(errors)]
        for (errors,) in seen.table("staging_product_variants", "errors")
    ]
    assert codes == [["column.missing", "number.negative"], ["column.missing"], ["column.missing"]]
    assert seen.blocked_by == [None, 2, None]


def test_findings_stand_in_the_order_of_the_sheet(see):
    rows = [[None, "T", "1", None], ["h", None, None, None], ["g", "U", "1", None]]
    assert see(COLUMNS, rows).reported == [
        ("row.orphan", "A2"),
        ("sku.duplicate", "C2"),
        ("value.required", "B3"),
        ("value.required", "C3"),
        ("sku.duplicate", "C4"),
    ]


def test_rows_are_accounted_for_with_the_ids_of_what_is_staged(see):
    rows = see(COLUMNS, ROWS).resolved.rows
    assert list(rows.columns) == [
        "row_number", "group_id", "role", "product_handle", "staging_product_id", "staging_variant_id",
        "row_status", "blocked_by_row",
    ]  # fmt: skip
    assert rows["row_number"].to_list() == [2, 3, 4]
    assert rows["product_handle"].to_list() == ["h", "h", "g"]
    assert rows["staging_product_id"].nunique() == 2
    assert rows["staging_variant_id"].nunique() == 3
    assert str(rows["blocked_by_row"].dtype) == "Int64"


def test_every_staging_table_has_its_columns_in_both_modes(see):
    expected = {
        "staging_products": [
            "staging_id", "row_number", "product_handle", "handle_key", "name", "description", "image_path",
            "manufacturer_name", "manufacturer_key", "category_path", "season_name", "season_key",
            "cleared", "row_status", "errors",
        ],
        "staging_product_variants": [
            "staging_id", "staging_product_id", "row_number", "barcode", "barcode_key", "sku",
            "name_override", "description_override", "image_path_override", "cleared", "row_status", "errors",
        ],
        "staging_variant_attributes": [
            "staging_variant_id", "attribute_name", "attribute_key", "value_name", "value_key",
            "sort_order",
        ],
        "staging_product_tags": ["staging_product_id", "tag_name", "tag_key"],
        "staging_product_weight": ["staging_product_id", "weight", "weight_unit"],
        "staging_variant_weight": ["staging_variant_id", "weight", "weight_unit"],
        "staging_product_environment": ["staging_product_id", "carbon_kg_co2e", "water_liters"],
        "staging_variant_environment": ["staging_variant_id", "carbon_kg_co2e", "water_liters"],
        "staging_product_materials": [
            "staging_product_id", "material_name", "material_key", "percentage",
        ],
        "staging_variant_materials": [
            "staging_variant_id", "material_name", "material_key", "percentage",
        ],
        "staging_product_journey_steps": [
            "staging_product_id", "sort_index", "step_type", "facility_name", "facility_key",
        ],
        "staging_variant_journey_steps": [
            "staging_variant_id", "sort_index", "step_type", "facility_name", "facility_key",
        ],
        "staging_product_eco_claims": ["staging_product_id", "eco_claim_name", "eco_claim_key"],
        "staging_variant_eco_claims": ["staging_variant_id", "eco_claim_name", "eco_claim_key"],
    }  # fmt: skip
    for mode in Mode:
        tables = see(COLUMNS, ROWS, mode=mode).resolved.tables
        assert {name: table.column_names for name, table in tables.items()} == expected
        assert all(isinstance(table, pa.Table) for table in tables.values())


@pytest.mark.parametrize(
    "name", sorted({path.stem for path in FOLDER.glob("*.sql")} | list_statements().keys())
)
def test_every_statement_is_one_that_says_what_it_does_and_is_used(name):
    text = statement(name)
    assert text.startswith("-- ")
    assert "out: " in text or name == "set_terms"
    assert len(duckdb.extract_statements(text)) == 1
    assert name in shape.STAGING or any(
        f'"{name}"' in module.read_text(encoding="utf-8")
        for module in FOLDER.parent.glob("*.py")
        if module.stem != "list_statements"
    )
