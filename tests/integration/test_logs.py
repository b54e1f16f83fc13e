"""Logs tell what happens to which job, and never what is in a cell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from sqlalchemy import text
from support import command_line, workers

from importkit import db, schema

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

pytestmark = pytest.mark.db

MARKER = "ZEBRA"
NUMBER = 907_813


def marked(path: Path) -> Path:
    """Write a sheet in which every cell holds a marker: two products, one of which can be committed."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Products"
    sheet.append([*schema.columns(), f"{MARKER} column"])
    numeric = {"Kilograms CO2", "Liters Water Used", "Grams Weight"}
    fitting = {
        "Image": f"https://example.com/{MARKER}.jpg",
        "Variant Image": f"https://example.com/{MARKER}-2.jpg",
        "Category": "Clothing > Jeans",
        "Materials Percentages": f"{MARKER} wool: 100%",
        "Materials": None,
        "Weight Unit": "kg",
        "Percentages": None,
        "Attribute 2": f"{MARKER} size",
        "Attribute 3": f"{MARKER} fit",
    }
    good = [NUMBER if name in numeric else fitting.get(name, f"{MARKER}-{name}") for name in schema.columns()]
    bad = [f"{MARKER}-2-{name}" for name in schema.columns()]
    for row in (good, bad):
        sheet.append([*row, MARKER])
    book.save(path)
    return path


def lines(stderr: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stderr.splitlines() if line.startswith("{")]


def without_markers(stderr: str) -> bool:
    return MARKER.lower() not in stderr.lower() and str(NUMBER) not in stderr


def test_an_import_logs_its_phases_with_its_job(database_url: str, tmp_path: Path) -> None:
    marked(tmp_path / "a.xlsx")

    ended = command_line.run(
        *("--debug", "--log-format", "json", "import", "a.xlsx", "--format", "json"),
        cwd=tmp_path,
        database_url=database_url,
    )

    reported = lines(ended.err)
    summary = ended.json["summary"]
    assert (ended.code, summary["successful_rows"], summary["failed_rows"]) == (1, 1, 1), ended.out
    assert len(reported) == len(ended.err.splitlines())
    of_job = [line for line in reported if line.get("job") == ended.json["job_id"]]
    assert [line["phase"] for line in of_job if "rows_done" in line] == ["staging", "committing", "done"]
    assert of_job[-1]["status"] == "COMPLETED_WITH_FAILURES"
    assert (of_job[-1]["total_rows"], of_job[-1]["failed_rows"]) == (2, 1)
    assert without_markers(ended.err)
    assert MARKER in ended.out  # the results are there to show it


@pytest.mark.parametrize("format_", ["text", "json"])
def test_an_error_that_quotes_a_row_is_logged_without_it(
    engine: Engine, database_url: str, tmp_path: Path, format_: str
) -> None:
    marked(tmp_path / "a.xlsx")
    with db.as_owner(engine, "test") as connection:
        connection.execute(text("ALTER TABLE products ADD CHECK (status <> 'unpublished')"))

    ended = command_line.run(
        *("--debug", "--log-format", format_, "import", "a.xlsx"), cwd=tmp_path, database_url=database_url
    )

    assert ended.code == 4
    assert "CheckViolation (SQLSTATE 23514)" in ended.err
    assert "Traceback (most recent call last)" in ended.err
    assert without_markers(ended.err)


def test_json_can_be_asked_for_by_the_environment_and_text_is_quiet(
    database_url: str, tmp_path: Path
) -> None:
    marked(tmp_path / "a.xlsx")
    here = {"cwd": tmp_path, "database_url": database_url}

    spoken = command_line.run("import", "a.xlsx", **here, IMPORTKIT_LOG="json")
    quiet = command_line.run("import", "a.xlsx", **here)

    assert {line["level"] for line in lines(spoken.err)} == {"info"}
    assert quiet.err == ""


def said_by_a_worker(database_url: str, tmp_path: Path, format_: str) -> tuple[str, str]:
    """Let a worker that logs everything import the marked sheet; return the job's id and what it said."""
    with workers.workspace(database_url, tmp_path) as kit:
        job = kit.start(marked(tmp_path / "a.xlsx"))
        worker = workers.begin_worker(database_url, tmp_path, before=("--debug", "--log-format", format_))
        try:
            workers.ended(kit, job.id)
            workers.until(lambda: workers.queued(kit.engine) == [])
            _, said = workers.stop(worker)
        finally:
            workers.kill(worker)
    return job.id, said


def test_an_import_in_the_background_logs_its_phases_with_its_job(database_url: str, tmp_path: Path) -> None:
    job_id, said = said_by_a_worker(database_url, tmp_path, "json")

    of_job = [line for line in lines(said) if line.get("job") == job_id]
    phases = [line["phase"] for line in of_job if "rows_done" in line]
    assert list(dict.fromkeys(phases))[-3:] == ["staging", "committing", "done"]
    ends = [line for line in of_job if "total_rows" in line]
    assert [(line["status"], line["total_rows"], line["attempt"]) for line in ends] == [
        ("COMPLETED_WITH_FAILURES", 2, "1")
    ]
    assert [line["message"] for line in of_job if line["logger"] == "importkit.worker"] == [
        "import begins",
        "import ended",
    ]
    assert without_markers(said)


def test_an_attempt_that_fails_with_a_row_is_logged_without_it(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    with db.as_owner(engine, "test") as connection:
        connection.execute(text("ALTER TABLE products ADD CHECK (status <> 'unpublished')"))
    job_id, said = said_by_a_worker(database_url, tmp_path, "json")

    assert said.count("the attempt has failed") == 2
    assert "CheckViolation (SQLSTATE 23514)" in said
    assert job_id in said
    assert without_markers(said)
