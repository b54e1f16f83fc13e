"""The command line in processes that need not load anything: each command is forked from one that has.

Loading pandas, Pandera and DuckDB takes a command longer than its work does, and the tests run a thousand. A
command still has a process, an environment, a folder and streams of its own, as from a shell. Run as a
program, this is the process that the commands are forked from; it knows nothing but what it loads.
"""

from __future__ import annotations

import io
import json
import os
import select
import signal
import socket
import subprocess
import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_LONGEST = 1024 * 1024

#: What commands load while they run; none of it starts a thread, which a fork would lose.
_LOADED = (
    "duckdb",
    "openpyxl",
    "pandera.pandas",
    "psycopg",
    "pyarrow",
    "python_calamine",
    "sqlalchemy.dialects.postgresql.psycopg",
    "importkit.cli",
    "importkit.jobs",
    "importkit.pipeline",
    "importkit.workbook.book",
)


def run(words: Sequence[str], cwd: Path, environment: Mapping[str, str], streams: Sequence[int]) -> int:
    """Run a command in a process of its own with these streams (in, out, err), and return its exit code."""
    asked = json.dumps({"words": list(words), "cwd": str(cwd), "environment": dict(environment)}).encode()
    with _connected() as connection:
        socket.send_fds(connection, [asked], list(streams))
        connection.shutdown(socket.SHUT_WR)
        return int(connection.makefile().read())


def _connected() -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.connect(_started())
    return connection


@cache
def _started() -> str:
    """Start the process to fork from, and return its address; it ends with this one."""
    name = f"importkit-tests-{os.getpid()}"
    from support.command_line import environment

    process = subprocess.Popen(
        [sys.executable, __file__, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    _started_processes.append(process)  # its stdin stays open as long as this process lives
    return f"\0{name}"  # an abstract address: nothing is left on disk


_started_processes: list[subprocess.Popen[bytes]] = []


def serve(name: str) -> None:
    """Fork a process for each command that is asked for, until stdin ends."""
    _load()
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(f"\0{name}")
    listening.listen()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who answer
    while True:
        ready, _, _ = select.select([listening, 0], [], [])
        if 0 in ready:
            return
        connection, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            _answer(connection)
        connection.close()


def _answer(connection: socket.socket) -> None:
    """Run one command in a process of its own, and tell its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    asked, streams = _request(connection)
    child = os.fork()
    if child == 0:
        connection.close()
        _become(asked, streams)
    for each in streams:
        os.close(each)
    _, status = os.waitpid(child, 0)
    connection.sendall(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _request(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    text, streams, _, _ = socket.recv_fds(connection, _LONGEST, 3)
    while more := connection.recv(_LONGEST):
        text += more
    return json.loads(text), streams


def _become(asked: dict[str, Any], streams: Sequence[int]) -> None:
    """Go on as the command: with its folder, environment, streams and words."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = asked["words"]
    sys.stdin = io.TextIOWrapper(io.FileIO(0), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(2, "w", closefd=False)),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=True,
    )
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    os._exit(_code())


def _code() -> int:
    """Run the command line as Python runs a program, and return its exit code."""
    import atexit

    from importkit.cli import main

    code: object = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    except BaseException:  # noqa: BLE001  as the interpreter does
        sys.excepthook(*sys.exc_info())
        code = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    if code is None or isinstance(code, int):
        return int(code or 0)
    sys.stderr.write(f"{code}\n")
    sys.stderr.flush()
    return 1


def _load() -> None:
    for name in _LOADED:
        import_module(name)


if __name__ == "__main__":
    serve(sys.argv[1])
