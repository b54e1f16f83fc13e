"""The whole way with the keyboard alone: from the upload to no failed product, in both modes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support import page_sheets as sheets
from support.page_acts import choose_file, field_of, press, tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Notes each press of a pointer; the clicks that a browser makes of a key have none.
WATCH = "addEventListener('pointerdown', () => { sessionStorage.pointer = 'used' }, true)"

SHORTS = "Clothing > Shorts > Cargo Shorts"
HEADER = ("Product Handle", "Product Title", "SKU", "Grams Weight", "Category")
ROWS = (
    ("shorts", "Shorts", "S-1", "heavy", SHORTS.replace("Shorts", "Shrots")),
    ("coat", "Coat", "C-1", "heavier", None),
)


@pytest.mark.nightly  # now and then it waits for ever on a busy machine; why is not known yet
@pytest.mark.usefixtures("worker")
def test_sheets_are_fixed_and_imported_with_the_keyboard_alone(page: Page) -> None:
    page.add_init_script(WATCH)
    page.reload()
    choose_file(page, "shorts.xlsx", sheets.workbook(ROWS, header=HEADER))
    tab_to(page, field_of(page, "D2"))
    give(page, "D2", "230")
    expect(field_of(page, "E2")).to_have_value(SHORTS)  # the suggestion, in a list with all categories
    expect(field_of(page, "E2")).to_be_focused()
    press(page, page.get_by_role("button", name="Save and next"))
    give(page, "D3", "1200")
    expect(page.get_by_text("Nothing is left to fix.")).to_be_visible()
    press(page, page.get_by_role("button", name="Import 2 products"))
    expect(page.get_by_text("Rows: 2 = 2 written + 0 already there + 0 failed")).to_be_visible()

    press(page, page.get_by_role("link", name="All imports"))
    heavier = [(None, None, "S-1", "250 or so", None), (None, None, "C-1", -1, None)]
    choose_file(page, "heavier.xlsx", sheets.workbook(heavier, header=HEADER))
    press(page, page.get_by_role("button", name="Choose Enrich"))
    expect(page.get_by_role("button", name="Choose Enrich")).to_have_count(0)
    tab_to(page, field_of(page, "D2"))
    give(page, "D2", "250")
    give(page, "D3", "1250")
    expect(page.get_by_text("Nothing is left to fix.")).to_be_visible()
    press(page, page.get_by_role("button", name="Update 2 products"))
    expect(page.get_by_text("Rows: 2 = 2 written + 0 already there + 0 failed")).to_be_visible()
    assert page.evaluate("sessionStorage.pointer") is None


def give(page: Page, cell: str, value: str) -> None:
    """Type over what stands in the field of a cell, which has the focus, and save it."""
    expect(field_of(page, cell)).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(value)
    page.keyboard.press("Enter")
