"""Failure cases of Pandera, in the three shapes they come in."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from pandera.errors import SchemaErrors
from pandera.pandas import Check, Column, DataFrameSchema

from importkit import schema
from importkit.errors import UsageError
from importkit.findings import Findings
from importkit.validation.schema_checks import run_checks, translated


def failures(schema: DataFrameSchema, frame: pd.DataFrame) -> pd.DataFrame:
    with pytest.raises(SchemaErrors) as caught:
        schema.validate(frame, lazy=True)
    return caught.value.failure_cases


def sheet(**columns: list[str | None]) -> pd.DataFrame:
    rows = pd.RangeIndex(7, 7 + len(next(iter(columns.values()))), name="row_number")
    return pd.DataFrame(columns, index=rows, dtype="str")


def test_a_failed_cell_has_its_row_and_what_was_typed() -> None:
    normalised, typed = sheet(Image=["https://a.b/c", "x"]), sheet(Image=["https://a.b/c", "X"])

    findings = list(run_checks(normalised, typed))

    assert [(one.code, one.row, one.column, one.value) for one in findings] == [
        ("image.not-url", 8, "Image", "X")
    ]


def test_of_several_checks_the_first_one_speaks() -> None:
    cells = {"Kilograms CO2": ["about -1234567890", "-1234567890", "1234567890", "1"]}

    findings = list(run_checks(sheet(**cells), sheet(**cells)))

    assert {one.row: one.code for one in findings} == {
        7: "number.invalid",
        8: "number.negative",
        9: "number.out-of-range",
    }


def test_a_frame_without_failures_has_no_findings() -> None:
    assert len(run_checks(sheet(SKU=["A", None]), sheet(SKU=["A", None]))) == 0


def test_a_missing_column_is_a_finding() -> None:
    schema = DataFrameSchema({"SKU": Column(str, required=True)})

    findings = list(translated(failures(schema, sheet(Tags=["a"])), sheet(Tags=["a"])))

    assert [(one.code, one.column, one.row) for one in findings] == [("column.missing", "SKU", None)]
    assert findings[0].message == "The sheet has no SKU column."


def test_a_check_that_crashes_is_a_mistake_of_the_schema() -> None:
    schema = DataFrameSchema({"SKU": Column(str, Check.gt(5, error="number.invalid"))})

    with pytest.raises(
        UsageError, match=r"The check number\.invalid of column SKU fails: TypeError"
    ) as caught:
        translated(failures(schema, sheet(SKU=["a"])), sheet(SKU=["a"]))

    assert "products.yaml" in caught.value.hint


def test_a_column_of_another_type_is_a_mistake_too() -> None:
    schema = DataFrameSchema({"SKU": Column(int)})

    with pytest.raises(UsageError, match="of column SKU"):
        translated(failures(schema, sheet(SKU=["a"])), sheet(SKU=["a"]))


def test_a_frame_whose_cells_are_not_text_is_a_bad_call() -> None:
    numbers = pd.DataFrame({"SKU": [1, 2]})
    with pytest.raises(UsageError, match=r"Column SKU is checked as text, and its cells are int64\."):
        run_checks(numbers, numbers)


def test_columns_that_are_checked_as_one_have_the_findings_of_each() -> None:
    texts = [
        "fine",
        None,
        "-1",
        "about 6",
        "1234567890123",
        "x" * 40_000,
        "a\x1eb",
        "Cotton\x1f75",
        "https://a.b/c",
    ]
    cells = dict.fromkeys(schema.pandera_schema().columns, texts)
    frame = sheet(**cells)

    together = run_checks(frame, frame)

    alone = Findings.all(run_checks(frame[[name]], frame[[name]]) for name in frame)
    assert len(together) >= 60
    assert in_order(together) == in_order(alone)


def in_order(findings: Findings) -> list[dict[str, Any]]:
    return sorted(findings.to_dicts(), key=lambda one: (one["column"], one["row"]))
