"""Where a corrections workbook came from, also after a program has dropped its properties."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.packaging.custom import StringProperty

from importkit import checks
from importkit.errors import OtherModeError, UsageError
from importkit.model import Limits, Mode, Origin
from importkit.workbook import read, require_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

JOB = "0197a1b2-0000-7000-8000-000000000001"
OTHER = "0197a1b2-0000-7000-8000-000000000002"
PRODUCTS = [["Product Handle", "Product Title", "SKU"], ["tee", "Tee", "T-1"]]

Rows = "Sequence[Sequence[Any]]"


def written(problems: Rows | None = None, properties: Mapping[str, str] | None = None) -> bytes:
    """Return a product sheet with a sheet Problems and document properties."""
    workbook = openpyxl.Workbook()
    workbook.active.title = "Products"
    for sheet, rows in (("Products", PRODUCTS), ("Problems", problems)):
        for row in rows or ():
            (workbook[sheet] if sheet in workbook.sheetnames else workbook.create_sheet(sheet)).append(row)
    for name, value in (properties or {}).items():
        workbook.custom_doc_props.append(StringProperty(name=name, value=value))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        pytest.param(
            [["Import job", JOB], ["Import mode", "ENRICH"], ["Workbook", "up.xlsx"]],
            Origin(JOB, Mode.ENRICH),
            id="as it was written",
        ),
        pytest.param([["Import mode", "CREATE"]], Origin(None, Mode.CREATE), id="without a job"),
        pytest.param([["Import job", JOB], ["Workbook", "up.xlsx"]], Origin(JOB), id="without a mode"),
        pytest.param(
            [["import  JOB", f" {JOB} "], ["Import Mode", " enrich "]], Origin(JOB, Mode.ENRICH), id="retyped"
        ),
        pytest.param([["Import job", "the first one"]], Origin(), id="no job id"),
        pytest.param([["Import mode", "both"]], Origin(), id="no mode"),
        pytest.param([["Import job"]], Origin(), id="nothing beside it"),
        pytest.param([["Our problems", JOB], ["Import mode", "ENRICH"]], Origin(), id="of the user's own"),
        pytest.param([[None, None], ["Import job", JOB]], Origin(), id="further down"),
        pytest.param([], Origin(), id="an empty sheet"),
    ],
)
def test_the_sheet_problems_says_it(workbook, problems: list, expected: Origin) -> None:
    book = read(workbook({"Products": PRODUCTS, "Problems": problems}))

    assert book.origin == expected


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        pytest.param({}, Origin(JOB, Mode.ENRICH), id="both are gone"),
        pytest.param({"importkit-job-id": OTHER}, Origin(OTHER, Mode.ENRICH), id="the mode is gone"),
        pytest.param({"importkit-mode": "create"}, Origin(JOB, Mode.CREATE), id="the job is gone"),
        pytest.param(
            {"importkit-job-id": OTHER, "importkit-mode": "CREATE"}, Origin(OTHER, Mode.CREATE), id="none is"
        ),
        pytest.param(
            {"importkit-job-id": "x", "importkit-mode": ""}, Origin(JOB, Mode.ENRICH), id="they are broken"
        ),
        pytest.param({"Reviewed": "yes"}, Origin(JOB, Mode.ENRICH), id="others are there"),
    ],
)
def test_what_a_document_property_says_comes_first(properties: Mapping[str, str], expected: Origin) -> None:
    given = written([["Import job", JOB], ["Import mode", "ENRICH"]], properties)

    assert read(given).origin == expected
    assert require_workbook(given, filename="c.xlsx", limits=Limits()) == expected


def test_another_sheet_says_nothing(workbook: Callable[..., bytes]) -> None:
    book = read(workbook({"Products": PRODUCTS, "Notes": [["Import job", JOB], ["Import mode", "ENRICH"]]}))

    assert book.origin == Origin()


@pytest.mark.slow
@pytest.mark.parametrize("own", [Mode.CREATE, Mode.ENRICH])
def test_without_a_mode_the_workbooks_own_counts(own: Mode) -> None:
    corrections = written([["Import mode", str(own)]])

    assert checks.check(corrections).mode == own
    assert checks.check(corrections, mode=own).mode == own


@pytest.mark.parametrize("own", [Mode.CREATE, Mode.ENRICH])
def test_another_mode_is_refused(own: Mode) -> None:
    other = Mode.ENRICH if own is Mode.CREATE else Mode.CREATE

    with pytest.raises(OtherModeError) as refused:
        checks.check(written([["Import mode", str(own)]]), mode=other, filename="c.xlsx")

    assert isinstance(refused.value, UsageError)
    assert refused.value.code == "file.other-mode"
    assert str(refused.value) == (
        f'"c.xlsx" holds corrections for the mode {own.lower()}, and {other.lower()} was asked for.'
    )


@pytest.mark.slow
def test_any_other_workbook_is_for_whatever_is_asked_and_else_for_creating() -> None:
    modes = [checks.check(written(), mode=mode).mode for mode in (None, Mode.CREATE, Mode.ENRICH)]

    assert modes == [Mode.CREATE, Mode.CREATE, Mode.ENRICH]
