"""Two people on one draft, each in a browser of their own: each sees what the other did, nothing is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support import page_sheets as sheets
from support.page_acts import field_of, type_in, upload

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

BAD = (
    ("coat", "Coat", "C-1", "heavy", None),
    ("hat", "Hat", "H-1", "light", None),
    ("scarf", "Scarf", "S-1", "long", None),
    ("glove", "Glove", "G-1", 60, None),
)


@pytest.fixture
def other(chromium: Browser, page: Page) -> Iterator[Page]:
    """Return the browser of another person."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(300_000)
    opened = context.new_page()
    yield opened
    assert opened.get_by_test_id("stException").count() == 0
    context.close()


def test_two_people_fix_one_draft(page: Page, other: Page) -> None:
    upload(page, "shirts.xlsx", sheets.workbook(BAD))
    expect(field_of(page, "D2")).to_have_value("heavy")
    other.goto(page.url)
    expect(field_of(other, "D2")).to_have_value("heavy")

    type_in(page, "D2", "900")
    expect(field_of(page, "D3")).to_have_value("light")
    type_in(other, "D2", "950")  # which is not what it was any more
    expect(other.get_by_text('has changed D2 to "900" since you saw it')).to_be_visible()
    expect(other.get_by_text("1 cell changed")).to_be_visible()
    other.get_by_role("button", name="Write 950 over it").click()
    expect(field_of(other, "D3")).to_have_value("light")
    type_in(other, "D3", "80")
    expect(other.get_by_text("2 cells changed")).to_be_visible()

    type_in(page, "D3", "80")  # the same, and so nobody's loss
    expect(page.get_by_text("2 cells changed")).to_be_visible()
    page.get_by_role("button", name="Leave the product out").click()
    expect(page.get_by_text("scarf is left out.", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Import 3 products")).to_be_visible()

    # What the other one still sees is no longer what would be imported.
    other.get_by_role("button", name=re.compile("^Import")).click()
    expect(other.get_by_role("alert").filter(has_text="Somebody has changed this draft")).to_be_visible()
    expect(other.get_by_text("scarf is left out.", exact=True)).to_be_visible()
    expect(other.get_by_role("button", name=re.compile("^Import"))).to_have_count(1)
    other.get_by_role("button", name="Import 3 products").click()
    expect(other.get_by_text("Waiting: nothing imports at the moment.")).to_be_visible()
    draft = page.url
    page.get_by_role("button", name="Import 3 products").click()
    expect(page.get_by_text("Waiting: nothing imports at the moment.")).to_be_visible()
    assert page.url == other.url  # it is imported once
    page.goto(draft)
    expect(page.get_by_text("This draft was imported, so it can no longer be changed.")).to_be_visible()
