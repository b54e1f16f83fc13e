"""Programs of importkit in processes that need not load anything: each is forked from one that has.

Loading pandas, Pandera and DuckDB takes a program longer than its work does, and the tests run a thousand. A
program still has a process, an environment, a folder and streams of its own, as from a shell. Run as a
program, this is the process that the others are forked from; it knows nothing but what it loads.

A request is one line of JSON with the three streams; the answers are two lines, the process id and the exit
code. Whoever closes the connection before the second one kills the process.
"""

from __future__ import annotations

import gc
import io
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    import pytest

_LONGEST = 1024 * 1024

#: Runs what a child of a worker, or of the page, is started with, by asking this server for it.
INTERPRETER = Path(__file__).with_name("forked_python.py")

#: The variable that tells a program to let its children be forked as well: it holds the server's name.
FORK_SERVER = "FORK_SERVER"

#: What programs load while they run; none of it starts a thread, which a fork would lose.
_LOADED = (
    "duckdb",
    "openpyxl",
    "pandera.backends.pandas.builtin_checks",
    "pandera.io",
    "pandera.pandas",
    "psycopg",
    "pyarrow",
    "python_calamine",
    "sqlalchemy.dialects.postgresql.psycopg",
    "importkit.cli",
    "importkit.worker.child",
    "importkit.worker.local_worker_process",
    "importkit.pipeline",
    "importkit.ui.check_process",
    "importkit.workbook.product_sheet",
)


def for_children() -> dict[str, str]:
    """Return the variable of a program that forks its children, too."""
    return {FORK_SERVER: address()[1:]}


def fork_children(patch: pytest.MonkeyPatch) -> None:
    """Let this process fork the children that importkit starts in it, for as long as the patch lasts."""
    if sys.platform == "linux":
        for name, value in for_children().items():
            patch.setenv(name, value)
        patch.setattr(sys, "executable", str(INTERPRETER))


class Forked:
    """A program that runs, with what the tests use of `subprocess.Popen`.

    Attributes:
        pid: Its process.
        returncode: Its exit code once somebody has asked for it; negative after a signal.
        stdout: What it prints, where a pipe was asked for; so is `stderr`.
    """

    def __init__(
        self, words: Sequence[str], cwd: str | Path, environment: Mapping[str, str], *, out: int, err: int
    ) -> None:
        self.returncode: int | None = None
        with ExitStack() as ours:
            nothing = ours.enter_context(Path(os.devnull).open("r+b", buffering=0))
            self.stdout, out_end = _stream(out, nothing, ours)
            self.stderr, err_end = _stream(err, nothing, ours)
            self._connection = _asked(words, cwd, environment, (nothing.fileno(), out_end, err_end))
        self.pid = _number(self._connection)

    def poll(self) -> int | None:
        """Return the exit code, None while it runs."""
        if self.returncode is None and select.select([self._connection], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code when it has ended."""
        if self.returncode is None:
            if not select.select([self._connection], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self.returncode = _number(self._connection)
            self._connection.close()
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[bytes, bytes]:
        """Return what it still prints until its end."""
        output = {stream: b"" for stream in (self.stdout, self.stderr) if stream is not None}
        still = set(output)
        while still:
            ready, _, _ = select.select(list(still), [], [], timeout)
            if not ready:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            for stream in ready:
                read = os.read(stream.fileno(), 65_536)
                output[stream] += read
                if not read:
                    still.remove(stream)
        self.wait(timeout)
        self._close()
        return tuple(output.get(stream, b"") for stream in (self.stdout, self.stderr))  # type: ignore[index]

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.kill()
        self.wait()
        self._close()

    def _close(self) -> None:
        for stream in (self.stdout, self.stderr):
            if stream is not None:
                stream.close()


def _stream(asked: int, nothing: io.FileIO, ours: ExitStack) -> tuple[io.FileIO | None, int]:
    """Return what the tests read of a stream, and what the program writes to, which `ours` closes here."""
    if asked == subprocess.DEVNULL:
        return None, nothing.fileno()
    if asked != subprocess.PIPE:
        return None, asked
    read, write = os.pipe()
    ours.callback(os.close, write)
    return io.FileIO(read), write


def run(words: Sequence[str], cwd: Path, environment: Mapping[str, str], streams: Sequence[int]) -> int:
    """Run a program in a process of its own with these streams (in, out, err), and return its exit code."""
    with _asked(words, cwd, environment, streams) as connection:
        _number(connection)
        return _number(connection)


def _number(connection: socket.socket) -> int:
    """Return what the server answers next; nothing after it is taken from the connection."""
    text = b""
    while not text.endswith(b"\n"):
        text += (more := connection.recv(1))
        assert more, "the fork server has ended"
    return int(text)


def _asked(
    words: Sequence[str], cwd: str | Path, environment: Mapping[str, str], streams: Sequence[int]
) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.connect(address())
    asked = {"words": list(words), "cwd": str(cwd), "environment": dict(environment)}
    socket.send_fds(connection, [json.dumps(asked).encode() + b"\n"], list(streams))
    return connection


@cache
def address() -> str:
    """Start the process to fork from, and return its address; it ends with this one."""
    name = f"importkit-tests-{os.getpid()}"
    from support.command_line import environment

    process = subprocess.Popen(
        [sys.executable, __file__, name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    _started_processes.append(process)  # its stdin stays open as long as this process lives
    return f"\0{name}"  # an abstract address: nothing is left on disk


_started_processes: list[subprocess.Popen[bytes]] = []


def serve(name: str) -> None:
    """Fork a process for each program that is asked for, until stdin ends."""
    _load()
    gc.freeze()  # what is loaded stays shared with those that are forked
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
    """Run one program in a process of its own, and tell its process id and its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    asked, streams = _request(connection)
    child = os.fork()
    if child == 0:
        connection.close()
        _become(asked, streams)
    for each in streams:
        os.close(each)
    with suppress(OSError):  # whoever asked has gone
        connection.sendall(f"{child}\n".encode())
    ended = os.pidfd_open(child)
    ready, _, _ = select.select([ended, connection], [], [])
    if ended not in ready:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with suppress(OSError):
        connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _request(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    text, streams, _, _ = socket.recv_fds(connection, _LONGEST, 3)
    while not text.endswith(b"\n"):
        text += connection.recv(_LONGEST) or sys.exit(1)  # whoever asked has gone
    return json.loads(text), streams


def _become(asked: dict[str, Any], streams: Sequence[int]) -> None:
    """Go on as the program: with its folder, environment, streams, words, and signals as from a shell."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = asked["words"]
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding="utf-8")
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
    """Run a program as Python does, and return its exit code."""
    import atexit

    code: object = 0
    try:
        code = _program()
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


def _program() -> object:
    """Be `importkit …`, or `python -m MODULE …` or `python -c CODE` of a child that importkit starts."""
    if FORK_SERVER in os.environ:
        sys.executable = str(INTERPRETER)
    if sys.argv[0] == str(INTERPRETER):
        option, program, *words = sys.argv[1:]
        sys.argv = [option, *words]
        if option == "-c":
            return exec(program, {"__name__": "__main__"})  # noqa: S102  what an interpreter does
        return import_module(program).main()
    return import_module("importkit.cli").main()


def _load() -> None:
    """Load the libraries, and what each keeps once it has been used; DuckDB would start threads."""
    for name in _LOADED:
        import_module(name)
    from importkit import taxonomy, validation, workbook
    from importkit.model import Mode
    from importkit.workbook.sample import make_sample

    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.xlsx"
        make_sample(20).write(sample)
        validation.validate(workbook.read(sample), Mode.CREATE)
    taxonomy.load()


if __name__ == "__main__":
    serve(sys.argv[1])
