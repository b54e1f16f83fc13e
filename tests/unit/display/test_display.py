from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from rich.console import Console

from importkit import display
from importkit.display.job_reports import import_report, job_report
from importkit.display.notebook_report import report_html
from importkit.findings import Findings, entry
from importkit.outcomes import JobOutcome

if TYPE_CHECKING:
    from rich.console import RenderableType

HOSTILE = '[red]<script>alert(1)</script>[/red] \x1b[31m::error::x\r\n% "&'


def printed(renderable: RenderableType, width: int = 80) -> str:
    """Return what a pipe gets."""
    file = io.StringIO()
    Console(file=file, width=width, highlight=False, markup=False, emoji=False).print(renderable, crop=False)
    text = file.getvalue().replace("\N{NO-BREAK SPACE}", " ")
    return "\n".join(line.rstrip() for line in text.splitlines())


def weights(many: int) -> Findings:
    case = {"column": "Grams Weight", "value": "12abc", "what": "a number", "advice": "Type a plain number."}
    return Findings.of(
        "number.invalid", [{**case, "row": row, "cell": f"W{row}"} for row in range(7, 7 + many)]
    )


@dataclass
class Check:
    findings: Findings = field(default_factory=Findings)
    filename: str = "spring.xlsx"
    dialect: str = "plan"
    rows: int = 60
    products: int = 24
    failed_products: int = 0
    mode: str = "CREATE"
    resolved: None = None
    oddities: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"message": []}))

    @property
    def counts(self) -> dict[str, int]:
        found = self.findings.frame["severity"].value_counts()
        counted = {f"{severity}s": int(many) for severity, many in found.items()}
        sizes = {"rows": self.rows, "products": self.products, "failed_products": self.failed_products}
        return sizes | counted


@dataclass
class Import:
    findings: Findings = field(default_factory=Findings)
    job_id: str = "7d1c84a2-3b1a-4c1d-8e55-3f0e7c9a1b2d"
    outcome: JobOutcome = JobOutcome.PARTLY_IMPORTED
    mode: str = "CREATE"
    summary: dict[str, Any] = field(
        default_factory=lambda: {
            "total_rows": 12_060,
            "blank_rows": 2,
            "skipped_rows": 1,
            "products_created": 21,
            "products_updated": 0,
            "products_unchanged": 1,
            "variants_created": 46,
            "variants_updated": 0,
            "variants_unchanged": 2,
            "successful_rows": 12_044,
            "unchanged_rows": 2,
            "failed_rows": 14,
            "failed_products": 3,
            "entities_created": [
                {"type": "facility", "name": "Porto", "id": "1"},
                {"type": "facility", "name": "Lyon", "id": "2"},
                {"type": "season", "name": "Spring", "id": "3"},
            ],
        }
    )


@dataclass
class Job:
    id: str = "7d1c84a2-3b1a-4c1d-8e55-3f0e7c9a1b2d"
    filename: str = "spring.xlsx"
    mode: str = "CREATE"
    outcome: JobOutcome = JobOutcome.PARTLY_IMPORTED
    summary: dict[str, Any] = field(
        default_factory=lambda: {"products_created": 21, "failed_products": 3, "failed_rows": 14}
    )
    error: str = ""
    has_exportable_failures: bool = False
    created_by: str = "ann@example.com"
    created_at: datetime = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    finished_at: datetime | None = datetime(2026, 3, 1, 9, 31, tzinfo=UTC)
    superseded_by: str | None = None
    failing_later: int | None = None
    undone_at: datetime | None = None


def test_a_few_findings_are_told_one_by_one() -> None:
    text = printed(display.findings_text(weights(2)))

    assert text == (
        "ERROR  Not a number: holds 2 products back, 2 cells  number.invalid\n"
        '  "12abc" in Grams Weight is not a number.  2 cells: W7, W8\n'
        "  →  Type a plain number."
    )


def test_many_equal_findings_are_told_as_one_with_their_number() -> None:
    text = printed(display.findings_text(weights(9812)))

    assert "ERROR  Not a number: holds 9 812 products back, 9 812 cells  number.invalid" in text
    assert "9 812 cells: W7, W8, W9, W10, W11 and 9 807 more" in " ".join(text.split())
    assert text.endswith("--all lists every finding with its cell.")
    assert len(text.splitlines()) == 6


def test_all_lists_every_finding() -> None:
    text = printed(display.findings_text(weights(40), every=True))

    assert [f"W{row} " in text for row in range(7, 47)] == [True] * 40
    assert "--all" not in text


def test_messages_that_differ_are_shown_up_to_three_and_the_rest_is_counted() -> None:
    findings = Findings.of(
        "image.not-url",
        [{"row": row, "column": "Image", "cell": f"E{row}", "value": f"{row}.jpg"} for row in range(2, 12)],
    )

    text = printed(display.findings_text(findings))

    assert '"2.jpg"' in text
    assert '"4.jpg"' in text
    assert '"5.jpg"' not in text
    assert "column E, Image: 10 cells, e.g. E2, E3, E4, E5, E6" in text
    assert "and 7 more like these" in text


def test_one_more_than_are_shown_is_shown_rather_than_counted() -> None:
    findings = Findings.of(
        "image.not-url",
        [{"row": row, "column": "Image", "cell": f"E{row}", "value": f"{row}.jpg"} for row in range(2, 6)],
    )

    text = printed(display.findings_text(findings))

    assert '"5.jpg"' in text
    assert "more" not in text


def test_equal_values_are_told_once_with_their_number_the_most_frequent_first() -> None:
    values = ["A-1"] * 2 + ["ROUTEINS"] * 76
    cases = [
        {"row": row, "column": "SKU", "cell": f"J{row}", "value": value, "other_rows": f"row {row + 1}"}
        for row, value in enumerate(values, start=2)
    ]

    lines = printed(display.findings_text(Findings.of("sku.duplicate", cases))).splitlines()

    assert lines[1:3] == [
        "  SKU ROUTEINS: 76 rows  J4, J5, J6, J7, J8 and 71 more",
        "  SKU A-1: 2 rows  J2, J3",
    ]


def test_the_cause_that_holds_most_products_back_comes_first() -> None:
    of_one = [{"row": row, "cell": f"B{row}", "column": "Image", "value": "x"} for row in range(2, 30)]
    findings = Findings.of("image.not-url", [{**case, "product_handle": "tee"} for case in of_one])

    lines = printed(display.findings_text(findings + weights(2))).splitlines()

    assert [line for line in lines if line.startswith("ERROR")] == [
        "ERROR  Not a number: holds 2 products back, 2 cells  number.invalid",
        "ERROR  Not a web address: holds 1 product back, 28 cells  image.not-url",
    ]


def test_hints_that_differ_stay_with_their_finding() -> None:
    findings = Findings.of(
        "category.not-found",
        [
            {"row": 2, "cell": "F2", "value": "Dresses", "advice": "Did you mean Clothing > Dresses?"},
            {"row": 3, "cell": "F3", "value": "Hats", "advice": "Did you mean Clothing > Hats?"},
        ],
    )

    lines = printed(display.findings_text(findings)).splitlines()

    assert lines[1:] == [
        '  F2  There is no category "Dresses".',
        "      → Did you mean Clothing > Dresses?",
        '  F3  There is no category "Hats".',
        "      → Did you mean Clothing > Hats?",
    ]


def test_columns_with_one_finding_each_share_a_line() -> None:
    findings = Findings.of(
        "column.not-imported",
        [
            {"row": 1, "column": f"Price / {n}", "letter": letter, "cell": f"{letter}1"}
            for n, letter in enumerate("ABCDEFGHIJKLMN")
        ],
    )

    (cause,) = display.summarize_refusal(findings).found.notes

    assert cause.where[0].startswith("Price / 0 (A), Price / 1 (B)")
    assert cause.where[0].endswith("Price / 11 (L) and 2 more")


def test_errors_come_before_warnings_and_notes_are_one_line() -> None:
    findings = Findings.all(
        [
            Findings.of("entity.created", [{"row": 2, "entity": "season", "value": "Spring"}]),
            Findings.of("entity.similar", [{"row": 3, "entity": "season", "value": "Sprin"}]),
            weights(1),
        ]
    )

    lines = printed(display.findings_text(findings)).splitlines()

    assert [line for line in lines if line and not line.startswith(" ")] == [
        "ERROR  Not a number: holds 1 product back, 1 cell  number.invalid",
        "WARNING  Looks like another name: 1 row  entity.similar",
        "New in the catalog: 1 name.",
        "--all lists every finding with its cell.",
    ]


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    findings = Findings.of(
        "number.ambiguous",
        [
            {"row": row, "column": column, "cell": f"{letter}{row}", "value": "1,234", "reading": "1234"}
            for row in range(2, 900)
            for column, letter in (("Kilograms CO2", "T"), ("Liters Water Used", "U"))
        ],
    )

    text = printed(display.check_text(Check(findings, failed_products=24)), width)

    assert max(map(len, text.splitlines())) <= width


def test_cell_text_is_never_markup_and_never_steers_the_terminal() -> None:
    findings = Findings.of(
        "image.not-url",
        [{"row": 2, "column": "Image", "cell": "E2", "value": HOSTILE, "advice": "Give one."}],
    )

    text = printed(display.findings_text(findings), width=200)

    assert "[red]<script>alert(1)</script>[/red]" in text
    assert "\x1b" not in text
    assert len(text.splitlines()) == 3


def test_a_long_cell_is_cut_and_the_cut_is_said() -> None:
    findings = Findings.of("image.not-url", [{"row": 2, "column": "Image", "value": "x" * 30_000}])

    text = printed(display.findings_text(findings), width=1000)

    assert "… (29 643 more characters)" in text


def test_a_clean_check_says_so() -> None:
    assert printed(display.check_text(Check())) == (
        "All 24 products can be imported.\nspring.xlsx  importkit sheet, 60 rows"
    )


def test_a_check_begins_with_the_products_that_would_not_be_imported_and_why() -> None:
    lines = printed(display.check_text(Check(weights(2), dialect="shopify", failed_products=2))).splitlines()

    assert lines[0] == "2 of 24 products would not be imported: 2 numbers cannot be read."
    assert lines[2] == "spring.xlsx  Shopify export, 60 rows"


def test_a_sheet_without_rows_is_neither_good_nor_bad() -> None:
    text = printed(display.check_text(Check(rows=0, products=0)))

    assert text == "This sheet has no rows of products yet.\nspring.xlsx"


def test_an_import_accounts_for_every_row() -> None:
    steps = [("Give the failed rows up:", "importkit jobs dismiss 7d1c84a2")]

    text = printed(display.import_text(Import(), filename="spring.xlsx", commands=steps))

    assert text == (
        "21 products imported, 1 already there, 3 held back.\n"
        "spring.xlsx  Partly imported  CREATE\n"
        "job 7d1c84a2-3b1a-4c1d-8e55-3f0e7c9a1b2d\n"
        "\n"
        "               created     updated     already there     held back\n"
        "  Products          21           0                 1             3\n"
        "  Variants          46           0                 2\n"
        "\n"
        "  Rows                12 060 = 12 044 written + 2 already there + 14 failed (2\n"
        "                      blank and 1 skipped apart)\n"
        "  New in the catalog  2 facilities and 1 season\n"
        "\n"
        "What to do next\n"
        "  Give the failed rows up:\n"
        "    importkit jobs dismiss 7d1c84a2"
    )


def test_a_command_to_copy_is_never_wrapped() -> None:
    command = "importkit jobs corrections 7d1c84a2 -o " + "folder/" * 20

    text = printed(display.steps_text([("Write it:", command)]))

    assert f"    {command}" in text.splitlines()


def test_jobs_are_a_table() -> None:
    later = Job(outcome=JobOutcome.CORRECTED_LATER, superseded_by="98aea9c3-3b1a", failing_later=2)
    text = printed(
        display.jobs_text([Job(), Job(outcome=JobOutcome.INTERRUPTED, summary={}), later]), width=100
    )

    assert text.splitlines() == [
        "Job       Started       Mode    Outcome          Products  Failed  File",
        "7d1c84a2  01 Mar 09:30  CREATE  Partly imported        24       3  spring.xlsx",
        "7d1c84a2  01 Mar 09:30  CREATE  Interrupted                        spring.xlsx",
        "7d1c84a2  01 Mar 09:30  CREATE  Corrected later        24       3  spring.xlsx",
        "",
        "7d1c84a2  corrected later in job 98aea9c3, where 2 products fail",
    ]


def test_a_job_tells_when_it_ran_and_what_went_wrong() -> None:
    text = printed(display.job_text(Job(outcome=JobOutcome.CANCELLED, error="cancelled", summary={})))

    assert text == (
        "spring.xlsx  Cancelled  CREATE\n"
        "  Job      7d1c84a2-3b1a-4c1d-8e55-3f0e7c9a1b2d\n"
        "  Started  2026-03-01 09:30:00 UTC by ann@example.com\n"
        "  Ended    2026-03-01 09:31:00 UTC\n"
        "  Error    cancelled"
    )


def test_a_code_is_explained() -> None:
    text = printed(display.explain_one(entry("number.ambiguous")))

    assert text.startswith("Number could mean two things  number.ambiguous\n")
    assert "  Before    1,234\n  After     1234 or 1.234" in text
    assert text.endswith("  Page      importkit/findings/README.md#number-ambiguous")


def test_a_report_ends_with_what_is_odd_and_no_mistake() -> None:
    oddities = pd.DataFrame({"message": [f"Row {row} is hidden: \x1b[31mimported." for row in range(9)]})

    few = " ".join(printed(display.check_text(Check(oddities=oddities))).split())
    every = " ".join(printed(display.check_text(Check(oddities=oddities), every=True)).split())

    assert "Odd, though no mistake: Row 0 is hidden: [31mimported; Row 1" in few
    assert few.endswith("Row 5 is hidden: [31mimported; 3 more oddities: --all.")
    assert every.endswith("Row 8 is hidden: [31mimported.")
    assert "Odd" not in printed(display.check_text(Check()))


def test_html_is_escaped() -> None:
    findings = Findings.of("image.not-url", [{"row": 2, "column": "Image", "cell": "E2", "value": HOSTILE}])

    shown = [
        display.check_html(Check(findings, filename="<b>.xlsx")),
        report_html(import_report(Import(findings, job_id="<b>"))),
        report_html(job_report(Job(filename="<b>.xlsx"))),
    ]

    assert all("<script" not in html and "<b>.xlsx" not in html and "\x1b" not in html for html in shown)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown[0]


def test_html_tells_many_findings_in_one_line() -> None:
    html = display.findings_html(weights(9812))

    assert "9\xa0812 cells: W7, W8, W9, W10, W11 and 9\xa0807 more" in html
    assert html.count("<tr>") == 2


def test_no_findings_are_said_in_html_too() -> None:
    assert display.findings_html(Findings()) == "<p>No findings.</p>"
