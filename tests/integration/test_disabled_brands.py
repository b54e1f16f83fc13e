"""A brand whose imports are switched off: none begins, each refusal is one sentence, all else goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from support import command_line, stored
from support import page_sheets as sheets
from support.workers import ended, running_worker, workspace

import importkit as ik
from importkit import db

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.db

GOOD, BAD = sheets.workbook(sheets.GOOD), sheets.workbook(sheets.ONE_BAD)
SENTENCE = "Imports are switched off for the brand 'acme'."
HINT = "Whoever runs this database can switch them on: importkit brands enable acme"


@pytest.fixture
def acme(database_url: str, tmp_path: Path) -> Iterator[ik.Workspace]:
    ik.add_brand("acme", url=database_url)
    with workspace(database_url, tmp_path, brand="acme") as opened:
        yield opened


def jobs(kit: ik.Workspace) -> int:
    return int(stored.rows(kit.engine, "SELECT count(*) AS jobs FROM import_jobs")[0]["jobs"])


CALLS: dict[str, Callable[[ik.Workspace], Any]] = {
    "import": lambda kit: kit.import_file(GOOD),
    "enrich": lambda kit: kit.import_file(GOOD, mode="enrich"),
    "start": lambda kit: kit.start(GOOD, filename="good.xlsx"),
    "no workbook": lambda kit: kit.import_file(b"no workbook"),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_no_import_begins_from_python(
    acme: ik.Workspace, database_url: str, call: Callable[[ik.Workspace], Any]
) -> None:
    switched = ik.disable_brand("acme", url=database_url)

    with pytest.raises(ik.UsageError) as refused:
        call(acme)  # which was opened before

    assert switched.import_enabled is False
    assert (refused.value.message, refused.value.hint, jobs(acme)) == (SENTENCE, HINT, 0)


@pytest.mark.parametrize("more", [(), ("--background",), ("--mode", "enrich")], ids=" ".join)
def test_no_import_begins_on_the_command_line(
    acme: ik.Workspace, database_url: str, tmp_path: Path, more: tuple[str, ...]
) -> None:
    ik.disable_brand("acme", url=database_url)
    (tmp_path / "good.xlsx").write_bytes(GOOD)

    refused = command_line.run(
        "import", "good.xlsx", "--brand", "acme", *more, cwd=tmp_path, database_url=database_url
    )

    assert (refused.code, refused.out) == (2, "")
    assert " ".join(refused.err.split()) == f"Error: {SENTENCE} {HINT}"
    assert jobs(acme) == 0


def test_no_import_begins_by_sql(acme: ik.Workspace, database_url: str) -> None:
    ik.disable_brand("acme", url=database_url)
    starting = sa.text("SELECT start_import(:brand, 'a.xlsx', 'CREATE')")

    with (
        pytest.raises(ik.NotAllowedError) as refused,
        db.as_user(acme.engine, acme.email, "test") as connection,
    ):
        connection.execute(starting, {"brand": acme.brand.id})

    assert refused.value.message == "Imports are switched off for this brand."
    assert (refused.value.hint, jobs(acme)) == (HINT, 0)


def test_all_else_goes_on_and_so_do_other_brands(
    acme: ik.Workspace, database_url: str, tmp_path: Path
) -> None:
    job = acme.import_file(BAD, filename="bad.xlsx")
    waiting = acme.start(sheets.workbook([("cap", "Cap", "CAP-1", 80, None)]), filename="cap.xlsx")
    ik.disable_brand("acme", url=database_url)

    assert acme.check(GOOD).as_dict()
    assert acme.plan(GOOD).summary["products_created"] == 1
    assert acme.corrections(job.job_id, tmp_path / "corrections.xlsx").exists()
    assert acme.export(tmp_path / "export.xlsx").products == 1
    assert acme.undo(job.job_id).reversed.products == 1
    with running_worker(acme.engine, tmp_path):
        assert ended(acme, waiting.id).summary["products_created"] == 1  # it was queued before
    with workspace(database_url, tmp_path) as other:
        assert other.import_file(GOOD).summary["products_created"] == 2


def test_imports_begin_again_once_they_are_switched_on(acme: ik.Workspace, database_url: str) -> None:
    ik.disable_brand("acme", url=database_url)
    ik.disable_brand("acme", url=database_url)

    switched = ik.enable_brand("acme", url=database_url)

    assert switched.import_enabled is True
    assert acme.import_file(GOOD).summary["products_created"] == 2


def test_the_commands_switch_and_the_list_shows_it(
    acme: ik.Workspace, database_url: str, tmp_path: Path
) -> None:
    here = {"cwd": tmp_path, "database_url": database_url}

    off = command_line.run("brands", "disable", "acme", **here)
    listed = command_line.run("brands", "list", **here)
    reported = command_line.run("brands", "list", "--format", "json", **here).json["brands"]
    on = command_line.run("brands", "enable", "acme", **here)
    again = command_line.run("brands", "list", **here)
    missing = command_line.run("brands", "disable", "nrth", **here)

    assert off.out == "Imports are switched off for acme.\n"
    assert [line.split()[-1] for line in listed.out.splitlines()] == ["Imports", "off", "owner"]
    assert {brand["slug"]: brand["import_enabled"] for brand in reported} == {"acme": False, "default": True}
    assert on.out == "Imports are switched on for acme.\n"
    assert [line.split()[-1] for line in again.out.splitlines()] == ["Imports", "owner", "owner"]
    assert (missing.code, missing.err.splitlines()[0]) == (2, "Error: There is no brand 'nrth'.")


@pytest.mark.parametrize("switch", [ik.enable_brand, ik.disable_brand])
def test_what_is_no_brand_is_refused_in_a_sentence(
    acme: ik.Workspace, database_url: str, switch: Callable[..., Any]
) -> None:
    refused = {}
    for slug in (None, "", " ", 7, True, b"acme", "ACME", "nrth"):
        with pytest.raises(ik.UsageError) as raised:
            switch(slug, url=database_url)
        refused[repr(slug)] = raised.value.message

    assert refused.pop("'ACME'") == "There is no brand 'ACME'."
    assert refused.pop("'nrth'") == "There is no brand 'nrth'."
    assert all(said.startswith("slug cannot be ") for said in refused.values()), refused
    assert all(row["import_enabled"] for row in stored.rows(acme.engine, "SELECT * FROM brands"))
