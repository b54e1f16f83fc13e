"""Number formats and rows of the first workbook, kept by the database through all rounds of corrections."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from support import page_sheets as sheets

import importkit as ik
from importkit.workbook import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

pytestmark = pytest.mark.db

HEADER = ("Product Handle", "Product Title", "SKU", "Grams Weight", "Price")

#: The belt is good; of the others, rows 3 to 7, each product has an error.
UPLOAD = (
    ("belt", "Belt", "B-1", 80, 19.5),
    ("tee", "Tee", "T-S", "heavy", 25),
    (None, None, "T-M", 190, 25),
    ("coat", "Coat", "C-1", -900, 120),
    ("scarf", "Scarf", "S-1", 100, 30),
    ("shawl", "Shawl", "S-1", 110, 35),
)

#: A value of each column and its number format, in the order of HEADER; then columns of the user's own.
FORMATS = {
    "D": (-230, '0.00" kg"'),
    "E": (1234.5, "#,##0.00 €"),
    "F": (dt.datetime.fromisoformat("2024-03-01"), "dd.mm.yyyy"),
    "G": (0.125, "0.0%"),
    "H": (1, "0%"),
    "I": (38.5, "# ?/?"),
    "J": (dt.time(14, 30), "hh:mm"),
    "K": (True, "General"),
    "L": ("007", "@"),
    "M": (123456789012345, "#,##0"),
}


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def corrections_of(kit: ik.Workspace, job_id: str, folder: Path, **options: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(kit.corrections(job_id, folder / f"{job_id}.xlsx", **options))


def saved(workbook: openpyxl.Workbook, cells: Mapping[str, Any] | None = None) -> bytes:
    for address, value in (cells or {}).items():
        workbook["Products"][address] = value
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def formatted() -> bytes:
    """Return a sheet of one failing product, whose cells have number formats."""
    own = [f"Own {letter}" for letter in list(FORMATS)[2:]]
    workbook = openpyxl.load_workbook(
        io.BytesIO(sheets.workbook([("tee", "Tee", "T-1")], header=(*HEADER, *own)))
    )
    for letter, (value, number_format) in FORMATS.items():
        cell = workbook["Products"][f"{letter}2"]
        cell.value = value
        cell.number_format = number_format
    return saved(workbook)


def reported(workbook: openpyxl.Workbook, header: str) -> Sequence[Any]:
    sheet = workbook["Products"]
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == header)
    return [cell.value for cell in sheet[letter][1:]]


@pytest.mark.parametrize("scope", ["failed", "all"])
def test_number_formats_come_back_from_the_database(kit: ik.Workspace, tmp_path: Path, scope: str) -> None:
    result = kit.import_file(formatted(), filename="formatted.xlsx")

    workbook = corrections_of(kit, result.job_id, tmp_path, scope=scope)

    cells = {letter: workbook["Products"][f"{letter}2"] for letter in FORMATS}
    assert {letter: (cell.value, cell.number_format) for letter, cell in cells.items()} == FORMATS


def test_read_again_the_cells_are_those_of_the_upload(kit: ik.Workspace, tmp_path: Path) -> None:
    upload = formatted()
    result = kit.import_file(upload, filename="formatted.xlsx")

    again = read(kit.corrections(result.job_id, tmp_path / "c.xlsx"))

    first = read(upload)
    assert again.cells[first.cells.columns].equals(first.cells)
    assert again.kinds[first.kinds.columns].equals(first.kinds)
    own = [*FORMATS.keys() - {"K"}]
    assert again.formats[own].astype("str").equals(first.formats[own].astype("str"))


def test_rows_of_the_first_workbook_are_named_in_every_round(kit: ik.Workspace, tmp_path: Path) -> None:
    first = kit.import_file(sheets.workbook(UPLOAD, header=HEADER), filename="shirts.xlsx")
    one = corrections_of(kit, first.job_id, tmp_path)
    one["Products"].append(["hat", "Hat", "H-1", "soft"])
    second = kit.import_file(saved(one, {"D4": 900}))
    two = corrections_of(kit, second.job_id, tmp_path)
    third = kit.import_file(saved(two, {"C5": "S-2"}))
    three = corrections_of(kit, third.job_id, tmp_path)

    assert [reported(workbook, "Original Row") for workbook in (one, two, three)] == [
        [3, 4, 5, 6, 7, None],
        [3, 4, 6, 7, None],
        [3, 4, None],
    ]
    assert second.corrected.fixed_rows == (4,)
    assert second.corrected.newly_failing_rows == (7,)
    assert third.corrected.fixed_rows == (4, 5)
    assert third.corrected.still_failing_rows == (2, 3, 6)
    assert (third.corrected.newly_failing, third.corrected.removed) == (0, 0)


def test_rows_that_are_named_are_those_of_the_workbook_in_hand(kit: ik.Workspace, tmp_path: Path) -> None:
    first = kit.import_file(sheets.workbook(UPLOAD, header=HEADER), filename="shirts.xlsx")

    workbook = corrections_of(kit, first.job_id, tmp_path)

    notes = reported(workbook, "What to fix")
    assert notes[1] == "Nothing is wrong here: blocked by row 2."
    assert notes[3].startswith("SKU S-1 is used by more than one row: also by row 6.")
    assert notes[4].startswith("SKU S-1 is used by more than one row: also by row 5.")
    messages = [cell.value for cell in workbook["Problems"]["H"] if cell.value]
    assert "SKU S-1 is used by more than one row: also by row 6." in messages


def test_problems_tell_what_is_wrong_here_and_nothing_else(kit: ik.Workspace, tmp_path: Path) -> None:
    rows = [*UPLOAD, ("Bad Handle", "Bag", "B-2", 10, 5)]
    first = kit.import_file(sheets.workbook(rows, header=HEADER), filename="shirts.xlsx")
    workbook = corrections_of(kit, first.job_id, tmp_path)
    second = kit.import_file(saved(workbook))

    again = corrections_of(kit, second.job_id, tmp_path)

    for problems in (workbook["Problems"], again["Problems"]):
        found = [cell.value for cell in problems["G"] if cell.value and "." in cell.value]
        assert found == ["number.invalid", "number.negative", "sku.duplicate", "sku.duplicate"]
    assert {"handle.not-slug", "column.not-imported"} <= first.findings.counts().keys()
