"""The whole way with the keyboard alone: from the upload to no failed product, in both modes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from support import page_sheets as sheets
from support.page_acts import choose_file, field_of, press, tab_to

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page

    import importkit as ik

#: Notes each press of a pointer; the clicks that a browser makes of a key have none.
WATCH = "addEventListener('pointerdown', () => { sessionStorage.pointer = 'used' }, true)"

SHORTS = "Clothing > Shorts > Cargo Shorts"
HEADER = ("Product Handle", "Product Title", "SKU", "Grams Weight", "Category")
ROWS = (
    ("shorts", "Shorts", "S-1", "heavy", SHORTS.replace("Shorts", "Shrots")),
    ("coat", "Coat", "C-1", "heavier", None),
)
HEAVIER = ((None, None, "S-1", "250 or so", None), (None, None, "C-1", -1, None))


@pytest.fixture
def keyboard_only(page: Page) -> Page:
    """Return the page, on which each press of a pointer is noted."""
    page.add_init_script(WATCH)
    page.reload()
    return page


@pytest.mark.usefixtures("worker")
def test_a_sheet_is_fixed_and_imported_with_the_keyboard_alone(
    keyboard_only: Page, kit: ik.Workspace
) -> None:
    page = keyboard_only
    choose_file(page, "shorts.xlsx", sheets.workbook(ROWS, header=HEADER))
    tab_to(page, field_of(page, "D2"))
    give(page, "D2", "230")
    expect(field_of(page, "E2")).to_have_value(SHORTS)  # the suggestion, in a list with all categories
    expect(field_of(page, "E2")).to_be_focused()
    press(page, page.get_by_role("button", name="Save and next"))
    give(page, "D3", "1200")
    expect(page.get_by_text("Nothing is left to fix.")).to_be_visible()
    assert edits(page, kit) == {"D2": "230", "E2": SHORTS, "D3": "1200"}
    press(page, page.get_by_role("button", name="Import 2 products"))
    expect(page.get_by_text("Rows: 2 = 2 written + 0 already there + 0 failed")).to_be_visible()
    assert page.evaluate("sessionStorage.pointer") is None


@pytest.mark.nightly
@pytest.mark.usefixtures("worker")
def test_a_sheet_in_the_wrong_mode_is_fixed_and_imported_with_the_keyboard_alone(
    keyboard_only: Page, kit: ik.Workspace
) -> None:
    page = keyboard_only
    right = [(*row[:3], 100, SHORTS) for row in ROWS]
    kit.import_file(sheets.workbook(right, header=HEADER), filename="shorts.xlsx")
    choose_file(page, "heavier.xlsx", sheets.workbook(HEAVIER, header=HEADER))
    press(page, page.get_by_role("button", name="Choose Enrich"))
    expect(page.get_by_role("button", name="Choose Enrich")).to_have_count(0)
    tab_to(page, field_of(page, "D2"))
    give(page, "D2", "250")
    give(page, "D3", "1250")
    expect(page.get_by_text("Nothing is left to fix.")).to_be_visible()
    assert edits(page, kit) == {"D2": "250", "D3": "1250"}
    press(page, page.get_by_role("button", name="Update 2 products"))
    expect(page.get_by_text("Rows: 2 = 2 written + 0 already there + 0 failed")).to_be_visible()
    press(page, page.get_by_role("link", name="All imports"))
    choose_file(page, "shorts.xlsx", sheets.workbook(ROWS, header=HEADER))
    expect(field_of(page, "D2")).to_be_visible()
    assert page.evaluate("sessionStorage.pointer") is None


def give(page: Page, cell: str, value: str) -> None:
    """Type over what stands in the field of a cell, which has the focus, and save it."""
    expect(field_of(page, cell)).to_be_focused()
    page.keyboard.type(value)  # over what it holds, which is selected
    page.keyboard.press("Enter")
    page.keyboard.press("Shift")  # a key of no meaning, before the next field is there


def edits(page: Page, kit: ik.Workspace) -> Mapping[str, str | None]:
    """Return what was put into which cell of the draft that is shown."""
    (draft,) = parse_qs(urlsplit(page.url).query)["id"]
    return {edit.cell: edit.after for edit in kit.open_draft(draft).edits}
