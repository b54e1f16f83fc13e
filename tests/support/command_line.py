"""The command line as a shell runs it, with its exit code and both of its streams.

Most commands run in the process of the tests, which has loaded what they need; a test that is about processes
asks for another one.
"""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from importkit import cli
from support import fork_server
from support.fork_server import Forked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What an interpreter reads when it starts.
_OF_PYTHON = ("PYTHON", "LANG", "LC_")

PROGRAM = Path(sys.executable).with_name("importkit")


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def environment(database_url: str | None = None, **more: str) -> dict[str, str]:
    """Return the environment of a command: 80 columns, no colours, no settings of this machine;
    uploads go where this test's own do."""
    kept = {
        name: text
        for name, text in os.environ.items()
        if name in {"IMPORTKIT_FILES", "IMPORTKIT_DATA_DIR"}
        or not name.startswith(("IMPORTKIT_", "COLUMNS", "FORCE_"))
    }
    given = {"IMPORTKIT_DATABASE_URL": database_url} if database_url else {}
    return kept | {"NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"} | given | more


def run(
    *words: str | Path,
    cwd: Path,
    database_url: str | None = None,
    by: tuple[str | Path, ...] = (),
    in_process: bool = True,
    **more: str,
) -> Ended:
    """Run `importkit …` in a folder; further names are of its environment.

    Args:
        by: Another program that runs it.
        in_process: It runs in this process. False where a test is about processes: what they leave behind.
    """
    if in_process and _can_fork(by, more) and threading.current_thread() is threading.main_thread():
        with _closing_connections(), _standing_for_a_process(cwd, environment(database_url, **more)):
            return _run_here([str(PROGRAM), *map(str, words)])
    if _can_fork(by, more):
        return _run_forked([str(PROGRAM), *map(str, words)], cwd, environment(database_url, **more))
    ended = subprocess.run(
        [*by, PROGRAM, *map(str, words)],
        cwd=cwd,
        env=environment(database_url, **more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def begin(
    *words: str | Path,
    database_url: str | None = None,
    cwd: str | Path = ".",
    by: tuple[str | Path, ...] = (),
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
    is_forked: bool = True,
    **more: str,
) -> Forked | subprocess.Popen[bytes]:
    """Start `importkit …`, and return at once.

    Args:
        is_forked: It is forked from a process that has loaded what it needs, and so are its children. False
            where a test is about processes: how they start, and what becomes of them.
    """
    given = environment(database_url, **more)
    if is_forked and _can_fork(by, more):
        return Forked(
            [str(PROGRAM), *map(str, words)], cwd, fork_server.for_children() | given, out=stdout, err=stderr
        )
    return subprocess.Popen([*by, PROGRAM, *words], cwd=cwd, env=given, stdout=stdout, stderr=stderr)


def _can_fork(by: tuple[str | Path, ...], variables: Iterable[str]) -> bool:
    """Return whether a program can be forked: elsewhere addresses of sockets are files, and libraries start
    threads that a fork would lose."""
    return sys.platform == "linux" and not by and not any(name.startswith(_OF_PYTHON) for name in variables)


@contextmanager
def _closing_connections() -> Iterator[None]:
    """Close what is opened of Postgres in the block, as the end of a process does."""
    opened: list[Any] = []

    def note(connection: Any, _: object) -> None:
        opened.append(connection)

    event.listen(Pool, "connect", note)
    try:
        yield
    finally:
        event.remove(Pool, "connect", note)
        for connection in opened:
            connection.close()


@contextmanager
def _standing_for_a_process(cwd: Path, environment: dict[str, str]) -> Iterator[None]:
    """Let this process be in a folder, with an environment and without handlers of logs; then as before."""
    folder, before = Path.cwd(), dict(os.environ)
    loggers = [logging.getLogger(), logging.getLogger("importkit")]
    states = [(one.handlers, one.level) for one in loggers]
    try:
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update({"COLUMNS": "80"} | environment)
        for one in loggers:
            one.handlers = []
            one.setLevel(logging.WARNING if one is loggers[0] else logging.NOTSET)
        yield
    finally:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(before)
        for one, (handlers, level) in zip(loggers, states, strict=True):
            one.handlers = handlers
            one.setLevel(level)


def _run_here(words: list[str]) -> Ended:
    out, err = io.BytesIO(), io.BytesIO()
    code: object = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", words)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8"))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8", line_buffering=True))
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code
        sys.stdout.flush()
        sys.stderr.flush()
        assert code is None or isinstance(code, int)
        return Ended(code or 0, out.getvalue().decode(), err.getvalue().decode())


def _run_forked(words: list[str], cwd: Path, environment: dict[str, str]) -> Ended:
    with (
        Path(os.devnull).open("rb") as nothing,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        code = fork_server.run(words, cwd, environment, [nothing.fileno(), out.fileno(), err.fileno()])
        out.seek(0)
        err.seek(0)
        return Ended(code, out.read().decode(), err.read().decode())
