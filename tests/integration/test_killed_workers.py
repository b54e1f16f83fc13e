"""Whatever is killed, at whatever moment: the import ends as if nothing had happened.

Four kills here, one in each phase; twenty at random moments are run with `-m nightly`.
"""

from __future__ import annotations

import random
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from sqlalchemy.exc import DBAPIError
from support import stored, workers
from support.postgres_fixtures import FORGETFUL, temporary_database, temporary_folder
from support.workers import (
    MOMENTS,
    ended,
    held_at,
    held_before_writing,
    kill,
    queued,
    running_worker,
    staged,
    until,
    waits_for,
    workspace,
)

from importkit import db
from importkit.db import embedded
from importkit.workbook.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    import importkit as ik

pytestmark = pytest.mark.slow


@pytest.fixture
def kit(database_url: str, tmp_path: Path) -> Iterator[ik.Workspace]:
    with workspace(database_url, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook of 100 rows without mistakes."""
    path = tmp_path_factory.mktemp("sheets") / "sheet.xlsx"
    make_sample(100, mistakes=0, seed=3).write(path)
    return path


@pytest.fixture(scope="module")
def undisturbed(
    server_url: str, migrated_template: str, sheet: Path, tmp_path_factory: pytest.TempPathFactory
) -> Any:
    """Return what an import leaves that nobody disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with temporary_database(server_url, migrated_template) as url, workspace(url, folder) as kit:
        assert str(kit.import_file(sheet).status) == "COMPLETED"
        return left_behind(kit.engine)


@pytest.fixture(scope="module")
def big_and_undisturbed(
    server_url: str, migrated_template: str, big_sheet: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Any, float]:
    """Return what an import of the big sheet leaves, and how many seconds a worker takes for it."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with temporary_database(server_url, migrated_template) as url, workspace(url, folder) as kit:
        with running_worker(kit.engine, folder):
            began = time.monotonic()
            assert str(ended(kit, kit.start(big_sheet).id).status) == "COMPLETED"
        return left_behind(kit.engine), time.monotonic() - began


def left_behind(engine: Engine) -> Any:
    """Return all products with all that hangs on them, and the size of every table, the catalog's too."""
    return stored.products(engine), stored.counts(engine)


def require_undisturbed(kit: ik.Workspace, job_id: str, undisturbed: Any) -> None:
    """Make sure that a job ended as it would have without any trouble, and that nothing is left of it."""
    job = ended(kit, job_id)
    assert (str(job.status), job.error, job.summary["failed_rows"]) == ("COMPLETED", "", 0)
    until(lambda: queued(kit.engine) == [])
    assert staged(kit.engine) == 0
    assert left_behind(kit.engine) == undisturbed


def kill_with_family(process: Any) -> None:
    """Kill a worker and see its child die with it."""
    family = workers.children(process)
    kill(process)
    until(lambda: all(workers.is_gone(child) for child in family))


#: Moments at which a worker is killed by day: before anything is written, and when everything is.
BY_DAY = ("matching", "the end of the commit")


@pytest.mark.parametrize(
    "moment",
    [pytest.param(moment, marks=() if moment in BY_DAY else pytest.mark.nightly) for moment in MOMENTS],
)
def test_a_worker_that_is_killed_in_any_phase_leaves_an_import_for_the_next(
    kit: ik.Workspace, sheet: Path, undisturbed: Any, tmp_path: Path, moment: str
) -> None:
    job = kit.start(sheet)

    held = held_at(kit.engine, moment)
    is_forked = moment != "matching"  # one of them is a process as from a shell
    with running_worker(kit.engine, tmp_path, is_forked=is_forked) as worker, held as wait:
        wait()
        kill_with_family(worker)
    assert not kit.job(job.id).has_ended
    with running_worker(kit.engine, tmp_path):
        require_undisturbed(kit, job.id, undisturbed)


@pytest.mark.nightly
@pytest.mark.parametrize("number", range(20))
def test_a_worker_may_be_killed_at_any_moment(
    kit: ik.Workspace, big_sheet: Path, big_and_undisturbed: tuple[Any, float], tmp_path: Path, number: int
) -> None:
    left, lasts_s = big_and_undisturbed
    share = (number + random.random()) / 20  # noqa: S311  spread over the whole import
    job = kit.start(big_sheet)

    with running_worker(kit.engine, tmp_path, is_forked=False) as worker:
        threading.Event().wait(share * lasts_s)
        kill_with_family(worker)
    with running_worker(kit.engine, tmp_path):
        require_undisturbed(kit, job.id, left)


def test_an_import_whose_workers_are_killed_twice_is_given_up(
    kit: ik.Workspace, sheet: Path, tmp_path: Path
) -> None:
    job = kit.start(sheet)

    for attempt in (1, 2):
        with running_worker(kit.engine, tmp_path) as worker, held_before_writing(kit.engine):
            until(lambda n=attempt: attempts(kit, job.id) == n and waits_for(kit.engine, "products"))
            kill_with_family(worker)
    with running_worker(kit.engine, tmp_path):
        failed = ended(kit, job.id)

    assert (str(failed.status), failed.error) == (
        "FAILED",
        "The import was interrupted each time it was tried, and is given up.",
    )
    assert (stored.counts(kit.engine), staged(kit.engine)) == ({}, 0)


def test_what_is_cancelled_after_its_worker_was_killed_leaves_nothing(
    kit: ik.Workspace, sheet: Path, tmp_path: Path
) -> None:
    job = kit.start(sheet)
    with running_worker(kit.engine, tmp_path) as worker, held_before_writing(kit.engine):
        until(lambda: waits_for(kit.engine, "products"))
        kill_with_family(worker)

    cancelled = kit.cancel(job.id)

    assert (str(cancelled.status), cancelled.error, staged(kit.engine)) == ("FAILED", "cancelled", 0)
    with running_worker(kit.engine, tmp_path):
        until(lambda: queued(kit.engine) == [])
    assert stored.counts(kit.engine) == {}


def test_a_worker_that_sleeps_and_wakes_finds_its_import_taken_and_writes_nothing_twice(
    kit: ik.Workspace, sheet: Path, undisturbed: Any, tmp_path: Path
) -> None:
    job = kit.start(sheet)

    with running_worker(kit.engine, tmp_path, is_forked=False) as sleeper:
        with held_at(kit.engine, "writing the products") as wait:
            wait()
            asleep = [*workers.children(sleeper), psutil.Process(sleeper.pid)]
            until(lambda: are_paused(asleep, kit.engine))
        with running_worker(kit.engine, tmp_path):
            until(lambda: attempts(kit, job.id) == 2)
            for process in asleep:
                workers.resume(process)
            require_undisturbed(kit, job.id, undisturbed)


#: Somebody who is writing down the progress of an import, and so holds its job.
WRITES_PROGRESS = """
    SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND state <> 'idle' AND query LIKE '-- Write down how far%'
"""


def are_paused(processes: list[psutil.Process], engine: Engine) -> bool:
    """Pause processes, unless they hold the job at this moment: nobody else could take it then."""
    for process in processes:
        workers.pause(process)
    if not workers.column(engine, WRITES_PROGRESS):
        return True
    for process in processes:
        workers.resume(process)
    return False


def test_a_database_that_goes_away_and_comes_back_changes_nothing(
    sheet: Path, undisturbed: Any, tmp_path: Path
) -> None:
    with temporary_folder() as folder:
        url = embedded.server(folder, tuning=FORGETFUL)
        engine = db.engine(url)
        db.upgrade(engine)
        with workspace(url, tmp_path) as kit, running_worker(kit.engine, tmp_path) as worker:
            job = kit.start(sheet)
            with suppress(DBAPIError), held_at(engine, "writing the products") as wait:
                wait()
                embedded.stop(folder)
            embedded.server(folder)
            require_undisturbed(kit, job.id, undisturbed)
            assert worker.poll() is None
        engine.dispose()


@pytest.mark.parametrize("moment", ["staging", "the end of the commit"])
def test_a_job_is_cancelled_with_nothing_written_at_any_moment(
    kit: ik.Workspace, sheet: Path, tmp_path: Path, moment: str
) -> None:
    job = kit.start(sheet)

    # The journal is held as well, so that no import ends before it is cancelled.
    with running_worker(kit.engine, tmp_path), held_before_writing(kit.engine, "import_journal"):
        with held_at(kit.engine, moment) as wait:
            wait()
            cancelled = kit.cancel(job.id) if moment != "staging" else None
        cancelled = cancelled or kit.cancel(job.id)  # which waits for what is being staged
        until(lambda: (queued(kit.engine), staged(kit.engine)) == ([], 0))

    assert (str(cancelled.status), cancelled.error) == ("FAILED", "cancelled")
    assert stored.counts(kit.engine) == {}


def attempts(kit: ik.Workspace, job_id: str) -> int:
    return int(workers.column(kit.engine, "SELECT attempt FROM import_jobs WHERE id = :id", id=job_id)[0])
