"""Real worker processes on a real database, and waiting for what becomes of jobs."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import psutil
import sqlalchemy as sa

import importkit as ik
from importkit import settings
from support.command_line import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from support.fork_server import Forked

    Program = Forked | subprocess.Popen[bytes]

#: A dead worker is noticed after so many seconds; the default is 30.
STALL_S = 2


def until(holds: Callable[[], Any], *, within_s: float = 300.0, every_s: float = 0.1) -> Any:
    """Wait until something holds, and return it; it is an error when it never does."""
    deadline = time.monotonic() + within_s
    while not (found := holds()):
        assert time.monotonic() < deadline, f"it did not happen within {within_s} seconds"
        threading.Event().wait(every_s)
    return found


def workspace(database_url: str, data_dir: Path, brand: str = "default", **more: Any) -> ik.Workspace:
    """Return the workspace of a brand, whose uploads go to a folder of the test's own."""
    own = replace(settings.load(), data_dir=data_dir, files=str(data_dir / "files"))
    return ik.connect(database_url, brand=brand, settings=own, **more)


def begin_worker(
    database_url: str,
    data_dir: Path,
    *words: str,
    before: tuple[str, ...] = (),
    by: tuple[str | Path, ...] = (),
    is_forked: bool = True,
    **variables: str,
) -> Program:
    """Start `importkit … worker …`, by another program if need be, and return it at once."""
    given = {
        "IMPORTKIT_DATA_DIR": str(data_dir),
        "IMPORTKIT_FILES": str(data_dir / "files"),
        "IMPORTKIT_WORKER_STALL_S": str(STALL_S),
        **variables,
    }
    return begin(
        *before,
        "worker",
        *words,
        database_url=database_url,
        by=by,
        stdout=subprocess.DEVNULL,
        is_forked=is_forked,
        **given,
    )


@contextmanager
def running_worker(
    engine: Engine,
    data_dir: Path,
    *words: str,
    before: tuple[str, ...] = (),
    is_forked: bool = True,
    **variables: str,
) -> Iterator[Program]:
    """Yield a worker that gives signs of life; it is killed with the block if it still runs."""
    others = workers(engine)
    url = engine.url.render_as_string(hide_password=False)
    process = begin_worker(url, data_dir, *words, before=before, is_forked=is_forked, **variables)
    try:
        until(lambda: workers(engine) - others or process.poll() is not None, within_s=300)
        assert process.poll() is None, process.communicate()
        yield process
    finally:
        kill(process)


def kill(process: Program) -> None:
    """Kill a worker as nobody can prevent, and wait until it is gone."""
    process.kill()
    process.wait()
    assert process.stderr is not None
    process.stderr.close()


def stop(process: Program) -> tuple[int, str]:
    """Tell a worker to stop, and return its exit code and what it said."""
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=300)
    return process.returncode, said.decode()


@contextmanager
def held_before_writing(engine: Engine, table: str = "products") -> Iterator[None]:
    """Let every import wait in its commit before it writes to a table, for as long as the block lasts."""
    with engine.begin() as connection:
        connection.execute(sa.text(f"LOCK TABLE {table} IN SHARE MODE"))
        yield


@contextmanager
def held_before_reading(engine: Engine, table: str) -> Iterator[None]:
    """Let every import wait before it reads a table, for as long as the block lasts."""
    with engine.begin() as connection:
        connection.execute(sa.text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
        yield


def waits_for(engine: Engine, table: str) -> bool:
    """Return whether somebody waits for a lock on a table."""
    waiting = (
        "SELECT 1 FROM pg_locks INNER JOIN pg_database AS d ON d.oid = database"
        " WHERE datname = current_database() AND NOT granted AND relation = CAST(:table AS regclass)"
    )
    return bool(column(engine, waiting, table=table))


#: Moments of an import, early ones first: what holds it there, at which table, and what tells that it waits.
MOMENTS = {
    "staging": (held_before_reading, "staging_product_variants", waits_for),
    "matching": (held_before_reading, "product_variants", waits_for),
    "writing the products": (held_before_writing, "product_variants", waits_for),
    "the end of the commit": (held_before_writing, "import_journal", waits_for),
}


@contextmanager
def held_at(engine: Engine, moment: str) -> Iterator[Callable[[], None]]:
    """Hold every import at a moment for as long as the block lasts; yield what waits until one is there."""
    hold, table, waits = MOMENTS[moment]
    with hold(engine, table):
        yield lambda: until(lambda: waits(engine, table))


def workers(engine: Engine) -> set[int]:
    """Return the numbers of all workers that the queue knows, dead ones too."""
    return set(column(engine, "SELECT id FROM procrastinate.procrastinate_workers"))


def children(process: Program) -> list[psutil.Process]:
    """Return the processes in which a worker runs imports."""
    return psutil.Process(process.pid).children()


def is_gone(process: psutil.Process) -> bool:
    """Return whether a process has ended."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:  # it ended in between
        return True


def column(engine: Engine, query: str, **values: Any) -> list[Any]:
    """Return the first column of what a query finds."""
    with engine.connect() as connection:
        return list(connection.execute(sa.text(query), values).scalars())


def execute(engine: Engine, query: str, **values: Any) -> None:
    """Run one statement in a transaction of its own."""
    with engine.begin() as connection:
        connection.execute(sa.text(query), values)


def ended(kit: ik.Workspace, job_id: str, within_s: float = 300.0) -> ik.Job:
    """Return a job when it has ended."""
    until(lambda: kit.job(job_id).has_ended, within_s=within_s)
    return kit.job(job_id)


def phase(kit: ik.Workspace, job_id: str) -> str:
    """Return what a job is doing, in the words of its progress."""
    job = kit.job(job_id)
    return job.progress.phase.name if job.progress else str(job.status)


def staged(engine: Engine) -> int:
    """Return how many rows staging holds of all jobs."""
    return sum(
        column(engine, f"SELECT count(*) FROM {table}")[0]
        for table in ("staging_products", "staging_product_variants", "import_rows")
    )


def queued(engine: Engine) -> list[str]:
    """Return the status of every import in the queue."""
    return column(
        engine,
        "SELECT status::text FROM procrastinate.procrastinate_jobs WHERE task_name = 'import' ORDER BY id",
    )


def pause(process: psutil.Process | Program) -> None:
    """Let a process stand still, as a machine that sleeps."""
    os.kill(process.pid, signal.SIGSTOP)


def resume(process: psutil.Process | Program) -> None:
    """Let a process go on."""
    os.kill(process.pid, signal.SIGCONT)
