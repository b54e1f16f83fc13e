"""What happens to a draft while somebody else, or the check itself, is at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect
from support import page_sheets as sheets
from support.held_up_checks import held_up, waiting
from support.page_visits import XLSX
from support.workers import until

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from sqlalchemy import Engine


def test_what_is_typed_during_a_check_counts_for_the_cell_that_is_shown(page: Page, engine: Engine) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "shirts.xlsx", "mimeType": XLSX, "buffer": sheets.workbook(sheets.TWO_BAD)}
    )
    weight = page.get_by_label("New value for D2, Grams Weight")
    weight.fill("900")
    with held_up(engine):
        weight.press("Enter")
        until(lambda: waiting(engine))  # the value is stored, and the check has begun
        weight.press("Enter")  # once more
        weight.fill("80")  # for the next cell, which is not there yet
        weight.press("Enter")
        page.evaluate("() => fetch('_stcore/health')")  # so the server has got all of it

    expect(page.get_by_text('has changed D2 to "900" since you saw it')).to_be_visible()
    expect(page.get_by_role("button", name="Write 80 over it")).to_be_visible()
    expect(page.get_by_label("New value for D3, Grams Weight")).to_have_value("light")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("since you saw it")).to_have_count(0)
    expect(page.get_by_text("1 cell changed")).to_be_visible()
