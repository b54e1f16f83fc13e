from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

import openpyxl
import pytest

import importkit as ik
from importkit import corrections
from importkit.corrections_format import ORIGINAL_ROW
from importkit.db import as_service
from importkit.errors import UnknownJobError, UsageError
from importkit.workbook.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.db

RED = "FFFFE0E0"
NO_JOB = "0197a1b2-0000-7000-8000-000000000001"


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def bytes_of(sample):
    buffer = io.BytesIO()
    sample.write(buffer)
    return buffer.getvalue()


def written(kit, job_id):
    buffer = io.BytesIO()
    with as_service(kit.engine, "test") as connection:
        corrections.write(corrections.load(job_id, connection), buffer)
    return buffer.getvalue()


def corrections_of(kit, job_id):
    return openpyxl.load_workbook(io.BytesIO(written(kit, job_id)))


def saved(workbook):
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def original_rows(sheet):
    """The row here of each row of the upload."""
    place = [cell.value for cell in sheet[1]].index(ORIGINAL_ROW)
    return {cells[place].value: cells[0].row for cells in sheet.iter_rows(min_row=2)}


@pytest.mark.parametrize("dialect", ["plan", "passport", "shopify"])
def test_every_row_of_every_failed_product_comes_back_with_its_failing_cells_red(kit, dialect):
    sample = make_sample(150, mistakes=0.5, seed=11, dialect=dialect)
    result = kit.import_file(bytes_of(sample), filename="sample.xlsx")

    sheet = corrections_of(kit, result.job_id)["Products"]

    rows = original_rows(sheet)
    assert tuple(rows) == sample.failed_rows
    letters = sample.expected["cell"].str.extract("([A-Z]+)")[0]
    expected = {f"{letter}{rows[row]}" for letter, row in zip(letters, sample.expected["row"], strict=True)}
    red = {
        cell.coordinate
        for line in sheet.iter_rows(min_row=2)
        for cell in line
        if cell.fill.fgColor.rgb == RED
    }
    assert red == expected


#: What cannot come back as it was, comes back such that it is still wrong.
STILL_WRONG = {
    "cell.uncached-formula": ("cell.error", "#VALUE!"),
    "sku.precision-lost": ("sku.scientific", "4.0123456789012E+19"),
    "barcode.precision-lost": ("barcode.scientific", "4.0123456789012E+19"),
}


def test_the_cells_come_back_as_they_were_uploaded(kit):
    sample = make_sample(200, mistakes=1.0, seed=12)
    result = kit.import_file(bytes_of(sample), filename="sample.xlsx")

    sheet = corrections_of(kit, result.job_id)["Products"]

    given = sample.frame.astype("object").where(sample.frame.notna(), None)
    for code, row, column in sample.expected[["code", "row", "column"]].itertuples(index=False):
        if code in STILL_WRONG:
            given.loc[row, column] = STILL_WRONG[code][1]
    rows = original_rows(sheet)
    found = [[cell.value for cell in sheet[place][:27]] for place in rows.values()]
    assert found == given.loc[list(rows)].to_numpy().tolist()


def test_uploaded_as_it_is_the_same_cells_fail_again(kit):
    result = kit.import_file(bytes_of(make_sample(150, mistakes=1.0, seed=13)), filename="sample.xlsx")

    again = kit.import_file(saved(corrections_of(kit, result.job_id)), filename="corrections.xlsx")

    codes = [finding.code for finding in result.findings.errors]
    expected = [STILL_WRONG.get(code, (code,))[0] for code in codes]
    assert sorted(finding.code for finding in again.findings.errors) == sorted(expected)
    assert again.summary["failed_rows"] == result.summary["failed_rows"] == 150


def test_once_it_is_corrected_everything_is_committed(kit):
    sample, clean = make_sample(150, mistakes=0.6, seed=14), make_sample(150, seed=14)
    result = kit.import_file(bytes_of(sample), filename="sample.xlsx")
    workbook = corrections_of(kit, result.job_id)
    sheet = workbook["Products"]
    for row, place in original_rows(sheet).items():
        for column, value in enumerate(clean.frame.loc[row], start=1):
            sheet.cell(place, column).value = value

    again = kit.import_file(saved(workbook), filename="corrections.xlsx")

    assert str(again.status) == "COMPLETED"
    assert again.summary["failed_rows"] == 0
    assert again.summary["successful_rows"] == len(sample.failed_rows)
    assert result.summary["successful_rows"] + again.summary["successful_rows"] == 150


def test_the_users_own_columns_come_back(kit, workbook):
    upload = workbook(
        {
            "Products": [
                ["Shelf", "Product Handle", "Product Title", "SKU", "Grams Weight"],
                ["=A", "tee", "Tee", "T-1", -1],
            ]
        }
    )
    loaded = openpyxl.load_workbook(io.BytesIO(upload))
    loaded["Products"]["A2"].data_type = "s"
    result = kit.import_file(saved(loaded), filename="own.xlsx")

    sheet = corrections_of(kit, result.job_id)["Products"]

    assert [cell.value for cell in sheet[1]][:2] == ["Shelf", "Product Handle"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=A", "s")


def test_the_job_id_travels_on_the_workbook_and_on_its_problems(kit):
    result = kit.import_file(bytes_of(make_sample(30, mistakes=1.0)), filename="sample.xlsx")

    workbook = corrections_of(kit, result.job_id)

    assert workbook.custom_doc_props["importkit-job-id"].value == result.job_id
    assert workbook["Problems"]["B1"].value == result.job_id


@pytest.mark.parametrize("job_id", [NO_JOB, "no-job-at-all"])
def test_an_unknown_job_has_no_corrections(kit, job_id):
    with (
        as_service(kit.engine, "test") as connection,
        pytest.raises(UnknownJobError, match="There is no such job"),
    ):
        corrections.load(job_id, connection)


def test_a_job_that_never_read_its_workbook_has_nothing_to_correct(kit):
    job_id = kit.import_file(bytes_of(make_sample(3)), filename="sample.xlsx").job_id

    with as_service(kit.engine, "test") as connection:
        connection.exec_driver_sql("UPDATE import_jobs SET layout = NULL")
        with pytest.raises(UsageError, match="nothing to correct"):
            corrections.load(job_id, connection)


@pytest.mark.slow
def test_the_time_to_bring_failed_rows_back_grows_with_them_and_no_faster(kit):
    seconds = {}
    for count in (100, 500):
        result = kit.import_file(bytes_of(make_sample(count, mistakes=1.0)), filename="sample.xlsx")
        start = time.process_time()
        assert len(written(kit, result.job_id)) > 10 * count
        seconds[count] = time.process_time() - start

    assert seconds[500] < 3 * 5 * seconds[100]
