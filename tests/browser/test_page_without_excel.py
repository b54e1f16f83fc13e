"""A sheet with mistakes gets in on the page alone, with few clicks and no other program."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support import page_sheets as sheets
from support.page_visits import XLSX

from importkit.workbook.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page

#: So many may be needed from the upload to the end of the import; keys are free.
MOST_CLICKS = 12
#: Those that choose the file, take a suggestion and import: fewer would not have been counted.
FEWEST_CLICKS = 3
#: Counts what a pointer does, but not the clicks that a browser makes of a key.
COUNTER = """addEventListener('pointerdown', event => {
    if (event.isTrusted) sessionStorage.clicks = 1 + Number(sessionStorage.clicks || 0);
}, true)"""

#: Cells with a mistake, each with its column and what belongs there; None where a suggestion is right.
DEMO = {
    "F2": ("Category", None),
    "Q20": ("Kilograms CO2", "6"),
    "T24": ("Grams Weight", "230"),
    "A35": ("Product Title", "Camargue weekend thong"),
    "J38": ("SKU", "ST7000007-SKY-S"),
    "T43": ("Grams Weight", "12"),
}
ENRICHING = {
    "B2": ("Grams Weight", "420"),
    "C2": ("Category", None),
    "B3": ("Grams Weight", "780"),
    "A4": ("SKU", "ST7000002-SND-XS"),
    "D5": ("Materials Percentages", "Cotton: 60% | Wool: 40%"),
    "B6": ("Grams Weight", "1520"),
}


@pytest.mark.usefixtures("worker")
def test_a_sheet_with_mistakes_gets_in_on_the_page_alone(page: Page) -> None:
    page.add_init_script(COUNTER)
    page.reload()

    choose(page, "spring.xlsx", demo())
    fix(page, DEMO)
    page.get_by_role("button", name="Import 12 products").click()
    expect(page.get_by_text("Rows: 60 = 60 written + 0 already there + 0 failed")).to_be_visible()
    assert FEWEST_CLICKS <= clicks(page) <= MOST_CLICKS

    page.get_by_role("link", name="All imports").click()
    page.evaluate("delete sessionStorage.clicks")
    choose(page, "heavier.xlsx", enriching())
    proposal = page.get_by_role("button", name="Choose Enrich")
    proposal.click()
    expect(proposal).to_have_count(0)
    fix(page, ENRICHING)
    page.get_by_role("button", name="Update 5 products").click()
    expect(page.get_by_text("Rows: 5 = 5 written + 0 already there + 0 failed")).to_be_visible()
    assert FEWEST_CLICKS <= clicks(page) <= MOST_CLICKS


def demo() -> bytes:
    """Return the workbook of the demo, with a category that nobody knows."""
    buffer = io.BytesIO()
    make_sample(60, mistakes=0.4, seed=7).write(buffer)
    return sheets.mended(buffer.getvalue(), "F2", "Clothing > Shorts > Cargo Shrots")


def enriching() -> bytes:
    """Return a sheet that changes products of the demo, with a mistake in each row and two in the first."""
    header = ("SKU", "Grams Weight", "Category", "Materials Percentages")
    rows = (
        ("ST7000000-BUR-XS", "heavy", "Clothing > Shorts > Bermuda Shrots", None),
        ("ST7000001-BLK-XS", -780, None, None),
        ("ST7000002-SND-XXXL", 550, None, None),
        ("ST7000003-SKY-XS", 1500, None, "Cotton: 80% | Wool: 40%"),
        ("ST7000005-OLV-XS", "1520 or so", None, None),
    )
    return sheets.workbook(rows, header=header)


def choose(page: Page, filename: str, content: bytes) -> None:
    """Upload a workbook as a visitor does, who presses the button and chooses a file."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload", exact=True).click()
    chooser.value.set_files({"name": filename, "mimeType": XLSX, "buffer": content})


def fix(page: Page, mistakes: Mapping[str, tuple[str, str | None]]) -> None:
    """Give each cell that is asked for its value: after each Enter the next field has the focus."""
    for left in range(len(mistakes), 0, -1):
        asked = page.get_by_role("combobox", name=f"{left} cell")
        cell = asked.input_value().split()[0]
        column, value = mistakes[cell]
        label = f"New value for {cell}, {column}"
        if value is None:
            expect(page.get_by_role("combobox", name=label)).not_to_be_empty()
            # That of the cell before goes only when the page has been drawn to its end.
            page.locator(f".st-key-fix-{cell}").get_by_role("button", name="Save and next").click()
        else:
            field = page.get_by_role("textbox", name=label)
            if left == len(mistakes):
                field.click()
                field.press("ControlOrMeta+a")
            expect(field).to_be_focused()
            page.keyboard.type(value)  # over what the cell holds, which is selected
            page.keyboard.press("Enter")
        expect(asked).to_have_count(0)


def clicks(page: Page) -> int:
    """Return how often the pointer was pressed."""
    return int(page.evaluate("sessionStorage.clicks"))
