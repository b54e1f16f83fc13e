"""A plan of a file that was imported before is the plan that looking at every row makes, and comes soon."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import sqlalchemy as sa
from rich.console import Console
from support import stored
from support.create_sheets import HANDLES, product_rows, workbook_of
from support.postgres_fixtures import temporary_database
from support.repeated_files import CHANGES, ROWS, execute, forget_repeats
from support.workers import ended, running_worker, workspace

import importkit as ik
from importkit import display
from importkit.errors import OutdatedPlanError
from importkit.progress import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from importkit.production import Plan
    from importkit.progress import Progress

pytestmark = [pytest.mark.db, pytest.mark.slow]


@pytest.fixture(scope="module")
def shared(server_url: str, migrated_template: str) -> Iterator[ik.Workspace]:
    with temporary_database(server_url, migrated_template) as url, ik.connect(url) as workspace:
        yield workspace


@pytest.fixture
def kit(shared: ik.Workspace) -> ik.Workspace:
    stored.forget_everything(shared.engine)
    return shared


def planned(kit: ik.Workspace, content: Any, **more: Any) -> tuple[Plan, bool]:
    """Return a plan, and whether it was known without looking at a row."""
    reported: list[Progress] = []
    plan = kit.plan(content, report=reported.append, **more)
    return plan, Phase.VALIDATING not in {progress.phase for progress in reported}


def is_known(kit: ik.Workspace, content: Any, **more: Any) -> bool:
    return planned(kit, content, **more)[1]


def shown(plan: Plan) -> str:
    console = Console(width=100, no_color=True)
    with console.capture() as captured:
        console.print(display.plan_text(plan, every=True))
    return captured.get()


@pytest.mark.parametrize("seed", range(6))
def test_it_is_what_looking_at_every_row_makes(kit: ik.Workspace, seed: int) -> None:
    random = Random(seed)  # noqa: S311  to make sheets up
    handles = random.sample(sorted(HANDLES), k=3)
    rows = [row for handle in handles for row in product_rows(random, handle)] if seed else ROWS
    content = workbook_of(rows)
    kit.import_file(content)

    known, was_known = planned(kit, content)
    forget_repeats(kit)
    anew, was_looked_at = planned(kit, content)

    assert (was_known, was_looked_at) == (True, False)
    token = {"token": known.token}  # tells what it was made of
    assert known.as_dict() == anew.as_dict() | token
    assert known.summary["unchanged_rows"] == known.summary["total_rows"] == len(rows)
    for name in ("rows", "changes", "entities"):
        pd.testing.assert_frame_equal(getattr(known, name), getattr(anew, name))
    assert shown(known) == shown(anew)
    assert known.resolved.findings == anew.resolved.findings
    # Each resolution makes up ids of its own.
    columns = ["row_number", "role", "product_handle", "row_status"]
    pd.testing.assert_frame_equal(known.resolved.rows[columns], anew.resolved.rows[columns])


def test_it_writes_nothing(kit: ik.Workspace) -> None:
    content = workbook_of(ROWS)
    kit.import_file(content)
    jobs, products = list(kit.recent_imports(10)), stored.products(kit.engine)

    assert is_known(kit, content)

    assert [job.id for job in kit.recent_imports(10)] == [job.id for job in jobs]
    assert stored.products(kit.engine) == products


def test_an_import_is_held_to_it(kit: ik.Workspace) -> None:
    content = workbook_of(ROWS)
    kit.import_file(content)
    plan, was_known = planned(kit, content)
    reported: list[Progress] = []

    again = kit.import_file(content, plan=plan.token, report=reported.append)

    assert was_known
    assert again.summary["unchanged_rows"] == len(ROWS)
    assert Phase.VALIDATING not in {progress.phase for progress in reported}
    change, back = CHANGES["a name"]
    execute(kit, change)
    with pytest.raises(OutdatedPlanError):
        kit.import_file(content, plan=plan.token)
    execute(kit, back)
    assert kit.import_file(content, plan=plan.token).summary["unchanged_rows"] == len(ROWS)


def test_an_import_is_held_to_a_plan_that_looked_at_every_row(kit: ik.Workspace) -> None:
    content = workbook_of(ROWS)
    before = kit.plan(content)
    kit.import_file(content, plan=before.token)
    with kit.engine.connect() as connection:
        digests = connection.scalars(sa.text("SELECT catalog_digest FROM import_jobs")).all()
    forget_repeats(kit)
    plan, was_known = planned(kit, content)
    execute(kit, "UPDATE import_jobs SET catalog_digest = :digest", digest=digests[0])

    assert not was_known
    assert is_known(kit, content)
    assert kit.import_file(content, plan=plan.token).summary["unchanged_rows"] == len(ROWS)
    with pytest.raises(OutdatedPlanError):
        kit.import_file(content, plan=before.token)


def test_a_worker_holds_an_import_to_it(kit: ik.Workspace, tmp_path: Path) -> None:
    content, other = workbook_of(ROWS), workbook_of(ROWS[:2])
    kit.import_file(content)
    kit.import_file(other)
    token = kit.plan(content).token
    url = kit.engine.url.render_as_string(hide_password=False)

    with workspace(url, tmp_path) as queued, running_worker(kit.engine, tmp_path):
        kept = ended(queued, queued.start(content, plan=token).id)
        refused = ended(queued, queued.start(other, plan=token).id)
        execute(kit, "UPDATE products SET name = 'T-shirt' WHERE product_handle = 'tee'")
        outdated = ended(queued, queued.start(content, plan=token).id)

    assert kept.summary["unchanged_rows"] == len(ROWS)
    assert refused.error.startswith("This plan was made for another workbook")
    assert outdated.error.startswith("Products of this workbook have changed")


@pytest.mark.parametrize("changed", CHANGES)
def test_what_has_changed_since_is_looked_at(kit: ik.Workspace, changed: str) -> None:
    content = workbook_of(ROWS)
    kit.import_file(content)
    change, back = CHANGES[changed]
    execute(kit, change)
    try:
        assert not is_known(kit, content)
    finally:
        if back:
            execute(kit, back)
    if back:
        assert is_known(kit, content), "taken back, it is as it was"


def test_another_file_way_of_reading_or_mode_is_looked_at(kit: ik.Workspace) -> None:
    content = workbook_of(ROWS)
    job = kit.import_file(content)
    book = ik.read(content)

    assert is_known(kit, book)
    assert not is_known(kit, workbook_of(ROWS[:2]))
    assert not is_known(kit, content, hidden_rows="skip")
    assert not is_known(kit, content, mode="enrich")
    assert not is_known(kit, book.edit({f"{book.sheet.layout.letters['Product Title']}2": "T-shirt"}))
    kit.undo(job.job_id)
    assert not is_known(kit, content)


def test_every_member_may_ask(kit: ik.Workspace) -> None:
    content = workbook_of(ROWS)
    kit.import_file(content)
    kit.add_member("viewer@example.com", role="viewer")
    url = kit.engine.url.render_as_string(hide_password=False)

    with ik.connect(url, email="viewer@example.com") as viewer:
        assert is_known(viewer, content)
