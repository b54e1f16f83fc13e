"""A sheet of a notebook in a real Chromium: what it says of its own width is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import importkit as ik

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize(
    ("columns", "view"),
    [(9, 700), (9, 2_400), (2, 700), (30, 1_600)],
    ids=["wider", "as wide as it needs", "narrow", "many columns"],
)
def test_a_sheet_says_that_it_scrolls_only_where_it_does(chromium: Browser, columns: int, view: int) -> None:
    names = [f"Shelf {at}" for at in range(columns)]
    sheet = pd.DataFrame({"Product Handle": ["tee"], "SKU": ["T-1"], **{name: ["x" * 30] for name in names}})
    html = ik.check(ik.Book.from_frame(sheet, dialect="plan")).sheet(rows="all").to_html()
    page = chromium.new_page(viewport={"width": view, "height": 400})

    page.set_content(html)
    box = page.locator(".ik-sheet")
    scrolls = box.evaluate("box => box.scrollWidth > box.clientWidth")

    assert scrolls == (view < columns * 200)
    assert page.get_by_text("scroll sideways").is_visible() == scrolls
    box.evaluate("box => box.scrollTo(box.scrollWidth, 0)")
    page.wait_for_function("() => new Promise(seen => requestAnimationFrame(() => seen(true)))")
    assert page.get_by_text("scroll sideways").is_visible() == scrolls
    page.close()
