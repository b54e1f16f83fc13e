"""A server that dies, or whose disk is full, while a commit writes: nothing is half written, jobs end right.

The commit is held by a lock while the server is killed, or its disk is filled: no machine is too fast for it.
"""

from __future__ import annotations

import shutil
import subprocess
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psutil
import psycopg
import pytest
from support import privileges, stored, workers
from support.command_line import begin
from support.postgres_fixtures import FORGETFUL, temporary_database, temporary_folder
from support.workers import column, ended, running_worker, staged, until, workspace

from importkit import db
from importkit.db import embedded
from importkit.workbook.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine
    from support.workers import Program

    import importkit as ik

pytestmark = pytest.mark.slow

#: What was committed is there after a crash; the machine itself does not crash.
TUNING = {**FORGETFUL, "synchronous_commit": "on"}

#: What a command says then.
LOST = [
    "Error: The connection to Postgres was lost.",
    "Check that the server runs. What was not finished is not written.",
]

#: Where a commit is held: before it writes to a table, early ones first, and in the COMMIT itself.
MOMENTS = (
    "products",
    pytest.param("product_variant_attributes", marks=pytest.mark.nightly),  # an own server is killed there
    pytest.param("import_journal", marks=pytest.mark.nightly),
    "COMMIT",
)

#: Holds every import at the end of its transaction, for as long as somebody holds the same lock.
HOLD_THE_END = """
    CREATE FUNCTION wait_at_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER wait_at_the_end AFTER UPDATE ON import_jobs DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (new.status = 'COMPLETED') EXECUTE FUNCTION wait_at_the_end();
"""
WAITS = """
    SELECT 1 FROM pg_locks WHERE NOT granted
    AND CASE WHEN :moment = 'COMMIT' THEN locktype = 'advisory' ELSE relation = to_regclass(:moment) END
"""


@dataclass(frozen=True)
class Server:
    """An embedded server of its own, in which imports can be held.

    Attributes:
        folder: The data folder that it lives in.
        url: Its address, which stays when it is started anew.
        engine: Connections to it; they begin anew, too.
    """

    folder: Path
    url: str
    engine: Engine

    @contextmanager
    def held(self, moment: str) -> Iterator[None]:
        """Let imports wait at a moment of their commit, until the block ends or the server does."""
        connection = psycopg.connect(self.url)
        try:
            if moment == "COMMIT":
                connection.execute(HOLD_THE_END)
                connection.commit()
                connection.execute("SELECT pg_advisory_xact_lock(4711)")
            else:
                connection.execute(f"LOCK TABLE {moment} IN SHARE MODE")
            yield
        finally:
            with suppress(psycopg.Error):
                connection.close()

    def wait_for(self, moment: str) -> None:
        """Wait until an import has come to a moment at which it is held."""
        until(lambda: column(self.engine, WAITS, moment=moment))

    def kill(self) -> None:
        """Kill every process of the server at once, as the system does when it has no memory left."""
        file = self.folder / "postgres" / "postmaster.pid"
        postmaster = psutil.Process(int(file.read_text(encoding="utf-8").splitlines()[0]))
        postmaster.suspend()  # so that it tells nobody of the first one
        family = [*postmaster.children(recursive=True), postmaster]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        until(lambda: all(workers.is_gone(process) for process in family))

    def start(self) -> None:
        """Start it again, as the next command would."""
        assert embedded.server(self.folder) == self.url


@contextmanager
def serving(folder: Path, tuning: dict[str, str]) -> Iterator[Server]:
    """Yield a server in a folder, with the brand `default` and no products."""
    url = embedded.server(folder, tuning=tuning)
    engine = db.engine(url)
    db.upgrade(engine)
    db.ensure_default_brand(engine)
    yield Server(folder, url, engine)
    engine.dispose()


@pytest.fixture(scope="module")
def stopped() -> Iterator[Path]:
    """Return the folder of a migrated server that does not run: to copy it is faster than to make another."""
    with temporary_folder() as folder:
        with serving(folder, TUNING):
            pass
        embedded.stop(folder)
        yield folder


@pytest.fixture
def server(stopped: Path) -> Iterator[Server]:
    with temporary_folder() as folder:
        subprocess.run(["cp", "-a", stopped / "postgres", folder], check=True)
        with serving(folder, TUNING) as made:
            yield made


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook of 100 rows without mistakes."""
    path = tmp_path_factory.mktemp("sheets") / "spring.xlsx"
    make_sample(100, mistakes=0, seed=5).write(path)
    return path


@pytest.fixture(scope="module")
def undisturbed(
    server_url: str, migrated_template: str, sheet: Path, tmp_path_factory: pytest.TempPathFactory
) -> Any:
    """Return what an import of that workbook leaves that nobody disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with temporary_database(server_url, migrated_template) as url, workspace(url, folder) as kit:
        assert kit.import_file(sheet).summary["successful_rows"] == 100
        return left_behind(kit.engine)


def left_behind(engine: Engine) -> Any:
    """Return all products with all that hangs on them, and the size of every table, the catalog's too."""
    return stored.products(engine), stored.counts(engine)


def require_nothing_written(engine: Engine) -> None:
    assert stored.counts(engine) == {}
    assert column(
        engine, "SELECT count(*) FROM import_journal UNION ALL SELECT count(*) FROM import_row_outcomes"
    ) == [
        0,
        0,
    ]


def require_imported(kit: ik.Workspace, job_id: str, undisturbed: Any) -> None:
    """Make sure that a job ended as it would have without any trouble, and that nothing is left of it."""
    job = ended(kit, job_id)
    assert (str(job.status), job.error, job.summary["successful_rows"]) == ("COMPLETED", "", 100)
    until(lambda: workers.queued(kit.engine) == [])
    assert (staged(kit.engine), left_behind(kit.engine)) == (0, undisturbed)


@pytest.mark.parametrize(
    "moment", [pytest.param("product_variant_attributes", marks=pytest.mark.nightly), "COMMIT"]
)
def test_a_job_ends_as_ever_when_its_server_is_killed_while_the_commit_writes(
    server: Server, sheet: Path, undisturbed: Any, tmp_path: Path, moment: str
) -> None:
    with workspace(server.url, tmp_path) as kit, running_worker(server.engine, tmp_path) as worker:
        with server.held(moment):
            job = kit.start(sheet)
            server.wait_for(moment)
            server.kill()
        server.start()
        require_imported(kit, job.id, undisturbed)
        assert worker.poll() is None


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_command_says_one_sentence_when_its_server_is_killed_and_a_worker_ends_its_job(
    server: Server, sheet: Path, undisturbed: Any, tmp_path: Path, moment: str
) -> None:
    with server.held(moment):
        importing = begin_import(server, sheet, tmp_path)
        server.wait_for(moment)
        server.kill()
    code, said = reported(importing)
    server.start()

    assert (code, said) == (4, LOST)
    require_nothing_written(server.engine)
    with workspace(server.url, tmp_path) as kit:
        (job,) = kit.recent_imports()
        with running_worker(server.engine, tmp_path):
            require_imported(kit, job.id, undisturbed)


def test_a_command_that_finds_its_own_server_killed_starts_it_and_notes_how_the_import_ended(
    server: Server, sheet: Path, undisturbed: Any, tmp_path: Path
) -> None:
    with server.held("product_variant_attributes"):
        importing = begin_import(server, sheet, tmp_path, is_given=False)
        server.wait_for("product_variant_attributes")
        server.kill()

    assert reported(importing) == (4, LOST)
    assert embedded.is_running(server.folder)  # though nobody else has started it
    require_nothing_written(server.engine)
    with workspace(server.url, tmp_path) as kit:
        (job,) = kit.recent_imports()
        assert (str(job.status), job.error) == ("FAILED", LOST[0].removeprefix("Error: "))
        assert kit.import_file(sheet).summary["successful_rows"] == 100
    assert left_behind(server.engine) == undisturbed


def begin_import(server: Server, sheet: Path, data_dir: Path, *, is_given: bool = True) -> Program:
    """Begin `importkit import` of a workbook, and return at once.

    Args:
        is_given: The database is named by its URL; otherwise the command finds it in the folder of its data.
    """
    own = data_dir if is_given else server.folder
    folders = {"IMPORTKIT_DATA_DIR": str(own), "IMPORTKIT_FILES": str(data_dir / "files")}
    url = server.url if is_given else None
    return begin("import", sheet, database_url=url, is_forked=is_given, **folders)


def reported(importing: Program) -> tuple[int, list[str]]:
    """Wait for the end of a command, and return its exit code and the lines that it said on stderr."""
    _, said = importing.communicate(timeout=300)
    lines = [line for line in said.decode().splitlines() if line.strip()]
    return importing.returncode, lines


# ---- a disk that is full


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """Return a folder with a disk of its own that is soon full; only root can make one."""
    tmpfs = ("-t", "tmpfs", "-o", "size=160m,mode=755", "tmpfs")
    with temporary_folder() as folder, privileges.mounted(*tmpfs, on=folder):
        yield folder
        embedded.stop(folder)


@pytest.fixture
def crowded(small_disk: Path) -> Iterator[Server]:
    """Return a server on the small disk."""
    with serving(small_disk, {**TUNING, "min_wal_size": "32MB", "max_wal_size": "64MB"}) as made:
        yield made


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Let no byte fit on a disk while the block lasts."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        for size in (2**20, 2**12, 1):
            with suppress(OSError):
                while file.write(b"\0" * size):
                    pass
    try:
        assert shutil.disk_usage(folder).free == 0
        yield
    finally:
        ballast.unlink()


def test_a_command_says_one_sentence_when_the_disk_of_its_server_is_full(
    crowded: Server, sheet: Path, undisturbed: Any, tmp_path: Path
) -> None:
    with ExitStack() as disk:
        with crowded.held("products"):
            importing = begin_import(crowded, sheet, tmp_path)
            crowded.wait_for("products")
            disk.enter_context(full(crowded.folder))
        code, said = reported(importing)

    # A server that cannot even note what it does, ends; both are said in a sentence.
    assert (code, len(said)) == (4, 2), said
    assert said[0].startswith(
        (
            "Error: The disk of the database is full: Postgres could not ",
            "Error: The connection to Postgres was lost.",
        )
    )
    restart(crowded)
    require_nothing_written(crowded.engine)
    with workspace(crowded.url, tmp_path) as kit:
        (job,) = kit.recent_imports()
        with running_worker(crowded.engine, tmp_path):
            if str(ended(kit, job.id).status) == "FAILED":  # as the command could still note
                assert kit.job(job.id).error.startswith("The disk of the database is full")
                job = kit.start(sheet)
            require_imported(kit, job.id, undisturbed)


#: What an attempt ends with on a full disk: Postgres refuses, ends, starts anew, or cannot even note it.
_REASONS_OF_A_FULL_DISK = (
    "disk of the database is full",
    "The connection to Postgres was lost",
    "Postgres was not reachable",
    "The import was interrupted each time it was tried",
)


def test_a_job_ends_right_when_the_disk_of_its_server_was_full_while_the_commit_wrote(
    crowded: Server, sheet: Path, undisturbed: Any, tmp_path: Path
) -> None:
    with workspace(crowded.url, tmp_path) as kit, running_worker(crowded.engine, tmp_path) as worker:
        with ExitStack() as disk:
            with crowded.held("import_journal"):
                job = kit.start(sheet)
                crowded.wait_for("import_journal")
                (child,) = workers.children(worker)
                disk.enter_context(full(crowded.folder))
            until(lambda: workers.is_gone(child))
        restart(crowded)
        if str(ended(kit, job.id).status) == "FAILED":  # its second attempt came before there was room
            error = kit.job(job.id).error
            assert any(reason in error for reason in _REASONS_OF_A_FULL_DISK), error
            require_nothing_written(crowded.engine)
            job = kit.start(sheet)
        require_imported(kit, job.id, undisturbed)
        assert worker.poll() is None


def restart(server: Server) -> None:
    """Start a server anew, whether it still runs or has ended by itself."""
    embedded.stop(server.folder)
    server.start()
