"""Taking an import back restores the database, byte for byte outside timestamps and job rows.

Every table of production and catalog is compared, ids and references included, over made-up shops and sheets.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from support import create_sheets, enrich_sheets, stored
from support.hypothesis_profiles import more_at_night, one_example_in
from support.postgres_fixtures import temporary_database

import importkit as ik

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support import oracle

pytestmark = [pytest.mark.db, pytest.mark.slow]

#: Tables of production and catalog, and what else an import could touch.
TABLES = (*stored.TABLES, "value_mappings", "taxonomy_categories")
TIMES = {"created_at", "updated_at"}


@pytest.fixture(scope="module")
def kit(server_url: str, migrated_template: str) -> Iterator[ik.Workspace]:
    with temporary_database(server_url, migrated_template) as url, ik.connect(url) as workspace:
        yield workspace


def everything(kit: ik.Workspace) -> dict[str, list[str]]:
    """Return every row of every table as text, timestamps left out."""
    with kit.engine.connect() as connection:
        return {
            table: sorted(
                str({name: value for name, value in row.items() if name not in TIMES})
                for row in connection.execute(sa.text(f"SELECT * FROM {table}")).mappings()
            )
            for table in TABLES
        }


def take_back(kit: ik.Workspace, job_id: str) -> dict[str, Any]:
    """Try it, do it, do it again, and return what was done."""
    before = everything(kit)
    tried = kit.undo(job_id, dry_run=True)
    assert everything(kit) == before
    done = kit.undo(job_id)
    assert (tried.tallies, tried.is_dry_run) == (done.tallies, True)
    again = kit.undo(job_id)
    assert again.undone_before
    assert not again.reversed
    assert len(done.items) == 0
    assert not done.kept
    return done.as_dict()["reversed"]


# No shrinking: each example is two imports, and a failing one is small enough to read.
@settings(
    one_example_in(20),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(sheets=create_sheets.two_sheets())
def test_a_create_taken_back_was_never_there(
    kit: ik.Workspace, sheets: tuple[list[oracle.Row], list[oracle.Row]]
) -> None:
    stored.forget_everything(kit.engine)
    states, jobs = [everything(kit)], []
    for sheet in sheets:
        jobs.append(kit.import_file(create_sheets.workbook_of(sheet), filename="generated.xlsx"))
        states.append(everything(kit))

    for job, before in zip(reversed(jobs), reversed(states[:-1]), strict=True):
        undone = take_back(kit, job.job_id)
        assert everything(kit) == before
        assert undone["products"] == job.summary["products_created"]
        assert undone["variants"] == job.summary["variants_created"]
        assert undone["names"] == len(job.summary["entities_created"])


@pytest.mark.parametrize("seed", more_at_night(8, by_day=1))
def test_an_enrich_taken_back_was_never_there(kit: ik.Workspace, seed: int) -> None:
    random = Random(seed)  # noqa: S311  a sheet made up is no secret
    stored.forget_everything(kit.engine)
    rows, products = enrich_sheets.catalog_of(random)
    empty = everything(kit)
    created = kit.import_file(enrich_sheets.workbook_of(rows), filename="catalogue.xlsx")
    states, jobs = [everything(kit)], []
    for _ in range(2):
        sheet = enrich_sheets.sheet_for(random, products)
        jobs.append(kit.import_file(enrich_sheets.workbook_of(sheet), mode=ik.Mode.ENRICH))
        states.append(everything(kit))

    for job, before in zip(reversed(jobs), reversed(states[:-1]), strict=True):
        undone = take_back(kit, job.job_id)
        assert everything(kit) == before
        assert bool(undone["values"]) is (job.summary["successful_rows"] > 0)
    take_back(kit, created.job_id)
    assert everything(kit) == empty


@pytest.mark.parametrize("seed", more_at_night(18, by_day=1, first=10))
def test_imports_taken_back_in_the_order_they_came_leave_nothing_once_all_are(
    kit: ik.Workspace, seed: int
) -> None:
    random = Random(seed)  # noqa: S311  a sheet made up is no secret
    stored.forget_everything(kit.engine)
    empty = everything(kit)
    rows, products = enrich_sheets.catalog_of(random)
    jobs = [kit.import_file(enrich_sheets.workbook_of(rows), filename="catalogue.xlsx").job_id]
    for _ in range(2):
        sheet = enrich_sheets.sheet_for(random, products)
        jobs.append(kit.import_file(enrich_sheets.workbook_of(sheet), mode=ik.Mode.ENRICH).job_id)

    for job_id in (*jobs, *reversed(jobs)):
        kit.undo(job_id)

    assert everything(kit) == empty
