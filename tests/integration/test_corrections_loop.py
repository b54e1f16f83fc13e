"""The closed loop: import, fix the red cells of the corrections, upload again, until nothing is left."""

from __future__ import annotations

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import sqlalchemy as sa
from support import command_line, stored
from support import page_sheets as sheets

import importkit as ik
from importkit import db
from importkit.corrections_format import JOB_ID_PROPERTY, ORIGINAL_ROW
from importkit.model import Mode
from importkit.workbook.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from support.filled_databases import Filled

    from importkit.jobs import ImportResult
    from importkit.workbook.sample import Sample

pytestmark = pytest.mark.db

RED = "FFFFE0E0"
NO_JOB = "0197a1b2-0000-7000-8000-000000000001"

#: Address, style and text of the text cells of a sheet.
CELL = re.compile(r'<c r="(\w+)" s="(\d+)" t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>')

WEIGHTS = """
SELECT v.sku, w.weight FROM product_variants AS v
INNER JOIN variant_weight AS w ON w.variant_id = v.id
ORDER BY v.sku
"""

#: Row 2 to 5; three products, the tee and the coat with an error each, the tee with an innocent row as well.
UPLOAD = (
    ("tee", "Tee", "T-S", "heavy", None),
    (None, None, "T-M", 190, None),
    ("coat", "Coat", "C-1", -900, None),
    ("belt", "Belt", "B-1", 80, None),
)


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def import_shirts(kit: ik.Workspace) -> str:
    return kit.import_file(sheets.workbook(UPLOAD), filename="shirts.xlsx").job_id


@pytest.fixture
def template(request: pytest.FixtureRequest, filled: Callable[..., Filled], migrated_template: str) -> str:
    return filled(import_shirts).template if "first" in request.fixturenames else migrated_template


@pytest.fixture
def first(kit: ik.Workspace, database_url: str, filled: Callable[..., Filled], uploads: Path) -> ImportResult:
    """Return an import of which three rows failed: 2, 3 and 4."""
    filled(import_shirts).hand_over_files(database_url, uploads)
    return kit.result(filled(import_shirts).result)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def corrections_of(kit: ik.Workspace, job_id: str, folder: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(kit.corrections(job_id, folder / f"{job_id}.xlsx"))


def fixed(workbook: openpyxl.Workbook, cells: Mapping[str, Any]) -> bytes:
    """Return the workbook with some cells changed, as it stands (it may be changed further)."""
    for address, value in cells.items():
        workbook["Products"][address] = value
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def story(kit: ik.Workspace, job_id: str) -> tuple[str | None, bool]:
    """Return which job took the failures over, and whether they still wait in this one."""
    job = kit.job(job_id)
    return job.superseded_by, job.has_exportable_failures


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    corrected = result.corrected
    assert corrected is not None
    return corrected.fixed, corrected.still_failing, corrected.newly_failing, corrected.removed


def put_right(workbook: openpyxl.Workbook, clean: Sample) -> int:
    """Write what the clean sample says into each red cell and nowhere else; return how many there were.

    A row that looks like a product of its own gets a handle of its own.
    """
    sheet = workbook["Products"]
    headers = [cell.value for cell in sheet[1]]
    red = [cell for line in sheet.iter_rows(min_row=2) for cell in line if cell.fill.fgColor.rgb == RED]
    for cell in red:
        row = sheet.cell(cell.row, headers.index(ORIGINAL_ROW) + 1).value
        header = headers[cell.column - 1]
        value = clean.frame.loc[row, header]
        title = sheet.cell(cell.row, headers.index("Product Title") + 1).value
        alone = header == "Product Handle" and title == "Saltholm Linen Scarf"
        cell.value = f"scarf-{row}" if alone else value
    return len(red)


def test_fifty_mistakes_fixed_in_exactly_the_red_cells_import_without_a_failure(
    kit: ik.Workspace, folder: Path
) -> None:
    sample, clean = make_sample(300, mistakes=0.9, seed=7), make_sample(300, seed=7)
    buffer = io.BytesIO()
    sample.write(buffer)
    result = kit.import_file(buffer.getvalue(), filename="sample.xlsx")
    workbook = corrections_of(kit, result.job_id, folder)

    repaired = put_right(workbook, clean)
    again = kit.import_file(fixed(workbook, {}), filename="corrections.xlsx")

    assert repaired == len(sample.expected) >= 50
    assert sample.expected["code"].nunique() >= 20
    assert again.findings.errors.to_dicts() == []
    assert counts(again) == (len(sample.failed_rows), 0, 0, 0)
    assert again.summary["failed_rows"] == 0
    assert result.summary["successful_rows"] + again.summary["successful_rows"] == 300
    assert story(kit, result.job_id) == (again.job_id, False)


def test_rounds_of_corrections_go_on_until_nothing_is_left(
    kit: ik.Workspace, first: ImportResult, folder: Path
) -> None:
    second = kit.import_file(fixed(corrections_of(kit, first.job_id, folder), {"D4": 900}))
    third = kit.import_file(fixed(corrections_of(kit, second.job_id, folder), {"D2": "light"}))
    last = kit.import_file(fixed(corrections_of(kit, third.job_id, folder), {"D2": 180}))

    assert [counts(result) for result in (second, third, last)] == [(1, 2, 0, 0), (0, 2, 0, 0), (2, 0, 0, 0)]
    assert [result.corrected.of_job for result in (second, third, last)] == [
        first.job_id,
        second.job_id,
        third.job_id,
    ]
    assert [story(kit, job.id) for job in kit.recent_imports()] == [
        (None, False),
        (last.job_id, False),
        (third.job_id, False),
        (second.job_id, False),
    ]
    assert sorted(stored.products(kit.engine)) == ["belt", "coat", "tee"]


def test_the_result_tells_rows_of_the_workbook_in_hand(
    kit: ik.Workspace, first: ImportResult, folder: Path
) -> None:
    workbook = corrections_of(kit, first.job_id, folder)
    workbook["Products"].append(["scarf", "Scarf", "S-1", "soft", None])

    result = kit.import_file(fixed(workbook, {"D2": 180}), filename="corrections.xlsx")

    corrected = result.corrected
    assert corrected.fixed_rows == (2, 3)
    assert corrected.still_failing_rows == (4,)
    assert corrected.newly_failing_rows == (5,)
    assert corrected.removed_rows == ()
    assert result.as_dict()["corrections"] == {
        "of_job": first.job_id,
        "fixed": 2,
        "still_failing": 1,
        "newly_failing": 1,
        "removed": 0,
        "continued_in": None,
    }
    assert kit.job(result.job_id).summary["corrections"] == result.as_dict()["corrections"]
    assert corrected.still_failing + corrected.newly_failing == result.summary["failed_rows"]


def test_enriching_closes_the_loop_as_well(kit: ik.Workspace, folder: Path) -> None:
    kit.import_file(sheets.workbook(sheets.GOOD))
    update = sheets.workbook(
        (("L-S", 170, "Linen: 100%"), ("WC-M", "heavy", "Wool: 70%"), ("WC-L", 950, None)),
        header=("SKU", "Grams Weight", "Materials Percentages"),
    )
    first = kit.import_file(update, mode=Mode.ENRICH)

    workbook = corrections_of(kit, first.job_id, folder)
    red = {
        cell.coordinate
        for line in workbook["Products"].iter_rows(min_row=2)
        for cell in line
        if cell.fill.fgColor.rgb == RED
    }
    second = kit.import_file(fixed(workbook, {"A2": "LS-S", "B3": 800}), mode=Mode.ENRICH)
    last = kit.import_file(
        fixed(corrections_of(kit, second.job_id, folder), {"A2": "LS-M"}), mode=Mode.ENRICH
    )

    assert red == {"A2", "B3", "A4"}
    assert [counts(result) for result in (second, last)] == [(2, 1, 0, 0), (1, 0, 0, 0)]
    assert [story(kit, job.id) for job in kit.recent_imports(3)] == [
        (None, False),
        (last.job_id, False),
        (second.job_id, False),
    ]
    assert stored.rows(kit.engine, WEIGHTS) == [
        {"sku": "LS-M", "weight": 950},
        {"sku": "LS-S", "weight": 170},
        {"sku": "WC-M", "weight": 800},
    ]


def test_an_ordinary_workbook_corrects_nothing(first: ImportResult) -> None:
    assert first.corrected is None
    assert "corrections" not in first.as_dict()
    assert "corrections" not in first.summary


def test_a_copied_row_is_a_row_of_its_own(kit: ik.Workspace, first: ImportResult, folder: Path) -> None:
    workbook = corrections_of(kit, first.job_id, folder)
    sheet = workbook["Products"]
    sheet.append([cell.value for cell in sheet[4]])

    result = kit.import_file(fixed(workbook, {"D2": 180}))

    assert result.corrected.still_failing_rows == (4,)
    assert result.corrected.newly_failing_rows == (5,)


def test_sorted_rows_are_told_by_their_original_row(
    kit: ik.Workspace, first: ImportResult, folder: Path
) -> None:
    workbook = corrections_of(kit, first.job_id, folder)
    sheet = workbook["Products"]
    lines = [[cell.value for cell in sheet[row]] for row in (4, 2, 3)]
    for row, line in enumerate(lines, start=2):
        for column, value in enumerate(line, start=1):
            sheet.cell(row, column).value = value

    result = kit.import_file(fixed(workbook, {"D2": 900}))

    assert (result.corrected.fixed_rows, result.corrected.still_failing_rows) == ((2,), (3, 4))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="handle and SKU"),
        pytest.param({"C4": "C-2"}, id="the SKU was corrected"),
        pytest.param({"A4": "wool-coat"}, id="the handle was corrected"),
    ],
)
def test_without_original_rows_they_are_told_by_handle_and_sku(
    kit: ik.Workspace, first: ImportResult, folder: Path, changes: dict[str, str]
) -> None:
    workbook = corrections_of(kit, first.job_id, folder)
    workbook["Products"].delete_cols(6, 2)

    result = kit.import_file(fixed(workbook, {"D4": 900, **changes}))

    assert (result.corrected.fixed_rows, result.corrected.still_failing_rows) == ((4,), (2, 3))
    assert story(kit, first.job_id) == (result.job_id, False)


def test_rows_that_fail_against_production_are_still_failing(kit: ik.Workspace, folder: Path) -> None:
    kit.import_file(sheets.workbook([("belt", "Belt", "B-1", 80, None)]))
    first = kit.import_file(
        sheets.workbook([("belt", "Belt", "B-1", 85, None), ("cap", "Cap", "B-1", 20, None)])
    )

    result = kit.import_file(fixed(corrections_of(kit, first.job_id, folder), {"C3": "K-1"}))

    assert [finding.code for finding in result.findings.errors] == ["product.exists"]
    assert (result.corrected.fixed_rows, result.corrected.still_failing_rows) == ((3,), (2,))


def test_removed_rows_keep_the_older_job_open(kit: ik.Workspace, first: ImportResult, folder: Path) -> None:
    workbook = corrections_of(kit, first.job_id, folder)
    workbook["Products"].delete_rows(4)

    result = kit.import_file(fixed(workbook, {"D2": 180}))

    assert counts(result) == (2, 0, 0, 1)
    assert result.corrected.removed_rows == (4,)
    assert story(kit, first.job_id) == (None, True)


def test_the_same_file_fixed_further_and_uploaded_again_closes_the_loop(
    kit: ik.Workspace, first: ImportResult, folder: Path
) -> None:
    workbook = corrections_of(kit, first.job_id, folder)
    second = kit.import_file(fixed(workbook, {"D2": 180}))

    third = kit.import_file(fixed(workbook, {"D4": 900}))

    assert counts(third) == (3, 0, 0, 0)
    assert third.corrected.continued_in == second.job_id
    assert (third.summary["unchanged_rows"], third.summary["successful_rows"]) == (2, 1)
    assert story(kit, first.job_id) == (second.job_id, False)
    assert story(kit, second.job_id) == (third.job_id, False)
    assert [job.has_exportable_failures for job in kit.recent_imports()] == [False, False, False]


def test_failures_that_are_not_in_the_older_workbook_stay_where_they_are(
    kit: ik.Workspace, first: ImportResult, folder: Path
) -> None:
    older = fixed(corrections_of(kit, first.job_id, folder), {"D2": 180, "D4": 900})
    workbook = corrections_of(kit, first.job_id, folder)
    workbook["Products"].append(["scarf", "Scarf", "S-1", "soft", None])
    second = kit.import_file(fixed(workbook, {"D2": 180}))

    third = kit.import_file(older)

    assert counts(third) == (3, 0, 0, 0)
    assert story(kit, second.job_id) == (None, True)


def test_the_same_corrections_uploaded_twice_change_nothing(
    kit: ik.Workspace, first: ImportResult, folder: Path
) -> None:
    repaired = fixed(corrections_of(kit, first.job_id, folder), {"D2": 180, "D4": 900})
    second = kit.import_file(repaired)
    before = stored.products(kit.engine)

    third = kit.import_file(repaired)

    assert counts(third) == (3, 0, 0, 0)
    assert third.summary["unchanged_rows"] == 3
    assert stored.products(kit.engine) == before
    assert story(kit, first.job_id) == (second.job_id, False)
    assert story(kit, second.job_id) == (None, False)


def test_corrections_of_a_dismissed_job_are_imported_but_not_compared(
    kit: ik.Workspace, first: ImportResult, folder: Path
) -> None:
    workbook = corrections_of(kit, first.job_id, folder)
    kit.dismiss(first.job_id)

    result = kit.import_file(fixed(workbook, {"D2": 180}))

    assert result.summary["successful_rows"] == 2
    assert not result.corrected.is_compared
    assert result.as_dict()["corrections"]["fixed"] is None
    assert story(kit, first.job_id) == (None, False)
    assert str(kit.job(first.job_id).status) == "DISMISSED"


def test_failures_taken_over_can_still_be_downloaded_but_not_dismissed(
    kit: ik.Workspace, first: ImportResult, folder: Path
) -> None:
    second = kit.import_file(fixed(corrections_of(kit, first.job_id, folder), {"D2": "x" * 40_000}))

    sheet = corrections_of(kit, first.job_id, folder)["Products"]

    assert [sheet["D2"].value, sheet["D4"].value] == ["heavy", -900]
    with pytest.raises(ik.ImportkitError, match="nothing to dismiss") as refused:
        kit.dismiss(first.job_id)
    assert refused.value.hint == f"It is continued in job {second.job_id}."


def test_failures_taken_over_that_are_no_longer_kept_are_said_to_be_gone(
    kit: ik.Workspace, first: ImportResult, folder: Path
) -> None:
    kit.import_file(fixed(corrections_of(kit, first.job_id, folder), {"D2": 180}))
    with kit.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM import_rows WHERE job_id = :id"), {"id": first.job_id})

    with pytest.raises(ik.ImportkitError, match="no longer kept"):
        kit.corrections(first.job_id, folder / "gone.xlsx")


def test_the_original_file_fixed_and_uploaded_whole_supersedes_nothing(
    kit: ik.Workspace, first: ImportResult
) -> None:
    whole = [("tee", "Tee", "T-S", 180, None), UPLOAD[1], ("coat", "Coat", "C-1", 900, None), UPLOAD[3]]

    result = kit.import_file(sheets.workbook(whole), filename="shirts.xlsx")

    assert (result.summary["successful_rows"], result.summary["unchanged_rows"]) == (3, 1)
    assert result.corrected is None
    assert story(kit, first.job_id) == (None, True)


@pytest.mark.parametrize("job_id", [NO_JOB, "another brand's"])
def test_a_job_of_nobody_or_of_another_brand_is_ignored(
    kit: ik.Workspace, database_url: str, first: ImportResult, folder: Path, job_id: str
) -> None:
    db.add_brand(kit.engine, "other", "Other", kit.email)
    workbook = corrections_of(kit, first.job_id, folder)
    with ik.connect(database_url, brand="other") as other:
        if job_id == NO_JOB:
            workbook.custom_doc_props[JOB_ID_PROPERTY].value = NO_JOB

        result = other.import_file(fixed(workbook, {"D2": 180, "D4": 900}))

    assert (str(result.status), result.corrected) == ("COMPLETED", None)
    assert story(kit, first.job_id) == (None, True)


def test_the_job_is_found_on_problems_where_the_property_is_gone(
    kit: ik.Workspace, first: ImportResult, folder: Path
) -> None:
    workbook = corrections_of(kit, first.job_id, folder)
    del workbook.custom_doc_props[JOB_ID_PROPERTY]

    result = kit.import_file(fixed(workbook, {"D2": 180, "D4": 900}))

    assert result.corrected.of_job == first.job_id


def test_the_files_xml_keeps_the_job_the_zeros_the_formulas_and_the_users_own_columns(
    kit: ik.Workspace, folder: Path
) -> None:
    upload = sheets.workbook(
        [("tee", "Tee", "00123", "0400638133390", -1, "=SUM(A1)")],
        header=("Product Handle", "Product Title", "SKU", "Barcode", "Grams Weight", "Shelf"),
    )
    loaded = openpyxl.load_workbook(io.BytesIO(upload))
    loaded["Products"]["F2"].data_type = "s"
    first = kit.import_file(fixed(loaded, {}), filename="own.xlsx")

    with zipfile.ZipFile(kit.corrections(first.job_id, folder / "c.xlsx")) as package:
        properties = package.read("docProps/custom.xml").decode()
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        styles = package.read("xl/styles.xml").decode()

    assert 'name="importkit-job-id"' in properties
    assert f">{first.job_id}</vt:lpwstr>" in properties
    formats = re.findall(r"<xf [^>]*?>", styles.partition("<cellXfs")[2])
    cells = {address: (style, text) for address, style, text in CELL.findall(sheet)}
    for address, text in {"C2": "00123", "D2": "0400638133390", "F2": "=SUM(A1)"}.items():
        assert cells[address][1] == text
    assert ['numFmtId="49"' in formats[int(cells[address][0])] for address in ("C2", "D2", "F2")] == [
        True,
        True,
        False,
    ]
    assert 'quotePrefix="1"' in formats[int(cells["F2"][0])]
    assert "<f>" not in sheet


def test_failures_are_taken_over_in_the_transaction_that_commits(
    kit: ik.Workspace, first: ImportResult, folder: Path
) -> None:
    workbook = corrections_of(kit, first.job_id, folder)
    before = stored.counts(kit.engine)
    with kit.engine.begin() as connection:
        connection.execute(
            sa.text("ALTER TABLE import_jobs ADD CONSTRAINT nobody_takes_over CHECK (superseded_by IS NULL)")
        )

    with pytest.raises(ik.ImportkitError, match="nobody_takes_over"):
        kit.import_file(fixed(workbook, {"D2": 180, "D4": 900}))

    assert stored.counts(kit.engine) == before
    assert story(kit, first.job_id) == (None, True)
    assert str(kit.recent_imports()[0].status) == "FAILED"


def test_the_same_corrections_imported_twice_at_once_have_one_story(
    kit: ik.Workspace, first: ImportResult, folder: Path
) -> None:
    repaired = fixed(corrections_of(kit, first.job_id, folder), {"D2": 180})

    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(kit.import_file, [repaired, repaired]))

    assert [counts(result) for result in results] == [(2, 1, 0, 0), (2, 1, 0, 0)]
    earlier = next(result for result in results if result.corrected.continued_in is None)
    later = next(result for result in results if result.corrected.continued_in == earlier.job_id)
    assert story(kit, first.job_id) == (earlier.job_id, False)
    assert story(kit, earlier.job_id) == (later.job_id, False)
    assert story(kit, later.job_id) == (None, True)


def test_the_command_line_tells_the_story(
    kit: ik.Workspace, database_url: str, first: ImportResult, folder: Path
) -> None:
    workbook = corrections_of(kit, first.job_id, folder)
    workbook["Products"].append(["scarf", "Scarf", "S-1", "soft", None])
    (folder / "fixed.xlsx").write_bytes(fixed(workbook, {"D2": 180}))

    ended = command_line.run("import", "fixed.xlsx", cwd=folder, database_url=database_url)
    listed = command_line.run("jobs", "list", cwd=folder, database_url=database_url)
    shown = command_line.run("jobs", "show", first.job_id, cwd=folder, database_url=database_url)

    older, newer = first.job_id[:8], kit.recent_imports()[0].id
    reported = f"2 fixed, 1 still failing, 1 newly failing, 0 removed (of job {older})"
    assert reported in " ".join(ended.out.split())
    assert listed.out.splitlines()[4:] == [
        f"{newer[:8]}  {reported}",
        f"{older}  corrected later in job {newer[:8]}, where 2 products fail",
    ]
    assert f"in job {newer}" in shown.out
    assert "importkit jobs corrections" not in shown.out


@pytest.mark.parametrize("count", [500, pytest.param(10_000, marks=pytest.mark.nightly)])
def test_every_corrected_row_of_a_long_sheet_is_compared(kit: ik.Workspace, folder: Path, count: int) -> None:
    rows = [(f"p-{number}", "Shirt", f"S-{number}", -1, None) for number in range(count)]
    first = kit.import_file(sheets.workbook(rows))

    result = kit.import_file(kit.corrections(first.job_id, folder / "c.xlsx"))

    assert counts(result) == (0, count, 0, 0)
