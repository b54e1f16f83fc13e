"""Workers: what is queued is imported in a child process, within its limits, and can be stopped."""

from __future__ import annotations

import shutil
import signal
import socket
import tempfile
import textwrap
import threading
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import nbclient
import nbformat
import psutil
import pytest
import sqlalchemy as sa
from support import page_sheets as sheets
from support import stored, workers
from support.command_line import run
from support.workers import (
    ended,
    execute,
    held_before_reading,
    held_before_writing,
    is_gone,
    phase,
    queued,
    running_worker,
    staged,
    stop,
    until,
    waits_for,
    workspace,
)

import importkit as ik
from importkit import db
from importkit.doctor import doctor
from importkit.worker import LocalWorker, local_worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Engine

pytestmark = pytest.mark.slow

GOOD, ONE_BAD = sheets.workbook(sheets.GOOD), sheets.workbook(sheets.ONE_BAD)


@pytest.fixture
def kit(database_url: str, tmp_path: Path) -> Iterator[ik.Workspace]:
    with workspace(database_url, tmp_path) as opened:
        yield opened


def test_what_is_queued_is_imported_as_it_would_be_here(
    kit: ik.Workspace, database_url: str, tmp_path: Path
) -> None:
    good, bad = kit.start(GOOD, filename="good.xlsx"), kit.start(ONE_BAD, filename="bad.xlsx")

    with running_worker(kit.engine, tmp_path) as worker:
        jobs = [ended(kit, job.id) for job in (good, bad)]
        code, said = stop(worker)

    assert [str(job.status) for job in jobs] == ["COMPLETED", "COMPLETED_WITH_FAILURES"]
    assert [job.summary["total_rows"] for job in jobs] == [3, 3]
    assert stored.counts(kit.engine)["products"] == 2
    assert [finding.code for finding in kit.result(bad.id).findings.errors] == ["number.invalid"]
    assert queued(kit.engine) == []
    assert (code, "import ended" in said) == (0, True)
    assert workers.workers(kit.engine) == set()


def test_the_next_import_runs_in_the_process_of_the_one_before_unless_that_has_ended(
    kit: ik.Workspace, tmp_path: Path
) -> None:
    def child_of_an_import() -> psutil.Process:
        assert str(ended(kit, kit.start(GOOD, filename="good.xlsx").id).status) == "COMPLETED"
        (child,) = workers.children(worker)
        return child

    with running_worker(kit.engine, tmp_path) as worker:
        first, second = child_of_an_import(), child_of_an_import()
        second.kill()
        until(lambda: workers.is_gone(second))
        third = child_of_an_import()
        until(lambda: queued(kit.engine) == [])
        stop(worker)

    assert first.pid == second.pid != third.pid
    assert workers.is_gone(third)
    assert {attempts(kit, job.id) for job in kit.recent_imports()} == {1}


def test_hidden_rows_are_left_out_when_that_was_asked_for(kit: ik.Workspace, tmp_path: Path) -> None:
    hidden = sheets.workbook(sheets.GOOD, hidden=[4])
    job = kit.start(hidden, filename="good.xlsx", hidden_rows=ik.HiddenRows.SKIP)

    with running_worker(kit.engine, tmp_path):
        assert ended(kit, job.id).summary["total_rows"] == 2


def test_a_workbook_that_cannot_be_imported_is_refused_before_it_is_queued(kit: ik.Workspace) -> None:
    with pytest.raises(ik.RefusedImportError, match=r'"notes.xlsx" has no row that looks like a header row'):
        kit.start(sheets.workbook([("a", "b")], header=("some", "notes")), filename="notes.xlsx")

    assert kit.recent_imports() == []


def test_an_import_in_the_background_keeps_to_its_plan(kit: ik.Workspace, tmp_path: Path) -> None:
    token = kit.plan(GOOD).token
    planned = kit.start(GOOD, filename="good.xlsx", plan=token)
    another = kit.start(ONE_BAD, filename="bad.xlsx", plan=token)

    with running_worker(kit.engine, tmp_path):
        assert str(ended(kit, planned.id).status) == "COMPLETED"
        outdated = ended(kit, kit.start(GOOD, filename="again.xlsx", plan=token).id)
        mistaken = ended(kit, another.id)

    assert [str(job.status) for job in (outdated, mistaken)] == ["FAILED", "FAILED"]
    assert "have changed since the plan was made. Plan again" in outdated.error
    assert "made for another workbook" in mistaken.error
    assert [attempts(kit, job.id) for job in (outdated, mistaken)] == [1, 1]
    assert staged(kit.engine) == 0


def test_a_file_that_is_gone_fails_after_the_second_attempt(kit: ik.Workspace, tmp_path: Path) -> None:
    job = kit.start(GOOD, filename="good.xlsx")
    (tmp_path / "files" / f"{job.id}.xlsx").unlink()

    with running_worker(kit.engine, tmp_path):
        failed = ended(kit, job.id)

    assert failed.error == f"The uploaded file of job {job.id} is no longer kept."
    assert attempts(kit, job.id) == 2
    until(lambda: queued(kit.engine) == [])


def test_a_job_reaches_no_file_but_its_own(kit: ik.Workspace, tmp_path: Path) -> None:
    """Whoever may start a job may name any file in SQL; another brand's upload stays closed to them."""
    theirs, mine = kit.start(GOOD, filename="theirs.xlsx"), kit.start(GOOD, filename="mine.xlsx")
    execute(
        kit.engine,
        "UPDATE import_jobs SET file_uri = t.file_uri FROM import_jobs AS t"
        " WHERE t.id = :theirs AND import_jobs.id = :mine",
        theirs=theirs.id,
        mine=mine.id,
    )

    with running_worker(kit.engine, tmp_path):
        assert ended(kit, mine.id).error == (
            f"The uploaded file of job {mine.id} is not in the storage that is in use."
        )


@pytest.mark.parametrize(
    ("variable", "sentence"),
    [
        pytest.param("IMPORTKIT_WORKER_ATTEMPT_S", "The import took longer than 1 second.", id="time"),
        pytest.param("IMPORTKIT_WORKER_ATTEMPT_BYTES", "The import needed more than 0 MB", id="memory"),
    ],
)
def test_an_import_beyond_its_limit_is_stopped(
    kit: ik.Workspace, tmp_path: Path, variable: str, sentence: str
) -> None:
    job = kit.start(GOOD, filename="good.xlsx")

    limited = running_worker(kit.engine, tmp_path, **{variable: "1"})
    with held_before_writing(kit.engine), limited as worker:
        failed = ended(kit, job.id)
        assert workers.children(worker) == []

    assert (str(failed.status), failed.error.startswith(sentence)) == ("FAILED", True)
    assert attempts(kit, job.id) == 2
    assert (stored.counts(kit.engine), staged(kit.engine)) == ({}, 0)


@pytest.mark.parametrize(
    ("at", "held", "table"),
    [
        pytest.param("RESOLVING", held_before_reading, "products", id="grouping"),
        pytest.param(
            "COMMITTING",
            held_before_writing,
            "products",
            id="before the first product is written",
            marks=pytest.mark.nightly,
        ),
        pytest.param(
            "COMMITTING", held_before_writing, "import_journal", id="after the last product is written"
        ),
    ],
)
def test_a_running_import_is_cancelled_without_waiting_for_its_end(
    kit: ik.Workspace,
    tmp_path: Path,
    at: str,
    held: Callable[[Engine, str], AbstractContextManager[None]],
    table: str,
) -> None:
    job = kit.start(GOOD, filename="good.xlsx")

    is_forked = table != "import_journal"  # one of them is a process as from a shell
    with running_worker(kit.engine, tmp_path, is_forked=is_forked) as worker:
        with held(kit.engine, table):
            until(lambda: phase(kit, job.id) == at and waits_for(kit.engine, table))
            (child,) = workers.children(worker)
            kit.cancel(job.id)
            until(lambda: workers.is_gone(child))  # though what it waits for is held still
        until(lambda: (queued(kit.engine), staged(kit.engine)) == ([], 0))

    cancelled = kit.job(job.id)
    assert (str(cancelled.status), cancelled.error) == ("FAILED", "cancelled")
    assert stored.counts(kit.engine) == {}


#: What whoever has a login may send; the numbers are those that a queue gives its first jobs.
STRAY = [
    *(f'{{"type": "abort_job_requested", "job_id": {number}}}' for number in range(1, 20)),
    '{"type": "job_inserted", "job_id": 1}',
    *("not json", "", "[]", "null", "7", '"text"', "{}", '{"type": null}', '{"type": "abort_job_requested"}'),
    *(
        '{"type": ["job_inserted"]}',
        '{"type": "abort_job_requested", "job_id": [1]}',
        "[" * 5_000,
        "\u202e\x1b",
    ),
    '{"type": "abort_job_requested", "job_id": "1"}',
    "x" * 7_999,  # the longest there is
]
#: As many at once as somebody sends who wants to keep workers busy; equal ones would be one.
FLOOD = "SELECT pg_notify(:channel, to_json(number)::text) FROM generate_series(1, 10000) AS number"
CHANNELS = ("procrastinate_any_queue_v1", "procrastinate_queue_v1#imports", "procrastinate_queue_v1#cleanup")


def notify(engine: Engine, payloads: list[str]) -> None:
    """Send notifications as somebody who belongs to no brand."""
    send = sa.text("SELECT pg_notify(:channel, :payload)")
    with db.as_user(engine, "nobody@x.example", "test") as person:
        for payload in payloads:
            for channel in CHANNELS:
                person.execute(send, {"channel": channel, "payload": payload})
        for channel in CHANNELS:
            person.execute(sa.text(FLOOD), {"channel": channel})


@pytest.mark.parametrize(
    "form",
    [
        pytest.param((), id="text"),
        pytest.param(("--log-format", "json"), id="json", marks=pytest.mark.nightly),
    ],
)
def test_notifications_that_anybody_may_send_stop_neither_an_import_nor_its_worker(
    kit: ik.Workspace, tmp_path: Path, form: tuple[str, ...]
) -> None:
    job = kit.start(GOOD, filename="first.xlsx")

    with running_worker(kit.engine, tmp_path, "--concurrency", "2", before=form) as worker:
        before = workers.workers(kit.engine)
        with held_before_writing(kit.engine):
            until(lambda: waits_for(kit.engine, "products"))
            (child,) = workers.children(worker)
            notify(kit.engine, STRAY)
            later = kit.start(GOOD, filename="good.xlsx")  # what is told of it comes after all of these
            until(lambda: attempts(kit, later.id) == 1)
            notify(kit.engine, STRAY)
            cancelled = kit.start(GOOD, filename="cancelled.xlsx")
            kit.cancel(cancelled.id)
            assert child in workers.children(worker)
        jobs = [ended(kit, one.id) for one in (job, later, cancelled)]
        until(lambda: queued(kit.engine) == [])
        assert workers.workers(kit.engine) == before
        code, said = stop(worker)

    assert [str(one.status) for one in jobs] == ["COMPLETED", "COMPLETED", "FAILED"]
    assert [attempts(kit, one.id) for one in (job, later)] == [1, 1]
    assert (code, "Traceback" in said, "listener" in said) == (0, False, False)
    assert not form or all(line.startswith("{") for line in said.splitlines())


def test_an_import_that_only_the_queue_wants_to_stop_is_handed_back_and_goes_on(
    kit: ik.Workspace, tmp_path: Path
) -> None:
    """As when somebody stops jobs with the queue's own tools: the import was not cancelled."""
    job = kit.start(GOOD, filename="first.xlsx")

    with running_worker(kit.engine, tmp_path) as worker:
        with held_before_writing(kit.engine):
            for number in (1, 2):
                until(lambda n=number: attempts(kit, job.id) == n and waits_for(kit.engine, "products"))
                (child,) = until(lambda: workers.children(worker))  # what waits may be the one before
                execute(kit.engine, "UPDATE procrastinate.procrastinate_jobs SET abort_requested = true")
                until(lambda one=child: is_gone(one))
        assert str(ended(kit, job.id).status) == "COMPLETED"
        until(lambda: queued(kit.engine) == [])

    assert attempts(kit, job.id) == 3  # more than an import has that fails


@contextmanager
def listener_that_never_finishes() -> Iterator[str]:
    """Yield the address of a server that sends another byte of its answer whenever one waits for it."""
    done = threading.Event()

    def answer(server: socket.socket) -> None:
        with suppress(OSError), server.accept()[0] as caller:
            caller.sendall(b"HTTP/1.1 200 OK\r\nWait: ")
            while not done.wait(0.5):
                caller.sendall(b".")

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=answer, args=(server,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        finally:
            done.set()
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


@pytest.mark.parametrize("way", ["stopped", "killed"])
def test_what_has_ended_leaves_the_queue_however_its_worker_ends(
    kit: ik.Workspace, tmp_path: Path, way: str
) -> None:
    """Its child still tells of the end, to somebody who never answers in full, when the worker is stopped."""
    with listener_that_never_finishes() as address:
        job = kit.start(ONE_BAD, filename="bad.xlsx")
        with running_worker(
            kit.engine, tmp_path, IMPORTKIT_WORKER_GRACE_S="0", IMPORTKIT_NOTIFY=address
        ) as worker:
            assert str(ended(kit, job.id).status) == "COMPLETED_WITH_FAILURES"
            assert queued(kit.engine) == ["doing"]
            if way == "stopped":
                assert stop(worker)[0] == 0
                assert queued(kit.engine) == []
    with running_worker(kit.engine, tmp_path):
        until(lambda: queued(kit.engine) == [])

    assert (str(kit.job(job.id).status), attempts(kit, job.id)) == ("COMPLETED_WITH_FAILURES", 1)


LEFT_BEHIND = """
    SELECT procrastinate.procrastinate_defer_jobs_v1(ARRAY[
        ROW('imports', 'import', 0, NULL, NULL, jsonb_build_object('job_id', id), NULL)
    ]::procrastinate.procrastinate_job_to_defer_v1 [])
    FROM import_jobs
"""


def test_an_import_that_has_ended_is_told_by_nobody_as_waiting(kit: ik.Workspace, database_url: str) -> None:
    kit.import_file(GOOD, filename="good.xlsx")
    execute(kit.engine, LEFT_BEHIND)

    found = {one.subject: one.message for one in doctor.examine(database_url)}
    assert (queued(kit.engine), found["workers"]) == (["todo"], "no worker, nothing waits")


def test_a_worker_takes_only_from_queues_that_there_are(kit: ik.Workspace, tmp_path: Path) -> None:
    job = kit.start(GOOD, filename="good.xlsx")

    wrong = run("worker", "--queues", "acme", cwd=tmp_path)
    with running_worker(kit.engine, tmp_path, "--queues", "imports"):
        assert str(ended(kit, job.id).status) == "COMPLETED"

    assert (wrong.code, wrong.err) == (2, 'Error: --queues cannot be "acme": give imports or cleanup.\n')


def test_a_worker_that_is_told_to_stop_finishes_what_it_runs(kit: ik.Workspace, tmp_path: Path) -> None:
    job, later = kit.start(GOOD, filename="good.xlsx"), kit.start(ONE_BAD, filename="later.xlsx")

    # As much grace as the slowest machine needs: this is not about its end.
    with running_worker(kit.engine, tmp_path, IMPORTKIT_WORKER_GRACE_S="300") as worker:
        with held_before_writing(kit.engine):
            until(lambda: waits_for(kit.engine, "products"))
            worker.send_signal(signal.SIGTERM)
        _, said = worker.communicate(timeout=300)

    assert (worker.returncode, b"stopping" in said, b"import ended" in said) == (0, True, True)
    assert str(kit.job(job.id).status) == "COMPLETED"
    assert str(kit.job(later.id).status) == "PENDING"


def test_a_worker_without_grace_hands_back_what_it_runs_and_that_costs_no_attempt(
    kit: ik.Workspace, tmp_path: Path
) -> None:
    job = kit.start(GOOD, filename="good.xlsx")

    for _ in range(2):
        without_grace = running_worker(kit.engine, tmp_path, IMPORTKIT_WORKER_GRACE_S="0")
        with held_before_writing(kit.engine), without_grace as worker:
            until(lambda: waits_for(kit.engine, "products"))
            code, said = stop(worker)
        assert (code, "import handed back" in said) == (0, True)
        assert (str(kit.job(job.id).status), queued(kit.engine)) == ("PENDING", ["todo"])
    with running_worker(kit.engine, tmp_path):
        assert str(ended(kit, job.id).status) == "COMPLETED"
    assert attempts(kit, job.id) == 3  # more than an import has that fails


def test_watching_ends_with_the_summary_and_the_code_of_the_import(
    kit: ik.Workspace, database_url: str, tmp_path: Path
) -> None:
    (tmp_path / "bad.xlsx").write_bytes(ONE_BAD)
    folders = {"IMPORTKIT_DATA_DIR": str(tmp_path), "IMPORTKIT_FILES": str(tmp_path / "files")}
    here = {"cwd": tmp_path, "database_url": database_url, **folders}
    job_id = run("import", "bad.xlsx", "--background", **here).out.strip()

    with running_worker(kit.engine, tmp_path):
        watched = run("jobs", "watch", job_id[:8], "--format", "json", **here)
        as_text = run("jobs", "watch", job_id, **here)

    assert (watched.code, watched.err) == (1, "")
    assert watched.json["job_id"] == job_id
    assert watched.json["summary"]["failed_rows"] == 1
    assert as_text.code == 1
    assert f"importkit jobs corrections {job_id[:8]}" in as_text.out


def test_progress_moves_through_the_phases_while_it_is_watched(kit: ik.Workspace, tmp_path: Path) -> None:
    job, seen = kit.start(GOOD, filename="good.xlsx"), []

    with ExitStack() as staging, ExitStack() as committing:
        committing.enter_context(held_before_writing(kit.engine))
        staging.enter_context(held_before_reading(kit.engine, "staging_product_variants"))
        with running_worker(kit.engine, tmp_path):
            for progress in job.watch():
                seen.append(progress)
                if progress.phase.name == "STAGING" and progress.rows_done:  # it is held between two tables
                    staging.close()
                if progress.phase.name == "COMMITTING":
                    committing.close()

    phases = list(dict.fromkeys(progress.phase.name for progress in seen))
    assert phases[0] in {"WAITING", "READING"}
    assert {"STAGING", "COMMITTING"} <= set(phases)  # in which it was held; shorter ones may go unseen
    assert any(0 < progress.rows_done < progress.rows_total for progress in seen)
    assert (seen[-1].phase.name, seen[-1].rows_done) == ("DONE", 3)


def test_a_notebook_shows_a_bar_that_moves_until_the_import_has_ended(
    kit: ik.Workspace, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "good.xlsx").write_bytes(GOOD)
    monkeypatch.setenv("IMPORTKIT_FILES", str(tmp_path / "files"))
    cell = f"""
        import importkit as ik
        kit = ik.connect({database_url!r})
        kit.start("good.xlsx").watch()
    """
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(textwrap.dedent(cell))])

    with running_worker(kit.engine, tmp_path):
        nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": tmp_path}}).execute()

    (bar,) = notebook.cells[0].outputs  # one, which was renewed with every step
    assert bar.data["text/plain"] == "done, 3 of 3 rows"
    assert bar.data["text/html"].startswith("<p><progress ")
    assert 'max="3" value="3"' in bar.data["text/html"]


def test_one_command_is_enough_with_the_database_of_this_machine(tmp_path: Path) -> None:
    data = Path(tempfile.mkdtemp(prefix="ik-", dir="/tmp"))  # a short path: the server's socket is in it
    (tmp_path / "good.xlsx").write_bytes(GOOD)
    here = {"cwd": tmp_path, "IMPORTKIT_DATA_DIR": str(data)}
    try:
        job_id = run("import", "good.xlsx", "--background", **here).out.strip()
        watched = run("jobs", "watch", job_id, "--format", "json", **here)
        examined = run("doctor", "--format", "json", **here).json
        left = [
            process
            for process in psutil.process_iter(["name", "cmdline", "environ"])
            if str(data) in str(process.info["environ"])
            and "importkit" in str(process.info["cmdline"])
            and process.info["name"] != "postgres"  # a connection's, which ends a moment after its command
            and process.status() != psutil.STATUS_ZOMBIE  # ended, and nobody has asked how
        ]
    finally:
        run("db", "stop", **here)
        shutil.rmtree(data, ignore_errors=True)

    assert (watched.code, watched.json["status"], watched.err) == (0, "COMPLETED", "")
    assert "no worker, nothing waits" in str(examined)
    assert left == []


def test_a_server_of_ones_own_gets_no_worker_unasked(kit: ik.Workspace) -> None:
    with local_worker(kit) as inside:
        assert inside.ensure() is False


def test_a_worker_inside_that_died_is_replaced_and_stops_when_told(kit: ik.Workspace) -> None:
    inside = LocalWorker(replace(kit, settings=replace(kit.settings, database_url=None)))
    try:
        assert inside.ensure()
        assert inside.ensure()
        (first,) = inside_workers()
        first.kill()
        until(lambda: inside.ensure() and inside_workers() not in ([], [first]))
    finally:
        inside.stop()

    assert inside_workers() == []


def inside_workers() -> list[psutil.Process]:
    """Return the workers that this process runs."""
    mine = psutil.Process().children()
    return [
        child
        for child in mine
        if not is_gone(child) and "importkit.worker.local_worker_process" in child.cmdline()
    ]


def attempts(kit: ik.Workspace, job_id: str) -> int:
    return int(workers.column(kit.engine, "SELECT attempt FROM import_jobs WHERE id = :id", id=job_id)[0])
