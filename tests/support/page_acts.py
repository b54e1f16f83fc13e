"""What a visitor does in a browser: choosing a file, typing a value, also with the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from support.page_states import wait_until_still
from support.page_visits import XLSX

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

#: More than any page has to step through.
_MOST_STEPS = 90


def upload(page: Page, filename: str, content: bytes) -> None:
    """Let a workbook be chosen."""
    wait_until_still(page)  # until then the chooser may be that of the page before, which is about to go
    chooser = page.locator("input[type=file]")
    expect(chooser).to_have_count(1)
    chooser.set_input_files({"name": filename, "mimeType": XLSX, "buffer": content})


def show(page: Page, tab: str) -> None:
    """Choose what to look at."""
    page.get_by_role("radio", name=tab, exact=True).click()


def field_of(page: Page, cell: str) -> Locator:
    """Return the field for the new value of a cell."""
    return page.get_by_label(f"New value for {cell}")


def type_in(page: Page, cell: str, value: str) -> None:
    """Give a cell a value: Enter saves it."""
    field_of(page, cell).fill(value)
    field_of(page, cell).press("Enter")


def tab_to(page: Page, wanted: Locator) -> None:
    """Step to something with the Tab key, from wherever the focus is."""
    expect(wanted).to_be_visible()
    wait_until_still(page)  # what is drawn anew loses the focus
    for _ in range(_MOST_STEPS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached with the Tab key")


def press(page: Page, wanted: Locator) -> None:
    """Press a button, or follow a link, with the keyboard alone."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def choose_file(page: Page, filename: str, content: bytes) -> None:
    """Let a workbook be chosen with the keyboard alone."""
    tab_to(page, page.get_by_role("button", name="Upload", exact=True))
    with page.expect_file_chooser() as chooser:
        page.evaluate(
            "() => null"
        )  # a key may overtake the wish to be told of a chooser, but not this as well
        page.keyboard.press("Enter")
    chooser.value.set_files({"name": filename, "mimeType": XLSX, "buffer": content})
