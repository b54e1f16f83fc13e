"""The page with the database of this machine, which may be stopped while the page is open."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from support import page_sheets as sheets
from support import page_visits as visits

from importkit.db import embedded
from importkit.ui import deps

if TYPE_CHECKING:
    from collections.abc import Iterator

APP = Path(__file__).parents[2] / "streamlit_app.py"


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the data folder of a page that was given no database."""
    made = Path(tempfile.mkdtemp(prefix="ik-", dir="/tmp"))  # a short path: the server's socket is in it
    monkeypatch.setenv("IMPORTKIT_DATA_DIR", str(made))
    monkeypatch.delenv("IMPORTKIT_DATABASE_URL", raising=False)
    st.cache_resource.clear()
    yield made
    st.cache_resource.clear()  # it stops the worker of the page
    embedded.stop(made)
    shutil.rmtree(made, ignore_errors=True)


@pytest.mark.slow
def test_the_page_starts_a_database_that_was_stopped(folder: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    assert not app.exception

    assert embedded.stop(folder)
    visits.upload(app, "shirts.xlsx", sheets.workbook(sheets.GOOD))
    assert r"2 products would be imported\." in visits.words(app)
    assert embedded.stop(folder)
    visits.import_(app)
    assert embedded.stop(folder)
    visits.show_recent(app)

    assert [str(error.value) for error in app.error] == []
    assert [str(job.status) for job in deps.workspace().recent_imports()] == ["COMPLETED"]
