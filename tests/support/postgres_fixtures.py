"""A real PostgreSQL for every test that asks for one; runs without such tests start none.

`IMPORTKIT_TEST_DATABASE_URL` names a server to use (as a role that may create databases); without it each
test process starts an embedded one of its own and stops it at the end.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from importkit import db
from importkit.db import embedded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

#: A test server may forget everything when the machine dies; that makes a clone cost 50 ms.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_wal_size": "256MB",
}

#: A server's files are in memory where so much is left of it; one takes less than a fifth of that.
_IN_MEMORY_BYTES = 4 * 1024**3


@contextmanager
def temporary_server(postgres_version: int) -> Iterator[str]:
    """Yield the URL of an embedded server of that version, which ends with the block."""
    with temporary_folder() as folder:
        yield embedded.server(folder, postgres_version=postgres_version, tuning=FORGETFUL)


@contextmanager
def temporary_folder(*, on_disk: bool = False) -> Iterator[Path]:
    """Yield a folder for an embedded server; with the block the server is stopped and the folder is gone."""
    folder = Path(tempfile.mkdtemp(prefix="ik-", dir="/tmp" if on_disk else _place()))
    try:
        yield folder
    finally:
        embedded.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _place() -> str:
    """Return where a server's folder is made: a short path, outside a home that root would open up.

    Hundreds of databases come and go, each with 600 files, and a disk takes long to make files where others
    were deleted just before (ext4: up to 0.7 s of processor time for a database instead of 0.03). So they are
    in memory, where there is enough of it.
    """
    shared_memory = Path("/dev/shm")
    if shared_memory.is_dir() and shutil.disk_usage(shared_memory).free > _IN_MEMORY_BYTES:
        return str(shared_memory)
    return "/tmp"


@contextmanager
def temporary_database(server_url: str, template: str = "template0") -> Iterator[str]:
    """Yield the URL of a database of its own, which ends with the block."""
    name = f"importkit_test_{uuid4().hex}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(create)
        try:
            yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """Return the URL of the server that holds the tests' databases."""
    if given := os.environ.get("IMPORTKIT_TEST_DATABASE_URL"):
        yield given.replace("+psycopg", "", 1)
    else:
        with temporary_server(embedded.POSTGRES_VERSION) as url:
            yield url


@pytest.fixture(scope="session")
def migrated_template(server_url: str) -> Iterator[str]:
    """Return the name of a migrated database that nobody is connected to."""
    with temporary_database(server_url) as url:
        migrated = db.engine(url)
        db.upgrade(migrated)
        db.ensure_default_brand(migrated)
        migrated.dispose()
        yield str(make_url(url).database)


@pytest.fixture
def database_url(server_url: str, template: str) -> Iterator[str]:
    """Return the URL of a migrated database of this test's own: brand `default`, no products.

    What it is a copy of is told in `filled_databases.py`.
    """
    with temporary_database(server_url, template) as url:
        yield url


@pytest.fixture(scope="module")
def module_database_url(server_url: str, migrated_template: str) -> Iterator[str]:
    """Return the URL of a migrated database that the tests of a module share."""
    with temporary_database(server_url, migrated_template) as url:
        yield url


@pytest.fixture(scope="module")
def module_engine(module_database_url: str) -> Iterator[Engine]:
    """Return an engine on a migrated database that the tests of a module share."""
    made = db.engine(module_database_url)
    yield made
    made.dispose()


@pytest.fixture
def empty_database_url(server_url: str) -> Iterator[str]:
    """Return the URL of a database without any table."""
    with temporary_database(server_url) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a migrated database of this test's own."""
    made = db.engine(database_url)
    yield made
    made.dispose()
