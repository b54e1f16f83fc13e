"""What only a browser can show: uploading, downloading, and whom the page talks to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import openpyxl
import pytest
from playwright.sync_api import expect
from support import page_sheets as sheets
from support.page_acts import show, upload

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from sqlalchemy import Engine


@pytest.mark.usefixtures("worker")
def test_corrections_are_downloaded_mended_and_uploaded_again(page: Page, tmp_path: Path) -> None:
    upload(page, "shirts.xlsx", sheets.workbook(sheets.ONE_BAD))
    page.get_by_role("button", name="Import 1 product").click()
    expect(page.get_by_text("1 product (1 row)")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="Download corrections").click()
    download.value.save_as(tmp_path / "corrections.xlsx")
    products = openpyxl.load_workbook(tmp_path / "corrections.xlsx")["Products"]
    assert (products["A2"].value, products["D2"].value) == ("wool-coat", "heavy")

    page.get_by_role("link", name="All imports").click()
    upload(page, "corrections.xlsx", sheets.mended((tmp_path / "corrections.xlsx").read_bytes(), "D2", 900))
    page.get_by_role("button", name="Import 1 product").click()
    expect(page.get_by_text("Rows: 1 = 1 written + 0 already there + 0 failed")).to_be_visible()
    expect(page.get_by_role("button", name="Download corrections")).to_have_count(0)


def test_an_import_survives_its_tab_and_can_be_cancelled(page: Page) -> None:
    upload(page, "shirts.xlsx", sheets.workbook(sheets.GOOD))
    page.get_by_role("button", name="Import 2 products").click()
    expect(page.get_by_text("Waiting: nothing imports at the moment.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Waiting: nothing imports at the moment.")).to_be_visible()
    page.get_by_role("button", name="Cancel the import").click()

    expect(page.get_by_text("Nothing was written: the import was cancelled.")).to_be_visible()


def test_the_page_talks_to_nobody_but_its_own_server(page: Page) -> None:
    asked: set[str | None] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
    picture = "![x](http://picture.example/p.png) <img src='http://picture.example/q.png'>"

    page.reload()
    upload(
        page, f"{picture.replace('/', '-')}.xlsx", sheets.workbook([("shirt", "Shirt", "S-1", picture, None)])
    )
    show(page, "Problems")
    expect(page.get_by_text("Not a number", exact=True)).to_be_visible()
    page.get_by_text("One by one").click()
    expect(page.get_by_text("1 problem", exact=True)).to_be_visible()

    assert asked == {"127.0.0.1"}
    assert page.locator("img[src*=example]").count() == 0


def test_no_text_of_a_file_becomes_a_link(page: Page) -> None:
    text = "[a](http://one.example/x) www.two.example HTTPS://three.example pay@four.example <http://five.example>"
    upload(
        page,
        "www.six.example pay@six.example.xlsx",
        sheets.workbook([("shirt", "Shirt", "S-1", text, None)]),
    )
    show(page, "Problems")
    expect(page.get_by_text("Not a number", exact=True)).to_be_visible()
    expect(page.get_by_text("pay@\N{WORD JOINER}four.example").first).to_be_visible()

    links = page.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert [link for link in links if ".example" in link] == []


@pytest.mark.usefixtures("worker")
def test_back_leads_to_where_one_was_and_each_page_has_a_title(page: Page, address: str) -> None:
    upload(page, "shirts.xlsx", sheets.workbook(sheets.ONE_BAD))
    expect(page).to_have_title("shirts.xlsx · draft · importkit")
    page.get_by_role("button", name="Import 1 product").click()
    expect(page.get_by_text("1 product (1 row)")).to_be_visible()
    expect(page).to_have_title("shirts.xlsx · import · importkit")

    page.get_by_role("link", name="All imports").click()
    expect(page.get_by_text("1 import waits for you: 1 product to fix.")).to_be_visible()
    expect(page).to_have_title("Imports · importkit")
    page.get_by_role("link", name="shirts.xlsx", exact=True).click()
    expect(page.get_by_text("1 product (1 row)")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Imports", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_text("1 product (1 row)")).to_be_visible()

    page.goto(f"{address}/result")
    expect(page.get_by_text("This import is not there (any more).")).to_be_visible()
    page.get_by_role("link", name="All imports").click()
    expect(page.get_by_text("Partly imported")).to_be_visible()


def test_what_fails_while_an_import_is_watched_is_told_until_it_works_again(
    page: Page, engine: Engine
) -> None:
    upload(page, "shirts.xlsx", sheets.workbook(sheets.GOOD))
    page.get_by_role("button", name="Import 2 products").click()
    expect(page.get_by_text("Waiting: nothing imports at the moment.")).to_be_visible()

    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE import_jobs RENAME TO out_of_reach")
    expect(page.get_by_text("The database did not do what was asked.")).to_be_visible()
    assert page.get_by_text("encountered an error").count() == 0
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE out_of_reach RENAME TO import_jobs")

    expect(page.get_by_text("Waiting: nothing imports at the moment.")).to_be_visible()
    expect(page.get_by_text("The database did not do what was asked.")).to_have_count(0)


@pytest.mark.usefixtures("worker")
def test_cells_are_fixed_with_the_keyboard_alone_and_a_reload_loses_none(page: Page) -> None:
    rows = [
        ("coat", None, "C-1", "heavy", None),
        ("hat", "Hat", "H-1", "heavy", None),
        ("shirt", "Shirt", "S", 180, None),
    ]
    upload(page, "shirts.xlsx", sheets.workbook(rows))
    title = page.get_by_role("textbox", name="New value for B2, Product Title")
    title.fill("A coat")
    title.press("Enter")
    expect(page.get_by_text("Saved B2")).to_be_visible()

    page.reload()  # its address brings it back
    expect(page.get_by_role("combobox", name="2 cells to fix")).to_be_visible()
    weight = page.get_by_role("textbox", name="New value for D2, Grams Weight")
    weight.fill("900")
    weight.press("Enter")
    weight = page.get_by_role("textbox", name="New value for D3, Grams Weight")
    expect(weight).to_have_value("heavy")
    weight.fill("120")
    weight.press("Enter")
    expect(page.get_by_text("Nothing is left to fix.")).to_be_visible()

    page.get_by_role("button", name="Import 3 products").press("Enter")
    expect(page.get_by_text("Rows: 3 = 3 written + 0 already there + 0 failed")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("This draft was imported, so it can no longer be changed.")).to_be_visible()
