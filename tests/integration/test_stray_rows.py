"""Notes and totals beside the products: they fail alone, come back in the corrections, and go from there."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from support import stored

import importkit as ik
from importkit.model import RowStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from support.filled_databases import Filled

pytestmark = pytest.mark.db

RED = "FFFFE0E0"
HEADER = ["Product Handle", "Product Title", "SKU", "Grams Weight", "Season"]
TEE = [["tee", "Tee", "T-1", 190, "SS26"], [None, None, "T-2", 200, None]]
COAT = [["coat", "Coat", "C-1", "heavy", "AW26"], [None, None, "C-2", 900, None]]
NOTE = [None, "Prices valid until June", None, None, None]
TOTAL = [None, "Total", None, 1290, 2]
APPROVED = [None, "Approved", None, None, "by Ana"]
BLANK: list[Any] = []

#: Rows 2 to 11: two products with notes above, between, within and below.
UPLOAD = [NOTE, *TEE, NOTE, COAT[0], TOTAL, COAT[1], BLANK, APPROVED, [None, None, None, 0, 0]]


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def sheet(*rows: Sequence[Any]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Products"
    for row in (HEADER, *rows):
        book.active.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def counts(summary: Any) -> dict[str, int]:
    names = (
        "total_rows",
        "successful_rows",
        "unchanged_rows",
        "failed_rows",
        "failed_products",
        "blank_rows",
    )
    return {name: summary[name] for name in names}


def skus(kit: ik.Workspace) -> list[str]:
    return [row["sku"] for row in stored.rows(kit.engine, "SELECT sku FROM product_variants ORDER BY sku")]


def corrections_of(kit: ik.Workspace, job_id: str, folder: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(kit.corrections(job_id, folder / f"{job_id}.xlsx"))


def import_before(kit: ik.Workspace) -> None:
    kit.import_file(sheet(*TEE, [*COAT[0][:3], 800, "AW26"], COAT[1]), filename="before.xlsx")


@pytest.fixture(params=list(ik.Mode), ids=str)
def mode(request: pytest.FixtureRequest) -> ik.Mode:
    """Return each mode; for enriching both products are there."""
    return request.param


#: Where both modes do the same after the first upload, in which they are compared.
creating_by_day = pytest.mark.parametrize(
    "mode",
    [ik.Mode.CREATE, pytest.param(ik.Mode.ENRICH, marks=pytest.mark.nightly)],
    indirect=True,
    ids=str,
)


@pytest.fixture
def template(request: pytest.FixtureRequest, filled: Callable[..., Filled], migrated_template: str) -> str:
    enriches = "mode" in request.fixturenames and request.getfixturevalue("mode") is ik.Mode.ENRICH
    return filled(import_before).template if enriches else migrated_template


def test_each_fails_alone_and_takes_no_product_down(kit: ik.Workspace, mode: ik.Mode) -> None:
    planned = kit.plan(sheet(*UPLOAD), mode=mode)
    result = kit.import_file(sheet(*UPLOAD), mode=mode)

    errors = [(finding.code, finding.cell) for finding in result.findings.errors]
    assert errors == [
        ("row.stray", "B2"),
        ("row.stray", "B5"),
        ("number.invalid", "D6"),
        ("row.stray", "B7"),
        ("row.stray", "B10"),
        ("row.stray", "D11"),
    ]
    tee = {"successful_rows": 2} if mode is ik.Mode.CREATE else {"unchanged_rows": 2}
    expected = {
        "total_rows": 9,
        "successful_rows": 0,
        "unchanged_rows": 0,
        "failed_rows": 7,
        "failed_products": 1,
        "blank_rows": 1,
    } | tee
    assert counts(result.summary) == expected
    assert counts(planned.summary) == expected
    assert kit.check(sheet(*UPLOAD), mode=mode).counts["failed_rows"] == 7
    assert kit.check(sheet(*UPLOAD), mode=mode).counts["products"] == 2
    assert skus(kit) == (["T-1", "T-2"] if mode is ik.Mode.CREATE else ["C-1", "C-2", "T-1", "T-2"])


@creating_by_day
def test_the_preview_shows_what_is_wrong_with_it(kit: ik.Workspace, mode: ik.Mode) -> None:
    result = kit.import_file(sheet(*UPLOAD), mode=mode)
    page = kit.preview(result.job_id, status=RowStatus.FAILED)
    assert page.total == 7
    reported = {row.row_number: [error["code"] for error in row.errors] for row in page.rows}
    assert reported == {
        2: ["row.stray"],
        5: ["row.stray"],
        6: ["number.invalid"],
        7: ["row.stray"],
        8: [],
        10: ["row.stray"],
        11: ["row.stray"],
    }
    assert page.rows[0].product_handle is None
    [error] = page.rows[0].errors
    assert (error["row"], error["field"], error["cell"]) == (2, "Product Title", "B2")


def test_it_comes_back_red_and_stays_alone_when_it_is_uploaded_again(
    kit: ik.Workspace, mode: ik.Mode, tmp_path: Path
) -> None:
    result = kit.import_file(sheet(*UPLOAD), mode=mode)
    products = corrections_of(kit, result.job_id, tmp_path)["Products"]

    titles = [row[1] for row in products.iter_rows(values_only=True)]
    assert titles[1:] == [NOTE[1], NOTE[1], "Coat", "Total", None, None, "Approved", None]
    red = [cell.coordinate for row in products.iter_rows() for cell in row if cell.fill.fgColor.rgb == RED]
    assert red == ["B2", "B3", "D4", "B5", "B8", "D9"]
    assert [products.cell(row, 6).value for row in range(2, 10)] == [2, 5, 6, 7, 8, None, 10, 11]
    assert products["G2"].value == (
        'Product Title: Row 2 names no product and no variant: "Prices valid until June" looks like a note or'
        " a total. Delete the row. If it is a variant, fill in its SKU or Barcode."
    )

    again = kit.import_file((tmp_path / f"{result.job_id}.xlsx"), mode=mode)
    assert again.summary["failed_rows"] == 7
    assert again.summary["failed_products"] == 1
    assert again.summary["findings"]["row.stray"] == 5
    assert (again.corrected.fixed, again.corrected.still_failing) == (0, 7)


@creating_by_day
def test_a_row_that_was_deleted_as_it_should_be_is_fixed(
    kit: ik.Workspace, mode: ik.Mode, tmp_path: Path
) -> None:
    result = kit.import_file(sheet(*UPLOAD), mode=mode)
    book = corrections_of(kit, result.job_id, tmp_path)
    products = book["Products"]
    products["D4"] = 850
    for row in (9, 8, 5, 3, 2):
        products.delete_rows(row)
    again = kit.import_file(saved(book), mode=mode)

    assert again.summary["failed_rows"] == 0
    assert again.corrected is not None
    assert (again.corrected.fixed, again.corrected.removed) == (7, 0)
    assert again.corrected.deleted_rows == (2, 5, 7, 10, 11)
    first = kit.job(result.job_id)
    assert (first.superseded_by, first.has_exportable_failures) == (again.job_id, False)
    assert skus(kit) == ["C-1", "C-2", "T-1", "T-2"]


@creating_by_day
def test_a_product_that_was_deleted_beside_it_still_waits(
    kit: ik.Workspace, mode: ik.Mode, tmp_path: Path
) -> None:
    result = kit.import_file(sheet(*UPLOAD), mode=mode)
    book = corrections_of(kit, result.job_id, tmp_path)
    for row in (9, 8, 6, 5, 4, 2):
        book["Products"].delete_rows(row)
    again = kit.import_file(saved(book), mode=mode)

    assert again.corrected is not None
    assert (again.corrected.fixed, again.corrected.still_failing, again.corrected.removed) == (4, 1, 2)
    assert kit.job(result.job_id).has_exportable_failures


def test_a_sheet_that_was_sorted_makes_the_same_products(kit: ik.Workspace) -> None:
    rows = [
        ["coat", None, "C-2", 900, None],
        ["tee", None, "T-2", 200, None],
        ["coat", "Coat", "C-1", 850, "AW26"],
        ["tee", "Tee", "T-1", 190, "SS26"],
    ]
    result = kit.import_file(sheet(*rows))
    assert [finding.code for finding in result.findings if finding.severity != "info"] == ["handle.scattered"]
    made = stored.products(kit.engine)
    assert {handle: (product["name"], product["weight"]) for handle, product in made.items()} == {
        "coat": ("Coat", 850),
        "tee": ("Tee", 190),
    }
    outcomes = stored.rows(
        kit.engine, "SELECT row_number, outcome FROM import_row_outcomes ORDER BY row_number"
    )
    assert [row["outcome"] for row in outcomes] == ["created"] * 4

    again = kit.import_file(sheet(*reversed(rows)))
    assert again.summary["unchanged_rows"] == 4


def test_what_changes_a_sorted_product_is_told_on_its_main_row(kit: ik.Workspace) -> None:
    kit.import_file(sheet(*TEE))
    rows = [["tee", None, "T-2", 200, None], ["tee", "Tee", "T-1", 195, "SS26"]]
    result = kit.import_file(sheet(*rows))
    assert [(finding.code, finding.cell) for finding in result.findings.errors] == [("product.exists", "D3")]

    enriched = kit.import_file(sheet(*rows), mode=ik.Mode.ENRICH)
    outcomes = {row.row_number: row for row in kit.preview(enriched.job_id).rows}
    assert set(outcomes) == {2, 3}
    assert counts(enriched.summary)["successful_rows"] == 1
    assert stored.products(kit.engine)["tee"]["weight"] == 195
