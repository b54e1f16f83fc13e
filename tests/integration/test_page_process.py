"""`importkit ui` as a process: who reaches it, and what ends it."""

from __future__ import annotations

import signal
import socket
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psutil
import pytest
from support.command_line import PROGRAM, environment
from support.workers import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

_PATIENCE_S = 60


@contextmanager
def _page(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = int(bound.getsockname()[1])
    words = [PROGRAM, "ui", "--port", str(port), *options]
    with subprocess.Popen(
        words,
        cwd=folder,
        env=environment(STREAMLIT_SERVER_HEADLESS="true"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as page:
        try:
            until(lambda: _listening(page.pid))
            yield page, port
        finally:
            page.kill()


def _listening(pid: int) -> set[str]:
    """Return the addresses on which a process listens."""
    sockets = psutil.Process(pid).net_connections(kind="tcp")
    return {found.laddr.ip for found in sockets if found.status == psutil.CONN_LISTEN}


def test_the_page_is_reached_from_this_machine_alone(tmp_path: Path) -> None:
    with _page(tmp_path) as (page, _):
        assert _listening(page.pid) <= {"127.0.0.1", "::1"}


def test_the_page_opens_where_it_is_asked_to_and_says_that_there_is_no_sign_in(tmp_path: Path) -> None:
    with _page(tmp_path, "--host", "0.0.0.0") as (page, _):
        assert _listening(page.pid) == {"0.0.0.0"}
        assert page.stderr is not None
        reported = page.stderr.readline()

    assert reported == "Note: The page has no sign-in: whoever reaches 0.0.0.0 uses it as local@localhost.\n"


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_what_ends_the_command_ends_the_page(tmp_path: Path, ending: signal.Signals) -> None:
    with _page(tmp_path) as (page, port):
        page.send_signal(ending)
        page.wait(_PATIENCE_S)

        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            free.bind(("127.0.0.1", port))


def test_streamlit_run_is_bound_to_this_machine_as_well_and_watches_no_folder() -> None:
    import tomllib
    from pathlib import Path

    config = (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8")

    server = tomllib.loads(config)["server"]
    assert (server["address"], server["fileWatcherType"]) == ("localhost", "none")
