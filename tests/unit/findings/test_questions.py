"""What can be asked of findings: a frame, some of them, a summary, and how they are shown."""

from __future__ import annotations

import copy
import pickle

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

import importkit as ik
from importkit.findings import Findings, Severity

HOSTILE = "<script>alert(1)</script>|*`$x$"


@pytest.fixture(scope="module")
def findings() -> Findings:
    negative = [
        {"row": row, "column": "Grams Weight", "value": "-3", "cell": f"W{row}", "product_handle": handle}
        for row, handle in ((2, "shirt"), (3, "shirt"), (9, "Sock"))
    ]
    return Findings.all(
        [
            Findings.of("column.unknown", [{"column": "Colour", "cell": "Z1"}]),
            Findings.of("number.negative", negative),
            Findings.of(
                "number.invalid", [{"row": 9, "column": "Liters Water Used", "cell": "T9", "value": "x"}]
            ),
        ]
    )


def test_the_frame_is_typed_and_says_na_for_what_is_not_there(findings: Findings) -> None:
    frame = findings.frame

    assert str(frame["row"].dtype) == "Int64"
    assert frame["suggestion"].isna().all()
    assert frame.loc[0, ["row", "product_handle"]].isna().all()
    assert frame["severity"].cat.categories.to_list() == ["info", "warning", "error"]
    assert frame["severity"].max() == "error"
    assert (frame["severity"] >= "warning").all()


def test_the_frame_is_a_copy_and_findings_do_not_change(findings: Findings) -> None:
    taken = findings.frame
    taken.loc[0, "code"] = "mine"

    assert findings[0].code == "column.unknown"
    with pytest.raises(AttributeError, match="Findings do not change"):
        findings.records = pd.DataFrame()
    with pytest.raises(AttributeError):
        findings.other = 1
    assert pickle.loads(pickle.dumps(findings)) == findings == copy.deepcopy(findings)  # noqa: S301  our own


@pytest.mark.parametrize(
    ("wanted", "cells"),
    [
        ({"code": "number.negative"}, ["W2", "W3", "W9"]),
        ({"code": "Number."}, ["W2", "W3", "W9", "T9"]),
        ({"code": ["number.invalid", "column.unknown"]}, ["Z1", "T9"]),
        ({"severity": "WARNING"}, ["Z1"]),
        ({"severity": [Severity.ERROR, "warning"]}, ["Z1", "W2", "W3", "W9", "T9"]),
        ({"column": "grams weight"}, ["W2", "W3", "W9"]),
        ({"column": "t"}, ["T9"]),
        ({"column": "Colour"}, ["Z1"]),
        ({"column": "SKU"}, []),
        ({"row": 9}, ["W9", "T9"]),
        ({"row": [2, 3]}, ["W2", "W3"]),
        ({"row": range(2, 4)}, ["W2", "W3"]),
        ({"row": slice(3, 10)}, ["W3", "W9", "T9"]),
        ({"product": "SHIRT"}, ["W2", "W3"]),
        ({"product": ["sock", "nothing"]}, ["W9"]),
        ({"row": 9, "code": "number.negative"}, ["W9"]),
        ({}, ["Z1", "W2", "W3", "W9", "T9"]),
    ],
)
def test_where_returns_what_is_all_of_it(
    findings: Findings, wanted: dict[str, object], cells: list[str]
) -> None:
    assert [finding.cell for finding in findings.where(**wanted)] == cells  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"code": "number.negativ"}, "no finding with the code"),
        ({"code": "nonsense."}, "no finding with the code"),
        ({"severity": "bad"}, 'severity cannot be "bad"'),
        ({"column": "Gram Weights"}, 'column cannot be "Gram Weights"'),
        ({"row": 0}, "row cannot be 0"),
        ({"row": "9"}, 'row cannot be "9"'),
        ({"row": slice(3, None)}, "row cannot be a slice"),
        ({"product": 7}, "product cannot be 7"),
    ],
)
def test_what_cannot_be_meant_is_refused(findings: Findings, wanted: dict[str, object], message: str) -> None:
    with pytest.raises(ik.UsageError, match=message):
        findings.where(**wanted)  # type: ignore[arg-type]


def test_brackets_take_a_number_a_slice_a_code_and_a_column(findings: Findings) -> None:
    assert findings[1].cell == "W2"
    assert findings[-1].cell == "T9"
    assert [finding.cell for finding in findings[1:3]] == ["W2", "W3"]
    assert len(findings["number."]) == 4
    assert findings["cell"].to_list() == ["Z1", "W2", "W3", "W9", "T9"]
    assert findings.head(2) == findings[:2]
    for wrong in (5, -6):
        with pytest.raises(IndexError):
            findings[wrong]
    with pytest.raises(ik.UsageError):
        findings[1.5]  # type: ignore[call-overload]


def test_the_summary_has_a_line_for_each_code_and_column(findings: Findings) -> None:
    summary = findings.summary()

    assert summary[["code", "column", "cells", "rows", "products", "first"]].to_numpy().tolist() == [
        ["number.negative", "Grams Weight", 3, 3, 2, "W2"],
        ["number.invalid", "Liters Water Used", 1, 1, 0, "T9"],
        ["column.unknown", "Colour", 1, 0, 0, "Z1"],
    ]
    assert summary.loc[1, "title"] == "Not a number"
    assert Findings().summary().columns.to_list() == summary.columns.to_list()


def test_whatever_reads_arrow_reads_findings(findings: Findings) -> None:
    lines = pa.table(findings)

    assert lines["row"].to_pylist() == [None, 2, 3, 9, 9]
    assert lines["product_handle"].to_pylist()[0] is None
    assert duckdb.sql("SELECT count(*) FROM lines WHERE severity = 'error'").fetchall() == [(4,)]


def test_findings_say_what_they_are_wherever_they_are_shown(findings: Findings) -> None:
    assert repr(findings).startswith("Findings: 4 errors and 1 warning\n\nERROR  Negative number")
    assert repr(Findings()) == "Findings: no findings"
    assert "<table" in findings._repr_html_()
    assert findings._mime_() == ("text/html", findings._repr_html_())
    assert findings._repr_markdown_().count("\n") == 4
    assert Findings()._repr_markdown_() == "No findings."


def test_no_cell_is_markup(findings: Findings) -> None:
    hostile = Findings.of("number.invalid", [{"row": 2, "column": HOSTILE, "value": HOSTILE, "cell": "A2"}])

    assert "<script" not in hostile._repr_html_()
    line = hostile._repr_markdown_().splitlines()[-1]
    assert "<script" not in line.replace("\\<", "")
    assert line.replace("\\|", "").count("|") == 6
