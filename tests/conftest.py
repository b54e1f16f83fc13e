"""What every test has: folders of its own, and workbooks built in code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.workbooks import build_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path


@pytest.fixture(autouse=True)
def uploads(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where this test's imports keep their files; nothing of this machine's own is used."""
    folder = tmp_path_factory.mktemp("uploads")
    monkeypatch.setenv("IMPORTKIT_FILES", str(folder))
    monkeypatch.setenv("IMPORTKIT_DATA_DIR", str(tmp_path_factory.mktemp("data")))
    return folder


pytest_plugins = ("support.postgres_fixtures", "support.s3_fixtures")


@pytest.fixture
def workbook() -> Callable[[Mapping[str, Iterable[Iterable[Any]]]], bytes]:
    """Return a function from `{"Products": [[…], …]}` to the bytes of a workbook."""
    return build_workbook
