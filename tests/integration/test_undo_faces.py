"""Taking imports back as people do it: in Python and on the command line, corrections and merges between."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import catalogs
import command_line
import openpyxl
import page_sheets as sheets
import pytest
import stored

import importkit as ik
from importkit import db
from importkit.errors import NotAllowedError, UnknownJobError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.db

#: Row 2 and 3; two products, the coat with an error.
UPLOAD = (("tee", "Tee", "T-S", 180, None), ("coat", "Coat", "C-1", "heavy", None))


@pytest.fixture
def shop(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


@pytest.fixture
def viewer(shop: ik.Workspace, database_url: str) -> Iterator[ik.Workspace]:
    db.add_member(shop.engine, "default", "vera@shop.example", "viewer")
    with ik.connect(database_url, email="vera@shop.example") as workspace:
        yield workspace


def mended(shop: ik.Workspace, job_id: str, folder: Path, **cells: Any) -> bytes:
    """Return the corrections workbook of a job with some cells changed."""
    workbook = openpyxl.load_workbook(shop.corrections(job_id, folder / f"{job_id}.xlsx"))
    for address, value in cells.items():
        workbook["Products"][address] = value
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def story(shop: ik.Workspace, job_id: str) -> tuple[str | None, bool]:
    """Return which job took the failures over, and whether they still wait in this one."""
    job = shop.job(job_id)
    return job.superseded_by, job.has_exportable_failures


def test_corrections_taken_back_are_open_again_and_can_be_made_again(
    shop: ik.Workspace, tmp_path: Path
) -> None:
    first = shop.import_file(sheets.workbook(UPLOAD), filename="shirts.xlsx")
    second = shop.import_file(mended(shop, first.job_id, tmp_path, D2=900))
    assert story(shop, first.job_id) == (second.job_id, False)

    undone = shop.undo(second.job_id)

    assert undone.reopened == (first.job_id,)
    assert story(shop, first.job_id) == (None, True)
    assert sorted(stored.products(shop.engine)) == ["tee"]
    again = shop.import_file(mended(shop, first.job_id, tmp_path, D2=900))
    assert (again.corrected.fixed, again.summary["products_created"]) == (1, 1)
    assert story(shop, first.job_id) == (again.job_id, False)


def test_failed_rows_of_a_job_taken_back_can_still_be_corrected(shop: ik.Workspace, tmp_path: Path) -> None:
    first = shop.import_file(sheets.workbook(UPLOAD), filename="shirts.xlsx")

    shop.undo(first.job_id)

    assert story(shop, first.job_id) == (None, True)
    again = shop.import_file(mended(shop, first.job_id, tmp_path, D2=900))
    assert sorted(stored.products(shop.engine)) == ["coat"]
    assert again.corrected.fixed == 1


def test_the_rows_of_a_job_taken_back_are_still_told(shop: ik.Workspace) -> None:
    job = shop.import_file(sheets.workbook(UPLOAD), filename="shirts.xlsx")
    shop.undo(job.job_id)

    page = shop.preview(job.job_id)

    assert [(row.row_number, str(row.row_status)) for row in page.rows] == [(2, "COMMITTED"), (3, "FAILED")]
    assert shop.job(job.job_id).as_dict()["undone_at"] == shop.job(job.job_id).undone_at.isoformat()


def test_names_merged_since_are_edits(shop: ik.Workspace) -> None:
    catalogs.take(shop, catalogs.product("cap", Tags="men"))
    job = catalogs.take(shop, catalogs.product("tee", Tags="mens"))
    shop.merge("tag", "mens", "men")

    undone = shop.undo(job.job_id)

    edited = {"product_handle": "tee", "barcode": None, "name": None, "field": ""}
    assert undone.as_dict()["items"] == [
        edited | {"kind": "product", "sku": None, "reason": "edited"},
        edited | {"kind": "variant", "sku": "tee-1", "reason": "product_edited"},
    ]
    assert catalogs.column(shop, "SELECT name FROM brand_tags") == ["men"]


def test_a_former_name_that_was_merged_away_is_said(shop: ik.Workspace) -> None:
    catalogs.take(shop, catalogs.product("tee", Tags="mens"), catalogs.product("cap", Tags="men"))
    enriched = catalogs.sheet({"Product_Handle": "tee", "SKU": "tee-1", "Tags": "summer"})
    job = shop.import_file(enriched, mode=ik.Mode.ENRICH)
    shop.merge("tag", "mens", "men")

    undone = shop.undo(job.job_id)

    assert undone.items[["product_handle", "field", "reason"]].to_dict("records")[0] == {
        "product_handle": "tee",
        "field": "Tags",
        "reason": "not_in_catalog",
    }


def test_trying_it_writes_nothing(shop: ik.Workspace) -> None:
    job = catalogs.take(shop, catalogs.product("tee", Tags="men"))
    before = stored.counts(shop.engine)

    tried = shop.undo(job.job_id, dry_run=True)

    assert (tried.reversed.products, tried.undone_at, tried.is_dry_run) == (1, None, True)
    assert stored.counts(shop.engine) == before
    assert shop.job(job.job_id).undone_at is None


def test_a_viewer_only_looks(viewer: ik.Workspace, shop: ik.Workspace) -> None:
    job = catalogs.take(shop, catalogs.product("tee"))

    with pytest.raises(NotAllowedError, match="Only members and owners"):
        viewer.undo(job.job_id)

    assert (viewer.can_undo(viewer.job(job.job_id)), shop.can_undo(shop.job(job.job_id))) == (False, True)
    assert stored.counts(shop.engine)["products"] == 1


def test_a_job_of_another_brand_is_unknown(shop: ik.Workspace, database_url: str) -> None:
    job = catalogs.take(shop, catalogs.product("tee"))
    db.add_brand(shop.engine, "other", "Other", "ben@shop.example")

    with (
        ik.connect(database_url, brand="other", email="ben@shop.example") as other,
        pytest.raises(UnknownJobError),
    ):
        other.undo(job.job_id)


def test_the_command_tries_does_and_says_that_it_is_done(
    shop: ik.Workspace, database_url: str, tmp_path: Path
) -> None:
    job = catalogs.take(shop, catalogs.product("tee", Tags="men"), catalogs.product("cap"))
    with shop.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE products SET name = 'Mine' WHERE product_handle = 'cap'")

    def undo(*words: str) -> command_line.Ended:
        return command_line.run(
            "jobs", "undo", job.job_id[:8], *words, cwd=tmp_path, database_url=database_url
        )

    tried, done, again = undo("--dry-run"), undo(), undo()
    listed = command_line.run("jobs", "list", cwd=tmp_path, database_url=database_url)
    told = command_line.run("jobs", "show", job.job_id, cwd=tmp_path, database_url=database_url)

    assert [ended.code for ended in (tried, done, again, listed, told)] == [0, 0, 0, 0, 0]
    assert f"sheet.xlsx (job {job.job_id[:8]}) would be undone." in tried.out
    assert f"sheet.xlsx (job {job.job_id[:8]}) is undone." in done.out
    assert [line.split() for line in done.out.splitlines() if line.startswith("  ")][1:3] == [
        ["Products", "removed", "1", "1", "0"],
        ["Variants", "removed", "1", "1", "0"],
    ]
    assert "product cap" in done.out
    assert "edited later" in done.out
    assert again.out.startswith(f"Nothing to do: sheet.xlsx (job {job.job_id[:8]}) was undone on 20")
    words = " ".join(listed.out.split())
    assert "undone: 1 product, 1 variant, 1 name reversed; 1 product, 1 variant kept" in words
    assert "Undone" in told.out


def test_the_command_speaks_json(shop: ik.Workspace, database_url: str, tmp_path: Path) -> None:
    job = catalogs.take(shop, catalogs.product("tee"))

    ended = command_line.run(
        "jobs", "undo", job.job_id, "--format", "json", cwd=tmp_path, database_url=database_url
    )

    assert ended.json == {
        "job_id": job.job_id,
        "filename": "sheet.xlsx",
        "dry_run": False,
        "undone_at": shop.job(job.job_id).undone_at.isoformat(),
        "undone_before": False,
        "reversed": {"products": 1, "variants": 1, "values": 0, "names": 0},
        "kept": {"products": 0, "variants": 0, "values": 0, "names": 0},
        "nothing": {"products": 0, "variants": 0, "values": 0, "names": 0},
        "reopened": [],
        "items": [],
    }


def test_the_command_lists_the_first_twenty_and_all_on_request(
    shop: ik.Workspace, database_url: str, tmp_path: Path
) -> None:
    job = catalogs.take(shop, *(catalogs.product(f"tee-{number:02}") for number in range(25)))
    with shop.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE products SET name = 'Mine'")

    words = ("jobs", "undo", job.job_id, "--dry-run")
    some = command_line.run(*words, cwd=tmp_path, database_url=database_url)
    every = command_line.run(*words, "--all", cwd=tmp_path, database_url=database_url)

    assert (some.out.count("edited later"), every.out.count("edited later")) == (20, 50)
    assert "… and 30 more; --all lists every one of them." in some.out


def test_text_of_a_sheet_is_escaped_in_a_notebook(shop: ik.Workspace) -> None:
    job = catalogs.take(shop, catalogs.product("tee", Tags="<script>"))
    with shop.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE brand_tags SET name = '<script>!'")

    html = shop.undo(job.job_id)._repr_html_()

    assert "&lt;script&gt;!" in html
    assert "<script>" not in html
