"""What is kept of a job goes in time: rows first, then the file; the next run finishes what was cut off."""

from __future__ import annotations

import asyncio
import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from procrastinate.periodic import PeriodicDeferrer
from support import command_line, stored, workers
from support import page_sheets as sheets
from support.two_brands import fill

import importkit as ik
from importkit import db
from importkit.db.tables import STAGING, import_jobs, import_rows, metadata
from importkit.errors import DatabaseError, UsageError
from importkit.jobs import retention
from importkit.jobs.retention import Cleanup, delete_expired, preview
from importkit.settings import Retention
from importkit.worker import tasks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.db

UPLOAD = sheets.workbook(sheets.ONE_BAD)
DAY_S = 24 * 60 * 60


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


@pytest.fixture
def job_id(shirts: str) -> str:
    """Return an import of which two rows were committed and one failed."""
    return shirts


def execute(kit: ik.Workspace, statement: sa.Executable) -> None:
    with db.as_owner(kit.engine, "test") as connection:
        connection.execute(statement)


def age(kit: ik.Workspace, job_id: str, *, days: int = 0, **more: object) -> None:
    """Let a job have ended that many days ago."""
    ended = sa.func.now() - sa.func.make_interval(0, 0, 0, days)
    execute(kit, import_jobs.update().where(import_jobs.c.id == job_id).values(finished_at=ended, **more))


def kept(kit: ik.Workspace, job_id: str) -> dict[str, int]:
    """Return how many rows are kept of a job, by table, where there are any."""
    with db.as_owner(kit.engine, "test") as connection:
        counts = {
            table.name: connection.scalar(
                sa.select(sa.func.count()).select_from(table).where(table.c.job_id == job_id)
            )
            for table in metadata.sorted_tables
            if "job_id" in table.c
        }
    return {name: count for name, count in counts.items() if count}


def cleaned(kit: ik.Workspace) -> Cleanup:
    return delete_expired(kit.engine, kit.settings)


def test_a_young_job_keeps_everything(kit: ik.Workspace, job_id: str, uploads: Path) -> None:
    age(kit, job_id, days=29)
    before = kept(kit, job_id)

    assert cleaned(kit) == Cleanup()
    assert kept(kit, job_id) == before
    assert len(list(uploads.iterdir())) == 1


def test_an_old_job_loses_its_rows_and_its_file_and_keeps_its_summary(
    kit: ik.Workspace, job_id: str, uploads: Path, tmp_path: Path
) -> None:
    age(kit, job_id, days=31)
    rows = sum(kept(kit, job_id).values())

    reported = preview(kit.engine, kit.settings)
    done = cleaned(kit)

    assert done == reported == Cleanup(jobs=1, rows=rows, files=1)
    assert kept(kit, job_id) == {}
    assert list(uploads.iterdir()) == []
    job = kit.job(job_id)
    assert (str(job.status), job.has_exportable_failures) == ("COMPLETED_WITH_FAILURES", False)
    assert (job.summary["failed_rows"], job.summary["findings"]["number.invalid"]) == (1, 1)
    assert stored.counts(kit.engine)["products"] == 1
    with pytest.raises(UsageError, match="no longer kept"):
        kit.corrections(job_id, tmp_path / "c.xlsx")
    assert list(kit.preview(job_id).rows) == []
    assert cleaned(kit) == Cleanup()


#: What a member may try to say of an import beyond how it is to be read.
REFUSED_OPTIONS = {
    "a list": "[]",
    "a number": "1",
    "a text": '"swept"',
    "null": "null",
    "true": "true",
    "a list with the mark": '["swept"]',
    "a mark of our own": '{"swept": true}',
    "a mark beside what is known": '{"hidden_rows": "skip", "rows_deleted_at": "2020-01-01"}',
    "an unknown word": '{"Hidden_rows": "skip"}',
    "an unknown choice": '{"hidden_rows": "delete"}',
    "a choice of another type": '{"hidden_rows": null}',
    "an object where a text belongs": '{"plan": {"a": 1}}',
    "a text that fills the disk": f'{{"plan": "{"x" * 10_000}"}}',
}


def test_whoever_starts_an_import_says_only_what_is_known(kit: ik.Workspace) -> None:
    start = sa.text("SELECT start_import(:brand, 'x.xlsx', 'CREATE', options => CAST(:options AS jsonb))")
    for options in REFUSED_OPTIONS.values():
        with (
            pytest.raises(DatabaseError, match="import_jobs_options_check"),
            db.as_user(kit.engine, kit.email, "test") as connection,
        ):
            connection.execute(start, {"brand": kit.brand.id, "options": options})
        given = {"brand_id": kit.brand.id, "filename": "x", "options": json.loads(options)}
        with pytest.raises(DatabaseError, match="import_jobs_options_check"):  # nor does the importer itself
            execute(kit, import_jobs.insert().values(given))


#: What is refused of a file, by the column that would hold it.
UNBOUNDED = [
    ("filename", "x" * 256),
    ("filename", "x" * 10_000_000),
    ("filename", "a\x1b[2Jb.xlsx"),  # moves the terminal
    ("filename", "a\nb.xlsx"),  # a line of its own
    ("filename", "a\u2028b.xlsx"),  # a line of its own in Unicode
    ("filename", "a\x7f.xlsx"),  # delete
    ("filename", "a\x9b31m.xlsx"),  # moves the terminal with one character
    ("filename", "gpj\u202excod.xlsx"),  # turned
    ("filename", "a\u2066b.xlsx"),  # isolated
    ("file_uri", f"file:///{'x' * 10_000_000}"),
    ("file_sha256", "0" * 65),
]


def test_what_is_said_of_a_file_is_bounded(kit: ik.Workspace) -> None:
    start = sa.text("SELECT start_import(:brand, :filename, 'CREATE', :file_uri, :file_sha256)")
    for column, value in UNBOUNDED:
        given = {"filename": "x.xlsx", "file_uri": None, "file_sha256": None, column: value}
        with (
            pytest.raises(DatabaseError, match=f"import_jobs_{column}_check"),
            db.as_user(kit.engine, kit.email, "test") as connection,
        ):
            connection.execute(start, {"brand": kit.brand.id, **given})


def test_whatever_a_file_is_called_its_import_can_be_started(kit: ik.Workspace) -> None:
    for filename in (
        "x" * 400 + ".xlsx",
        "a\x1b[2J\nb\u202e\u2066.xlsx",
        "\ud800.xlsx",
        "\u0633\u0639\u0631\u200c\u0647.xlsx",
        "a\u2029b.xlsx",
    ):
        assert str(kit.start(sheets.workbook(sheets.GOOD), filename=filename).status) == "PENDING"


def test_a_job_is_taken_once_in_a_run_whatever_is_wrong_with_it(
    kit: ik.Workspace, job_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should the mark of a deleted job be lost, the run ends all the same, and the next one looks again."""
    execute(kit, sa.text(FORGETTING))
    execute(
        kit,
        sa.text("CREATE TRIGGER forget BEFORE UPDATE ON import_jobs FOR EACH ROW EXECUTE FUNCTION forget()"),
    )
    monkeypatch.setattr(retention, "_BATCH", 1)
    second = kit.import_file(UPLOAD, filename="second.xlsx").job_id
    for old in (job_id, second):
        age(kit, old, days=40)

    assert [cleaned(kit).jobs, cleaned(kit).jobs] == [2, 2]
    assert (kept(kit, job_id), kept(kit, second)) == ({}, {})


FORGETTING = """
    CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN new.rows_deleted_at := NULL; RETURN new; END $$
"""


def test_a_member_can_not_keep_what_is_old_nor_hold_up_a_cleanup(kit: ik.Workspace) -> None:
    """A job that was never run and is cancelled, with all that a member may say of it by hand."""
    start = "SELECT start_import(:brand, 'x.xlsx', 'CREATE', 'file:///x', options => '{\"plan\": \"\"}')"
    with db.as_user(kit.engine, kit.email, "test") as connection:
        mine = str(connection.scalar(sa.text(start), {"brand": kit.brand.id}))
        connection.execute(sa.text("SELECT cancel_import(:id)"), {"id": mine})
    age(kit, mine, days=40)

    assert [cleaned(kit).jobs, cleaned(kit).jobs] == [1, 0]


def test_nothing_is_changed_by_looking(kit: ik.Workspace, job_id: str, uploads: Path) -> None:
    age(kit, job_id, days=31)
    before = kept(kit, job_id)

    preview(kit.engine, kit.settings)

    assert (kept(kit, job_id), len(list(uploads.iterdir()))) == (before, 1)


@pytest.mark.parametrize(("ago", "is_kept"), [(6, True), (8, False)])
def test_a_download_of_corrections_extends_the_time(
    kit: ik.Workspace, job_id: str, ago: int, is_kept: bool
) -> None:
    downloaded = sa.func.now() - sa.func.make_interval(0, 0, 0, ago)
    age(kit, job_id, days=31, corrections_downloaded_at=downloaded)

    cleaned(kit)

    assert bool(kept(kit, job_id)) is is_kept


def test_the_days_are_settings(kit: ik.Workspace, job_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    age(kit, job_id, days=3)
    monkeypatch.setenv("IMPORTKIT_RETENTION_DAYS", "2")

    assert retention.run(kit.engine.url.render_as_string(hide_password=False)).jobs == 1


def test_every_table_of_a_job_is_emptied(kit: ik.Workspace) -> None:
    of_a_job = {t.name for t in metadata.sorted_tables if "job_id" in t.c and not t.c.job_id.nullable}
    with db.as_owner(kit.engine, "test") as connection:
        job_id = fill(connection, "full", "ana@a.example")["import_jobs"]["id"]
    assert set(kept(kit, job_id)) == of_a_job >= {"import_edits", "import_rows", "staging_products"}
    age(kit, job_id, days=31, status="COMPLETED")

    cleaned(kit)

    assert kept(kit, job_id) == {}


def test_a_dismissed_job_loses_its_file_at_once_and_its_findings_still_show(
    kit: ik.Workspace, job_id: str, uploads: Path
) -> None:
    kit.dismiss(job_id)

    assert list(uploads.iterdir()) == []
    assert [finding.code for finding in kit.findings(job_id).errors] == ["number.invalid"]
    assert {table.name for table in (*STAGING, import_rows)}.isdisjoint(kept(kit, job_id))


def test_a_file_that_could_not_be_deleted_is_deleted_by_the_next_run(
    kit: ik.Workspace, job_id: str, uploads: Path
) -> None:
    age(kit, job_id, days=31)
    away = uploads.rename(uploads.with_name("away"))
    uploads.write_text("the disk is not mounted")

    first = cleaned(kit)
    uploads.unlink()
    away.rename(uploads)
    second = cleaned(kit)

    assert (first.jobs, first.files) == (1, 0)
    assert "could not" in first.problem
    assert second == Cleanup(files=1)
    assert list(uploads.iterdir()) == []


def test_a_file_that_cannot_be_deleted_keeps_no_other(kit: ik.Workspace, job_id: str, uploads: Path) -> None:
    kit.import_file(sheets.workbook(sheets.GOOD), filename="good.xlsx")
    age(kit, job_id, days=31)
    workers.execute(
        kit.engine, "UPDATE import_jobs SET created_at = '2020-01-01', finished_at = '2020-01-01'"
    )
    stuck = uploads / f"{job_id}.xlsx"
    stuck.unlink()
    (stuck / "not empty").mkdir(parents=True)

    done = cleaned(kit)

    assert (done.jobs, done.files, "could not" in done.problem) == (2, 1, True)
    assert list(uploads.iterdir()) == [stuck]


def test_a_file_whose_import_was_cut_off_before_it_was_noted_goes_when_it_is_old(
    kit: ik.Workspace, job_id: str, uploads: Path
) -> None:
    execute(kit, import_jobs.update().values(file_uri=None))
    (uploads / "half.xlsx.part").write_bytes(b"half")
    assert cleaned(kit).files == 0

    for file in uploads.iterdir():
        os.utime(file, (file.stat().st_mtime - 2 * DAY_S,) * 2)

    assert cleaned(kit).files == 2
    assert list(uploads.iterdir()) == []


def test_a_file_of_another_database_in_the_same_folder_stays(
    kit: ik.Workspace, job_id: str, uploads: Path
) -> None:
    foreign = uploads / "0197a1b2-0000-7000-8000-000000000001.xlsx"
    foreign.write_bytes(b"theirs")
    os.utime(foreign, (foreign.stat().st_mtime - 45 * DAY_S,) * 2)

    cleaned(kit)

    assert foreign.exists()


def test_a_bucket_is_cleaned_alike(kit: ik.Workspace, bucket: str) -> None:
    far = replace(kit, settings=replace(kit.settings, files=f"{bucket}/imports"))
    job_id = far.import_file(UPLOAD, filename="shirts.xlsx").job_id
    age(kit, job_id, days=31)

    assert cleaned(far).files == 1
    assert list(far.storage.files()) == []


def ago(minutes: int) -> sa.ColumnElement[datetime]:
    return sa.func.now() - sa.func.make_interval(0, 0, 0, 0, 0, minutes)


def run_on(kit: ik.Workspace, *, begun: int, last_sign: int | None = None, **more: object) -> None:
    """Let all jobs run that began, and gave their last sign of life, so many minutes ago."""
    with db.as_owner(kit.engine, "test") as connection:
        begun_at = connection.scalar(sa.select(ago(begun)))
        sign_at = connection.scalar(sa.select(ago(begun if last_sign is None else last_sign)))
    progress = {
        "phase": "READING", "rows_done": 0, "rows_total": 3, "seconds": 1.0, "updated_at": sign_at.isoformat()
    }  # fmt: skip
    values = {"status": "PROCESSING", "started_at": begun_at, "created_at": begun_at, "progress": progress}
    execute(kit, import_jobs.update().values(**values | more))


def queue_rows(kit: ik.Workspace) -> list[str]:
    return workers.column(kit.engine, "SELECT args ->> 'job_id' FROM procrastinate.procrastinate_jobs")


def test_a_job_that_nobody_runs_any_more_is_queued_again(kit: ik.Workspace, job_id: str) -> None:
    run_on(kit, begun=120)

    reported, done = preview(kit.engine, kit.settings), cleaned(kit)

    assert (reported.stalled, done.stalled, cleaned(kit).stalled) == (1, 1, 0)
    assert (str(kit.job(job_id).status), queue_rows(kit)) == ("PENDING", [job_id])


@pytest.mark.parametrize(
    "beyond_help",
    [pytest.param({"attempt": 2}, id="tried twice"), pytest.param({"file_uri": None}, id="no file")],
)
def test_a_job_that_nobody_can_run_again_ends_as_failed(
    kit: ik.Workspace, job_id: str, beyond_help: dict[str, object]
) -> None:
    run_on(kit, begun=120, **beyond_help)

    assert cleaned(kit).stalled == 1

    job = kit.job(job_id)
    assert (str(job.status), job.error) == (
        "FAILED",
        "The program that ran the import has ended before its end.",
    )
    assert queue_rows(kit) == []


def test_a_long_import_that_gives_signs_of_life_is_left_alone(kit: ik.Workspace, job_id: str) -> None:
    run_on(kit, begun=600, last_sign=1)
    before = kept(kit, job_id)

    assert preview(kit.engine, kit.settings) == cleaned(kit) == Cleanup()
    assert (kept(kit, job_id), str(kit.job(job_id).status)) == (before, "PROCESSING")


def test_a_job_that_is_being_committed_is_not_taken_for_given_up(kit: ik.Workspace, job_id: str) -> None:
    run_on(kit, begun=120)
    with db.as_service(kit.engine, "test") as committing:
        committing.execute(import_jobs.select().with_for_update())

        assert cleaned(kit).stalled == 0


def test_two_cleanups_at_once_and_an_import_beside_them_do_no_harm(
    kit: ik.Workspace, database_url: str
) -> None:
    ids = [kit.import_file(UPLOAD, filename=f"{number}.xlsx").job_id for number in range(3)]
    for old in ids:
        age(kit, old, days=31)
    expected = sum(sum(kept(kit, old).values()) for old in ids)
    done: list[Cleanup] = []
    together = threading.Barrier(3)

    def tidy() -> None:
        with ik.connect(database_url) as other:
            together.wait(timeout=300)
            done.append(delete_expired(other.engine, other.settings))

    threads = [threading.Thread(target=tidy) for _ in range(2)]
    for thread in threads:
        thread.start()
    together.wait(timeout=300)
    fresh = kit.import_file(UPLOAD, filename="fresh.xlsx").job_id
    for thread in threads:
        thread.join()

    assert sum(one.rows for one in done) == expected
    assert [kept(kit, old) for old in ids] == [{}] * 3
    assert kept(kit, fresh)["import_rows"] == 1
    assert kit.storage.uri(fresh) in {file.uri for file in kit.storage.files()}
    assert len(list(kit.storage.files())) == 1


def test_the_command_line_tells_what_it_would_do_and_does_it(
    kit: ik.Workspace, database_url: str, job_id: str, tmp_path: Path
) -> None:
    age(kit, job_id, days=31)
    rows = sum(kept(kit, job_id).values())
    here = {"cwd": tmp_path, "database_url": database_url}

    would = command_line.run("cleanup", "--dry-run", **here)
    did = command_line.run("cleanup", "--format", "json", **here)
    again = command_line.run("cleanup", **here)

    assert would.out == f"Would be deleted: {rows} rows of 1 import and 1 file.\n"
    assert did.json == {
        "jobs": 1, "rows": rows, "files": 1, "stalled": 0, "problem": "", "dry_run": False
    }  # fmt: skip
    assert again.out == "Deleted: 0 rows of 0 imports and 0 files.\n"


def test_an_import_cleans_up_once_a_day(
    kit: ik.Workspace, database_url: str, job_id: str, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_bytes(UPLOAD)
    here = {"cwd": tmp_path, "database_url": database_url}
    age(kit, job_id, days=31)

    command_line.run("import", "a.xlsx", **here)
    assert kept(kit, job_id) == {}

    second = kit.recent_imports(1)[0].id
    age(kit, second, days=31)
    command_line.run("import", "a.xlsx", **here)
    assert kept(kit, second) != {}
    marker = next(kit.settings.data_dir.glob("cleanup-*"))
    os.utime(marker, (marker.stat().st_mtime - DAY_S,) * 2)
    command_line.run("import", "a.xlsx", **here)
    assert kept(kit, second) == {}


def test_a_cleanup_that_does_not_work_fails_no_import(
    kit: ik.Workspace, job_id: str, uploads: Path, caplog: pytest.LogCaptureFixture
) -> None:
    age(kit, job_id, days=31)
    elsewhere = replace(kit, settings=replace(kit.settings, files="nowhere://files", retention=Retention()))

    retention.delete_expired_daily(elsewhere.engine, elsewhere.settings)

    assert "the daily cleanup did not work" in caplog.text
    assert kept(kit, job_id) == {}


def test_a_worker_cleans_up_when_it_starts_and_again_when_the_queue_asks(
    kit: ik.Workspace, job_id: str, tmp_path: Path, uploads: Path
) -> None:
    age(kit, job_id, days=31)
    files = {"IMPORTKIT_FILES": str(uploads)}

    with workers.running_worker(kit.engine, tmp_path, **files) as worker:
        workers.until(lambda: kept(kit, job_id) == {})
        second = kit.import_file(UPLOAD, filename="second.xlsx").job_id
        age(kit, second, days=31)
        workers.execute(kit.engine, TAKE_IN)
        workers.until(lambda: kept(kit, second) == {})
        workers.until(lambda: workers.queued(kit.engine) == [])
        third = kit.start(sheets.workbook(sheets.GOOD), filename="third.xlsx")
        assert str(workers.ended(kit, third.id).status) == "COMPLETED"
        assert workers.stop(worker)[0] == 0
    assert list(uploads.iterdir()) == [uploads / f"{third.id}.xlsx"]


#: What a worker asks of the queue at 03:00.
TAKE_IN = """
    SELECT procrastinate.procrastinate_defer_periodic_job_v2(
        'imports', NULL, 'cleanup', 'cleanup', 0, '', 1763866800, '{"timestamp": 1763866800}'
    )
"""


def test_the_queue_takes_in_one_cleanup_a_day_for_all_workers(kit: ik.Workspace) -> None:
    async def never(*_: object) -> None:
        raise AssertionError

    app = tasks.queue_app(kit.engine.url.render_as_string(hide_password=False), never, never, 2)
    (periodic,) = app.periodic_registry.periodic_tasks.values()

    async def two_workers_at_three() -> None:
        async with app.open_async():
            for _ in range(2):
                deferrer = PeriodicDeferrer(app.periodic_registry)
                at = datetime(2026, 3, 1, 3, 0, 1, tzinfo=UTC).timestamp()
                await deferrer.defer_jobs(list(deferrer.get_previous_tasks(at=at)))

    with ThreadPoolExecutor(1) as thread:  # Playwright keeps a loop in this one, if it was here
        thread.submit(lambda: asyncio.run(two_workers_at_three())).result()

    assert (periodic.task.name, periodic.cron) == ("cleanup", "0 3 * * *")
    assert workers.column(
        kit.engine, "SELECT task_name || ' ' || (args ->> 'timestamp') FROM procrastinate.procrastinate_jobs"
    ) == ["cleanup 1772334000"]
