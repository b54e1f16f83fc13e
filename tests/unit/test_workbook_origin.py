"""The job that a corrections workbook came from, also after a program has dropped its properties."""

from __future__ import annotations

import pytest

from importkit.workbook import read

JOB = "0197a1b2-0000-7000-8000-000000000001"
PRODUCTS = [["Product Handle", "Product Title", "SKU"], ["tee", "Tee", "T-1"]]


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        pytest.param([["Import job", JOB], ["Workbook", "up.xlsx"]], JOB, id="as it was written"),
        pytest.param([["Import job", f" {JOB} "]], JOB, id="with spaces"),
        pytest.param([["Import job", "the first one"]], None, id="no job id"),
        pytest.param([["Import job"]], None, id="nothing beside it"),
        pytest.param([["Our problems", JOB]], None, id="a sheet of the user's own"),
        pytest.param([[None, None], ["Import job", JOB]], None, id="further down"),
        pytest.param([], None, id="an empty sheet"),
    ],
)
def test_the_sheet_problems_names_the_job(workbook, problems: list, expected: str | None) -> None:
    book = read(workbook({"Products": PRODUCTS, "Problems": problems}))

    assert book.job_id == expected


def test_another_sheet_names_no_job(workbook) -> None:
    book = read(workbook({"Products": PRODUCTS, "Notes": [["Import job", JOB]]}))

    assert book.job_id is None
