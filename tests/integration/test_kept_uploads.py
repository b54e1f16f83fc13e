"""The uploaded file stays with its job: every row of it can be had again, whatever it was called."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import sqlalchemy as sa
from support import command_line, stored
from support import page_sheets as sheets

import importkit as ik
from importkit import db
from importkit.db.tables import import_jobs
from importkit.errors import EnvironmentFailure, UsageError
from importkit.model import HiddenRows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.db

RED = "FFFFE0E0"
UPLOAD = sheets.workbook(sheets.ONE_BAD)


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def skus(path: Path) -> list[str]:
    return [cell.value for cell in openpyxl.load_workbook(path)["Products"]["C"][1:]]


def kept(kit: ik.Workspace) -> dict[str, Any]:
    query = "SELECT id::text, file_uri, file_sha256, options FROM import_jobs"
    return stored.rows(kit.engine, query)[0]


def test_the_plan_that_an_import_is_held_to_is_kept_should_a_worker_have_to_go_on(kit: ik.Workspace) -> None:
    token = kit.plan(UPLOAD).token

    kit.import_file(UPLOAD, filename="shirts.xlsx", plan=token)

    assert kept(kit)["options"]["plan"] == token


def test_an_import_keeps_its_file_with_size_and_hash(kit: ik.Workspace, uploads: Path) -> None:
    job_id = kit.import_file(UPLOAD, filename="shirts.xlsx").job_id

    file = uploads / f"{job_id}.xlsx"
    assert file.read_bytes() == UPLOAD
    assert kept(kit) == {
        "id": job_id,
        "file_uri": file.as_uri(),
        "file_sha256": hashlib.sha256(UPLOAD).hexdigest(),
        "options": {"hidden_rows": "import", "file_bytes": len(UPLOAD)},
    }


def test_corrections_of_scope_all_hold_every_row_and_mark_the_same_cell(
    kit: ik.Workspace, shirts: str, tmp_path: Path
) -> None:
    failed = kit.corrections(shirts, tmp_path / "failed.xlsx")
    every = kit.corrections(shirts, tmp_path / "all.xlsx", scope="all")

    assert (skus(failed), skus(every)) == (["WC-M"], ["LS-S", "LS-M", "WC-M"])
    red = [
        cell.coordinate
        for row in openpyxl.load_workbook(every)["Products"].iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == RED
    ]
    assert red == ["D4"]


def test_the_whole_file_corrected_goes_in_as_it_is(kit: ik.Workspace, shirts: str, tmp_path: Path) -> None:
    every = kit.corrections(shirts, tmp_path / "all.xlsx", scope=ik.Scope.ALL)

    again = kit.import_file(sheets.mended(every.read_bytes(), "D4", 900))

    assert again.corrected is not None
    assert (again.corrected.fixed, again.summary["unchanged_rows"]) == (1, 2)


def test_hidden_rows_that_were_left_out_stay_out(kit: ik.Workspace, tmp_path: Path) -> None:
    upload = sheets.workbook(sheets.ONE_BAD, hidden=[3])
    job_id = kit.import_file(upload, filename="a.xlsx", hidden_rows=HiddenRows.SKIP).job_id

    assert skus(kit.corrections(job_id, tmp_path / "all.xlsx", scope="all")) == ["LS-S", "WC-M"]


def test_a_file_that_is_gone_is_told_and_the_failed_rows_can_still_be_had(
    kit: ik.Workspace, shirts: str, tmp_path: Path, uploads: Path
) -> None:
    (uploads / f"{shirts}.xlsx").unlink()

    with pytest.raises(UsageError, match="no longer kept") as raised:
        kit.corrections(shirts, tmp_path / "all.xlsx", scope="all")

    assert "scope failed" in raised.value.hint
    assert not (tmp_path / "all.xlsx").exists()
    assert skus(kit.corrections(shirts, tmp_path / "failed.xlsx")) == ["WC-M"]


def test_a_book_that_was_read_before_keeps_its_file(kit: ik.Workspace, tmp_path: Path) -> None:
    job_id = kit.import_file(ik.read(UPLOAD, filename="shirts.xlsx")).job_id

    assert skus(kit.corrections(job_id, tmp_path / "all.xlsx", scope="all")) == ["LS-S", "LS-M", "WC-M"]


def test_a_sheet_that_was_read_from_no_file_keeps_none_and_says_so(kit: ik.Workspace, tmp_path: Path) -> None:
    sheet = replace(ik.read(UPLOAD, filename="shirts.xlsx").sheet, file=None)
    job_id = kit.import_file(sheet).job_id

    assert kept(kit)["file_uri"] is None
    with pytest.raises(UsageError, match="is not kept, or no longer"):
        kit.corrections(job_id, tmp_path / "all.xlsx", scope="all")


def test_a_file_that_cannot_be_kept_fails_the_job_and_writes_nothing(
    kit: ik.Workspace, uploads: Path
) -> None:
    uploads.rmdir()
    uploads.write_text("a file where the folder should be")

    with pytest.raises(EnvironmentFailure, match="could not keep the uploaded file"):
        kit.import_file(UPLOAD, filename="shirts.xlsx")

    job = kit.recent_imports()[0]
    assert str(job.status) == "FAILED"
    assert "could not keep the uploaded file" in job.error
    assert stored.counts(kit.engine) == {}


def test_the_command_line_keeps_the_file_and_gives_all_rows(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "CON.xlsx").write_bytes(UPLOAD)
    here = {"cwd": tmp_path, "database_url": database_url}

    job_id = command_line.run("import", "CON.xlsx", "--format", "json", **here).json["job_id"]
    ended = command_line.run("jobs", "corrections", job_id, "--scope", "all", "-o", "all.xlsx", **here)

    assert (ended.code, ended.out) == (0, "all.xlsx\n"), ended.err
    assert len(skus(tmp_path / "all.xlsx")) == 3


NAMES = [
    pytest.param("../../etc/passwd.xlsx", "../../etc/passwd.xlsx", id="a way out"),
    pytest.param("CON.xlsx", "CON.xlsx", id="a device", marks=pytest.mark.nightly),
    pytest.param(
        "\N{CLINKING BEER MUGS}" * 300 + ".xlsx",
        "\N{CLINKING BEER MUGS}" * 249 + "….xlsx",
        id="emoji",
        marks=pytest.mark.nightly,
    ),
    pytest.param("a\x00b\x1b[2J.xlsx", "a\ufffdb\ufffd[2J.xlsx", id="NUL"),
    pytest.param("<script>alert(1)</script>.xlsx", "<script>alert(1)</script>.xlsx", id="markup"),
]


@pytest.mark.parametrize(("filename", "shown"), NAMES)
def test_any_name_is_stored_safely_and_shown_escaped(
    kit: ik.Workspace, database_url: str, uploads: Path, tmp_path: Path, filename: str, shown: str
) -> None:
    job_id = kit.import_file(UPLOAD, filename=filename).job_id

    listed = command_line.run("jobs", "list", cwd=tmp_path, database_url=database_url)
    reported = command_line.run(
        "jobs", "show", job_id, "--format", "json", cwd=tmp_path, database_url=database_url
    )
    book = openpyxl.load_workbook(kit.corrections(job_id, tmp_path / "corrections.xlsx"))
    assert [file.name for file in uploads.iterdir()] == [f"{job_id}.xlsx"]
    assert kit.job(job_id).filename == shown
    assert json.loads(reported.out)["filename"] == shown
    assert {"\x00", "\x1b"}.isdisjoint(listed.out)
    assert shown in "".join(listed.out.split())  # folded into its column
    assert [cell.value for cell in book["Problems"][3]][:2] == ["Workbook", shown]
    assert "<script>" not in kit.job(job_id)._repr_html_()


def test_a_scope_that_is_none_is_refused_with_those_there_are(kit: ik.Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match='scope cannot be "fialed": give failed or all') as raised:
        kit.corrections("7d1c84a2", tmp_path / "c.xlsx", scope="fialed")

    assert raised.value.hint == "Did you mean failed?"


def test_a_viewer_stores_no_file(database_url: str, uploads: Path) -> None:
    with ik.connect(database_url) as owner:
        db.add_member(owner.engine, "default", "vera@a.example", "viewer")
    with (
        ik.connect(database_url, email="vera@a.example") as viewer,
        pytest.raises(ik.ImportkitError, match="Only members and owners"),
    ):
        viewer.import_file(UPLOAD, filename="a.xlsx")

    assert list(uploads.iterdir()) == []


def test_nobody_reads_the_file_of_another_brand_by_pointing_a_job_at_it(
    kit: ik.Workspace, tmp_path: Path
) -> None:
    other = kit.import_file(UPLOAD, filename="secret.xlsx").job_id
    mine = kit.import_file(sheets.workbook(sheets.ONE_BAD[1:]), filename="mine.xlsx").job_id
    with db.as_owner(kit.engine, "test") as connection:  # as start_import(file_uri => …) lets a member do
        its_file = sa.select(import_jobs.c.file_uri).where(import_jobs.c.id == other).scalar_subquery()
        connection.execute(import_jobs.update().where(import_jobs.c.id == mine).values(file_uri=its_file))

    with pytest.raises(UsageError, match="not in the storage"):
        kit.corrections(mine, tmp_path / "all.xlsx", scope="all")


def test_a_mended_book_is_imported_as_its_plan_says_and_its_workbook_is_kept(
    kit: ik.Workspace, tmp_path: Path, uploads: Path
) -> None:
    book = ik.read(UPLOAD, filename="shirts.xlsx")
    blank = ik.check(book).findings.frame["cell"].iloc[0]
    mended = book.edit({blank: 230}).edit({"B2": "Mended title"})
    planned = kit.plan(mended)

    result = kit.import_file(mended, plan=planned.token)

    assert result.summary["failed_rows"] == 0
    file = ik.read(uploads / f"{result.job_id}.xlsx")
    assert file.frame.equals(mended.frame)
    assert (file.frame.loc[2, "Product Title"], kit.job(result.job_id).filename) == (
        "Mended title",
        "shirts.xlsx",
    )
    assert kit.plan(file).summary == kit.plan(mended).summary
    assert (
        kit.check(mended.frame).findings.frame["code"].tolist()
        == kit.check(mended).findings.frame["code"].tolist()
    )


def test_a_frame_and_an_open_file_can_be_queued(kit: ik.Workspace, tmp_path: Path, uploads: Path) -> None:
    frame = ik.read(UPLOAD).frame
    (tmp_path / "shirts.xlsx").write_bytes(UPLOAD)

    of_frame = kit.start(frame, filename="frame.xlsx")
    with (tmp_path / "shirts.xlsx").open("rb") as opened:
        of_file = kit.start(opened)

    assert (of_frame.filename, of_file.filename) == ("frame.xlsx", "shirts.xlsx")
    assert ik.read(uploads / f"{of_frame.id}.xlsx").frame.equals(frame)
    assert (uploads / f"{of_file.id}.xlsx").read_bytes() == UPLOAD
