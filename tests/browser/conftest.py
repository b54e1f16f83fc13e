"""A real Chromium in front of the real page."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright
from support.workers import running_worker

from importkit import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.db)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the Chromium of this machine; a machine without one fails, it does not skip."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.fail(f"No Chromium on the PATH ({', '.join(_NAMES)}): install it, for example with apt-get.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_OPTIONS))
        yield browser
        browser.close()


@pytest.fixture
def address(database_url: str) -> Iterator[str]:
    """Return the address of the page, served on a database of this test's own."""
    command = (sys.executable, "-u", "-m", "streamlit", "run", "streamlit_app.py")
    options = ("--server.headless=true", "--server.address=127.0.0.1", f"--server.port={_free_port()}")
    with subprocess.Popen(
        (*command, *options),
        cwd=ROOT,
        env=os.environ | {"IMPORTKIT_DATABASE_URL": database_url},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            yield _address(server)
        finally:
            server.kill()  # it holds nothing that would have to be saved


@pytest.fixture
def worker(database_url: str, uploads: Path, tmp_path: Path) -> Iterator[None]:
    """Run a worker on the database of the page."""
    engine = db.engine(database_url)
    with running_worker(engine, tmp_path, IMPORTKIT_FILES=str(uploads)):
        yield
    engine.dispose()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """Return the page in a browser, as a visitor finds it."""
    context = chromium.new_context(accept_downloads=True, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    opened.goto(address)
    yield opened
    context.close()


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def _address(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None
    for line in server.stdout:
        if "URL:" in line:
            return line.split("URL:")[1].strip()
    pytest.fail("The page did not start.")
