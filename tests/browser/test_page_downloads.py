"""Every workbook that the page offers is downloaded and opened, in both modes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
from playwright.sync_api import expect
from support import page_sheets as sheets
from support.filled_databases import import_shirts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet
    from playwright.sync_api import Page

    import importkit as ik

#: What a cell with an error is filled with.
RED = "FFFFE0E0"


def test_every_workbook_is_downloaded_and_opened(page: Page, kit: ik.Workspace, address: str) -> None:
    job = import_shirts(kit)
    page.reload()
    header = [cell.value for cell in downloaded(page, "Empty template")[1]]
    assert header[:3] == ["Product Title", "Product Handle", "Manufacturer"]
    assert downloaded(page, "Sample with mistakes").max_row == 61
    exported = downloaded(page, "All products as a sheet")
    assert column(exported, "SKU") == ["LS-S", "LS-M"]
    assert column(downloaded(page, "Corrections"), "SKU") == ["WC-M"]

    page.goto(f"{address}/result?job={job}")
    products = downloaded(page, "Download corrections")
    assert (products["A2"].value, products["D2"].value, red(products)) == ("wool-coat", "heavy", ["D2"])

    draft = kit.draft(sheets.workbook(sheets.ONE_BAD[2:]), filename="coat.xlsx")
    page.goto(f"{address}/draft?id={draft.id}")
    assert red(downloaded(page, "With errors marked")) == ["D2"]
    draft.edit({"D2": "900"})
    page.reload()
    expect(page.get_by_text("1 cell changed")).to_be_visible()
    assert downloaded(page, "Fixed sheet")["D2"].value == 900

    bad = [(None, None, "LS-S", "light", None), (None, None, "LS-M", 195, None)]
    enriching = kit.draft(sheets.workbook(bad), filename="heavier.xlsx", mode="enrich")
    page.goto(f"{address}/draft?id={enriching.id}")
    assert red(downloaded(page, "With errors marked")) == ["D2"]
    expect(page.get_by_role("button", name="Fixed sheet")).to_have_count(0)  # nothing is fixed yet
    enriching.edit({"D3": "200"})
    page.reload()
    fixed = downloaded(page, "Fixed sheet")
    assert [cell.value for cell in fixed["D"]] == ["Grams Weight", "light", 200]
    enriched = kit.import_file(sheets.workbook(bad), mode="enrich", filename="heavier.xlsx").job_id
    page.goto(f"{address}/result?job={enriched}")
    assert column(downloaded(page, "Download corrections"), "SKU") == ["LS-S"]


def downloaded(page: Page, label: str) -> Worksheet:
    """Press a button and return the sheet with the products of what comes."""
    with page.expect_download() as download:
        page.get_by_role("button", name=label).first.click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    return book["Products"]


def column(sheet: Worksheet, header: str) -> list[object]:
    """Return what stands below a header."""
    at = [cell.value for cell in sheet[1]].index(header)
    return [row[at] for row in sheet.iter_rows(min_row=2, values_only=True)]


def red(sheet: Worksheet) -> list[str]:
    """Return the cells that are marked as wrong."""
    return [cell.coordinate for row in sheet for cell in row if cell.fill.start_color.rgb == RED]
