"""Corrections know their mode: an ENRICH import is corrected without naming it, wherever that is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import command_line
from support import enrich_mistakes as sheets
from support.workers import running_worker, until

import importkit as ik
from importkit import db
from importkit.errors import OtherModeError
from importkit.model import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.filled_databases import Filled

    from importkit.jobs import ImportResult

pytestmark = pytest.mark.db

WITHOUT_PROPERTIES = "without its document properties"
both_ways = pytest.mark.parametrize(
    "corrected", [pytest.param("as it is", marks=pytest.mark.nightly), WITHOUT_PROPERTIES], indirect=True
)

COUNTS = {"fixed": 20, "still_failing": 0, "newly_failing": 0, "removed": 0}


def import_tees(kit: ik.Workspace) -> None:
    kit.import_file(sheets.created(), filename="tees.xlsx")


def import_and_enrich_tees(kit: ik.Workspace) -> str:
    import_tees(kit)
    return kit.import_file(sheets.enriching(), filename="enrich.xlsx", mode=Mode.ENRICH).job_id


@pytest.fixture
def template(request: pytest.FixtureRequest, filled: Callable[..., Filled]) -> str:
    return filled(import_and_enrich_tees if "failed" in request.fixturenames else import_tees).template


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


@pytest.fixture
def failed(
    kit: ik.Workspace, database_url: str, filled: Callable[..., Filled], uploads: Path
) -> ImportResult:
    """Return an ENRICH import of twenty rows, each with a mistake."""
    filled(import_and_enrich_tees).hand_over_files(database_url, uploads)
    result = kit.result(filled(import_and_enrich_tees).result)
    assert result.summary["failed_rows"] == 20
    return result


@pytest.fixture
def corrected(
    kit: ik.Workspace, failed: ImportResult, tmp_path: Path, request: pytest.FixtureRequest
) -> Path:
    """Return its corrections, fixed in their red cells, and without what some programs do not keep."""
    path = kit.corrections(failed.job_id, tmp_path / "corrections.xlsx")
    keeps = getattr(request, "param", WITHOUT_PROPERTIES) != WITHOUT_PROPERTIES
    path.write_bytes(sheets.corrected(path.read_bytes(), keep_properties=keeps))
    return path


def corrections_of(kit: ik.Workspace, job_id: str) -> dict[str, object]:
    """Return the mode of a job, whose corrections it is, and how many rows failed and were fixed."""
    job = kit.job(job_id)
    reported = job.summary["corrections"]
    counts = {name: reported[name] for name in COUNTS}
    return {"mode": str(job.mode), "of": reported["of_job"], "failed": job.summary["failed_rows"], **counts}


@both_ways
def test_in_python_they_are_imported_in_their_own_mode(
    kit: ik.Workspace, failed: ImportResult, corrected: Path
) -> None:
    modes = [ik.check(corrected).mode, kit.check(corrected).mode, kit.plan(corrected).mode]

    result = kit.import_file(corrected)

    assert modes == [Mode.ENRICH] * 3
    assert result.mode is Mode.ENRICH
    assert corrections_of(kit, result.job_id) == {
        "mode": "ENRICH",
        "of": failed.job_id,
        "failed": 0,
        **COUNTS,
    }


def test_on_the_command_line_they_are_imported_in_their_own_mode(
    kit: ik.Workspace, database_url: str, failed: ImportResult, corrected: Path
) -> None:
    here = {"cwd": corrected.parent, "database_url": database_url}
    checked = command_line.run("check", corrected.name, **here)
    planned = command_line.run("plan", corrected.name, "--format", "json", **here)

    ended = command_line.run("import", corrected.name, "--format", "json", **here)

    assert [checked.code, planned.code, ended.code] == [0, 0, 0]
    assert planned.json["summary"]["failed_rows"] == 0
    assert planned.json["summary"]["successful_rows"] == 20
    assert ended.json["mode"] == "ENRICH"
    assert ended.json["corrections"] == {"of_job": failed.job_id, **COUNTS, "continued_in": None}
    assert ended.json["summary"]["failed_rows"] == 0


def test_in_the_background_they_are_imported_in_their_own_mode(
    kit: ik.Workspace, database_url: str, failed: ImportResult, corrected: Path
) -> None:
    files = str(corrected.parent / "files")
    here = {"cwd": corrected.parent, "database_url": database_url, "IMPORTKIT_FILES": files}
    queued = command_line.run("import", corrected.name, "--background", "--format", "json", **here).json
    with running_worker(kit.engine, corrected.parent, IMPORTKIT_FILES=files):
        until(lambda: kit.job(queued["job_id"]).has_ended)

    assert queued["mode"] == "ENRICH"
    assert corrections_of(kit, queued["job_id"]) == {
        "mode": "ENRICH",
        "of": failed.job_id,
        "failed": 0,
        **COUNTS,
    }


@both_ways
def test_another_mode_is_refused_and_nothing_is_imported(kit: ik.Workspace, corrected: Path) -> None:
    before = len(kit.recent_imports())

    for call in (kit.check, kit.plan, kit.import_file, kit.start):
        with pytest.raises(
            OtherModeError, match="holds corrections for the mode enrich, and create was asked for"
        ):
            call(corrected, mode=Mode.CREATE)

    assert len(kit.recent_imports()) == before


def test_the_command_line_refuses_another_mode(database_url: str, corrected: Path) -> None:
    for words in (("plan",), ("import",), ("import", "--background")):
        command, *options = words
        named = (command, corrected.name, *options, "--mode", "create")

        ended = command_line.run(*named, cwd=corrected.parent, database_url=database_url)

        assert (ended.code, ended.out) == (2, ""), words
        assert ended.err.splitlines() == [
            'Error: "corrections.xlsx" holds corrections for the mode enrich, and create was asked for.',
            "Name no mode: the one of the workbook is taken.",
        ]


def test_of_another_brand_they_keep_their_mode_and_correct_nothing(
    kit: ik.Workspace, database_url: str, corrected: Path
) -> None:
    db.add_brand(kit.engine, "acme", "Acme", kit.email)
    with ik.connect(database_url, brand="acme") as acme:
        result = acme.import_file(corrected)

    assert (result.mode, result.corrected) == (Mode.ENRICH, None)
    assert result.findings.counts()["variant.not-found"] == 20


def test_the_mode_stands_wherever_an_import_is_named(
    kit: ik.Workspace, database_url: str, failed: ImportResult, tmp_path: Path
) -> None:
    here = {"cwd": tmp_path, "database_url": database_url}

    listed = command_line.run("jobs", "list", **here).out.splitlines()
    shown = command_line.run("jobs", "show", failed.job_id, **here).out

    assert listed[0].split() == ["Job", "Started", "Mode", "Outcome", "Products", "Failed", "File"]
    assert [line.split()[4] for line in listed[1:] if line[:8].strip() and ":" in line][:2] == [
        "ENRICH",
        "CREATE",
    ]
    assert "  ENRICH" in shown
    assert "mode ENRICH" in kit.job(failed.job_id)._repr_html_()
    assert "mode ENRICH" in failed._repr_html_()
