"""Databases in which an import was made already: what many tests begin with is imported once, then copied."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from sqlalchemy import make_url

from support import page_sheets
from support.postgres_fixtures import temporary_database
from support.workers import workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import importkit as ik

    Fill = Callable[[ik.Workspace], Any]


@dataclass(frozen=True)
class Filled:
    """A database to copy.

    Attributes:
        template: Its name; nobody is connected to it.
        result: What the function that filled it has returned.
        files: The folder with the files of its imports.
    """

    template: str
    result: Any
    files: Path

    def hand_over_files(self, database_url: str, folder: Path) -> None:
        """Give a copy of the database files of its own."""
        for file in self.files.iterdir():
            shutil.copy2(file, folder)
        with psycopg.connect(database_url) as connection:
            moved = "UPDATE import_jobs SET file_uri = replace(file_uri, %s, %s)"
            connection.execute(moved, (self.files.as_uri(), folder.as_uri()))


@pytest.fixture(scope="session")
def filled(
    server_url: str, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Fill], Filled]]:
    """Return a function that gives a database which another function has filled, the same one each time."""
    made: dict[Fill, Filled] = {}
    with ExitStack() as until_the_end:

        def filled_by(fill: Fill) -> Filled:
            if fill not in made:
                url = until_the_end.enter_context(temporary_database(server_url, migrated_template))
                folder = tmp_path_factory.mktemp("filled")
                with workspace(url, folder) as kit:
                    result = fill(kit)
                made[fill] = Filled(str(make_url(url).database), result, folder / "files")
            return made[fill]

        yield filled_by


@pytest.fixture
def template(request: pytest.FixtureRequest, filled: Callable[[Fill], Filled], migrated_template: str) -> str:
    """Return the name of the database that the test gets a copy of: with `shirts`, or with no import.

    A module whose tests begin with another import has a fixture of this name, which takes it from `filled`.
    """
    return filled(import_shirts).template if "shirts" in request.fixturenames else migrated_template


def import_shirts(kit: ik.Workspace) -> str:
    """Import a workbook of which one row fails."""
    return kit.import_file(page_sheets.workbook(page_sheets.ONE_BAD), filename="shirts.xlsx").job_id


@pytest.fixture
def shirts(database_url: str, filled: Callable[[Fill], Filled], uploads: Path) -> str:
    """Return the id of an import of `page_sheets.ONE_BAD`: two rows were committed and one failed."""
    filled(import_shirts).hand_over_files(database_url, uploads)
    return str(filled(import_shirts).result)
