"""Whatever is killed, at whatever moment: the import ends as if nothing had happened.

Four kills here, one in each phase; twenty at random moments are run with `-m nightly`.
"""

from __future__ import annotations

import random
import threading
import time
from typing import TYPE_CHECKING, Any

import psutil
import psycopg
import pytest
from support import stored, workers
from support.postgres_fixtures import FORGETFUL, temporary_database, temporary_folder
from support.workers import (
    ended,
    held_before_writing,
    kill,
    phase,
    queued,
    running_worker,
    staged,
    until,
    workspace,
)

from importkit import db
from importkit.db import embedded
from importkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    import importkit as ik

pytestmark = pytest.mark.slow

#: Statements during which a worker is killed, early ones first.
MOMENTS = {
    "staging": "COPY %",
    "matching": "%INSERT INTO matched_%",
    "writing the products": "%INSERT INTO product_variants %",
    "the end of the commit": "%INSERT INTO import_journal%",
}

RUNNING = """
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND state = 'active' AND query LIKE %s
"""


@pytest.fixture
def shop(database_url: str, tmp_path: Path) -> Iterator[ik.Workspace]:
    with workspace(database_url, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def undisturbed(
    server_url: str, migrated_template: str, big_sheet: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Any, float]:
    """Return what an import leaves that nobody disturbs, and how many seconds a worker takes for it."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with temporary_database(server_url, migrated_template) as url, workspace(url, folder) as shop:
        with running_worker(shop.engine, folder):
            began = time.monotonic()
            assert str(ended(shop, shop.start(big_sheet).id).status) == "COMPLETED"
        return left_behind(shop.engine), time.monotonic() - began


def left_behind(engine: Engine) -> Any:
    """Return all products with all that hangs on them, and the size of every table, the catalog's too."""
    return stored.products(engine), stored.counts(engine)


def wait_for(shop: ik.Workspace, job_id: str, pattern: str) -> None:
    """Wait until Postgres runs such a statement, or the import has ended before it was seen."""
    url = shop.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        until(
            lambda: connection.execute(RUNNING, (pattern,)).fetchone() or shop.job(job_id).has_ended,
            every_s=0.002,
        )


def require_undisturbed(shop: ik.Workspace, job_id: str, undisturbed: tuple[Any, float]) -> None:
    """Make sure that a job ended as it would have without any trouble, and that nothing is left of it."""
    job = ended(shop, job_id, within_s=240)
    assert (str(job.status), job.error, job.summary["successful_rows"]) == ("COMPLETED", "", 20_000)
    until(lambda: queued(shop.engine) == [])
    assert staged(shop.engine) == 0
    assert left_behind(shop.engine) == undisturbed[0]


def kill_with_family(process: Any) -> None:
    """Kill a worker and see its child die with it."""
    family = workers.children(process)
    kill(process)
    until(lambda: all(workers.is_gone(child) for child in family), within_s=20)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_worker_that_is_killed_in_any_phase_leaves_an_import_for_the_next(
    shop: ik.Workspace, big_sheet: Path, undisturbed: tuple[Any, float], tmp_path: Path, moment: str
) -> None:
    job = shop.start(big_sheet)

    # The journal is held, so that no import ends before its worker is killed.
    held = held_before_writing(shop.engine, "import_journal")
    with running_worker(shop.engine, tmp_path) as worker, held:
        wait_for(shop, job.id, MOMENTS[moment])
        kill_with_family(worker)
    assert not shop.job(job.id).has_ended
    with running_worker(shop.engine, tmp_path):
        require_undisturbed(shop, job.id, undisturbed)


@pytest.mark.nightly
@pytest.mark.parametrize("number", range(20))
def test_a_worker_may_be_killed_at_any_moment(
    shop: ik.Workspace, big_sheet: Path, undisturbed: tuple[Any, float], tmp_path: Path, number: int
) -> None:
    share = (number + random.random()) / 20  # noqa: S311  spread over the whole import
    job = shop.start(big_sheet)

    with running_worker(shop.engine, tmp_path) as worker:
        threading.Event().wait(share * undisturbed[1])
        kill_with_family(worker)
    with running_worker(shop.engine, tmp_path):
        require_undisturbed(shop, job.id, undisturbed)


def test_an_import_whose_workers_are_killed_twice_is_given_up(
    shop: ik.Workspace, big_sheet: Path, tmp_path: Path
) -> None:
    job = shop.start(big_sheet)

    for attempt in (1, 2):
        with running_worker(shop.engine, tmp_path) as worker, held_before_writing(shop.engine):
            until(lambda n=attempt: attempts(shop, job.id) == n and phase(shop, job.id) == "COMMITTING")
            kill_with_family(worker)
    with running_worker(shop.engine, tmp_path):
        failed = ended(shop, job.id)

    assert (str(failed.status), failed.error) == (
        "FAILED",
        "The import was interrupted each time it was tried, and is given up.",
    )
    assert (stored.counts(shop.engine), staged(shop.engine)) == ({}, 0)


def test_what_is_cancelled_after_its_worker_was_killed_leaves_nothing(
    shop: ik.Workspace, big_sheet: Path, tmp_path: Path
) -> None:
    job = shop.start(big_sheet)
    with running_worker(shop.engine, tmp_path) as worker, held_before_writing(shop.engine):
        until(lambda: phase(shop, job.id) == "COMMITTING")
        kill_with_family(worker)
    assert staged(shop.engine) > 0

    cancelled = shop.cancel(job.id)

    assert (str(cancelled.status), cancelled.error, staged(shop.engine)) == ("FAILED", "cancelled", 0)
    with running_worker(shop.engine, tmp_path):
        until(lambda: queued(shop.engine) == [])
    assert stored.counts(shop.engine) == {}


def test_a_worker_that_sleeps_and_wakes_finds_its_import_taken_and_writes_nothing_twice(
    shop: ik.Workspace, big_sheet: Path, undisturbed: tuple[Any, float], tmp_path: Path
) -> None:
    job = shop.start(big_sheet)

    with running_worker(shop.engine, tmp_path) as sleeper:
        wait_for(shop, job.id, MOMENTS["writing the products"])
        asleep = [*workers.children(sleeper), psutil.Process(sleeper.pid)]
        for process in asleep:
            workers.pause(process)
        with running_worker(shop.engine, tmp_path):
            until(lambda: attempts(shop, job.id) == 2)
            for process in asleep:
                workers.resume(process)
            require_undisturbed(shop, job.id, undisturbed)


def test_a_database_that_goes_away_and_comes_back_changes_nothing(
    big_sheet: Path, undisturbed: tuple[Any, float], tmp_path: Path
) -> None:
    with temporary_folder() as folder:
        url = embedded.server(folder, tuning=FORGETFUL)
        engine = db.engine(url)
        db.upgrade(engine)
        engine.dispose()
        with workspace(url, tmp_path) as shop, running_worker(shop.engine, tmp_path) as worker:
            job = shop.start(big_sheet)
            wait_for(shop, job.id, MOMENTS["writing the products"])
            embedded.stop(folder)
            embedded.server(folder)
            require_undisturbed(shop, job.id, undisturbed)
            assert worker.poll() is None


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_job_is_cancelled_with_nothing_written_or_had_ended_before(
    shop: ik.Workspace, big_sheet: Path, undisturbed: tuple[Any, float], tmp_path: Path, moment: str
) -> None:
    job = shop.start(big_sheet)

    with running_worker(shop.engine, tmp_path):
        wait_for(shop, job.id, MOMENTS[moment])
        try:
            cancelled = shop.cancel(job.id)
        except UsageError:  # the commit was over first
            require_undisturbed(shop, job.id, undisturbed)
            return
        until(lambda: (queued(shop.engine), staged(shop.engine)) == ([], 0), within_s=20)

    assert (str(cancelled.status), cancelled.error) == ("FAILED", "cancelled")
    assert stored.counts(shop.engine) == {}


def attempts(shop: ik.Workspace, job_id: str) -> int:
    return int(workers.column(shop.engine, "SELECT attempt FROM import_jobs WHERE id = :id", id=job_id)[0])
