"""The command line as a shell runs it: another process, with its exit code and both of its streams."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from support import fork_server
from support.fork_server import Forked

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    **more: str,
) -> Ended:
    """Run `importkit …` in a folder, by another program if need be; further names are of its environment."""
    if _can_fork(by, more):
        return _run_forked([str(PROGRAM), *map(str, words)], cwd, environment(database_url, **more))
    ended = subprocess.run(
        [*by, PROGRAM, *map(str, words)],
        cwd=cwd,
        env=environment(database_url, **more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
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
