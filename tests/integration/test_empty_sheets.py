"""A sheet without data rows is a warning of a check, and no import starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import command_line, stored
from support import page_sheets as sheets

import importkit as ik

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.db


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def test_a_sheet_without_rows_is_a_warning_of_check_and_no_import(
    kit: ik.Workspace, database_url: str, tmp_path: Path
) -> None:
    (tmp_path / "empty.xlsx").write_bytes(sheets.workbook([]))
    here = {"cwd": tmp_path, "database_url": database_url}

    checked = command_line.run("check", "empty.xlsx", **here)
    strict = command_line.run("check", "empty.xlsx", "--fail-on", "warning", **here)
    assert (checked.code, strict.code) == (0, 1)
    assert "sheet.empty" in checked.out
    assert command_line.run("check", "empty.xlsx", "--brand", "default", **here).code == 0

    for more in ((), ("--background",), ("--mode", "enrich")):
        refused = command_line.run("import", "empty.xlsx", *more, **here)
        assert refused.code == 1
        assert 'Sheet "Products" of "empty.xlsx" has no rows to import.' in refused.err
    with pytest.raises(ik.RefusedImportError):
        kit.import_file(sheets.workbook([]))
    with pytest.raises(ik.RefusedImportError):
        kit.start(sheets.workbook([]))
    assert stored.rows(kit.engine, "SELECT id FROM import_jobs") == []
    planned = command_line.run("plan", "empty.xlsx", **here)
    assert planned.code == 0
    assert "--plan" not in planned.out
