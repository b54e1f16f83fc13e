"""Queueing an import: in one transaction with its job, by members only, and never twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.resources import files
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa
from support import page_sheets as sheets
from support.command_line import environment, run
from support.workers import column, execute, queued, workspace

import importkit as ik
from importkit import db
from importkit.errors import DatabaseError, NotAllowedError, UsageError
from importkit.jobs import queue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD = sheets.workbook(sheets.GOOD)

#: What the schema of the queue holds, by kind; who may use it is importkit's own.
QUEUE_OBJECTS = {
    "columns": """
        SELECT table_name, column_name, udt_name, is_nullable, column_default
        FROM information_schema.columns WHERE table_schema = 'procrastinate' ORDER BY 1, ordinal_position
    """,
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'procrastinate'::regnamespace ORDER BY 1, 2
    """,
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'procrastinate' ORDER BY 1",
    "functions": """
        SELECT proname, pg_get_function_arguments(oid), pg_get_function_result(oid), prosrc
        FROM pg_proc WHERE pronamespace = 'procrastinate'::regnamespace ORDER BY 1, 2
    """,
    "triggers": """
        SELECT tgname, pg_get_triggerdef(t.oid) FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
        WHERE c.relnamespace = 'procrastinate'::regnamespace AND NOT t.tgisinternal ORDER BY 1
    """,
    "types": """
        SELECT t.typname, array_agg(e.enumlabel ORDER BY e.enumsortorder)
        FROM pg_type AS t LEFT JOIN pg_enum AS e ON e.enumtypid = t.oid
        WHERE t.typnamespace = 'procrastinate'::regnamespace GROUP BY 1 ORDER BY 1
    """,
}


@pytest.fixture
def kit(database_url: str, tmp_path: Path) -> Iterator[ik.Workspace]:
    with workspace(database_url, tmp_path) as opened:
        yield opened


def test_a_started_import_waits_in_the_queue_with_its_file(kit: ik.Workspace, tmp_path: Path) -> None:
    job = kit.start(GOOD, filename="shirts.xlsx", mode=ik.Mode.ENRICH, hidden_rows=ik.HiddenRows.SKIP)

    assert (str(job.status), job.filename, str(job.mode)) == ("PENDING", "shirts.xlsx", "ENRICH")
    assert column(kit.engine, "SELECT args ->> 'job_id' FROM procrastinate.procrastinate_jobs") == [job.id]
    assert column(kit.engine, "SELECT options FROM import_jobs") == [
        {"hidden_rows": "skip", "file_bytes": len(GOOD)}
    ]
    assert (tmp_path / "files" / f"{job.id}.xlsx").read_bytes() == GOOD


def test_what_is_no_workbook_makes_no_job_and_stores_nothing(kit: ik.Workspace, tmp_path: Path) -> None:
    with pytest.raises(ik.ImportkitError, match="CSV"):
        kit.start(b"Handle,Title\nshirt,Shirt\n", filename="shirts.xlsx")

    assert kit.recent_imports() == []
    assert list(tmp_path.iterdir()) == []


def test_the_plan_waits_with_the_job(kit: ik.Workspace, tmp_path: Path) -> None:
    (tmp_path / "good.xlsx").write_bytes(GOOD)
    token = kit.plan(GOOD).token

    queueing = run(
        "import",
        tmp_path / "good.xlsx",
        *("--background", "--plan", token),
        cwd=tmp_path,
        database_url=kit.engine.url.render_as_string(hide_password=False),
        IMPORTKIT_FILES=str(tmp_path / "files"),
    )

    assert queueing.code == 0
    assert column(kit.engine, "SELECT options ->> 'plan' FROM import_jobs") == [token]


def test_what_is_no_token_of_a_plan_makes_no_job(kit: ik.Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no token of a plan"):
        kit.start(GOOD, filename="shirts.xlsx", plan="p1-nonsense")

    assert kit.recent_imports() == []
    assert list(tmp_path.iterdir()) == []


def test_a_viewer_queues_nothing_and_leaves_no_file(
    kit: ik.Workspace, database_url: str, tmp_path: Path
) -> None:
    db.add_member(kit.engine, "default", "viewer@shop.example", "viewer")
    with (
        workspace(database_url, tmp_path, email="viewer@shop.example") as viewer,
        pytest.raises(NotAllowedError, match="Only members and owners"),
    ):
        viewer.start(GOOD, filename="shirts.xlsx")

    assert queued(kit.engine) == []
    assert list((tmp_path / "files").iterdir()) == []


def test_people_cannot_touch_the_queue_itself(kit: ik.Workspace) -> None:
    kit.start(GOOD, filename="shirts.xlsx")

    for query in (
        "SELECT * FROM procrastinate.procrastinate_jobs",
        "DELETE FROM procrastinate.procrastinate_jobs",
        "SELECT procrastinate.procrastinate_finish_job_v1(1, 'succeeded', true)",
    ):
        with (
            pytest.raises(DatabaseError, match="permission denied for schema procrastinate"),
            db.as_user(kit.engine, kit.email, "test") as connection,
        ):
            connection.execute(sa.text(query))


def test_a_job_is_queued_once_and_only_by_its_own_brand(kit: ik.Workspace) -> None:
    job = kit.start(GOOD, filename="shirts.xlsx")
    db.add_brand(kit.engine, "other", "Other", "ana@other.example")
    again = sa.text("SELECT queue_import(:id)")

    with (
        pytest.raises(NotAllowedError, match="only once"),
        db.as_user(kit.engine, kit.email, "test") as connection,
    ):
        connection.execute(again, {"id": job.id})
    for unknown in (job.id, str(uuid4())):
        with (
            pytest.raises(NotAllowedError, match="No import job has this id"),
            db.as_user(kit.engine, "ana@other.example", "test") as connection,
        ):
            connection.execute(again, {"id": unknown})

    assert queued(kit.engine) == ["todo"]


START_AND_STAND_STILL = """
import os, sys, signal
import sqlalchemy as sa
from importkit import db
engine = db.engine(os.environ["IMPORTKIT_DATABASE_URL"])
with db.as_user(engine, "local@localhost", "test") as connection:
    brand = connection.execute(sa.text("SELECT id FROM brands WHERE slug = 'default'")).scalar_one()
    job = connection.execute(
        sa.text("SELECT start_import(:brand, 'a.xlsx', 'CREATE', 'file:///nowhere.xlsx')"), {"brand": brand}
    ).scalar_one()
    if sys.argv[1] == "queued":
        connection.execute(sa.text("SELECT queue_import(:job)"), {"job": job})
    print("made", flush=True)
    signal.pause()
"""


@pytest.mark.parametrize("moment", ["made", "queued"])
def test_who_dies_while_queueing_leaves_neither_a_job_nor_a_place_in_the_queue(
    kit: ik.Workspace, database_url: str, moment: str
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START_AND_STAND_STILL, moment],
        env=environment(database_url),
        stdout=subprocess.PIPE,
    ) as starting:
        assert starting.stdout is not None
        assert starting.stdout.readline() == b"made\n"
        os.kill(starting.pid, signal.SIGKILL)

    assert (kit.recent_imports(), queued(kit.engine)) == ([], [])


def test_a_cancelled_job_leaves_the_queue(kit: ik.Workspace) -> None:
    job = kit.start(GOOD, filename="shirts.xlsx")

    cancelled = kit.cancel(job.id)

    assert (str(cancelled.status), cancelled.error) == ("FAILED", "cancelled")
    assert queued(kit.engine) == []
    with pytest.raises(UsageError, match="has ended already"):
        kit.cancel(job.id)


def test_a_full_disk_makes_no_job_and_leaves_no_half_file(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "big.xlsx").write_bytes(GOOD + b"\0" * 100)
    code = (
        "import resource, signal, sys; from importkit.cli import main;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "sys.argv = ['importkit', 'import', 'big.xlsx', '--background']; main()"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(database_url, IMPORTKIT_FILES=str(tmp_path / "kept")),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (4, "")
    assert "could not keep the uploaded file: File too large." in ended.stderr
    assert list((tmp_path / "kept").iterdir()) == []
    assert run("jobs", "list", cwd=tmp_path, database_url=database_url).out == "No imports yet.\n"


def test_the_queue_is_the_one_that_its_package_knows(database_url: str) -> None:
    theirs = (files("procrastinate") / "sql" / "schema.sql").read_text("utf-8")
    with psycopg.connect(database_url) as connection:
        migrated = {kind: connection.execute(query).fetchall() for kind, query in QUEUE_OBJECTS.items()}
        bare = connection.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'procrastinate'::regnamespace"
            " AND proconfig IS NULL"
        ).fetchall()
        connection.execute("DROP SCHEMA procrastinate CASCADE; CREATE SCHEMA procrastinate")
        connection.execute("SET LOCAL search_path TO procrastinate")
        connection.execute(theirs)
        connection.execute("RESET search_path")
        known = {kind: connection.execute(query).fetchall() for kind, query in QUEUE_OBJECTS.items()}
        connection.rollback()

    assert all(known.values())
    for kind in QUEUE_OBJECTS:
        assert migrated[kind] == known[kind], kind
    assert bare == []


def test_commands_queue_and_cancel(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "shirts.xlsx").write_bytes(GOOD)
    here = {"cwd": tmp_path, "database_url": database_url, "IMPORTKIT_DATA_DIR": str(tmp_path)}

    queued_ = run("import", "shirts.xlsx", "--background", **here)
    as_json = run("import", "shirts.xlsx", "--background", "--format", "json", **here)
    cancelled = run("jobs", "cancel", queued_.out.strip(), **here)
    again = run("jobs", "cancel", queued_.out.strip(), **here)
    unreadable = run("import", "nothing.xlsx", "--background", **here)

    assert (queued_.code, len(queued_.out.strip())) == (0, 36)
    assert queued_.err == f"Queued. To see how far it is: importkit jobs watch {queued_.out[:8]}\n"
    assert (as_json.code, as_json.json["status"], as_json.json["mode"]) == (0, "PENDING", "CREATE")
    assert (cancelled.code, "is cancelled; nothing of it was written" in cancelled.out) == (0, True)
    assert (again.code, "has ended already" in again.err) == (2, True)
    assert (unreadable.code, unreadable.out) == (3, "")


def test_a_job_that_nobody_runs_any_more_is_found(kit: ik.Workspace) -> None:
    waiting = kit.start(GOOD, filename="shirts.xlsx")
    execute(kit.engine, "DELETE FROM procrastinate.procrastinate_jobs")
    execute(
        kit.engine,
        "INSERT INTO import_jobs (brand_id, filename, status, attempt, created_at) SELECT id, 'here.xlsx',"
        " 'PROCESSING', 1, now() - interval '1 hour' FROM brands",
    )

    with db.as_service(kit.engine, "test") as connection:
        at_once = queue.recover_abandoned(kit.settings.worker, connection)
    execute(kit.engine, "UPDATE import_jobs SET created_at = now() - interval '1 hour'")
    with db.as_service(kit.engine, "test") as connection:
        later = queue.recover_abandoned(kit.settings.worker, connection)

    assert [(len(found.retryable), len(found.exhausted)) for found in (at_once, later)] == [(0, 1), (1, 0)]
    assert column(kit.engine, "SELECT args ->> 'job_id' FROM procrastinate.procrastinate_jobs") == [
        waiting.id
    ]
    assert column(kit.engine, "SELECT error FROM import_jobs WHERE status = 'FAILED'") == [
        "The program that ran the import has ended before its end."
    ]
