"""Workbooks built in code, so that the difference between two tests can be read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

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


pytest_plugins = ("postgres_fixtures", "s3_fixtures")


def build_workbook(sheets: Mapping[str, Iterable[Iterable[Any]]]) -> bytes:
    """Return an .xlsx workbook with these sheets; a row is a list of cell values, None is blank."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def workbook() -> Callable[[Mapping[str, Iterable[Iterable[Any]]]], bytes]:
    """Return a function from `{"Products": [[…], …]}` to the bytes of a workbook."""
    return build_workbook
