"""The embedded server: made on first use, shared by commands, and back after any kind of end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import psutil
import psycopg
import pytest
from support import page_sheets as sheets
from support.command_line import begin, run
from support.postgres_fixtures import FORGETFUL, temporary_folder
from support.workers import is_gone, until

import importkit as ik
from importkit import db, settings
from importkit.db import embedded
from importkit.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STARTS_AND_LEAVES = """
import sys, warnings
from pathlib import Path
warnings.simplefilter("error")
from importkit.db import embedded
print(embedded.server(Path(sys.argv[1])))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder with a short path outside any home; a server in it ends with the test."""
    with temporary_folder() as made:
        yield made


@pytest.fixture(scope="module")
def made_once() -> Iterator[Path]:
    """Return the files of a server that has importkit's tables and is stopped."""
    with temporary_folder() as made:
        db.connect(None, made).dispose()
        embedded.stop(made)
        yield made / "postgres"


@pytest.fixture
def filled_folder(folder: Path, made_once: Path) -> Path:
    """Return a folder with a server that was made before and is stopped."""
    subprocess.run(["cp", "-a", made_once, folder], check=True)  # files keep their owner, who runs the server
    return folder


def command(folder: Path) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if name != "XDG_RUNTIME_DIR"}
    return subprocess.Popen(
        [sys.executable, "-c", STARTS_AND_LEAVES, str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip


def has_worker(folder: Path) -> bool:
    """Return whether a worker gives signs of life; a server that does not run is not started for that."""
    if not embedded.is_running(folder):
        return False
    with psycopg.connect(embedded.server(folder)) as connection:
        found = connection.execute("SELECT 1 FROM procrastinate.procrastinate_workers").fetchone()
    return found is not None


def kill(folder: Path) -> None:
    """Kill the server as a machine does that has no memory left."""
    process = psutil.Process(postmaster_pid(folder))
    process.kill()
    until(lambda: is_gone(process))


def postmaster_pid(folder: Path) -> int:
    return int((folder / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0])


@pytest.mark.slow
def test_two_commands_at_once_share_one_server_that_outlives_them(folder: Path) -> None:
    commands = [command(folder), command(folder)]
    said = [each.communicate(timeout=300) for each in commands]
    assert [each.returncode for each in commands] == [0, 0]
    assert [errors for _, errors in said] == ["", ""]
    assert said[0][0] == said[1][0] == f"{embedded.server(folder)}\n"
    assert embedded.is_running(folder)


@pytest.mark.slow
def test_a_server_is_stopped_once(filled_folder: Path) -> None:
    embedded.server(filled_folder)
    assert ik.stop_database(filled_folder) is True
    assert embedded.is_running(filled_folder) is False
    assert ik.stop_database(filled_folder) is False


@pytest.mark.slow
def test_rows_are_there_after_a_crash(filled_folder: Path) -> None:
    with psycopg.connect(embedded.server(filled_folder)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
    os.kill(postmaster_pid(filled_folder), signal.SIGKILL)
    with psycopg.connect(embedded.server(filled_folder)) as connection:
        assert connection.execute("SELECT seven FROM kept").fetchone() == (7,)


@pytest.mark.slow
def test_a_pid_file_that_names_another_process_by_now_does_no_harm(filled_folder: Path) -> None:
    embedded.server(filled_folder)
    pid_file = filled_folder / "postgres" / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    embedded.stop(filled_folder)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    (filled_folder / "postgres" / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    assert embedded.is_running(filled_folder) is False
    assert embedded.server(filled_folder).startswith("postgresql://")
    assert embedded.is_running(filled_folder) is True


@pytest.mark.slow
def test_a_pid_file_cut_off_by_a_crash_does_no_harm(filled_folder: Path) -> None:
    embedded.server(filled_folder)
    embedded.stop(filled_folder)
    (filled_folder / "postgres" / "postmaster.pid").write_text("4711\n")
    assert embedded.server(filled_folder).startswith("postgresql://")


@pytest.mark.slow
def test_a_folder_with_a_space_and_a_very_long_path_works(folder: Path) -> None:
    deep = folder / "Application Support" / ("long" * 25)
    deep.mkdir(parents=True)
    try:
        with psycopg.connect(embedded.server(deep, tuning=FORGETFUL)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        embedded.stop(deep)


@pytest.mark.slow
def test_a_committed_row_is_on_disk_and_only_this_user_may_connect(filled_folder: Path) -> None:
    with psycopg.connect(embedded.server(filled_folder)) as connection:
        settings = [
            connection.execute(f"SHOW {name}".encode()).fetchone()
            for name in ("fsync", "synchronous_commit", "listen_addresses", "unix_socket_permissions")
        ]
    assert settings == [("on",), ("on",), ("",), ("0700",)]


@pytest.mark.slow
def test_connecting_without_a_url_makes_a_database_that_is_ready(folder: Path) -> None:
    first = db.connect(None, folder)
    again = db.connect(None, folder)
    with db.as_user(again, "local@localhost", "test") as connection:
        brand = db.brand_by_slug(connection, "default")
        taxonomy = db.read_taxonomy(connection, brand.id)
    first.dispose()
    again.dispose()
    assert brand.import_enabled is True
    assert taxonomy.paths["clothing > jeans > straight"] == "Clothing > Jeans > Straight"


@pytest.mark.slow
@pytest.mark.parametrize("is_killed", [False, True], ids=["stopped", "killed"])
def test_whoever_needs_a_server_that_ended_starts_it_again(filled_folder: Path, *, is_killed: bool) -> None:
    end = kill if is_killed else embedded.stop
    own = replace(
        settings.load(), database_url=None, data_dir=filled_folder, files=str(filled_folder / "files")
    )
    with ik.connect(settings=own) as kit, ThreadPoolExecutor(8) as visitors:
        before = kit.members()
        end(filled_folder)

        found = list(visitors.map(lambda _: kit.members(), range(8)))  # at once, and each by itself

        assert found == [before] * 8
        assert embedded.is_running(filled_folder)
        end(filled_folder)
        assert kit.import_file(sheets.workbook(sheets.GOOD)).summary["products_created"] == 2


@pytest.mark.slow
def test_a_worker_and_commands_start_a_server_that_was_stopped(filled_folder: Path, tmp_path: Path) -> None:
    own = {"IMPORTKIT_DATA_DIR": str(filled_folder), "IMPORTKIT_FILES": str(tmp_path / "files")}
    (tmp_path / "good.xlsx").write_bytes(sheets.workbook(sheets.GOOD))
    assert run("jobs", "list", cwd=tmp_path, **own).code == 0
    stopped = run("db", "stop", cwd=tmp_path, **own)
    listed = run("jobs", "list", cwd=tmp_path, **own)
    worker = begin("worker", cwd=tmp_path, stdout=subprocess.DEVNULL, **own)
    try:
        until(lambda: has_worker(filled_folder))
        again = run("db", "stop", cwd=tmp_path, **own)
        until(lambda: embedded.is_running(filled_folder))  # nobody but the worker wants it
        job_id = run("import", "good.xlsx", "--background", cwd=tmp_path, **own).out.strip()
        watched = run("jobs", "watch", job_id, "--format", "json", cwd=tmp_path, **own)
        assert worker.poll() is None
    finally:
        worker.send_signal(signal.SIGTERM)
        _, said = worker.communicate(timeout=120)

    assert [command.code for command in (stopped, listed, again)] == [0, 0, 0]
    assert (watched.code, watched.json["status"]) == (0, "COMPLETED")
    assert b"Traceback" not in said


def test_a_folder_that_cannot_be_used_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(DatabaseError, match="could not be started") as raised:
        embedded.server(tmp_path / "taken")
    assert "--database-url" in raised.value.hint
