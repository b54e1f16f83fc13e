from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
import sqlalchemy as sa
from support.command_line import PROGRAM, begin, environment, run
from support.workers import MOMENTS, column, execute, held_at, until

from importkit import db
from importkit.cli.completion import brand_slugs, finding_codes
from importkit.resolution import engine as grouping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine
    from support.fork_server import Forked


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """Return a folder for the embedded server, which is stopped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="ik-", dir="/tmp"))  # a short path: the server's socket is in it
    yield folder
    run("db", "stop", cwd=folder, IMPORTKIT_DATA_DIR=str(folder))
    shutil.rmtree(folder, ignore_errors=True)


GROUPS = ["jobs", "catalog", "sources", "taxonomy", "brands", "db"]
COMMANDS = [
    *GROUPS,
    *("check", "plan", "import", "export", "explain", "template", "sample", "demo", "ui"),
    *("worker", "cleanup", "doctor", "diff", "fix", "text"),
    *("catalog list", "catalog map", "catalog unmap", "catalog merge", "catalog duplicates"),
    *("jobs list", "jobs show", "jobs corrections", "jobs dismiss", "jobs undo", "jobs watch", "jobs cancel"),
    *("brands add", "brands list", "brands add-member", "brands remove-member"),
    *("sources list", "taxonomy list", "taxonomy load", "db upgrade", "db url", "db stop"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str, tmp_path: Path) -> None:
    ended = run(*command.split(), "--help", cwd=tmp_path)

    assert (ended.code, ended.err) == (0, "")
    assert f"importkit {command}" in ended.out
    assert ("Examples" in ended.out) is (command not in GROUPS)
    assert max(map(len, ended.out.splitlines())) <= 80


def test_nothing_is_listed_that_is_not_there(tmp_path: Path) -> None:
    ended = run("--help", cwd=tmp_path)

    listed = [
        line.split()[1] for line in ended.out.splitlines() if line.startswith("│ ") and line[2] not in " -"
    ]
    assert sorted(listed) == sorted({command.split()[0] for command in COMMANDS})


def test_the_version_is_told(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).out == "importkit 0.1.0\n"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["check"], id="no file"),
        pytest.param(["check", "a.xlsx", "--mode", "delete"], id="no such mode"),
        pytest.param(["check", "a.xlsx", "--format", "yaml"], id="no such format"),
        pytest.param(["sample", "--rows", "-1"], id="fewer than no rows"),
        pytest.param(["sample", "--mistakes", "2"], id="more than all products"),
        pytest.param(["exprot"], id="no such command"),
        pytest.param(["explain", "row.orphn"], id="no such finding"),
        pytest.param(["template", "-o", "no/such/folder.xlsx"], id="no such folder"),
        pytest.param(["check", "a.xlsx", "--taxonomy", "none.txt"], id="no such taxonomy"),
    ],
)
def test_a_wrong_call_exits_with_2(words: list[str], tmp_path: Path) -> None:
    ended = run(*words, cwd=tmp_path)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err
    assert "Traceback" not in ended.err


def test_a_code_is_explained(tmp_path: Path) -> None:
    one = run("explain", "number.ambiguous", cwd=tmp_path)
    every = run("explain", cwd=tmp_path)
    json = run("explain", "number.ambiguous", "--format", "json", cwd=tmp_path)

    assert "After     1234 or 1.234" in one.out
    assert "number.ambiguous" in every.out
    assert "header.not-found" in every.out
    assert json.json["code"] == "number.ambiguous"


def test_a_sample_is_the_same_for_the_same_seed_and_is_never_replaced_silently(tmp_path: Path) -> None:
    first = run("sample", "--rows", "30", "--seed", "3", "-o", "a.xlsx", cwd=tmp_path)
    second = run("sample", "--rows", "30", "--seed", "3", "-o", "b.xlsx", cwd=tmp_path)
    again = run("sample", "-o", "a.xlsx", cwd=tmp_path)

    cells = [
        list(openpyxl.load_workbook(tmp_path / name)["Products"].values) for name in ("a.xlsx", "b.xlsx")
    ]
    assert (first.code, second.code, again.code) == (0, 0, 2)
    assert cells[0] == cells[1]
    assert len(cells[0]) == 31


@pytest.mark.parametrize("dialect", ["plan", "passport", "shopify"])
def test_a_sample_without_mistakes_is_clean(dialect: str, tmp_path: Path) -> None:
    run("sample", "--mistakes", "0", "--dialect", dialect, "-o", "a.xlsx", cwd=tmp_path)

    ended = run("check", "a.xlsx", "--format", "json", cwd=tmp_path)

    assert ended.code == 0
    assert ended.json["files"][0]["dialect"] == dialect


def test_a_template_can_be_checked(tmp_path: Path) -> None:
    made = run("template", cwd=tmp_path)
    ended = run("check", "template.xlsx", "--format", "json", cwd=tmp_path)

    assert made.out == "template.xlsx\n"
    assert [finding["code"] for finding in ended.json["files"][0]["findings"]] == ["sheet.empty"]


def test_a_database_that_does_not_answer_exits_with_4_in_one_sentence(tmp_path: Path) -> None:
    url = "postgresql://me:secret@127.0.0.1:9/none"

    plain = run("jobs", "list", "--database-url", url, cwd=tmp_path)
    debug = run("--debug", "jobs", "list", "--database-url", url, cwd=tmp_path)

    assert (plain.code, plain.out) == (4, "")
    assert plain.err.startswith("Error: ")
    assert "Traceback" not in plain.err
    assert "secret" not in plain.err
    assert debug.code == 4
    assert "Traceback" in debug.err


def test_something_unexpected_exits_with_4_and_tells_how_to_see_where(tmp_path: Path) -> None:
    code = (
        "import sys; from importkit.cli import main; from importkit import schema;"
        "schema.columns = lambda: 1 / 0; sys.argv = ['importkit', 'check', 'a.xlsx']; main()"
    )
    book = openpyxl.Workbook()
    book.active.append(["SKU"])
    book.save(tmp_path / "a.xlsx")

    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 4
    assert ended.stderr == (
        "Something unexpected went wrong: ZeroDivisionError: division by zero\n"
        "Run it again as importkit --debug … to see where, and report that.\n"
    )


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = db.engine(database_url)
    yield made
    made.dispose()


def begin_import(database_url: str, folder: Path, **how: bool) -> Forked | subprocess.Popen[bytes]:
    """Begin the import of a small sheet, as a shell does."""
    run("sample", "--rows", "60", "--mistakes", "0", "-o", "sheet.xlsx", cwd=folder)
    return begin("import", "sheet.xlsx", cwd=folder, database_url=database_url, **how)


@pytest.mark.parametrize("moment", MOMENTS)
def test_ctrl_c_stops_an_import_and_nothing_is_written(
    engine: Engine, database_url: str, tmp_path: Path, moment: str
) -> None:
    with held_at(engine, moment) as wait, begin_import(database_url, tmp_path) as importing:
        wait()
        importing.send_signal(signal.SIGINT)
        out, err = map(bytes.decode, importing.communicate(timeout=300))

    jobs = run("jobs", "list", "--format", "json", cwd=tmp_path, database_url=database_url).json["jobs"]
    assert (importing.returncode, out) == (130, ""), err
    assert err.startswith("Stopped. ")
    assert len(err.splitlines()) == 1
    assert [(job["status"], job["error"]) for job in jobs] == [("FAILED", "cancelled")]


#: Lets whoever ends a job as FAILED wait for the holder of the lock.
HOLD_AN_END = """
    CREATE FUNCTION wait_for_the_test() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock(4712); RETURN NEW; END $$;
    CREATE TRIGGER wait_for_the_test BEFORE UPDATE OF status ON import_jobs
    FOR EACH ROW WHEN (NEW.status = 'FAILED') EXECUTE FUNCTION wait_for_the_test();
"""
WAITS_FOR_THE_TEST = """
    SELECT 1 FROM pg_locks INNER JOIN pg_database AS d ON d.oid = database
    WHERE datname = current_database() AND NOT granted AND locktype = 'advisory' AND objid = 4712
"""


def test_a_second_ctrl_c_does_not_leave_a_job_that_a_worker_would_take_up(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    execute(engine, HOLD_AN_END)
    with (
        held_at(engine, "writing the products") as wait,
        begin_import(database_url, tmp_path, is_forked=False) as importing,
    ):
        wait()
        with engine.begin() as connection:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(4712)"))
            importing.send_signal(signal.SIGINT)
            until(lambda: column(engine, WAITS_FOR_THE_TEST))
            importing.send_signal(signal.SIGINT)
        out, err = map(bytes.decode, importing.communicate(timeout=300))

    jobs = run("jobs", "list", "--format", "json", cwd=tmp_path, database_url=database_url).json["jobs"]
    assert (importing.returncode, out, len(err.splitlines())) == (130, "", 1), err
    assert [(job["status"], job["error"]) for job in jobs] == [("FAILED", "cancelled")]


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    folder = run("template", "-o", str(tmp_path), "--force", cwd=tmp_path)
    nowhere = run("template", "-o", "/proc/nowhere.xlsx", cwd=tmp_path)

    assert (folder.code, folder.err.splitlines()[1]) == (2, "Give the name of a file with -o.")
    assert (nowhere.code, len(nowhere.err.splitlines())) == (4, 2)
    assert nowhere.err.startswith("Error: /proc/nowhere.xlsx cannot be used: ")


def test_categories_of_ones_own_are_not_ignored_beside_a_brand(database_url: str, tmp_path: Path) -> None:
    words = ("--taxonomy", "b.yaml", "--database-url", database_url)
    ended = run("check", "a.xlsx", *words, cwd=tmp_path)

    assert ended.code == 2
    assert "--taxonomy is for a check without a database" in ended.err


def test_a_fresh_machine_has_nothing_to_mend(data_dir: Path, tmp_path: Path) -> None:
    ended = run("doctor", "--format", "json", cwd=tmp_path, IMPORTKIT_DATA_DIR=str(data_dir))

    assert (ended.code, ended.json["problems"]) == (0, 0), ended.out


A_SECOND_OR_SO = "SELECT count(*) FROM range(300000000) AS t (a) WHERE hash(a) % 7 = 1"


def test_ctrl_c_in_the_middle_of_grouping_is_ctrl_c() -> None:
    with pytest.raises(KeyboardInterrupt):
        group_and_interrupt()


def group_and_interrupt() -> None:
    with grouping.engine(rows=1_000_000) as engine:
        threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT]).start()
        engine._connection.execute(A_SECOND_OR_SO)


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    ended = subprocess.run(
        ["bash", "-c", f"'{PROGRAM}' explain | head -n 1"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.stdout.startswith("Code")
    assert ended.stderr == ""


def test_a_terminal_without_unicode_gets_question_marks(tmp_path: Path) -> None:
    ended = run("explain", "row.orphan", cwd=tmp_path, PYTHONIOENCODING="ascii")

    assert ended.code == 0
    assert "Row without a product" in ended.out


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "The database URL cannot be read."),
        ("mysql://me:s3cret@host/shop", "importkit needs PostgreSQL, not 'mysql'."),
        ("postgresql+asyncpg://me:s3cret@host/shop", "importkit needs PostgreSQL, not 'postgresql+asyncpg'."),
        ("sqlite:///s3cret.db", "importkit needs PostgreSQL, not 'sqlite'."),
        ("me:s3cret@host/shop", "The database URL cannot be read."),
        ("postgresql://me:s3cret@host:port/shop", "The database URL cannot be read."),
        ("//me:s3cret@host/shop", "The database URL cannot be read."),
    ],
)
def test_a_url_that_is_none_of_postgres_is_not_printed(tmp_path: Path, url: str, message: str) -> None:
    refused = run("db", "url", "--database-url", url, cwd=tmp_path)

    assert (refused.code, refused.out) == (2, "")
    assert refused.err.splitlines()[0] == f"Error: {message}"
    assert "s3cret" not in refused.err.replace(message, "")


def test_the_database_of_this_machine_starts_and_stops_with_a_command(data_dir: Path, tmp_path: Path) -> None:
    here = {"cwd": tmp_path, "IMPORTKIT_DATA_DIR": str(data_dir)}

    url = run("db", "url", **here)
    listed = run("jobs", "list", "--database-url", url.out.splitlines()[-1], **here)
    own = run("jobs", "list", **here)
    stopped = run("db", "stop", **here)
    again = run("db", "stop", **here)

    assert url.out.startswith("postgresql://")
    assert listed.code == 4  # it is up, and has no tables yet
    assert (own.code, own.out) == (0, "No imports yet.\n")
    assert stopped.out == "The database is stopped.\n"
    assert again.out == "The database was not running.\n"


def test_a_shell_completes_codes(tmp_path: Path) -> None:
    words = {"COMP_WORDS": "importkit check --ignore barcode.n", "COMP_CWORD": "3"}
    ended = run(cwd=tmp_path, in_process=False, _IMPORTKIT_COMPLETE="complete_bash", **words)

    assert ended.out.split() == ["barcode.no-gtins", "barcode.not-gtin"]
    assert finding_codes("IMAGE.N") == ["image.not-url"]
    assert finding_codes("image")[0] == "image."
    assert finding_codes("hidden") == []


def test_a_shell_completes_brands_while_a_database_answers(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("brands", "add", "acme", cwd=tmp_path, database_url=database_url)
    monkeypatch.setenv("IMPORTKIT_DATABASE_URL", database_url)
    assert brand_slugs("AC") == ["acme"]
    monkeypatch.setenv("IMPORTKIT_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert brand_slugs("") == []
    monkeypatch.delenv("IMPORTKIT_DATABASE_URL")
    monkeypatch.setenv("IMPORTKIT_DATA_DIR", str(tmp_path / "none"))
    assert brand_slugs("") == []
    assert not (tmp_path / "none").exists()
