"""What is said of corrections that come back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from importkit import display
from importkit.display.job_reports import import_report
from importkit.display.notebook_report import report_html
from importkit.findings import Findings
from importkit.outcomes import JobOutcome

OLDER = "7d1c84a2-3b1a-4c1d-8e55-3f0e7c9a1b2d"
NEWER = "98aea9c3-3b1a-4c1d-8e55-3f0e7c9a1b2d"


def corrections(**more: Any) -> dict[str, Any]:
    counts = {"fixed": 1_200, "still_failing": 2, "newly_failing": 1, "removed": 0}
    return {"of_job": OLDER, "continued_in": None, **counts, **more}


@dataclass(frozen=True)
class Import:
    job_id: str = NEWER
    outcome: JobOutcome = JobOutcome.IMPORTED
    mode: str = "CREATE"
    summary: dict[str, Any] = field(default_factory=lambda: {"corrections": corrections()})
    findings: Findings = field(default_factory=Findings)


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        pytest.param(
            corrections(),
            "1\xa0200 fixed, 2 still failing, 1 newly failing, 0 removed (of job 7d1c84a2)",
            id="the first time",
        ),
        pytest.param(
            corrections(continued_in=NEWER),
            "1\xa0200 fixed, 2 still failing, 1 newly failing, 0 removed"
            " (of job 7d1c84a2, continued in job 98aea9c3 before)",
            id="once more",
        ),
        pytest.param(
            corrections(fixed=None, still_failing=None, newly_failing=None, removed=None),
            "nothing to compare with: the failed rows of job 7d1c84a2 are no longer kept",
            id="after it was dismissed",
        ),
    ],
)
def test_what_was_fixed_is_one_sentence(reported: dict[str, Any], expected: str) -> None:
    assert display.progress_words(reported) == expected


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        pytest.param(corrections(), "", id="nothing was removed"),
        pytest.param(
            corrections(removed=3),
            "3 failed rows of job 7d1c84a2 are not in this workbook; that job keeps its corrections.",
            id="they wait where they were",
        ),
        pytest.param(
            corrections(removed=1, continued_in=NEWER),
            "1 failed row of job 7d1c84a2 is not in this workbook.",
            id="they wait elsewhere",
        ),
    ],
)
def test_removed_rows_are_counted(reported: dict[str, Any], expected: str) -> None:
    assert display.removed_words(reported) == expected


def test_a_notebook_shows_it_above_the_counts() -> None:
    html = report_html(import_report(Import()))

    reported = "Corrections: 1\xa0200 fixed, 2 still failing, 1 newly failing, 0 removed (of job 7d1c84a2)."
    assert html.index(reported) < html.index("<table")
