"""What became of an import has one name in every face, and that of what happened to it last."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

import importkit
from importkit.model import JobStatus
from importkit.outcomes import JobOutcome, RowOutcome, outcome_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
GOOD = {"products_created": 2, "successful_rows": 3, "failed_rows": 0, "failed_products": 0}
MIXED = GOOD | {"failed_rows": 1, "failed_products": 1}
BAD = {"products_created": 0, "successful_rows": 0, "failed_rows": 1, "failed_products": 1}
STRAY = {"failed_rows": 1, "failed_products": 0}
THERE = {"products_unchanged": 2, "unchanged_rows": 3, "failed_rows": 0, "failed_products": 0}
THERE_AND_BAD = THERE | {"failed_rows": 1, "failed_products": 1}
VARIANTS = {"products_unchanged": 1, "variants_updated": 1, "failed_rows": 0}
DONE, FAILURES = JobStatus.COMPLETED, JobStatus.COMPLETED_WITH_FAILURES
FAILED, DISMISSED = JobStatus.FAILED, JobStatus.DISMISSED


@pytest.mark.parametrize(
    ("status", "summary", "more", "outcome"),
    [
        pytest.param(JobStatus.PENDING, {}, {}, "waiting", id="waiting"),
        pytest.param(JobStatus.PROCESSING, {}, {}, "importing", id="importing"),
        pytest.param(DONE, GOOD, {}, "imported", id="imported"),
        pytest.param(DONE, VARIANTS, {}, "imported", id="variants alone were updated"),
        pytest.param(FAILURES, MIXED, {}, "partly_imported", id="partly"),
        pytest.param(FAILURES, BAD, {}, "nothing_imported", id="nothing"),
        pytest.param(FAILURES, STRAY, {}, "nothing_imported", id="a stray row alone"),
        pytest.param(FAILURES, THERE_AND_BAD, {}, "nothing_imported", id="there, and failures"),
        pytest.param(DONE, THERE, {}, "already_there", id="already there"),
        pytest.param(FAILED, {}, {"error": "cancelled"}, "cancelled", id="cancelled"),
        pytest.param(FAILED, {}, {"error": "The disk is full."}, "interrupted", id="interrupted"),
        pytest.param(FAILED, {}, {"error": ""}, "interrupted", id="interrupted without a word"),
        pytest.param(DISMISSED, MIXED, {}, "dismissed", id="dismissed"),
        pytest.param(FAILURES, MIXED, {"superseded_by": "7d1c"}, "corrected_later", id="corrected later"),
        pytest.param(
            DISMISSED, MIXED, {"superseded_by": "7d1c"}, "corrected_later", id="that before dismissed"
        ),
        pytest.param(DONE, GOOD, {"undone_at": NOW}, "undone", id="undone"),
        pytest.param(DISMISSED, MIXED, {"undone_at": NOW}, "undone", id="undone before dismissed"),
        pytest.param(
            FAILURES,
            MIXED,
            {"undone_at": NOW, "superseded_by": "7d1c"},
            "undone",
            id="undone before corrected",
        ),
    ],
)
def test_what_happened_last_is_the_outcome(status, summary, more, outcome):
    assert outcome_of(status, summary, **more) is JobOutcome(outcome)


def test_each_outcome_has_words_of_its_own():
    words = [outcome.words for outcome in JobOutcome]

    assert words == [
        "Waiting",
        "Importing",
        "Imported",
        "Partly imported",
        "Nothing imported",
        "Already there",
        "Corrected later",
        "Undone",
        "Cancelled",
        "Interrupted",
        "Dismissed",
    ]
    assert [outcome.words for outcome in RowOutcome] == [
        "Created",
        "Updated",
        "Already there",
        "Failed",
        "Held back",
        "Skipped",
    ]


#: What only one module may spell out; "imported" and "failed" are verbs as well, so as a text of their own.
PHRASES = {
    "already there",
    "held back",
    "corrected later",
    "partly imported",
    "nothing imported",
    "rows imported",
}
TEXTS = {
    "imported",
    "importing",
    "imported, with failures",
    "with failures",
    "cancelled",
    "interrupted",
    "undone",
}


def texts_of(path: Path) -> list[str]:
    """Return the texts of a module that somebody may see, without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reported = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value.casefold()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in reported
    ]


@pytest.mark.slow
def test_no_other_module_has_words_for_outcomes():
    package = Path(importkit.__file__).parent
    own = {package / "outcomes.py"}
    found = {
        f"{path.relative_to(package)}: {text}"
        for path in package.rglob("*.py")
        if path not in own and "migrations" not in path.parts
        for text in texts_of(path)
        if text.strip() in TEXTS or any(phrase in text for phrase in PHRASES)
    }

    assert found == set()
