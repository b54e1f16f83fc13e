"""A commit happens whole and once, or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest
import sqlalchemy as sa
from support import stored
from support.brand_imports import Brand, product, stage_and_commit, variant

from importkit import db
from importkit.errors import DatabaseError, JobOvertakenError, ReconciliationError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from importkit.production import CommitRequest


@pytest.fixture
def kit(module_engine: Engine) -> Brand:
    return Brand.reopen(module_engine)


ROWS = [product("tee", "TEE-1", Manufacturer="Acme"), variant("TEE-2"), product("bad", None)]


CANCEL = "UPDATE import_jobs SET status = 'FAILED', attempt = attempt + 1 WHERE id = :id"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("UPDATE import_jobs SET attempt = 2 WHERE id = :id", id="a newer attempt"),
        pytest.param("UPDATE import_jobs SET status = 'COMPLETED' WHERE id = :id", id="finished"),
        pytest.param(CANCEL, id="cancelled"),
        pytest.param("DELETE FROM import_jobs WHERE id = :id", id="deleted"),
    ],
)
def test_a_job_that_is_no_longer_ours_is_not_committed(kit: Brand, change: str) -> None:
    request = kit.request(ROWS)
    kit.execute(change, id=request.job_id)

    with pytest.raises(JobOvertakenError):
        kit.commit(request)

    assert stored.counts(kit.engine) == {}


def test_a_job_that_is_cancelled_while_it_is_written_ends_with_nothing(kit: Brand) -> None:
    request = kit.request(ROWS)

    @sa.event.listens_for(kit.engine, "before_cursor_execute")
    def cancel(_connection, _cursor, query, *_) -> None:
        if "INSERT INTO products " in query:
            kit.execute(CANCEL, id=request.job_id)

    with pytest.raises(JobOvertakenError):
        kit.commit(request)

    assert stored.counts(kit.engine) == {}
    assert kit.scalar("SELECT status FROM import_jobs WHERE id = :id", id=request.job_id) == "FAILED"


def test_a_transaction_that_is_rolled_back_leaves_nothing(kit: Brand) -> None:
    request = kit.request(ROWS)

    with db.as_service(kit.engine, "test") as connection:
        stage_and_commit(request, connection)
        connection.rollback()

    assert stored.counts(kit.engine) == {}
    assert kit.count("staging_products") == 0
    assert kit.scalar("SELECT status FROM import_jobs WHERE id = :id", id=request.job_id) == "PROCESSING"


def test_a_connection_that_is_killed_leaves_nothing_and_the_next_try_succeeds(kit: Brand) -> None:
    request = kit.request(ROWS)

    with pytest.raises(DatabaseError):
        _commit_and_be_killed(kit, request)

    assert stored.counts(kit.engine) == {}
    assert kit.commit(request).summary["products_created"] == 1


def _commit_and_be_killed(kit: Brand, request: CommitRequest) -> None:
    with db.as_service(kit.engine, "test") as connection:
        stage_and_commit(request, connection)
        pid = connection.execute(sa.text("SELECT pg_backend_pid()")).scalar_one()
        kit.execute("SELECT pg_terminate_backend(:pid)", pid=pid)
        connection.execute(sa.text("SELECT 1"))


def test_a_finished_job_is_not_committed_again(kit: Brand) -> None:
    request = kit.request(ROWS)
    kit.commit(request)

    with pytest.raises(JobOvertakenError):
        kit.commit(request)

    assert stored.counts(kit.engine) == {"products": 1, "product_variants": 2, "brand_manufacturers": 1}


def test_rows_that_do_not_add_up_stop_the_commit(kit: Brand) -> None:
    request = kit.request(ROWS)
    short = replace(request.resolved, rows=request.resolved.rows.iloc[[0, 2]])

    with pytest.raises(ReconciliationError, match="The sheet has 3 rows, but 2 are accounted for"):
        kit.commit(replace(request, resolved=short))

    assert stored.counts(kit.engine) == {}


def test_a_statement_that_takes_too_long_is_stopped(kit: Brand) -> None:
    request = replace(kit.request(ROWS), statement_timeout_s=1)
    dsn = kit.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(dsn) as other:
        other.execute("LOCK TABLE products IN ACCESS EXCLUSIVE MODE")

        with pytest.raises(DatabaseError, match="timeout"):
            kit.commit(request)


def test_nothing_of_a_commit_outlives_its_transaction(kit: Brand) -> None:
    kit.take(*ROWS)

    with kit.engine.connect() as connection:
        left = "SELECT count(*) FROM pg_class WHERE relpersistence = 't'"
        assert connection.execute(sa.text(left)).scalar_one() == 0
        assert connection.execute(sa.text("SHOW statement_timeout")).scalar_one() == "0"
        assert (
            connection.execute(
                sa.text(
                    "SELECT count(*) FROM pg_locks INNER JOIN pg_database ON pg_database.oid = database"
                    " WHERE locktype = 'advisory' AND datname = current_database()"
                )
            ).scalar_one()
            == 0
        )
