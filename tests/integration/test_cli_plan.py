"""`importkit plan`, and the import it ends with, as a shell sees them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from support import create_sheets
from support.command_line import run

from importkit import db

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

TEE = {"Product Handle": "tee", "Product Title": "Tee", "SKU": "TEE-1", "Tags": "a; b; c; d; e; f; g"}
CAP = {"Product Handle": "cap", "Product Title": "Cap", "SKU": "CAP-1", "Kilograms CO2": "4"}
#: All seven tags of the tee go, one comes; the cap gets lighter; the belt is not there.
SHEET = [
    {"Product Handle": "tee", "SKU": "TEE-1", "Tags": "new"},
    {"Product Handle": "cap", "SKU": "CAP-1", "Kilograms CO2": "3.5"},
    {"Product Handle": "belt", "SKU": "BELT-1", "Kilograms CO2": "1"},
]


@pytest.fixture
def folder(tmp_path: Path, database_url: str) -> Path:
    """Return a folder with a sheet for products that are stored."""
    (tmp_path / "all.xlsx").write_bytes(create_sheets.workbook_of([TEE, CAP]))
    (tmp_path / "change.xlsx").write_bytes(create_sheets.workbook_of(SHEET))
    assert run("import", "all.xlsx", cwd=tmp_path, database_url=database_url).code == 0
    return tmp_path


def test_a_plan_is_told_from_its_counts_to_the_command_that_carries_it_out(
    folder: Path, database_url: str
) -> None:
    ended = run("plan", "change.xlsx", "--mode", "enrich", cwd=folder, database_url=database_url)

    assert (ended.code, ended.err) == (1, "")
    reported = [" ".join(line.split()) for line in ended.out.splitlines()]
    assert " ".join(reported[:2]).startswith(
        "2 products would be updated, 1 product would be held back: 1 variant is not there."
    )
    assert "change.xlsx plan ENRICH nothing was written" in reported
    assert "Rows 3 = 2 written + 0 already there + 1 failed" in reported
    assert "2 changes of what is stored" in reported
    assert "cap Kilograms CO2 4 → 3.5" in reported
    assert "1 name to be created in the catalog" in reported
    assert "tag new" in reported
    assert any("variant.not-found" in line for line in reported)
    command = shlex.split(reported[-1])
    assert command[:6] == ["importkit", "import", "change.xlsx", "--mode", "enrich", "--plan"]
    assert run(*command[1:], cwd=folder, database_url=database_url).code == 1

    again = run(*command[1:], cwd=folder, database_url=database_url)
    assert (again.code, again.out) == (2, "")
    assert "changed since the plan was made" in again.err


def test_a_long_list_is_shortened_unless_all_is_asked_for(folder: Path, database_url: str) -> None:
    words = ("plan", "change.xlsx", "--mode", "enrich")

    short = run(*words, cwd=folder, database_url=database_url).out
    every = run(*words, "--all", cwd=folder, database_url=database_url).out

    assert "2 more" in short
    assert "more" not in every.split("name to be")[0]
    assert all(f"\N{MINUS SIGN}{tag}" in every for tag in "abcdefg")


def test_the_json_of_a_plan_has_what_the_import_then_does(folder: Path, database_url: str) -> None:
    planned = run(
        "plan", "change.xlsx", "--mode", "enrich", "--format", "json", cwd=folder, database_url=database_url
    )

    assert planned.code == 1
    assert list(planned.json) == [
        *("version", "file", "mode", "token", "summary", "entities", "changes", "findings")
    ]
    assert planned.json["entities"] == [{"type": "tag", "name": "new", "similar_to": None}]
    [tags, carbon] = planned.json["changes"]
    assert (tags["added"], tags["removed"]) == (["new"], list("abcdefg"))
    assert carbon == {
        "level": "product",
        "product_handle": "cap",
        "sku": None,
        "barcode": None,
        "field": "Kilograms CO2",
        "before": "4",
        "after": "3.5",
        "inherited": None,
        "effect": "change",
    }

    words = ("import", "change.xlsx", "--mode", "enrich", "--plan", planned.json["token"], "--format", "json")
    imported = run(*words, cwd=folder, database_url=database_url)
    reported = imported.json["summary"]
    reported["entities_created"] = [
        {"type": e["type"], "name": e["name"]} for e in reported["entities_created"]
    ]
    assert reported == planned.json["summary"]


def test_a_plan_without_errors_exits_with_0(folder: Path, database_url: str) -> None:
    (folder / "good.xlsx").write_bytes(create_sheets.workbook_of(SHEET[1:2]))

    ended = run("plan", "good.xlsx", "--mode", "enrich", cwd=folder, database_url=database_url)

    assert ended.code == 0


def test_a_wrong_token_is_a_wrong_call_and_makes_no_job(
    folder: Path, database_url: str, engine: Engine
) -> None:
    ended = run("import", "all.xlsx", "--plan", "p1-x", cwd=folder, database_url=database_url)

    assert (ended.code, ended.out) == (2, "")
    assert "no token of a plan" in ended.err
    with engine.connect() as connection:
        jobs = sa.select(sa.func.count()).select_from(db.tables.import_jobs)
        assert connection.execute(jobs).scalar_one() == 1


def test_what_a_sheet_says_cannot_steer_the_terminal(folder: Path, database_url: str) -> None:
    row = {"Product Handle": "cap", "SKU": "CAP-1", "Description": "soft\u202e\u2066and [red]warm"}
    (folder / "odd.xlsx").write_bytes(create_sheets.workbook_of([row]))

    ended = run("plan", "odd.xlsx", "--mode", "enrich", cwd=folder, database_url=database_url)

    assert "[red]warm" in ended.out
    assert "\u202e" not in ended.out


def test_a_file_that_is_no_workbook_has_no_plan(folder: Path, database_url: str) -> None:
    (folder / "list.xlsx").write_text("a,b\n1,2\n")

    ended = run("plan", "list.xlsx", cwd=folder, database_url=database_url)

    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("Error: ")


def test_nobody_is_sent_to_import_what_is_there(folder: Path, database_url: str) -> None:
    ended = run("plan", "all.xlsx", cwd=folder, database_url=database_url)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Nothing to import: both products are there already.")
    assert "What to do next" not in ended.out
