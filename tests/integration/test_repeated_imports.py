"""A file that comes again and changes nothing ends as if every row of it had been looked at, and soon."""

from __future__ import annotations

import threading
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from support import stored
from support.create_sheets import HANDLES, product_rows, workbook_of
from support.postgres_fixtures import temporary_database
from support.repeated_files import CHANGES, ROWS, execute, forget_repeats
from support.workers import (
    ended,
    held_before_reading,
    held_before_writing,
    kill,
    running_worker,
    until,
    waits_for,
    workspace,
)

import importkit as ik
from importkit.db.brand_lock import lock_brand
from importkit.errors import NotAllowedError
from importkit.progress import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

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


def phases_of(kit: ik.Workspace, content: bytes | Path, **more: Any) -> tuple[ik.ImportResult, set[Phase]]:
    """Import a file, and return what became of it and what was done for that."""
    reported: list[Progress] = []
    result = kit.import_file(content, report=reported.append, **more)
    return result, {progress.phase for progress in reported}


def is_known(kit: ik.Workspace, content: bytes | Path, **more: Any) -> bool:
    """Import a file, and return whether it was known to change nothing."""
    result, phases = phases_of(kit, content, **more)
    known = Phase.VALIDATING not in phases
    assert (Phase.STAGING not in phases) == known
    assert not known or set(kept(kit, result.job_id)["outcomes"]) <= {"unchanged"}
    return known


def kept(kit: ik.Workspace, job_id: str) -> dict[str, Any]:
    """Return all that is kept of a job but its own id and when it ran."""
    columns = "status, summary, has_exportable_failures, layout, options, error, mode, filename, file_sha256"
    job, *_ = stored.rows(kit.engine, f"SELECT {columns} FROM import_jobs WHERE id = :id", id=job_id)
    outcomes = stored.rows(
        kit.engine,
        "SELECT row_number, product_id, variant_id, outcome FROM import_row_outcomes WHERE job_id = :id"
        " ORDER BY row_number",
        id=job_id,
    )
    findings = stored.rows(
        kit.engine,
        "SELECT to_jsonb(f) - 'job_id' AS finding FROM import_findings AS f WHERE job_id = :id"
        " ORDER BY position",
        id=job_id,
    )
    journal = stored.rows(kit.engine, "SELECT * FROM import_journal WHERE job_id = :id", id=job_id)
    return {
        **job,
        "rows": outcomes,
        "outcomes": [row["outcome"] for row in outcomes],
        "findings": findings,
        "journal": journal,
    }


def waiting(engine: Engine) -> int:
    """Return how many wait for a lock in the database."""
    query = (
        "SELECT count(*) AS waiting FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return int(stored.rows(engine, query)[0]["waiting"])


def looked_at_again(kit: ik.Workspace, content: bytes) -> ik.ImportResult:
    """Import a file while nothing is known of its earlier import."""
    forget_repeats(kit)
    result, phases = phases_of(kit, content)
    assert Phase.VALIDATING in phases
    return result


@pytest.mark.parametrize("seed", range(6))
def test_it_ends_as_if_every_row_had_been_looked_at(kit: ik.Workspace, seed: int) -> None:
    random = Random(seed)  # noqa: S311  to make sheets up
    handles = random.sample(sorted(HANDLES), k=3)
    rows = [row for handle in handles for row in product_rows(random, handle)] if seed else ROWS
    content = workbook_of(rows)
    first = kit.import_file(content, filename="spring.xlsx")
    assert not first.summary["failed_rows"], first.findings.records
    before = stored.products(kit.engine)

    known, phases = phases_of(kit, content, filename="spring.xlsx")
    anew = looked_at_again(kit, content)

    assert Phase.VALIDATING not in phases
    assert known.summary == anew.summary
    assert known.summary["unchanged_rows"] == known.summary["total_rows"] == len(rows)
    assert known.findings.to_dicts() == anew.findings.to_dicts()
    assert kept(kit, known.job_id) == kept(kit, anew.job_id) | {"filename": "spring.xlsx"}
    assert stored.products(kit.engine) == before


def test_warnings_are_told_again_and_new_names_are_not(kit: ik.Workspace) -> None:
    content = workbook_of(ROWS)
    first = kit.import_file(content)

    again, phases = phases_of(kit, content)

    assert Phase.VALIDATING not in phases
    assert {"entity.created", "entity.similar"} <= set(first.findings.records["code"])
    codes = set(again.findings.records["code"])
    assert codes
    assert codes == set(first.findings.records["code"]) - {"entity.created", "entity.similar"}


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


def test_names_that_are_new_since_change_nothing(kit: ik.Workspace) -> None:
    content = workbook_of(ROWS)
    kit.import_file(content)
    others = {"Product Handle": "cap", "SKU": "CAP-1", "Manufacturer": "Wool & Co"}
    kit.import_file(workbook_of([ROWS[2] | others]))

    assert is_known(kit, content)
    assert is_known(kit, content)


def test_what_was_only_partly_new_or_partly_wrong_is_looked_at(kit: ik.Workspace) -> None:
    kit.import_file(workbook_of(ROWS[:2]))
    more = workbook_of(ROWS)
    kit.import_file(more)
    cap = {"Product Handle": "cap", "Product Title": "Cap", "SKU": "CAP-1", "Grams Weight": "x"}
    wrong = workbook_of([*ROWS, cap])
    kit.import_file(wrong)

    assert not is_known(kit, more)
    assert not is_known(kit, wrong)


def test_another_file_way_of_reading_mode_or_brand_is_looked_at(kit: ik.Workspace) -> None:
    content = workbook_of(ROWS)
    kit.import_file(content)
    url = kit.engine.url.render_as_string(hide_password=False)
    ik.add_brand("other", url=url)

    assert not is_known(kit, workbook_of([*ROWS[:2], dict(ROWS[2], Tags="Winter")]))
    assert not is_known(kit, content, hidden_rows="skip")
    assert not is_known(kit, content, mode="enrich")
    with ik.connect(url, brand="other") as other:
        assert not is_known(other, content)


def test_after_an_undo_it_is_made_again(kit: ik.Workspace) -> None:
    content = workbook_of(ROWS)
    first = kit.import_file(content)
    kit.undo(first.job_id)

    again, phases = phases_of(kit, content)

    assert Phase.VALIDATING in phases
    assert again.summary["products_created"] == 2


def test_to_undo_an_import_that_changed_nothing_changes_nothing(kit: ik.Workspace) -> None:
    content = workbook_of(ROWS)
    kit.import_file(content)
    again, _ = phases_of(kit, content)
    before = stored.products(kit.engine)

    undone = kit.undo(again.job_id)

    assert undone.reversed.products == undone.kept.products == 0
    assert stored.products(kit.engine) == before


def test_an_edit_while_it_waits_for_its_turn_is_seen(kit: ik.Workspace) -> None:
    content = workbook_of(ROWS)
    kit.import_file(content)
    found: list[bool] = []
    importing = threading.Thread(target=lambda: found.append(is_known(kit, content)))
    with kit.engine.begin() as connection:
        lock_brand(connection, str(kit.brand.id))
        importing.start()
        until(lambda: waiting(kit.engine))
        connection.execute(sa.text("UPDATE products SET name = 'T-shirt' WHERE product_handle = 'tee'"))
    importing.join()

    assert found == [False]


def test_two_at_once_are_both_known(kit: ik.Workspace) -> None:
    content = workbook_of(ROWS)
    kit.import_file(content)
    found: list[bool] = []
    both = [threading.Thread(target=lambda: found.append(is_known(kit, content))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert found == [True, True]


def test_a_viewer_may_not_and_leaves_no_job(kit: ik.Workspace) -> None:
    content = workbook_of(ROWS)
    kit.import_file(content)
    kit.add_member("viewer@example.com", role="viewer")
    url = kit.engine.url.render_as_string(hide_password=False)
    with ik.connect(url, email="viewer@example.com") as viewer, pytest.raises(NotAllowedError):
        viewer.import_file(content)

    assert len(stored.rows(kit.engine, "SELECT id FROM import_jobs")) == 1


def test_a_worker_that_dies_in_it_leaves_it_to_the_next(kit: ik.Workspace, tmp_path: Path) -> None:
    url = kit.engine.url.render_as_string(hide_password=False)
    file = tmp_path / "spring.xlsx"
    file.write_bytes(workbook_of(ROWS))
    with workspace(url, tmp_path) as queued:
        with running_worker(kit.engine, tmp_path):
            assert ended(queued, queued.start(file).id).summary["products_created"] == 2
        with held_before_writing(kit.engine, "import_row_outcomes"):
            with running_worker(kit.engine, tmp_path) as process:
                job = queued.start(file)
                until(lambda: waits_for(kit.engine, "import_row_outcomes"))
                kill(process)
            assert queued.job(job.id).status == "PROCESSING"
        with running_worker(kit.engine, tmp_path):
            after = ended(queued, job.id)

    assert after.status == "COMPLETED"
    assert after.summary["unchanged_rows"] == 3
    assert set(kept(kit, job.id)["outcomes"]) == {"unchanged"}
    assert not kept(kit, job.id)["journal"]


def test_one_that_is_cancelled_in_the_middle_ends_with_nothing(kit: ik.Workspace, tmp_path: Path) -> None:
    url = kit.engine.url.render_as_string(hide_password=False)
    file = tmp_path / "spring.xlsx"
    file.write_bytes(workbook_of(ROWS))
    kit.import_file(file)
    with workspace(url, tmp_path) as queued, running_worker(kit.engine, tmp_path):
        with held_before_reading(kit.engine, "import_journal"):
            job = queued.start(file)
            until(lambda: waits_for(kit.engine, "import_journal"))
            queued.cancel(job.id)
        assert ended(queued, job.id).error == "cancelled"
        assert ended(queued, queued.start(file).id).summary["unchanged_rows"] == 3

    assert kept(kit, job.id)["outcomes"] == []
