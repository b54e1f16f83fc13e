"""A sheet stands for what was read: where its file is another one by now, nothing is imported in its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import stored
from support.create_sheets import workbook_of

import importkit as ik
from importkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = [pytest.mark.db, pytest.mark.slow]


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def row(title: str) -> dict[str, str]:
    return {"Product Handle": title.lower(), "Product Title": title, "SKU": title.upper()}


def overwritten(path: Path) -> None:
    path.write_bytes(workbook_of([row("Shirt")]))


def deleted(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("change", [overwritten, deleted])
@pytest.mark.parametrize("call", ["import_file", "start"])
def test_a_sheet_whose_file_has_changed_is_not_imported(
    kit: ik.Workspace, tmp_path: Path, change: Callable[[Path], None], call: str
) -> None:
    path = tmp_path / "spring.xlsx"
    path.write_bytes(workbook_of([row("Tee")]))
    book = ik.read(path)
    change(path)

    for sheet in (book, book.sheet):
        with pytest.raises(UsageError, match=r"spring\.xlsx\" has changed since it was read") as refused:
            getattr(kit, call)(sheet)
        assert refused.value.hint == "Read it again."

    assert not stored.rows(kit.engine, "SELECT id FROM import_jobs")
    assert not stored.rows(kit.engine, "SELECT id FROM products")


def test_a_sheet_is_not_taken_for_what_its_file_holds_by_now(kit: ik.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "spring.xlsx"
    path.write_bytes(workbook_of([row("Tee")]))
    read_before = ik.read(path)
    overwritten(path)
    kit.import_file(path)

    assert kit.plan(read_before).summary["products_created"] == 1
    with pytest.raises(UsageError, match="has changed since"):
        kit.import_file(read_before)


def test_an_edited_sheet_needs_its_file_no_more(kit: ik.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "spring.xlsx"
    path.write_bytes(workbook_of([row("Tee")]))
    letter = ik.read(path).sheet.layout.letters["Product Title"]
    edited = ik.read(path).edit({f"{letter}2": "T-shirt"})
    deleted(path)

    assert kit.import_file(edited).summary["products_created"] == 1
