"""Bad days: a server that is killed, a database that is stopped, no worker, and files that are no sheets."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support import page_sheets as sheets
from support.chromium import free_port
from support.held_up_checks import held_up, waiting
from support.page_acts import field_of, type_in, upload
from support.page_servers import running_page
from support.postgres_fixtures import FORGETFUL, temporary_folder
from support.workers import running_worker, until

from importkit import db
from importkit.db import embedded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page
    from sqlalchemy import Engine
    from support.page_servers import PageServer


def test_a_killed_server_loses_no_fix(
    page: Page, engine: Engine, shared_database_url: str, files: Path
) -> None:
    port = free_port()
    own = {"IMPORTKIT_DATABASE_URL": shared_database_url, "IMPORTKIT_FILES": str(files)}
    with running_page(port, **own) as first:
        page.goto(first.address)
        upload(page, "shirts.xlsx", sheets.workbook(sheets.TWO_BAD))
        expect(field_of(page, "D2")).to_have_value("heavy")
        with held_up(engine):
            type_in(page, "D2", "900")
            until(lambda: waiting(engine))  # the value is stored, and its check has begun
            first.process.kill()
            first.process.wait()
    with running_page(port, **own) as second:
        # The page that stands there finds the new server by itself.
        expect(page.get_by_text("1 cell changed")).to_be_visible()
        expect(field_of(page, "D3")).to_have_value("light")
        type_in(page, "D3", "80")
        expect(page.get_by_role("button", name="Import 2 products")).to_be_visible()
        page.goto("about:blank")
        assert second.failures == []


@pytest.mark.nightly
def test_a_database_that_is_stopped_is_told_until_it_is_there_again(page: Page, files: Path) -> None:
    with temporary_folder() as folder, own_page(folder, files) as server:
        page.goto(server.address)
        upload(page, "shirts.xlsx", sheets.workbook(sheets.TWO_BAD))
        expect(field_of(page, "D2")).to_have_value("heavy")
        draft = page.url

        embedded.stop(folder)
        type_in(page, "D2", "900")
        expect_outage(page)
        embedded.server(folder, tuning=FORGETFUL)
        page.get_by_role("button", name="Try again").click()
        type_in(page, "D2", "900")
        expect(page.get_by_text("1 cell changed")).to_be_visible()

        embedded.stop(folder)
        page.goto(draft)
        expect_outage(page)
        for name in ("Catalog", "Imports"):
            page.get_by_role("link", name=name).click()
            expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
            expect_outage(page)
        embedded.server(folder, tuning=FORGETFUL)
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("button", name="Upload", exact=True)).to_be_visible()
        page.goto(draft)
        expect(page.get_by_text("1 cell changed")).to_be_visible()
        page.goto("about:blank")
        assert server.failures == []


@contextmanager
def own_page(folder: Path, files: Path) -> Iterator[PageServer]:
    """Yield a page with a database server of its own, which nothing but the test starts and stops."""
    url = embedded.server(folder, tuning=FORGETFUL)
    engine = db.engine(url)
    db.upgrade(engine)
    db.ensure_default_brand(engine)
    engine.dispose()
    with running_page(IMPORTKIT_DATABASE_URL=url, IMPORTKIT_FILES=str(files)) as server:
        yield server


def expect_outage(page: Page) -> None:
    """Expect the page to say that the database does not answer, and that nothing is lost."""
    expect(page.get_by_text("The database did not do what was asked.")).to_be_visible()
    expect(page.get_by_text("Nothing that was imported is lost.")).to_be_visible()


def test_what_is_no_sheet_is_told_and_the_next_one_is_taken(page: Page) -> None:
    for filename, content, sentence in (
        ("far.xlsx", sheets.mended(sheets.workbook(sheets.GOOD), "A900000", "far"), "A900000"),
        ("letter.xlsx", b"Dear shop, please find attached", "letter.xlsx"),
        ("empty.xlsx", b"", "empty.xlsx"),
    ):
        upload(page, filename, content)
        expect(page.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
    upload(page, "no-rows.xlsx", sheets.workbook([]))
    expect(page.get_by_text("This sheet has no rows yet.")).to_be_visible()
    page.get_by_role("radio", name="Enrich").click()
    expect(page.get_by_text("This sheet has no rows yet.")).to_be_visible()
    page.get_by_role("link", name="All imports").click()
    upload(page, "fruit.xlsx", sheets.workbook([("red", 1)], header=("Apple", "Pear")))
    expect(page.get_by_text("No header row was found, so there is nothing to import yet.")).to_be_visible()
    assert page.get_by_role("button", name="Import").count() == 0
    page.go_back()
    upload(page, "shirts.xlsx", sheets.workbook(sheets.GOOD))
    expect(page.get_by_role("button", name="Import 2 products")).to_be_visible()


def test_an_import_without_a_worker_waits_and_goes_on_in_every_tab(
    page: Page, engine: Engine, files: Path, tmp_path: Path
) -> None:
    upload(page, "shirts.xlsx", sheets.workbook(sheets.ONE_BAD))
    page.get_by_role("button", name="Import 1 product").click()
    expect(page.get_by_text("Nothing imports at the moment, so this one waits.")).to_be_visible()
    with page.context.new_page() as tab:
        tab.goto(page.url)
        expect(tab.get_by_text("Nothing imports at the moment, so this one waits.")).to_be_visible()
        with running_worker(engine, tmp_path, IMPORTKIT_FILES=str(files)):
            for each in (page, tab):
                expect(each.get_by_text("1 product (1 row)")).to_be_visible()
                expect(each.get_by_text("Nothing imports at the moment")).to_have_count(0)

        tab.get_by_role("button", name="Dismiss").click()
        tab.get_by_role("dialog").get_by_role("button", name="Dismiss").click()
        expect(tab.get_by_text("The failed rows of shirts.xlsx are dismissed.")).to_be_visible()
        page.get_by_role("button", name="Fix it here").click()  # which can be done no more
        expect(page.get_by_text("The failed rows were dismissed: they cannot be corrected")).to_be_visible()
        expect(page.get_by_role("button", name="Fix it here")).to_have_count(0)
        page.get_by_role("button", name="Undo").click()
        page.get_by_role("dialog").get_by_role("button", name="Undo").click()
        expect(page.get_by_text("Undone on")).to_be_visible()
        tab.get_by_role("button", name="Undo").click()  # where it is not known yet
        expect(tab.get_by_text("Undone on")).to_be_visible()
