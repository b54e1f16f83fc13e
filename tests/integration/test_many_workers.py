"""Many workers, many jobs, several brands, both modes: all end, nothing is done twice, nobody starves.

A small one here; eight workers with forty jobs of five brands are run with `-m nightly`.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from support import page_sheets as sheets
from support import workers
from support.workers import queued, running_worker, staged, until, workspace

import importkit as ik
from importkit import db

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

#: Whichever import of a brand came last, all of its weights are of that one.
WEIGHTS_OF_EACH_BRAND = """
    SELECT count(DISTINCT w.weight) FROM variant_weight AS w
    INNER JOIN product_variants AS v ON v.id = w.variant_id GROUP BY v.brand_id
"""

pytestmark = pytest.mark.slow


def products(brand: int) -> bytes:
    """Return a sheet of ten products; each brand has its own of the same names."""
    return sheets.workbook([(f"shirt-{n}", f"Shirt {brand}", f"S-{n}", 100 + n, None) for n in range(10)])


def weights(job: int) -> bytes:
    """Return a sheet that gives the ten products another weight."""
    return sheets.workbook([(None, None, f"S-{n}", 1_000 + job, None) for n in range(10)])


@pytest.mark.parametrize(
    ("brands", "jobs_each", "processes"),
    [
        pytest.param(2, 4, 3, id="three workers"),
        pytest.param(5, 8, 8, id="eight workers", marks=pytest.mark.nightly),
    ],
)
def test_every_job_of_every_brand_ends_once(
    engine: Engine, database_url: str, tmp_path: Path, brands: int, jobs_each: int, processes: int
) -> None:
    with ExitStack() as stack:
        shops = [
            stack.enter_context(open_brand(engine, database_url, tmp_path, number))
            for number in range(brands)
        ]
        for number, kit in enumerate(shops):
            kit.import_file(products(number), filename="products.xlsx")
        for _ in range(processes):
            stack.enter_context(running_worker(engine, tmp_path))
        for turn in range(jobs_each):
            for number, kit in enumerate(shops):
                if turn % 2:
                    kit.start(weights(turn), filename=f"{turn}.xlsx", mode=ik.Mode.ENRICH)
                else:
                    kit.start(products(number), filename=f"{turn}.xlsx")
        until(lambda: queued(engine) == [], within_s=300)

    jobs = brands * jobs_each
    statuses = workers.column(engine, "SELECT status FROM import_jobs")
    assert statuses == ["COMPLETED"] * (jobs + brands)
    assert workers.column(engine, "SELECT attempt FROM import_jobs") == [1] * (jobs + brands)
    rows = "SELECT sum((summary ->> 'total_rows')::int) FROM import_jobs"
    assert workers.column(engine, rows) == [10 * (jobs + brands)]
    assert workers.column(engine, "SELECT count(*) FROM products") == [10 * brands]
    assert workers.column(engine, WEIGHTS_OF_EACH_BRAND) == [1] * brands
    assert staged(engine) == 0


def open_brand(engine: Engine, database_url: str, data_dir: Path, number: int) -> ik.Workspace:
    slug, email = f"brand-{number}", f"owner-{number}@shop.example"
    db.add_brand(engine, slug, slug.title(), email)
    return workspace(database_url, data_dir, slug, email=email)
