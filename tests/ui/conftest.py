"""The real page on a real database: only the browser is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from support.fork_server import fork_children
from support.workers import running_worker

from importkit.ui import deps

if TYPE_CHECKING:
    from collections.abc import Iterator

    import importkit as ik

APP = Path(__file__).parents[2] / "streamlit_app.py"


@pytest.fixture
def kit(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[ik.Workspace]:
    """Return the workspace that the page works in."""
    monkeypatch.setenv("IMPORTKIT_DATABASE_URL", database_url)
    fork_children(monkeypatch)
    st.cache_resource.clear()
    st.cache_data.clear()
    yield deps.workspace()
    st.cache_resource.clear()  # it stops the worker of the page, if there is one


@pytest.fixture
def worker(kit: ik.Workspace, uploads: Path, tmp_path: Path) -> Iterator[None]:
    """Run a worker, as somebody does who has a server of their own."""
    with running_worker(kit.engine, tmp_path, IMPORTKIT_FILES=str(uploads)):
        yield


@pytest.fixture
def app(kit: ik.Workspace) -> AppTest:
    """Return the page as a visitor finds it."""
    return AppTest.from_file(str(APP), default_timeout=300).run()


@pytest.fixture(autouse=True)
def _nothing_unexpected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail where the page tells a visitor that something unexpected went wrong."""
    yield
    assert [record for record in caplog.records if record.name == "importkit.ui.parts.errors"] == []
