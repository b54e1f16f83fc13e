"""A workbook of a source, from the list to its import, and what becomes of its line."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support import page_sheets as sheets
from support.page_states import wait_until_still

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.mark.usefixtures("worker")
def test_a_workbook_of_a_source_is_opened_fixed_and_imported(page: Page, supplier: Path) -> None:
    workbook = supplier / "spring.xlsx"
    workbook.write_bytes(sheets.workbook(sheets.ONE_BAD))
    os.utime(workbook, (0, datetime(2026, 4, 1, 12, tzinfo=UTC).timestamp()))
    page.reload()
    expect(page.get_by_text("1 Apr 2026, 12:00")).to_be_visible()
    expect(page.get_by_text("5 KB")).to_be_visible()
    expect(page.get_by_text("New", exact=True)).to_be_visible()

    page.get_by_role("button", name="Open", exact=True).last.click()
    weight = page.get_by_role("textbox", name=re.compile("^New value for .*Grams Weight$"))
    weight.fill("900")
    weight.press("Enter")
    page.get_by_role("button", name="Import 2 products").click()
    expect(page.get_by_text("Rows: 3 = 3 written + 0 already there + 0 failed")).to_be_visible()
    expect(page.get_by_text("source:supplier")).to_be_visible()

    page.get_by_role("link", name="All imports").click()
    imported = page.get_by_role("link", name="Imported", exact=True)
    expect(imported).to_be_visible()
    workbook.write_bytes(sheets.workbook(sheets.GOOD))
    page.reload()
    expect(page.get_by_role("link", name="Imported, changed since")).to_be_visible()

    (supplier / "summer.xlsx").write_bytes(sheets.workbook(sheets.GOOD))
    page.get_by_role("radio", name="Enrich existing products").click(force=True)  # which lists nothing anew
    expect(page.get_by_role("radio", name="Enrich existing products")).to_be_checked()
    wait_until_still(page)
    expect(page.get_by_text("summer.xlsx")).to_have_count(0)
    (supplier / "summer.xlsx").unlink()
    workbook.unlink()  # after it was listed
    page.get_by_role("button", name="Open", exact=True).last.click()
    expect(page.get_by_text("spring.xlsx is no longer in the source supplier.")).to_be_visible()
    expect(page.get_by_text("There is no workbook (*.xlsx).")).to_be_visible()
