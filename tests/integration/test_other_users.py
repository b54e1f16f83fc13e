"""Other users of the machine: nobody but its owner reaches the embedded server, its socket and the files.

Only root can be somebody else; elsewhere the tests say so.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import site
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from support import fork_server, privileges
from support import page_sheets as sheets
from support.workers import until

import importkit

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

#: Two accounts that every Linux has, and that are not root.
OWNER, STRANGER = "daemon", "nobody"

#: Tries, as another user, to list every folder, read every file and reach every socket; prints where it got.
TRY_EVERYTHING = """
import json, os, pwd, socket, stat, sys
paths = json.load(sys.stdin)
them = pwd.getpwnam(sys.argv[1])
os.setgroups([]); os.setgid(them.pw_gid); os.setuid(them.pw_uid)
reached = []
def read(path):
    with open(path, "rb") as file:
        file.read(1)
def write(path):
    with open(path, "ab"):
        pass
def connect(path):
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(path)
def make(path):
    os.mkdir(os.path.join(path, "mine"))
ways = {"folder": (os.listdir, make), "file": (read, write), "socket": (connect,)}
for path, kind in paths:
    for way in ways[kind]:
        try:
            way(path)
        except PermissionError:
            continue
        except OSError as error:  # a socket that is gone, say
            reached.append((path, way.__name__, repr(error)))
        else:
            reached.append((path, way.__name__, ""))
print(json.dumps(reached))
"""


@dataclass(frozen=True)
class Machine:
    """A data folder of one user, and how programs are run as that user.

    Attributes:
        folder: The data folder.
        python: Python as that user can run it, and what goes before it.
        environment: What its programs are told.
    """

    folder: Path
    python: tuple[str, ...]
    environment: dict[str, str]

    def begin(self, *words: str) -> subprocess.Popen[str]:
        """Begin `importkit …` as the owner, and return at once."""
        code = "import sys; sys.argv[0] = 'importkit'; from importkit.cli import main; main()"
        return subprocess.Popen(
            [*self.python, "-c", code, *words],
            env=self.environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> str:
        """Run `importkit …` as the owner, and return what it printed."""
        process = self.begin(*words)
        out, err = process.communicate(timeout=600)
        assert process.returncode == 0, err
        return out

    def everything(self) -> list[tuple[str, str]]:
        """Return every folder, file and socket of it, as root sees them."""
        found = []
        for path in [self.folder / "data", *(self.folder / "data").rglob("*")]:
            kind = "folder" if path.is_dir() else "socket" if path.is_socket() else "file"
            found.append((str(path), kind))
        return found

    def reached_by(self, stranger: str) -> list[Any]:
        """Return what another user of the machine gets at, and how."""
        tried = subprocess.run(
            [sys.executable, "-c", TRY_EVERYTHING, stranger],
            input=json.dumps(self.everything()),
            capture_output=True,
            text=True,
            check=True,
        )
        return [tuple(one) for one in json.loads(tried.stdout)]


@contextmanager
def python_for_all(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield this Python as other users may run it too, and what it has to be told.

    One that lives where only root may look is shown a second time, in a folder of the test's.
    """
    home = Path(sys.base_prefix)
    program = Path(sys.executable).resolve()
    if all(path.stat().st_mode & 0o001 for path in (program, *program.parents)):
        yield str(program), {}
        return
    with privileges.mounted("--bind", home, on=folder):
        yield str(folder / program.relative_to(home)), {"LD_LIBRARY_PATH": str(folder / "lib")}


@pytest.fixture
def of_somebody() -> Iterator[Machine]:
    """Return the machine of a user who is not root, with a workbook."""
    privileges.require("be another user")
    owner = pwd.getpwnam(OWNER)
    folder, place = (Path(tempfile.mkdtemp(prefix="ik-", dir="/tmp")) for _ in range(2))
    (folder / "good.xlsx").write_bytes(sheets.workbook(sheets.GOOD))
    for path in (folder, folder / "good.xlsx"):
        os.chown(path, owner.pw_uid, owner.pw_gid)
    packages = [str(Path(importkit.__file__).parents[1]), *site.getsitepackages(), *sys.path]
    with python_for_all(place) as (python, needed):
        environment = {
            "HOME": str(folder),
            "IMPORTKIT_DATA_DIR": str(folder / "data"),
            "PYTHONPATH": ":".join(
                dict.fromkeys(path for path in packages if "site-packages" in path or path == packages[0])
            ),
            "PYTHONDONTWRITEBYTECODE": "1",
            **needed,
        }
        become = ("setpriv", f"--reuid={OWNER}", f"--regid={owner.pw_gid}", "--clear-groups", "--", python)
        machine = Machine(folder, become, environment)
        try:
            yield machine
        finally:
            machine.begin("db", "stop").communicate(timeout=600)
            shutil.rmtree(folder, ignore_errors=True)
    place.rmdir()


@pytest.fixture
def of_root() -> Iterator[Machine]:
    """Return the machine of root, whose server runs as an account of its own."""
    privileges.require("be another user")
    folder = Path(tempfile.mkdtemp(prefix="ik-", dir="/tmp"))
    (folder / "good.xlsx").write_bytes(sheets.workbook(sheets.GOOD))
    environment = {**os.environ, "IMPORTKIT_DATA_DIR": str(folder / "data"), "IMPORTKIT_FILES": ""}
    # Who runs them decides here, not how they start: they are forked, as another user's cannot be.
    machine = Machine(folder, (str(fork_server.INTERPRETER),), environment | fork_server.for_children())
    try:
        yield machine
    finally:
        machine.begin("db", "stop").communicate(timeout=600)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("whose", ["of_somebody", pytest.param("of_root", marks=pytest.mark.nightly)])
def test_nobody_but_the_owner_reaches_the_server_and_the_files_while_two_workers_import(
    request: pytest.FixtureRequest, whose: str
) -> None:
    machine: Machine = request.getfixturevalue(whose)
    url = machine.run("db", "url").strip()
    first, second = (machine.begin("worker") for _ in range(2))
    try:
        for _ in range(2):
            machine.run("import", "good.xlsx", "--background")
        reached = machine.reached_by(STRANGER)
        statuses = until(lambda: ended(url, jobs=2))
        assert (first.poll(), second.poll()) == (None, None)
    finally:
        for worker in (first, second):
            worker.terminate()
            worker.communicate(timeout=600)
    reached += machine.reached_by(STRANGER)

    assert statuses == {"COMPLETED"}
    kinds = [kind for _, kind in machine.everything()]
    assert (kinds.count("socket"), kinds.count("file") > 100) == (1, True)  # there is something to reach
    # The data folder itself holds nothing but folders that are closed, a lock and a mark of the last cleanup.
    open_ = {path for path, way, _ in reached if way in {"write", "make", "connect"}}
    assert open_ == set()
    assert {path for path, *_ in reached} <= {str(machine.folder / "data"), *marks(machine)}


def marks(machine: Machine) -> set[str]:
    """Return the files of the data folder that say nothing: empty ones."""
    return {
        str(path)
        for path in (machine.folder / "data").iterdir()
        if path.is_file() and not path.stat().st_size
    }


def ended(url: str, jobs: int) -> set[str]:
    """Return how so many jobs have ended; nothing while one has not."""
    with psycopg.connect(url) as connection:  # root is let in everywhere
        found = [status for (status,) in connection.execute("SELECT status FROM import_jobs")]
    return set() if len(found) < jobs or {"PENDING", "PROCESSING"} & set(found) else set(found)
