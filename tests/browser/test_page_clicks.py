"""No click is dead: whatever can be pressed on a page does something that can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support.page_states import (
    DRAFT_STATES,
    STATES,
    fill,
    fill_drafts,
    list_in_source,
    wait_until_still,
)
from support.workers import until

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Download, Locator, Page

    import importkit as ik

pytestmark = pytest.mark.nightly

#: What there is to see of a page: its address, its texts and fields, what has the focus or is unfolded.
SEEN = """() => JSON.stringify([
    location.href,
    document.body.innerText,
    [...document.querySelectorAll('input, [aria-expanded], [aria-checked]')].map(one =>
        [one.value, one.checked, one.getAttribute('aria-expanded'), one.getAttribute('aria-checked')]),
    document.activeElement.getAttribute('aria-label'),
])"""
#: What is on the toolbar of a table, in an uploader, or explains a field is Streamlit's.
OURS = (
    "[data-testid=stMain] button"
    ":not([data-testid=stElementToolbar] *, [aria-label^='Help for'], [aria-checked=true])"
)
#: Acts after which the state is another one come last on their page.
LAST = ("Cancel the import", "Take it back", "Take it in again", "Leave the product out")


def test_no_click_is_dead(page: Page, address: str, kit: ik.Workspace, supplier: Path) -> None:
    ids = fill(kit) | fill_drafts(kit)
    list_in_source(kit, supplier)
    downloads: list[Download] = []

    def note(download: Download) -> None:
        downloads.append(download)

    page.on("download", note)
    dead = []
    for path in STATES | DRAFT_STATES:
        visit(page, f"{address}/{path.format(**ids)}")
        for name in sorted(names(page), key=lambda name: name.startswith(LAST)):
            visit(page, f"{address}/{path.format(**ids)}")
            if not named(page, name).count():
                continue  # an act before has taken it away
            before, many = page.evaluate(SEEN), len(downloads)
            named(page, name).click()
            try:
                until(lambda: page.evaluate(SEEN) != before or len(downloads) > many, within_s=10)  # noqa: B023
            except AssertionError:
                dead.append((path, name))
            expect(page.get_by_test_id("stException")).to_have_count(0)
    assert dead == []


def visit(page: Page, address: str) -> None:
    """Open a page and wait until it is drawn."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    wait_until_still(page)


def names(page: Page) -> set[str]:
    """Return what stands on the buttons of a page that can be pressed."""
    found = page.locator(OURS).filter(visible=True)
    return {one.inner_text() for one in found.all() if one.is_enabled() and one.inner_text()}


def named(page: Page, name: str) -> Locator:
    """Return the first button with that on it."""
    return page.locator(OURS).filter(has_text=name.splitlines()[-1], visible=True).first
