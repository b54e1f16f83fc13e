"""The doctor finds what is wrong, says how to mend it, and what it says mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url, text
from support import command_line, workers
from support import page_sheets as sheets
from support.postgres_fixtures import temporary_database

from importkit import db
from importkit.doctor import doctor
from importkit.doctor.diagnosis import State

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

pytestmark = pytest.mark.db

OWNER = "Run as the owner of the tables: "


def problems(url: str) -> list[tuple[str, str, str]]:
    found = doctor.examine(url)
    return [(one.subject, one.message, one.remedy) for one in found if one.state is not State.OK]


def test_a_healthy_installation_has_no_problem(database_url: str, tmp_path: Path) -> None:
    ended = command_line.run("doctor", "--format", "json", cwd=tmp_path, database_url=database_url)

    assert ended.code == 0, ended.out
    assert ended.json["problems"] == 0
    assert [one["subject"] for one in ended.json["diagnoses"]] == [
        *("packages", "disk", "uploaded files", "notification", "database", "version", "encoding", "tables"),
        *("roles", "row level security", "grants", "functions", "categories"),
        *("queue", "workers", "running imports"),
    ]


BROKEN = [
    (
        "ALTER TABLE products DISABLE ROW LEVEL SECURITY",
        ("row level security", "row level security is off for products"),
    ),  # no row level security
    (
        "CREATE POLICY all_of_it ON products TO authenticated USING (true)",
        ("row level security", "products has a policy that importkit did not make: all_of_it"),
    ),  # a policy too many
    (
        "GRANT UPDATE ON products TO authenticated",
        ("grants", "authenticated may update products"),
    ),  # a grant too many
    ("GRANT SELECT ON import_rows TO PUBLIC", ("grants", "everybody may select import_rows")),  # for all
    (
        "REVOKE INSERT ON staging_products FROM service_role",
        ("grants", "service_role may not insert staging_products"),
    ),  # a grant too few
    (
        "REVOKE DELETE ON procrastinate.procrastinate_jobs FROM service_role",
        ("queue", "service_role may not delete procrastinate_jobs"),
    ),  # the queue's jobs stay
    (
        "REVOKE EXECUTE ON FUNCTION procrastinate.procrastinate_update_heartbeat_v1 FROM service_role",
        ("queue", "service_role may not call procrastinate_update_heartbeat_v1"),
    ),  # no signs of life
    (
        "REVOKE USAGE ON SCHEMA procrastinate FROM service_role",
        ("queue", "service_role may not use it"),
    ),  # no way to the queue
    (
        "GRANT USAGE ON SCHEMA procrastinate TO authenticated",
        ("queue", "people may reach the queue itself"),
    ),  # people in the queue
    (
        "ALTER TABLE procrastinate.procrastinate_jobs DISABLE ROW LEVEL SECURITY",
        ("queue", "row level security is off for procrastinate_jobs"),
    ),  # an open queue
]


def test_what_is_broken_is_found_and_the_advice_mends_it(engine: Engine, database_url: str) -> None:
    for statement, expected in BROKEN:  # one after the other: what was not mended would be found again
        with db.as_owner(engine, "test") as connection:
            connection.execute(text(statement))

        found = problems(database_url)
        assert [(subject, message) for subject, message, _ in found] == [expected]
        with db.as_owner(engine, "test") as connection:
            connection.execute(text(found[0][2].removeprefix(OWNER)))

    assert problems(database_url) == []


def test_a_missing_policy_and_function_are_found(engine: Engine, database_url: str) -> None:
    with db.as_owner(engine, "test") as connection:
        connection.execute(text("DROP POLICY products_read ON products"))
        connection.execute(text("DROP FUNCTION dismiss_import"))

    assert [message for _, message, _ in problems(database_url)] == [
        "products lacks the policy products_read",
        "dismiss_import() is missing",
    ]


def test_no_categories_are_a_warning(engine: Engine, database_url: str, tmp_path: Path) -> None:
    with db.as_owner(engine, "test") as connection:
        connection.execute(text("DELETE FROM taxonomy_categories"))

    ended = command_line.run("doctor", cwd=tmp_path, database_url=database_url)

    assert ended.code == 0
    assert "importkit taxonomy load FILE" in ended.out


def test_an_old_database_is_told_to_be_upgraded(empty_database_url: str) -> None:
    assert problems(empty_database_url) == [
        ("tables", "This database has no importkit tables yet.", "Run: importkit db upgrade")
    ]


def test_a_database_in_another_encoding_is_found(server_url: str) -> None:
    with temporary_database(server_url) as url:
        name = f"{make_url(url).database}_latin"
        admin = db.engine(server_url).execution_options(isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(
                text(
                    f"CREATE DATABASE {name} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
                )
            )
            latin = make_url(url).set(database=name).render_as_string(hide_password=False)
            found = problems(latin)
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()
    assert ("encoding", "LATIN1") in [(subject, message) for subject, message, _ in found]


def test_a_storage_that_cannot_be_used_is_found(database_url: str, uploads: Path, tmp_path: Path) -> None:
    uploads.rmdir()
    uploads.write_text("a file")

    ended = command_line.run("doctor", cwd=tmp_path, database_url=database_url)

    assert ended.code == 4
    assert "could not keep the uploaded file" in " ".join(ended.out.split())


@pytest.mark.parametrize("format_", ["text", "json"])
def test_passwords_are_never_printed(tmp_path: Path, format_: str) -> None:
    ended = command_line.run(
        *(
            "--debug",
            "doctor",
            "--format",
            format_,
            "--database-url",
            "postgresql://me:hidden-1@127.0.0.1:9/x",
        ),
        cwd=tmp_path,
        IMPORTKIT_FILES="sftp://me:hidden-2@127.0.0.1:9/x",
    )

    assert ended.code == 4
    assert "hidden-" not in ended.out + ended.err
    assert "not reachable" in " ".join(ended.out.split())


def test_an_sftp_server_for_uploads_is_found(database_url: str, tmp_path: Path) -> None:
    ended = command_line.run(
        "doctor", cwd=tmp_path, database_url=database_url, IMPORTKIT_FILES="sftp://me@127.0.0.1:9/x"
    )

    reported = " ".join(ended.out.split())
    assert ended.code == 4
    assert "Uploaded files cannot be kept on an SFTP server (sftp://127.0.0.1:9/x)." in reported
    assert "Set IMPORTKIT_FILES to" in reported


def test_a_queue_of_another_version_is_found(engine: Engine, database_url: str) -> None:
    with db.as_owner(engine, "test") as connection:
        connection.execute(text("DROP FUNCTION procrastinate.procrastinate_unregister_worker_v1"))

    ((subject, message, remedy),) = problems(database_url)

    assert (subject, message) == ("queue", "the function procrastinate_unregister_worker_v1 is missing")
    assert remedy.startswith("Run: pip install 'procrastinate")


def test_a_queue_that_is_gone_is_one_problem(engine: Engine, database_url: str) -> None:
    with db.as_owner(engine, "test") as connection:
        connection.execute(text("DROP SCHEMA procrastinate CASCADE"))

    assert [(subject, message) for subject, message, _ in problems(database_url)] == [
        ("queue", "the schema procrastinate is missing")
    ]


def test_imports_that_wait_without_a_worker_are_found_and_a_worker_mends_it(
    database_url: str, tmp_path: Path
) -> None:
    with workers.workspace(database_url, tmp_path) as kit:
        job = kit.start(sheets.workbook(sheets.GOOD), filename="good.xlsx")
        workers.execute(kit.engine, "UPDATE import_jobs SET created_at = now() - interval '2 hours'")

        found = problems(database_url)
        with workers.running_worker(kit.engine, tmp_path):
            workers.ended(kit, job.id)
            workers.until(lambda: workers.queued(kit.engine) == [])
            reported = {one.subject: one.message for one in doctor.examine(database_url)}

    assert found == [
        ("workers", "no worker, 1 import waiting, the oldest for 2 hours", "Run: importkit worker")
    ]
    assert reported["workers"] == "1 worker, nothing waits"
    assert problems(database_url) == []


def test_an_import_without_a_sign_of_life_is_found_and_cleanup_mends_it(
    database_url: str, tmp_path: Path
) -> None:
    with workers.workspace(database_url, tmp_path) as kit:
        kit.import_file(sheets.workbook(sheets.GOOD), filename="good.xlsx")
        workers.execute(
            kit.engine,
            "UPDATE import_jobs SET status = 'PROCESSING', file_uri = NULL, progress = NULL,"
            " finished_at = NULL, created_at = now() - interval '1 hour',"
            " started_at = now() - interval '1 hour'",
        )

    ((subject, message, remedy),) = problems(database_url)
    command_line.run("cleanup", cwd=tmp_path, database_url=database_url)

    assert (subject, message) == ("running imports", "1 import without a sign of life for 2 minutes")
    assert remedy.startswith("Run: importkit cleanup")
    assert problems(database_url) == []
