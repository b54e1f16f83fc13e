"""A real Chromium in front of the real page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support import stored
from support.chromium import running_chromium
from support.page_servers import running_page
from support.postgres_fixtures import temporary_database
from support.workers import running_worker, stop

import importkit as ik
from importkit import db

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page
    from sqlalchemy import Engine
    from support.page_servers import PageServer

expect.set_options(timeout=60_000)  # a busy machine is slow, which is no failure


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the Chromium of this machine; a machine without one fails, it does not skip."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which page and worker keep uploads."""
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="session")
def shared_database_url(server_url: str, migrated_template: str) -> Iterator[str]:
    """Return the URL of the database of the page; each test finds it without imports."""
    with temporary_database(server_url, migrated_template) as url:
        yield url


@pytest.fixture(scope="session")
def sources(files: Path) -> Path:
    """Return the file that names the sources of the page: none, until a test writes some."""
    path = files / "sources.yaml"
    path.write_text("sources: []")
    return path


@pytest.fixture
def supplier(sources: Path, tmp_path: Path) -> Iterator[Path]:
    """Return the folder of the only source of the page."""
    folder = tmp_path / "supplier"
    folder.mkdir()
    sources.write_text(f"sources: [{{name: supplier, address: {folder}}}]")
    yield folder
    sources.write_text("sources: []")


@pytest.fixture(scope="session")
def server(shared_database_url: str, files: Path, sources: Path) -> Iterator[PageServer]:
    """Return the server of the page: one for all tests, which takes longer to start than a test."""
    own = {"IMPORTKIT_DATABASE_URL": shared_database_url, "IMPORTKIT_FILES": str(files)}
    with running_page(IMPORTKIT_SOURCES=str(sources), **own) as running:
        yield running


@pytest.fixture
def address(server: PageServer) -> Iterator[str]:
    """Return the address of the page, which has failed nowhere when the test is over."""
    server.lines.clear()
    yield server.address
    assert server.process.poll() is None, "the server of the page has ended"
    assert server.failures == []


@pytest.fixture
def engine(shared_database_url: str) -> Iterator[Engine]:
    """Return an engine on the database of the page, in which nothing is imported or waits."""
    made = db.engine(shared_database_url)
    stored.forget_everything(made)
    yield made
    made.dispose()


@pytest.fixture
def kit(
    engine: Engine, shared_database_url: str, files: Path, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ik.Workspace]:
    """Return the workspace of the page, in which nothing is imported or waits."""
    monkeypatch.setenv("IMPORTKIT_FILES", str(files))
    monkeypatch.setenv("IMPORTKIT_SOURCES", str(sources))
    with ik.connect(shared_database_url) as opened:
        yield opened


@pytest.fixture
def worker(engine: Engine, files: Path, tmp_path: Path) -> Iterator[None]:
    """Run a worker on the database of the page."""
    with running_worker(engine, tmp_path, IMPORTKIT_FILES=str(files)) as running:
        yield
        stop(running)


@pytest.fixture(scope="session")
def visitor(chromium: Browser) -> Iterator[BrowserContext]:
    """Return a visitor who keeps what the page loads once; animations would only cost time."""
    context = chromium.new_context(
        accept_downloads=True, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(300_000)  # what a busy machine needs; each wait ends when it may
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext, engine: Engine, address: str) -> Iterator[Page]:
    """Return the page in a browser, as a visitor finds it."""
    with visitor.new_page() as opened:
        opened.goto(address)
        yield opened
        assert opened.get_by_test_id("stException").count() == 0
