"""The command line as a shell runs it: another process, with its exit code and both of its streams."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support import fork_server

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
    # Elsewhere addresses of sockets are files, and libraries start threads that a fork would lose.
    if sys.platform == "linux" and not by and not any(name.startswith(_OF_PYTHON) for name in more):
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
