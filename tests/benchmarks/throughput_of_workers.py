"""How many imports a minute one, two and four workers do: `python tests/benchmarks/throughput_of_workers.py`.

Every job is a sheet of its own brand, so that no commit waits for another one's turn.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.postgres_fixtures import temporary_folder
from support.workers import column, queued, running_worker, until, workspace

from importkit import db
from importkit.db import embedded
from importkit.workbook.sample import make_sample

JOBS, ROWS = 8, 2_000


def main() -> None:
    """Measure, and print a line for each number of workers."""
    with temporary_folder() as server, tempfile.TemporaryDirectory() as files:
        url, folder = embedded.server(server), Path(files)
        sheet = folder / "sheet.xlsx"
        make_sample(ROWS, mistakes=0, seed=5).write(sheet)
        engine = db.engine(url)
        db.upgrade(engine)
        print(f"{JOBS} jobs of {ROWS} rows each, {os.cpu_count()} processors")
        for workers in (1, 2, 4):
            with ExitStack() as stack:
                for _ in range(workers):
                    stack.enter_context(running_worker(engine, folder))
                began = time.monotonic()
                for number in range(JOBS):
                    slug = f"brand-{workers}-{number}"
                    db.add_brand(engine, slug, slug, "local@localhost")
                    with workspace(url, folder, slug) as shop:
                        shop.start(sheet)
                until(lambda: queued(engine) == [], within_s=600)
                seconds = time.monotonic() - began
            (open_jobs,) = column(engine, "SELECT count(*) FROM import_jobs WHERE status <> 'COMPLETED'")
            print(
                f"{workers} workers: {seconds:6.1f} s, {60 * JOBS / seconds:5.1f} imports a minute,"
                f" {open_jobs} not completed"
            )
        engine.dispose()


if __name__ == "__main__":
    main()
