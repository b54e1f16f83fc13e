"""What a project decides about its checks: which findings count, where that stands, and what is expected."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from importkit.builds.baseline import Baseline, read_baseline
from importkit.builds.configuration import Configuration, find_configuration, read_configuration
from importkit.builds.fail_on import FailOn
from importkit.builds.file_report import FileReport, Refusal
from importkit.builds.policy import Ignore, Policy
from importkit.errors import UsageError
from importkit.findings import Findings, Severity
from importkit.model import HiddenRows, Mode

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2027, 3, 1)
FOUND = Findings.all(
    (
        Findings.of("column.unknown", [{"column": "Remarks", "cell": "E1", "row": 1}]),
        Findings.of("barcode.not-gtin", [{"cell": "C2", "row": 2}, {"cell": "C3", "row": 3}]),
        Findings.of("number.invalid", [{"cell": "D2", "row": 2, "value": "x"}]),
    )
)
REPORT = FileReport("legacy/a.xlsx", "legacy/a.xlsx", findings=FOUND)
BROKEN = FileReport("b.xlsx", "b.xlsx", refusal=Refusal("file.unreadable", "It is no workbook.", "", 3))


def codes(policy: Policy, name: str = "legacy/a.xlsx") -> list[str]:
    return policy.applied(REPORT, name, TODAY).findings.records["code"].tolist()


def test_what_is_ignored_is_counted_with_its_reason() -> None:
    report = Policy(ignores=(Ignore("barcode.", "mended in May"),)).applied(REPORT, "a.xlsx", TODAY)

    assert report.findings.records["code"].tolist() == ["column.unknown", "number.invalid"]
    assert [(one.finding.cell, one.reason) for one in report.ignored] == [
        ("C2", "mended in May"),
        ("C3", "mended in May"),
    ]
    assert (report.counts["errors"], report.counts["warnings"]) == (1, 1)


def test_only_what_is_selected_counts() -> None:
    report = Policy(select=("number.", "column.unknown")).applied(REPORT, "a.xlsx", TODAY)

    assert report.findings.records["code"].tolist() == ["column.unknown", "number.invalid"]
    assert {one.reason for one in report.ignored} == {"not selected"}


def test_a_severity_may_be_another_one_and_the_later_wins() -> None:
    policy = Policy(severities={"barcode.": Severity.ERROR, "barcode.not-gtin": Severity.INFO})
    report = policy.applied(REPORT, "a.xlsx", TODAY)

    assert report.findings.records["severity"].tolist() == ["warning", "info", "info", "error"]
    assert report.counts["infos"] == 2


def test_an_ignore_is_about_its_files_until_its_day() -> None:
    kept = ["column.unknown", "barcode.not-gtin", "barcode.not-gtin", "number.invalid"]
    until = Ignore("barcode.", "", TODAY, "legacy/*.xlsx")

    assert codes(Policy(ignores=(until,))) == ["column.unknown", "number.invalid"]
    assert codes(Policy(ignores=(until,)), "new/a.xlsx") == kept
    over = Policy(ignores=(Ignore("barcode.", "", date(2027, 2, 28)),))
    assert codes(over) == kept
    assert [one.code for one in over.expired(TODAY)] == ["barcode."]


WHOLE = """
[tool.importkit.check]
paths = ["samples/"]
exclude = ["legacy"]
mode = "Enrich"
hidden-rows = "skip"
taxonomy = "categories.txt"
jobs = 2
fail-on = "warning"
select = ["number.", "barcode."]
ignore = ["column.unknown", {code = "barcode.", reason = "in May", until = 2027-05-31}]
severity = {"barcode.not-gtin" = "error"}
expect = true

[tool.importkit.check.per-file-ignores]
"legacy/*.xlsx" = ["number.", {code = "barcode.", until = "2027-01-01"}]
"""


def read(tmp_path: Path, text: str, name: str = "pyproject.toml") -> Configuration:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return read_configuration(file, tmp_path)


def test_a_configuration_says_what_the_command_line_can_say(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == Configuration(
        folder=tmp_path,
        paths=("samples/",),
        exclude=("legacy",),
        mode=Mode.ENRICH,
        hidden_rows=HiddenRows.SKIP,
        taxonomy=tmp_path / "categories.txt",
        jobs=2,
        fail_on=FailOn.WARNING,
        policy=Policy(
            ("number.", "barcode."),
            (
                Ignore("column.unknown"),
                Ignore("barcode.", "in May", date(2027, 5, 31)),
                Ignore("number.", files="legacy/*.xlsx"),
                Ignore("barcode.", "", date(2027, 1, 1), "legacy/*.xlsx"),
            ),
            {"barcode.not-gtin": Severity.ERROR},
        ),
        expected=tmp_path / "importkit-expected.json",
    )
    assert read(tmp_path, WHOLE, "importkit.toml") == read(tmp_path, WHOLE)
    short = read(tmp_path, '[check]\nfail-on = "never"\nexpect = "known.json"\n', "importkit.toml")
    assert (short.fail_on, short.expected) == (FailOn.NEVER, tmp_path / "known.json")


@pytest.mark.parametrize(
    ("text", "reported", "meant"),
    [
        ('ignroe = ["number."]', '[tool.importkit.check] knows no "ignroe"', "Did you mean ignore?"),
        (
            'ignore = ["number.invlid"]',
            'no finding with the code "number.invlid"',
            "Did you mean number.invalid",
        ),
        (
            'ignore = [{code = "number.", unitl = 2027-01-01}]',
            'ignore knows no "unitl"',
            "Did you mean until?",
        ),
        ('ignore = [{code = "number.", until = "May"}]', 'until is "May", which is no day', "2027-01-31"),
        ('ignore = "number."', 'ignore is "number.", which is no list', "brackets"),
        ('severity = {"number." = "eror"}', 'severity of number. cannot be "eror"', "Did you mean error?"),
        ('fail-on = "warn"', 'fail-on cannot be "warn"', "Did you mean warning?"),
        ('mode = "add"', 'mode cannot be "add"', ""),
        ("jobs = -1", "jobs is -1", "whole number"),
        ("expect = 3", "expect is 3", "Write true"),
        ('per-file-ignores = ["a"]', "per-file-ignores is", "per-file-ignores]"),
        ("paths = [1]", "paths has 1, which is no text", ""),
        ("paths = [", "cannot be read", ""),
    ],
)
def test_a_configuration_that_says_what_there_is_not_is_refused(
    text: str, reported: str, meant: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as raised:
        read(tmp_path, f"[tool.importkit.check]\n{text}\n")

    assert raised.value.message.startswith(str(tmp_path / "pyproject.toml"))
    assert reported in raised.value.message
    assert meant in raised.value.hint


def test_the_nearest_configuration_counts_up_to_that_of_the_repository(tmp_path: Path) -> None:
    inner = tmp_path / "repository" / "samples"
    inner.mkdir(parents=True)
    (tmp_path / "importkit.toml").write_text("[check]\n")
    assert find_configuration(inner) == tmp_path / "importkit.toml"
    (tmp_path / "repository" / ".git").mkdir()
    assert find_configuration(inner) is None
    (tmp_path / "repository" / "pyproject.toml").write_text("[tool.importkit.check]\n")
    assert find_configuration(inner) == tmp_path / "repository" / "pyproject.toml"
    (inner / "pyproject.toml").write_text("[tool.ruff]\n")  # which says nothing of importkit
    assert find_configuration(inner) == tmp_path / "repository" / "pyproject.toml"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, in which the files of the reports are."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "legacy").mkdir()
    for name in ("legacy/a.xlsx", "b.xlsx"):
        (tmp_path / name).touch()
    return tmp_path


def test_a_baseline_has_a_line_for_each_finding_and_no_word_of_it(here: Path) -> None:
    file = here / "importkit-expected.json"
    Baseline(file, {}).updated([REPORT, BROKEN]).write()

    assert file.read_text(encoding="utf-8") == (
        "{\n"
        '  "version": 1,\n'
        '  "files": {\n'
        '    "b.xlsx": {"error": "file.unreadable"},\n'
        '    "legacy/a.xlsx": {\n'
        '      "findings": [\n'
        '        ["column.unknown", "E1"],\n'
        '        ["barcode.not-gtin", "C2"],\n'
        '        ["barcode.not-gtin", "C3"],\n'
        '        ["number.invalid", "D2"]\n'
        "      ]\n"
        "    }\n"
        "  }\n"
        "}\n"
    )
    again = read_baseline(file)
    assert [again.compared(report).differs for report in (REPORT, BROKEN)] == [False, False]


def test_what_is_not_as_expected_is_unexpected_or_missing(here: Path) -> None:
    baseline = Baseline(here / "known.json", {}).updated([REPORT, BROKEN])
    moved = FOUND.records.assign(cell=FOUND.records["cell"].replace("C3", "C4"), message="Other words.")
    changed = FileReport("legacy/a.xlsx", "", findings=Findings(moved))

    difference = baseline.compared(changed).difference
    assert difference
    assert (difference.unexpected, difference.missing) == ({2}, (("barcode.not-gtin", "C3"),))
    readable = baseline.compared(FileReport("b.xlsx", "b.xlsx"))
    assert (readable.unexpected, readable.missing, readable.differs) == (0, 1, True)
    refused = baseline.compared(FileReport("legacy/a.xlsx", "", refusal=BROKEN.refusal))
    assert (refused.unexpected, refused.missing) == (1, 4)
    new = baseline.compared(FileReport("new.xlsx", "new.xlsx"))
    assert (new.unexpected, new.missing, new.differs) == (0, 0, True)


def test_equal_findings_of_a_cell_are_expected_one_by_one(here: Path) -> None:
    once = FileReport("b.xlsx", "", findings=FOUND.where(code="number."))
    twice = FileReport("b.xlsx", "", findings=Findings.all([FOUND.where(code="number.")] * 2))
    baseline = Baseline(here / "known.json", {})

    assert baseline.updated([once]).compared(twice).unexpected == 1
    assert baseline.updated([twice]).compared(once).missing == 1


def test_a_file_that_is_gone_is_told_and_left_out_of_what_is_written(here: Path) -> None:
    baseline = Baseline(here / "known.json", {}).updated([REPORT, BROKEN])
    (here / "legacy" / "a.xlsx").unlink()

    assert baseline.stale == ["legacy/a.xlsx"]
    assert list(baseline.updated([]).files) == ["b.xlsx"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": 2, "files": {}}', '{"version": 1, "files": {"a": [1]}}', '{"version": 1}',
     '{"version": 1, "files": {"a": {"findings": ["x"]}}}'],
)  # fmt: skip
def test_what_is_no_baseline_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "known.json").write_text(text, encoding="utf-8")

    with pytest.raises(UsageError, match="does not say what is expected of files") as raised:
        read_baseline(tmp_path / "known.json")
    assert "--update-expected" in raised.value.hint


def test_without_a_baseline_nothing_can_be_expected(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no") as raised:
        read_baseline(tmp_path / "none.json")
    assert "--update-expected" in raised.value.hint
    assert read_baseline(tmp_path / "none.json", is_to_be_written=True).files == {}
