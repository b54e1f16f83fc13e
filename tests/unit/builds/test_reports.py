from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from defusedxml import ElementTree

from importkit import distribution
from importkit.builds.build import Build
from importkit.builds.fail_on import FailOn
from importkit.builds.file_checks import CheckOptions, SampleFile, check_file
from importkit.builds.file_report import Difference, FileReport, Refusal
from importkit.builds.fingerprints import fingerprints as file_fingerprints
from importkit.builds.report_formats import ReportFormat
from importkit.builds.reports import markdown_report, report_pieces, sarif_report
from importkit.builds.reports.github_report import Annotation, command
from importkit.findings import Findings, Severity
from importkit.model import Mode

HOSTILE = '[red]<script>alert(1)</script>[/red] \x1b[31m::error::x\r\n% "&'


def weights(many: int, column: str = "W") -> Findings:
    case = {"column": "Grams Weight", "value": "12abc", "what": "a number", "advice": "Type a plain number."}
    return Findings.of(
        "number.invalid",
        [
            {**case, "row": row, "cell": f"{column}{row}", "product_handle": f"coat-{row}"}
            for row in range(7, 7 + many)
        ],
    )


def images(value: str = "x.jpg") -> Findings:
    return Findings.of("image.not-url", [{"row": 2, "column": "Image", "cell": "E2", "value": value}])


def notes(many: int) -> Findings:
    return Findings.of(
        "column.not-imported",
        [{"column": f"Price {n}", "cell": f"A{n}", "row": 1} for n in range(1, many + 1)],
    )


def file(name: str, *parts: Findings) -> FileReport:
    found = Findings.all(parts)
    counts = {f"{severity}s": len(found.where(severity=severity)) for severity in Severity}
    sizes = {"rows": 9, "failed_rows": 0, "products": 3, "failed_products": 0}
    rows = found.records["row"].dropna().unique()
    identifiers = pd.DataFrame(
        {"handle": "coat", "sku": [f"S-{row}" for row in rows], "barcode": ""}, index=rows
    )
    return FileReport(
        name, name, 0.25, dialect="plan", counts=sizes | counts, findings=found, identifiers=identifiers
    )


def unreadable(name: str, words: str = "It is no workbook.") -> FileReport:
    return FileReport(name, name, refusal=Refusal("file.unreadable", words, "Save it as .xlsx.", 3))


def build(*files: FileReport, fail_on: FailOn = FailOn.ERROR) -> Build:
    return Build(files, fail_on=fail_on)


def written(found: Build, form: ReportFormat, **more: bool) -> str:
    text = "".join(report_pieces(found, form, **more))
    return text.replace("\N{NO-BREAK SPACE}", " ")


def annotations(found: Build, **more: bool) -> list[str]:
    return written(found, ReportFormat.GITHUB, **more).splitlines()[:-1]


def suites(found: Build) -> Any:
    return ElementTree.fromstring(written(found, ReportFormat.JUNIT))


def test_a_build_gets_one_annotation_for_equal_findings() -> None:
    (line,) = annotations(build(file("spring.xlsx", weights(9812))))

    assert line == (
        "::error file=spring.xlsx,title=Not a number (number.invalid)::spring.xlsx:W7, W8, W9, W10, W11 and"
        ' 9 807 more: "12abc" in Grams Weight is not a number. Type a plain number.'
    )


def test_a_build_gets_first_what_holds_most_products_back() -> None:
    lines = annotations(build(file("spring.xlsx", images(), weights(3))))

    assert ["number.invalid" in line for line in lines] == [True, False]


def test_a_build_may_get_every_finding() -> None:
    lines = annotations(build(file("spring.xlsx", weights(40), notes(2))), every=True)

    assert len(lines) == 42


def test_annotations_are_spread_over_files_and_the_last_says_how_many_are_left() -> None:
    many = [file(f"a{n:02}.xlsx", weights(2), images()) for n in range(8)]

    lines = annotations(build(*many, unreadable("z.xlsx")))

    files = [line.partition("file=")[2].partition(",")[0] for line in lines]
    assert files == ["z.xlsx", *(f"a{n:02}.xlsx" for n in range(8)), "a00.xlsx"]
    assert lines[-1] == (
        "::error file=a00.xlsx,title=And 8 more::8 more in 8 files: see the summary of this job, or another"
        " report."
    )


def test_notes_take_no_annotation_unless_they_fail_the_build() -> None:
    found = build(file("a.xlsx", notes(3)))

    assert annotations(found) == []
    assert len(annotations(found, every=True)) == 3
    assert len(annotations(replace(found, fail_on=FailOn.INFO))) == 3


@pytest.mark.parametrize(
    ("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "notice")], ids=str
)
def test_severities_are_the_levels_of_a_build(severity: str, level: str) -> None:
    line = command(Annotation(Severity(severity), "a.xlsx", "t", "m"))

    assert line == f"::{level} file=a.xlsx,title=t::m"


def test_a_cell_cannot_start_another_workflow_command() -> None:
    (line,) = annotations(build(file("a:b,c%\n.xlsx", images(HOSTILE))))

    place = "file=a%3Ab%2Cc%25%0A.xlsx,title=Not a web address (image.not-url)"
    assert line.startswith(f"::error {place}::a:b,c%25 .xlsx:E2: ")


def test_a_suite_is_a_file_and_a_case_a_code() -> None:
    similar = Findings.of("entity.similar", [{"row": 3, "cell": "C3", "entity": "season"}])
    found = build(file("bad.xlsx", weights(2), similar), file("clean.xlsx"), unreadable("broken.xlsx"))

    lenient, strict = suites(found), suites(replace(found, fail_on=FailOn.WARNING))

    reported = [
        (one.get("name"), one.get("tests"), one.get("failures"), one.get("errors"), one.get("time"))
        for one in lenient
    ]
    assert reported == [
        ("bad.xlsx", "3", "1", "0", "0.250"),
        ("clean.xlsx", "1", "0", "0", "0.250"),
        ("broken.xlsx", "1", "0", "1", "0.000"),
    ]
    assert [case.get("name") for case in lenient[0].iter("testcase")] == [
        "readable", "number.invalid", "entity.similar",
    ]  # fmt: skip
    assert "error: W7 " in lenient[0].findtext("testcase/failure")
    assert "error: W8 " in lenient[0].findtext("testcase/failure")
    assert strict[0].get("failures") == "2"
    assert [error.get("message") for error in lenient.iter("error")] == ["It is no workbook."]
    assert lenient[1].findtext("system-out") == "All 3 products can be imported."


def test_a_report_stays_xml_whatever_a_cell_holds() -> None:
    report = suites(build(file("a\x01.xlsx", images(f"{HOSTILE}\x00\ufffe"))))

    assert "<script>alert(1)</script>" in str(next(report.iter("failure")).text)


def test_a_concise_report_has_a_line_for_each_finding() -> None:
    lines = written(
        build(file("a.xlsx", weights(2)), unreadable("b.xlsx")), ReportFormat.CONCISE
    ).splitlines()

    assert lines == [
        'a.xlsx:W7: number.invalid "12abc" in Grams Weight is not a number.',
        'a.xlsx:W8: number.invalid "12abc" in Grams Weight is not a number.',
        "b.xlsx: file.unreadable It is no workbook.",
        "2 files: 1 with findings, 1 unreadable; 2 errors.",
    ]


def test_ten_thousand_equal_mistakes_are_one_screen_and_json_has_all() -> None:
    found = build(file("a.xlsx", weights(10_000)))

    assert len(written(found, ReportFormat.TEXT).splitlines()) < 20
    assert len(json.loads(written(found, ReportFormat.JSON))["files"][0]["findings"]) == 10_000


def test_lines_of_json_have_files_findings_and_totals() -> None:
    lines = written(build(file("a.xlsx", weights(2)), file("b.xlsx")), ReportFormat.JSONL).splitlines()

    assert [json.loads(line)["type"] for line in lines] == ["file", "finding", "finding", "file", "totals"]


def fingerprints(found: Build) -> list[str]:
    return [issue["fingerprint"] for issue in json.loads(written(found, ReportFormat.GITLAB))]


def test_fingerprints_stay_when_rows_move_and_words_change() -> None:
    before = file("a.xlsx", weights(3), images())
    moved = before.findings.records.assign(
        row=lambda one: one["row"] + 5,
        cell=lambda one: one["cell"].str[0] + (one["row"] + 5).astype(str),
        message="other words",
        value="13abc",
    )
    identifiers = before.identifiers.set_axis(before.identifiers.index + 5)
    after = replace(before, findings=Findings(moved), identifiers=identifiers)

    found = fingerprints(build(before, unreadable("b.xlsx")))
    assert fingerprints(build(after, unreadable("b.xlsx", "Other words."))) == found
    assert len(set(found)) == 5
    sarif = json.loads(written(build(before), ReportFormat.SARIF))["runs"][0]["results"]
    assert {one["partialFingerprints"]["importkitFinding/v1"] for one in sarif} == set(found[:-1])


@pytest.mark.slow
@pytest.mark.parametrize("mode", Mode)
def test_no_fingerprint_changes_where_a_row_is_put_on_top(mode: Mode) -> None:
    rows = [
        [None, "Orphan", "O-1", "heavy"],
        [None, None, "O-2", "heavy"],
        ["p-1", "A", "S-1", "heavy"],
        [None, None, "S-2", "heavy"],
        [None, "Same", None, "heavy"],
        ["p-1", None, "S-3", "heavy"],
    ]

    def found(*above: list[Any]) -> set[str]:
        columns = ["Product Handle", "Product Title", "SKU", "Grams Weight"]
        content = io.BytesIO()
        pd.DataFrame([*above, *rows], columns=columns, dtype="object").to_excel(content, index=False)
        report = check_file(SampleFile("a.xlsx", "a.xlsx", content.getvalue()), CheckOptions(mode=mode))
        marks = zip(file_fingerprints(report), report.findings, strict=True)
        # A row below a product is no orphan any more, nor does it ask for what that product has.
        return {mark for mark, one in marks if one.code == "number.invalid"}

    before = found()
    assert len(before) == 6
    assert before <= found(["new", "New", None, "bad"])
    assert before == found([None, "New", "N-1", 5])
    assert before == found(["p-1", "", "N", 5])


def test_equal_findings_have_different_fingerprints() -> None:
    twice = file("a.xlsx", images(), images())

    assert len(set(fingerprints(build(twice, file("b.xlsx", images()))))) == 3


def test_code_scanning_gets_a_place_a_rule_and_no_more_than_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif_report.MOST_RESULTS == 25_000
    monkeypatch.setattr(sarif_report, "MOST_RESULTS", 20)
    found = build(unreadable("b.xlsx"), file("ä b.xlsx", images(), notes(20)))

    run = json.loads(written(found, ReportFormat.SARIF))["runs"][0]

    assert len(run["results"]) == 20
    assert [one["ruleId"] for one in run["results"][:3]] == [
        "file.unreadable", "image.not-url", "column.not-imported",
    ]  # fmt: skip
    location = run["results"][1]["locations"][0]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "%C3%A4%20b.xlsx", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 5},
    }
    assert [one["name"] for one in location["logicalLocations"]] == ["E2"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"][:3])
    assert not [rule for rule in rules if "helpUri" in rule]  # a mere path is no address, and refused
    monkeypatch.setattr(distribution, "repository", lambda: "https://git.example/importkit")
    rules = json.loads(written(found, ReportFormat.SARIF))["runs"][0]["tool"]["driver"]["rules"]
    assert "https://git.example/importkit/blob/main/importkit/findings/README.md#image-not-url" in [
        rule["helpUri"] for rule in rules
    ]
    assert (
        "2 more findings left out"
        in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    )


def compared() -> Build:
    """Return a build of a file with one finding that is not expected and another that is missing."""
    one = replace(
        file("a.xlsx", weights(2)),
        difference=Difference(unexpected=frozenset({1}), missing=(("sku.duplicate", "C4"),)),
    )
    known = replace(unreadable("b.xlsx"), difference=Difference(is_refusal_expected=True))
    return build(one, known)


def test_only_differences_count_where_findings_are_compared() -> None:
    found = compared()

    text = written(found, ReportFormat.TEXT)
    junit = suites(found)
    assert (found.exit_code, found.totals["unexpected"], found.totals["missing"]) == (1, 1, 1)
    assert '  + W8 number.invalid "12abc" in Grams Weight is not a number. Type a plain number.' in text
    assert "  - C4 sku.duplicate\n" in text
    assert "b.xlsx  cannot be read, as expected" in text
    assert [line.partition("::")[2].partition(",")[0] for line in annotations(found)] == [
        "error file=a.xlsx"
    ] * 2
    assert [suite.get("failures") for suite in junit] == ["2", "0"]
    assert next(junit.iter("testsuites")).get("errors") == "0"
    assert [
        one["baselineState"]
        for one in json.loads(written(found, ReportFormat.SARIF))["runs"][0]["results"]
        if "baselineState" in one
    ] == ["unchanged", "new"]


def test_a_page_of_html_and_markdown_shows_text_of_others_as_text() -> None:
    found = build(file("<b>.xlsx", images(HOSTILE)), unreadable("|x|.xlsx", f"Not {HOSTILE}"))

    html, markdown = written(found, ReportFormat.HTML), written(found, ReportFormat.MARKDOWN)
    assert "<script>" not in html
    assert "&lt;b&gt;.xlsx" in html
    assert "<script>" not in markdown
    assert r"\|x\|.xlsx" in markdown


def test_a_summary_is_small_enough_for_github(monkeypatch: pytest.MonkeyPatch) -> None:
    assert markdown_report.MOST_BYTES < 1_048_576
    monkeypatch.setattr(markdown_report, "MOST_BYTES", 4_000)

    text = written(build(*(file(f"{n}.xlsx", weights(2)) for n in range(30))), ReportFormat.MARKDOWN)

    assert 3_000 < len(text.encode()) < 4_100
    assert text.splitlines()[-1] == f"and {30 - text.count('###')} more files: another report has them."
