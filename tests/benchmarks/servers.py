"""The database server of a benchmark: the embedded one as it comes, and copies of databases."""

from __future__ import annotations

import compileall
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import make_url
from support.postgres_fixtures import temporary_folder

import importkit
from benchmarks.processes import tree_cpu_s
from importkit import db
from importkit.db import embedded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import LiteralString


@dataclass(frozen=True)
class Server:
    """A server that nobody else uses.

    Attributes:
        url: Of its database `postgres`.
        process_id: Of the process that is the parent of all others.
    """

    url: str
    process_id: int

    def cpu_s(self) -> float:
        """Return the processor time that all of its processes have taken so far."""
        return tree_cpu_s(self.process_id)

    def url_of(self, database: str) -> str:
        """Return the URL of one of its databases."""
        return make_url(self.url).set(database=database).render_as_string(hide_password=False)

    def execute(self, query: sql.Composed | LiteralString) -> list[tuple[object, ...]]:
        """Run a statement outside of a transaction and return its rows."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(query)
            return cursor.fetchall() if cursor.description else []

    def wait_until_left(self) -> None:
        """Wait until nobody is connected any more."""
        others = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
        while self.execute(others) != [(1,)]:
            threading.Event().wait(0.02)

    @contextmanager
    def copy(self, template: str, name: str | None = None) -> Iterator[str]:
        """Yield the name of a copy of a database, which has been written to disk; it ends with the block."""
        made = name or f"copy_{uuid4().hex}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self.execute(create.format(sql.Identifier(made), sql.Identifier(template)))
        self.execute("CHECKPOINT")
        try:
            yield made
        finally:
            self.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(made)))


#: The name of the database that all others are copied from: all tables, and the brand `default`.
EMPTY = "empty"


@contextmanager
def running_server() -> Iterator[Server]:
    """Yield a server with a database that has the tables and one brand; both end with the block."""
    compileall.compile_dir(Path(importkit.__file__).parent, quiet=1)  # as whoever installs importkit has it
    with temporary_folder(on_disk=True) as folder:
        url = embedded.server(folder)
        pid_file = folder / "postgres" / "postmaster.pid"
        server = Server(url, int(pid_file.read_text(encoding="utf-8").split()[0]))
        with server.copy("template0", EMPTY):
            engine = db.engine(server.url_of(EMPTY))
            db.upgrade(engine)
            db.ensure_default_brand(engine)
            engine.dispose()
            yield server
