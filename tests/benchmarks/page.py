"""What the page costs: from an address to its table, a filter, a page, a tab, a fix; its server's memory."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

import psutil
from support.chromium import free_port, running_chromium

import importkit as ik
from benchmarks.operations import PROGRAM
from benchmarks.servers import EMPTY
from benchmarks.workbooks import SEED
from importkit.model import Mode
from importkit.workbook.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from benchmarks.servers import Server

#: Rows of the finished import and of the upload; rows of the draft; the share of products that are bad.
ROWS, DRAFT_ROWS, MISTAKES = 100_000, 10_000, 0.05
#: Seconds after which the server lets go of a draft that nobody looks at, in place of its own.
AGE_S = 16
#: What an act may take.
_LINK_S, _ACT_S, _FIX_S = 2.0, 0.5, 1.0
_MB = 1024 * 1024
#: Runs Streamlit with that age.
_SERVER = (
    "import sys; from importkit.ui import open_drafts; open_drafts._AGE_S = int(sys.argv.pop(1)); "
    "from streamlit.web.cli import main; main()"
)
#: The text of the second column of the table's first line: the number of a row.
_FIRST = (
    "document.querySelector('[data-testid=stDataFrame] [role=gridcell][aria-colindex=\"2\"]')?.textContent"
)
_IS_DRAWN = f"() => Boolean({_FIRST})"
_HAS_CHANGED = f"before => {{ const now = {_FIRST}; return now && now !== before; }}"
#: Whether the list of cells to fix is called otherwise than before: it has their number.
_IS_ANOTHER = """before => [...document.querySelectorAll('[role=combobox]')].every(
    one => one.getAttribute('aria-label') !== before)"""


@dataclass(frozen=True)
class Figure:
    """What was measured of one thing.

    Attributes:
        unit: Of the runs and of the bar.
        bar: What it should be at most.
    """

    name: str
    runs: tuple[float, ...]
    bar: float
    unit: str = "s"

    @property
    def median(self) -> float:
        """Return the median of the runs."""
        return median(self.runs)


@dataclass
class _Memory:
    """What a process holds in memory, looked at all the time.

    Attributes:
        peak: The most so far, in bytes.
    """

    process: psutil.Process
    peak: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def now(self) -> int:
        return int(self.process.memory_info().rss)

    def follow(self) -> None:
        while not self.ended.wait(0.1):
            self.peak = max(self.peak, self.now())


def measure(server: Server, folder: Path, runs: int, say: Callable[[str], None]) -> list[Figure]:
    """Measure the page on a database in which one large sheet was imported."""
    folder.mkdir()
    large, small = folder / "large.xlsx", folder / "small.xlsx"
    make_sample(ROWS, mistakes=MISTAKES, seed=SEED).write(large)
    make_sample(DRAFT_ROWS, mistakes=MISTAKES, seed=SEED).write(small)
    with server.copy(EMPTY) as database:
        variables = os.environ | {
            "IMPORTKIT_DATABASE_URL": server.url_of(database),
            "IMPORTKIT_FILES": str(folder / "files"),
            "IMPORTKIT_DATA_DIR": str(folder / "data"),
        }
        say(f"{ROWS} rows: importing once, to begin with")
        subprocess.run(
            [PROGRAM, "import", large], env=variables, cwd=folder, check=False, capture_output=True
        )
        os.environ.update(variables)
        with (
            ik.connect() as kit,
            _running_page(variables) as (address, process),
            running_chromium() as browser,
        ):
            job = kit.recent_imports()[0].id
            say("the finished import")
            figures = _of_job(browser, f"{address}/result?job={job}", runs)
            say("a fix")
            draft = kit.draft(small, mode=Mode.CREATE, filename="small.xlsx").id
            figures.append(_of_fixes(browser, f"{address}/draft?id={draft}", runs))
            say("the memory of an upload")
            return [*figures, *_of_upload(browser, address, large, process)]


@dataclass
class _Visit:
    """A visitor whose acts are timed.

    Attributes:
        page: A tab that has loaded nothing yet.
        taken: The seconds of each act, by its name.
    """

    page: Page
    taken: dict[str, list[float]]

    def note(self, name: str, act: Callable[[], Any], drawn: Callable[[], Any]) -> None:
        """Time an act until what it leads to is drawn, and wait until the server has nothing more to say."""
        began = time.perf_counter()
        act()
        drawn()
        self.taken.setdefault(name, []).append(time.perf_counter() - began)
        self.page.wait_for_function("() => document.querySelector('[data-test-script-state=notRunning]')")

    def table(self) -> None:
        """Wait until a table is drawn."""
        self.page.wait_for_function(_IS_DRAWN)

    def other_table(self) -> Callable[[], Any]:
        """Return what waits until the table begins with another line than now."""
        before = self.page.evaluate(f"() => {_FIRST}")
        return lambda: self.page.wait_for_function(_HAS_CHANGED, arg=before)


@contextmanager
def _visit(browser: Browser, taken: dict[str, list[float]]) -> Iterator[_Visit]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as visitor:
        page = visitor.new_page()
        page.set_default_timeout(300_000)
        yield _Visit(page, taken)


def _of_job(browser: Browser, address: str, runs: int) -> list[Figure]:
    """Measure the page of a finished import, each time in a tab that has loaded nothing yet."""
    taken: dict[str, list[float]] = {}
    for _ in range(runs):
        with _visit(browser, taken) as visit:
            radio = partial(visit.page.get_by_role, "radio", exact=True)
            link = f"{address}&tab=Rows"
            visit.note("job link to drawn table", partial(visit.page.goto, link), visit.table)
            failed = visit.page.get_by_role("radio", name="Failed")
            visit.note("filter on", failed.click, visit.other_table())
            second = visit.page.locator("[data-testid=stPagination]").get_by_text("2", exact=True)
            visit.note("page", second.click, visit.other_table())
            visit.note("filter off", failed.click, visit.other_table())
            causes = visit.page.get_by_text("Why this matters").first
            visit.note("tab To fix", radio(name="To fix").click, causes.wait_for)
            visit.note("tab Rows", radio(name="Rows").click, visit.table)
    return [Figure(name, tuple(each), _LINK_S if "link" in name else _ACT_S) for name, each in taken.items()]


def _of_fixes(browser: Browser, address: str, runs: int) -> Figure:
    """Measure from Enter in the field of a value to the next cell that is asked for."""
    taken: dict[str, list[float]] = {}
    with _visit(browser, taken) as visit:
        visit.page.goto(address)
        asked = visit.page.get_by_role("combobox", name="to fix")
        for _ in range(runs):
            asked.wait_for()
            left = asked.get_attribute("aria-label")
            value = visit.page.get_by_role("textbox", name="New value for").first
            value.fill("17")
            fewer = partial(visit.page.wait_for_function, _IS_ANOTHER, arg=left)
            visit.note("fix", partial(value.press, "Enter"), fewer)
    return Figure(f"a fix to its recheck, {DRAFT_ROWS} rows", tuple(taken["fix"]), _FIX_S)


def _of_upload(browser: Browser, address: str, large: Path, process: psutil.Process) -> list[Figure]:
    """Measure what an upload adds to the memory of the server, and what of it is left when it is closed."""
    memory = _Memory(process)
    threading.Thread(target=memory.follow, daemon=True).start()
    with _visit(browser, {}) as visit:
        visit.page.goto(address)
        chosen = visit.page.locator("input[type=file]")
        chosen.wait_for(state="attached")
        before = memory.now()
        memory.peak = before
        began = time.perf_counter()
        chosen.set_input_files(large)
        visit.page.get_by_role("combobox", name="to fix").wait_for()
        took = time.perf_counter() - began
    threading.Event().wait(AGE_S * 1.5)  # nobody looks any more
    memory.ended.set()
    return [
        Figure(f"upload of {ROWS} rows to its draft", (took,), 60.0),
        Figure("the server grows by", ((memory.peak - before) / _MB,), 300.0, "MB"),
        Figure("the server keeps of it", ((memory.now() - before) / _MB,), 100.0, "MB"),
    ]


@contextmanager
def _running_page(variables: dict[str, str]) -> Iterator[tuple[str, psutil.Process]]:
    port = free_port()
    options = ("--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}")
    command = (sys.executable, "-c", _SERVER, str(AGE_S), "run", "streamlit_app.py", *options)
    root = os.fspath(ik.__path__[0]) + "/.."
    with subprocess.Popen(
        command, cwd=root, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as started:
        try:
            while started.poll() is None and not _is_listening(port):
                threading.Event().wait(0.1)
            yield f"http://127.0.0.1:{port}", psutil.Process(started.pid)
        finally:
            started.kill()


def _is_listening(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def table(figures: Sequence[Figure]) -> str:
    """Return the medians as a Markdown table."""
    lines = ["| the page | median | lowest | highest | at most |", "|---|---:|---:|---:|---:|"]
    for each in figures:
        shown = [f"{one:.2f} {each.unit}" for one in (each.median, min(each.runs), max(each.runs), each.bar)]
        lines.append(f"| {each.name} | {' | '.join(shown)} |")
    return "\n".join(lines)
