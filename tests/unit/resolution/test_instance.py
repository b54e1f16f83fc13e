"""The small sheets of a process share one DuckDB, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from importkit.resolution import instance
from importkit.resolution.engine import SMALL_ROWS, engine


def numbers(*values):
    return pa.table({"number": pa.array(values, pa.int64())})


def test_a_sheet_sees_nothing_of_the_one_before_and_leaves_nothing():
    for value in (1, 2):
        with engine(1) as db:
            db.give("given", numbers(value))
            relation = db._connection.sql("SELECT table_name FROM duckdb_tables()")
            assert relation.fetchall() == [("given",)]
            assert db._connection.sql("SELECT number FROM given").fetchall() == [(value,)]
    with engine(1) as db:
        own = db._connection.sql("SELECT current_database()").fetchall()
        there = db._connection.sql("SELECT database_name FROM duckdb_databases() WHERE NOT internal")
        assert set(there.fetchall()) == {("memory",), *own}


def test_small_sheets_share_an_instance_and_a_large_one_has_its_own():
    with engine(1):
        shared = instance._instances[os.getpid()]
    with engine(SMALL_ROWS) as db:
        assert instance._instances[os.getpid()] is shared
        assert db._connection.sql("SELECT current_setting('threads')").fetchall() == [(1,)]
    with engine(SMALL_ROWS + 1) as db:
        assert db._connection.sql("SELECT current_database()").fetchall() == [("memory",)]
        assert db._connection.sql("SELECT current_setting('threads')").fetchall() == [(2,)]


def test_sheets_at_the_same_time_do_not_see_each_other():
    def total(place):
        with engine(1) as db:
            db.give("given", numbers(*range(place)))
            return db._connection.sql("SELECT count(*), count(DISTINCT number) FROM given").fetchall()

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(total, range(40))) == [[(place, place)] for place in range(40)]


def test_after_an_error_the_next_sheet_has_another_instance_and_one_under_way_goes_on():
    with engine(1) as under_way:
        under_way.give("given", numbers(1))
        before = instance._instances[os.getpid()]
        with pytest.raises(duckdb.Error), engine(1) as failing:
            failing._connection.execute("SELECT error('no')")
        with engine(1):
            assert instance._instances[os.getpid()] is not before
        assert under_way._connection.sql("SELECT number FROM given").fetchall() == [(1,)]


FORKED = """
import os, sys
from pathlib import Path
import pyarrow as pa
from importkit.resolution import instance
from importkit.resolution.engine import engine

def answer():
    with engine(1) as db:
        db.give("given", pa.table({"number": [os.getpid()]}))
        return db._connection.sql("SELECT number FROM given").fetchall() == [(os.getpid(),)]

assert answer()
child = os.fork()
if child == 0:
    sys.exit(0 if answer() else 1)
_, status = os.waitpid(child, 0)
folder = instance._instances[os.getpid()].sql("SELECT current_setting('temp_directory')").fetchall()[0][0]
print(os.waitstatus_to_exitcode(status), answer(), Path(folder).is_dir(), folder)
"""


def test_a_forked_process_starts_its_own_and_the_folder_goes_with_its_process(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", FORKED],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    *answers, folder = ran.stdout.split()
    assert answers == ["0", "True", "True"]
    assert Path(folder).parent == tmp_path
    assert list(tmp_path.iterdir()) == []
