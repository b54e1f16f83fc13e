"""Servers of the page: each a process that can be killed, and a log that is read for failures."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support import fork_server
from support.chromium import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]

#: Runs Streamlit; the children of the page, which check uploads, are forked.
_SERVER = "import sys; from streamlit.web.cli import main; sys.executable = sys.argv.pop(1); main()"
_TRACEBACK = "Traceback (most recent call last)"


@dataclass(frozen=True)
class PageServer:
    """A server of the page that runs.

    Attributes:
        lines: What it has printed so far.
    """

    address: str
    process: subprocess.Popen[str]
    lines: list[str]

    @property
    def failures(self) -> list[str]:
        """Return what it has printed from the first traceback on: the page shows what fails as a sentence."""
        first = next((place for place, line in enumerate(self.lines) if _TRACEBACK in line), None)
        return [] if first is None else self.lines[first:]


@contextmanager
def running_page(port: int | None = None, **environment: str) -> Iterator[PageServer]:
    """Yield a server of the page, which listens at a port of its own where none is given."""
    command = (sys.executable, "-u", "-c", _SERVER, fork_server.INTERPRETER, "run", "streamlit_app.py")
    options = ("--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port or free_port()}")
    with subprocess.Popen(
        (*command, *options),
        cwd=ROOT,
        env=os.environ | environment | fork_server.for_children(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            lines: list[str] = []
            address = _address(process)
            # A server whose output nobody reads stops when the pipe is full.
            threading.Thread(target=lines.extend, args=(process.stdout,), daemon=True).start()
            yield PageServer(address, process, lines)
        finally:
            process.kill()  # it holds nothing that would have to be saved


def _address(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None
    for line in server.stdout:
        if "URL:" in line:
            return line.split("URL:")[1].strip()
    pytest.fail("The page did not start.")
