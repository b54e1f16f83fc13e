from __future__ import annotations

import pandas as pd
import pytest

from importkit.errors import UnknownFindingCodeError
from importkit.findings import Finding, Findings, Severity

NEGATIVE = {"row": 7, "column": "Grams Weight", "value": "-3"}


def test_a_case_becomes_a_finding_with_the_words_of_the_catalogue() -> None:
    found = list(Findings.of("number.negative", [NEGATIVE]))

    assert found == [
        Finding(
            code="number.negative",
            severity=Severity.ERROR,
            sheet="",
            row=7,
            column="Grams Weight",
            cell="",
            value="-3",
            message="Grams Weight is -3; it cannot be less than 0.",
            hint="Type 0 or more, or leave the cell blank.",
            suggestion="",
            product_handle="",
        )
    ]


def test_facts_of_a_case_fill_the_templates() -> None:
    (found,) = Findings.of(
        "sku.duplicate", [{"row": 4, "column": "SKU", "value": "A-1", "other_rows": "rows 7 and 9"}]
    )

    assert found.message == "SKU A-1 is used by more than one row: also by rows 7 and 9."


def test_a_fact_that_a_case_lacks_is_blank() -> None:
    (found,) = Findings.of("value.required", [{"row": 4, "column": "SKU"}])

    assert found.message == "SKU is missing."
    assert found.hint == ""


def test_braces_in_a_cell_are_text() -> None:
    (found,) = Findings.of("image.not-url", [{"row": 4, "column": "Image", "value": "{row} {0} {"}])

    assert found.message == '"{row} {0} {" is not the full web address of an image.'


def test_cases_may_come_as_a_frame_with_blanks() -> None:
    cases = pd.DataFrame({"row": [5, None], "column": ["SKU", "SKU"], "value": ["a", None]})

    found = list(Findings.of("row.repeated-header", cases))

    assert [finding.row for finding in found] == [5, None]
    assert [finding.value for finding in found] == ["a", ""]
    assert [finding.message for finding in found] == [
        "Row 5 repeats the header and is skipped.",
        "Row  repeats the header and is skipped.",
    ]


def test_no_cases_make_no_findings() -> None:
    assert len(Findings.of("number.negative", [])) == 0
    assert list(Findings()) == []
    assert Findings().counts() == {}
    assert Findings().groups() == []
    assert not Findings().at_least(Severity.INFO)


def test_an_unknown_code_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UnknownFindingCodeError) as raised:
        Findings.of("number.negativ", [NEGATIVE])

    assert raised.value.message == 'There is no finding with the code "number.negativ".'
    assert "number.negative" in raised.value.hint


def test_a_rule_may_soften_a_finding() -> None:
    (found,) = Findings.of("category.not-found", [{"row": 4}], severity=Severity.WARNING)

    assert found.severity is Severity.WARNING


def test_findings_know_their_cell_once_they_are_located() -> None:
    findings = Findings.of("number.negative", [NEGATIVE, {**NEGATIVE, "row": 8, "cell": "Z1"}])
    handles = pd.Series({7: "linen-shirt"})

    located = list(findings.located("Products", {"Grams Weight": "W"}, handles))

    assert [(finding.sheet, finding.cell, finding.product_handle) for finding in located] == [
        ("Products", "W7", "linen-shirt"),
        ("Products", "Z1", ""),
    ]


def test_locating_does_not_change_the_findings_it_started_from() -> None:
    findings = Findings.of("number.negative", [NEGATIVE])

    findings.located("Products", {"Grams Weight": "W"})

    assert [finding.cell for finding in findings] == [""]


def test_findings_are_sorted_as_a_person_reads_a_sheet() -> None:
    findings = Findings.of(
        "number.invalid",
        [
            {"row": 10, "cell": "A10"},
            {"row": 2, "cell": "AA2"},
            {"row": 2, "cell": "B2"},
            {"cell": ""},
        ],
    )

    assert [finding.cell for finding in findings.sorted()] == ["", "B2", "AA2", "A10"]


def test_the_worst_of_one_cell_comes_first() -> None:
    cell = {"row": 2, "cell": "B2"}
    findings = Findings.all([Findings.of("entity.created", [cell]), Findings.of("number.invalid", [cell])])

    assert [finding.code for finding in findings.sorted()] == ["number.invalid", "entity.created"]


def test_equal_findings_of_a_column_are_one_group() -> None:
    cases = [{"row": row, "column": "Grams Weight", "cell": f"W{row}"} for row in range(2, 9)]
    other = [{"row": 2, "column": "SKU", "cell": "A2"}]

    groups = Findings.all(
        [Findings.of("entity.created", other), Findings.of("number.invalid", cases)]
    ).groups()

    assert [(group.code, group.count, group.cells) for group in groups] == [
        ("number.invalid", 7, ("W2", "W3", "W4", "W5", "W6")),
        ("entity.created", 1, ("A2",)),
    ]
    assert groups[0].title == "Not a number"


def test_counts_are_by_code() -> None:
    findings = Findings.of("number.invalid", [{"row": 2}, {"row": 3}]) + Findings.of(
        "entity.created", [{"row": 2}]
    )

    assert findings.counts() == {"entity.created": 1, "number.invalid": 2}


@pytest.mark.parametrize(
    ("code", "severity", "is_as_bad"),
    [
        pytest.param("number.invalid", Severity.ERROR, True, id="an error is an error"),
        pytest.param("number.invalid", Severity.WARNING, True, id="an error is worse than a warning"),
        pytest.param("entity.similar", Severity.ERROR, False, id="a warning is no error"),
        pytest.param("entity.similar", Severity.WARNING, True, id="a warning is a warning"),
        pytest.param("entity.created", Severity.WARNING, False, id="a note is no warning"),
    ],
)
def test_how_bad_findings_are(code: str, severity: Severity, is_as_bad: bool) -> None:
    assert Findings.of(code, [{"row": 2}]).at_least(severity) is is_as_bad


def test_errors_are_those_that_block() -> None:
    findings = Findings.of("entity.created", [{"row": 2}]) + Findings.of("number.invalid", [{"row": 3}])

    assert [finding.row for finding in findings.errors] == [3]


def test_stored_findings_come_back_equal() -> None:
    findings = Findings.of("number.invalid", [NEGATIVE, {"column": "SKU", "value": 'a\n"b"'}])

    assert Findings.from_records(findings.to_dicts()) == findings
    assert Findings.from_records([]) == Findings()


def test_json_has_plain_numbers_and_null_for_no_row() -> None:
    dicts = Findings.of("number.invalid", [{"row": 7}, {}]).to_dicts()

    assert [type(record["row"]) for record in dicts] == [int, type(None)]
    assert list(dicts[0])[:6] == ["code", "severity", "sheet", "row", "column", "cell"]


def test_a_list_of_findings_is_no_key() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Findings())
