"""What one, two and four workers do together: many imports of several brands, queued before they begin."""

from __future__ import annotations

import subprocess
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING

import psycopg
from support import workers as queue
from support.command_line import environment

import importkit as ik
from benchmarks.operations import PROGRAM
from benchmarks.processes import tree_cpu_s
from benchmarks.servers import EMPTY
from importkit import db, settings
from importkit.workbook.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from benchmarks.servers import Server

BRANDS, SHEETS, ROWS = 8, 5, 2_000
LOOK_EVERY_S = 0.1

#: Who waits for a lock, and whether it is the turn of the brand's own imports.
WAITING = """
    SELECT query LIKE '%importkit brand%' FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
OPEN = "SELECT count(*) FROM import_jobs WHERE status IN ('PENDING', 'PROCESSING')"


@dataclass(frozen=True)
class Place:
    """Where a worker runs.

    Attributes:
        before: Words before its command.
        variables: Of its environment; they also say where uploads go.
    """

    before: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Throughput:
    """What so many workers did.

    Attributes:
        imports: How many imports there were.
        wall_s: Until the last one had ended.
        client_s: Processor time of the workers and of the processes in which they import.
        server_s: Processor time of the database server.
        turns_s: How long imports waited in all for the turn of their own brand.
        other_waits_s: How long they waited for any other lock.
    """

    workers: int
    imports: int
    wall_s: float
    client_s: float
    server_s: float
    turns_s: float
    other_waits_s: float

    @property
    def imports_a_minute(self) -> float:
        """Return how many imports they do in a minute."""
        return 60 * self.imports / self.wall_s


def make_sheets(folder: Path, rows: int, count: int) -> list[Path]:
    """Write sheets without a product in common."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets = [folder / f"sheet-{number}.xlsx" for number in range(count)]
    for number, sheet in enumerate(sheets):
        make_sample(rows, seed=10 + number).write(sheet)
    return sheets


def throughput(
    server: Server, sheets: Sequence[Path], folder: Path, places: Sequence[Place], brands: int = BRANDS
) -> Throughput:
    """Let a worker in each place import every sheet for every brand.

    Raises:
        RuntimeError: Not every import has written its products.
    """
    with server.copy(EMPTY) as database, ExitStack() as stack:
        url, uploads = server.url_of(database), folder / database
        engine = db.engine(url)
        stack.callback(engine.dispose)
        slugs = [f"brand-{number}" for number in range(brands)]
        files = _variables(uploads, places[0])["IMPORTKIT_FILES"]
        own = replace(settings.load(), data_dir=uploads, files=files)
        for slug in slugs:
            db.add_brand(engine, slug, slug, "local@localhost")
        for sheet, slug in product(sheets, slugs):
            with ik.connect(url, brand=slug, settings=own) as kit:
                kit.start(sheet)
        server_before = server.cpu_s()
        processes = [stack.enter_context(_worker(url, uploads, place)) for place in places]
        queue.until(lambda: len(queue.workers(engine)) == len(places))
        began = time.monotonic()
        turns_s, other_s = _wait(url)
        wall_s = time.monotonic() - began
        clients_s = sum(tree_cpu_s(process.pid) for process in processes)
        server_s = server.cpu_s() - server_before
        with psycopg.connect(url) as connection:
            done = connection.execute(
                "SELECT count(*) FROM import_jobs WHERE status = 'COMPLETED'"
            ).fetchone()
        if done != (len(sheets) * brands,):
            raise RuntimeError(f"of {len(sheets) * brands} imports, {done} have completed")
    return Throughput(len(places), len(sheets) * brands, wall_s, clients_s, server_s, turns_s, other_s)


def _variables(folder: Path, place: Place) -> dict[str, str]:
    given = {"IMPORTKIT_DATA_DIR": str(folder), "IMPORTKIT_FILES": str(folder / "files"), "PYTHONPATH": ""}
    return environment(**(given | dict(place.variables)))


@contextmanager
def _worker(url: str, folder: Path, place: Place) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a worker with its ordinary settings; it is told to stop with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [*place.before, PROGRAM, "worker", "--database-url", url]
    with (folder / "worker.txt").open("ab") as output:
        process = subprocess.Popen(command, env=_variables(folder, place), stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _wait(url: str) -> tuple[float, float]:
    """Wait until no import is open, and return how long imports waited for their brand's turn, and else."""
    turns = others = 0
    with psycopg.connect(url, autocommit=True) as connection:
        while connection.execute(OPEN).fetchone() != (0,):
            for (is_turn,) in connection.execute(WAITING).fetchall():
                turns += bool(is_turn)
                others += not is_turn
            threading.Event().wait(LOOK_EVERY_S)
    return turns * LOOK_EVERY_S, others * LOOK_EVERY_S
