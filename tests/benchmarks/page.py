"""What the page costs: from an address to its table, a filter, a page, a tab, a fix; its server's memory."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

import psutil
from support.chromium import free_port, running_chromium

import importkit as ik
from benchmarks import painting
from benchmarks.operations import PROGRAM
from benchmarks.processes import tree_cpu_s
from benchmarks.servers import EMPTY
from benchmarks.workbooks import SEED
from importkit.model import Mode
from importkit.workbook.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from benchmarks.servers import Server

#: The share of products that are bad.
MISTAKES = 0.05
#: The server lets go of a draft that nobody looks at within this share of the wait: 480 s of ten minutes.
_AGE = 0.8
#: What an act may take.
_LINK_S, _ACT_S, _FIX_S = 2.0, 0.5, 1.0
_MB = 1024 * 1024
#: Runs Streamlit with that age.
_SERVER = (
    "import sys; from importkit.ui import open_drafts; open_drafts._AGE_S = float(sys.argv.pop(1)); "
    "from streamlit.web.cli import main; main()"
)
#: The text of the second column of the table's first line: the number of a row.
_FIRST = (
    "document.querySelector('[data-testid=stDataFrame] [role=gridcell][aria-colindex=\"2\"]')?.textContent"
)
#: What the list of cells to fix names; the form of that cell is drawn before it.
_NAMED = "document.querySelector('input[role=combobox][aria-label$=\"to fix\"]')?.value"
_IS_IDLE = "() => document.querySelector('[data-test-script-state=notRunning]')"


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    Attributes:
        rows: Of the finished import and of the upload.
        draft_rows: Of the draft that is mended.
        runs: How often each act is done.
        wait_s: How long after its draft is closed the server's memory is looked at.
    """

    rows: int
    draft_rows: int
    runs: int
    wait_s: float


@dataclass(frozen=True)
class Figure:
    """What was measured of one thing.

    Attributes:
        bar: What it should be at most.
        unit: Of the runs and of the bar.
        cpu_s: The processor time of page and database in each run, which repeats where `runs` do not.
    """

    name: str
    runs: tuple[float, ...]
    bar: float
    unit: str = "s"
    cpu_s: tuple[float, ...] = ()

    @property
    def median(self) -> float:
        """Return the median of the runs."""
        return median(self.runs)


@dataclass(frozen=True)
class _Costs:
    """What page and database have taken so far."""

    page: psutil.Process
    server: Server

    def cpu_s(self) -> float:
        return tree_cpu_s(self.page.pid) + self.server.cpu_s()

    def memory(self) -> int:
        return int(self.page.memory_info().rss)

    @contextmanager
    def peak(self) -> Iterator[list[int]]:
        """Yield a list whose only item is the most memory so far, looked at all the time."""
        most, ended = [self.memory()], threading.Event()

        def follow() -> None:
            while not ended.wait(0.1):
                most[0] = max(most[0], self.memory())

        follower = threading.Thread(target=follow, daemon=True)
        follower.start()
        try:
            yield most
        finally:
            ended.set()
            follower.join()


def measure(server: Server, folder: Path, sizes: Sizes, say: Callable[[str], None]) -> list[Figure]:
    """Measure the page on a database in which one large sheet was imported."""
    folder.mkdir()
    large, small = folder / "large.xlsx", folder / "small.xlsx"
    make_sample(sizes.rows, mistakes=MISTAKES, seed=SEED).write(large)
    make_sample(sizes.draft_rows, mistakes=MISTAKES, seed=SEED + 1).write(small)  # of other products
    with server.copy(EMPTY) as database:
        variables = os.environ | {
            "IMPORTKIT_DATABASE_URL": server.url_of(database),
            "IMPORTKIT_FILES": str(folder / "files"),
            "IMPORTKIT_DATA_DIR": str(folder / "data"),
        }
        say(f"{sizes.rows} rows: importing once, to begin with")
        subprocess.run(
            [PROGRAM, "import", large], env=variables, cwd=folder, check=False, capture_output=True
        )
        os.environ.update(variables)
        with (
            ik.connect() as kit,
            _running_page(variables, sizes.wait_s * _AGE) as (address, process),
            running_chromium() as browser,
        ):
            costs, job = _Costs(process, server), kit.recent_imports()[0].id
            say("the finished import")
            figures = _of_job(browser, f"{address}/result?job={job}", costs, sizes)
            say("a fix")
            draft = kit.draft(small, mode=Mode.CREATE, filename="small.xlsx").id
            figures += _of_fixes(browser, f"{address}/draft?id={draft}", costs, sizes)
            say(f"the memory of an upload, and {sizes.wait_s:.0f} s of waiting")
            return [*figures, *_of_upload(browser, address, large, costs, sizes)]


@dataclass(frozen=True)
class _Visit:
    """A visitor whose acts are timed.

    Attributes:
        page: A tab that has loaded nothing yet.
        taken: The seconds and the processor time of each act, by its name.
    """

    page: Page
    costs: _Costs
    taken: dict[str, list[tuple[float, float]]]

    def note(self, name: str, act: Callable[[], Any], drawn: Callable[[], Any]) -> None:
        """Time an act until what it leads to is drawn, and wait until the server has nothing more to say."""
        began, cpu_s = time.perf_counter(), self.costs.cpu_s()
        act()
        drawn()
        took = time.perf_counter() - began
        self.page.wait_for_function(_IS_IDLE)
        self.taken.setdefault(name, []).append((took, self.costs.cpu_s() - cpu_s))

    def change_of(self, text: str) -> Callable[[], Any]:
        """Return what waits until a JavaScript expression has another value than now."""
        before = self.page.evaluate(f"() => {text}")
        has_changed = f"before => {{ const now = {text}; return now && now !== before; }}"
        return lambda: self.page.wait_for_function(has_changed, arg=before)


@contextmanager
def _visit(browser: Browser, costs: _Costs, taken: dict[str, list[tuple[float, float]]]) -> Iterator[_Visit]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as visitor:
        page = visitor.new_page()
        page.set_default_timeout(120_000)
        yield _Visit(page, costs, taken)


def _of_job(browser: Browser, address: str, costs: _Costs, sizes: Sizes) -> list[Figure]:
    """Measure the page of a finished import, each time in a tab that has loaded nothing yet."""
    taken: dict[str, list[tuple[float, float]]] = {}
    for _ in range(sizes.runs):
        with _visit(browser, costs, taken) as visit:
            page = visit.page
            radio = partial(page.get_by_role, "radio", exact=True)
            table_drawn = partial(painting.wait_for_table, page)
            visit.note("job link to drawn table", partial(page.goto, f"{address}&tab=Rows"), table_drawn)
            failed = page.get_by_role("radio", name="Failed")
            visit.note("filter on", failed.click, visit.change_of(_FIRST))
            second = page.locator("[data-testid=stPagination]").get_by_text("2", exact=True)
            visit.note("page", second.click, visit.change_of(_FIRST))
            visit.note("filter off", failed.click, visit.change_of(_FIRST))
            causes = page.get_by_text("Why this matters").first
            visit.note("tab To fix", radio(name="To fix").click, causes.wait_for)
            visit.note("tab Rows", radio(name="Rows").click, table_drawn)
    return _figures(taken, {"job link to drawn table": _LINK_S})


def _of_fixes(browser: Browser, address: str, costs: _Costs, sizes: Sizes) -> list[Figure]:
    """Measure from the press that saves the value of a cell to the next cell that is asked for."""
    taken: dict[str, list[tuple[float, float]]] = {}
    name = f"a fix to its recheck, {sizes.draft_rows} rows"
    with _visit(browser, costs, taken) as visit:
        page = visit.page
        page.goto(address)
        for number in range(sizes.runs):
            page.wait_for_function(f"() => {_NAMED}")
            value = page.get_by_role("textbox", name="New value for")
            if value.count():  # else a suggestion is chosen already
                value.fill(f"{number + 17}")
            save = page.get_by_role("button", name="Save and next")
            visit.note(name, save.click, visit.change_of(_NAMED))
    return _figures(taken, {name: _FIX_S})


def _of_upload(browser: Browser, address: str, large: Path, costs: _Costs, sizes: Sizes) -> list[Figure]:
    """Measure what an upload adds to the memory of the server, and what of it is left when it is closed."""
    taken: dict[str, list[tuple[float, float]]] = {}
    name = f"upload of {sizes.rows} rows to its draft"
    with _visit(browser, costs, taken) as visit:
        visit.page.goto(address)
        chosen = visit.page.locator("input[type=file]")
        chosen.wait_for(state="attached")
        before = costs.memory()
        with costs.peak() as most:
            drawn = partial(visit.page.wait_for_function, f"() => {_NAMED}")
            visit.note(name, partial(chosen.set_input_files, large), drawn)
    threading.Event().wait(sizes.wait_s)  # nobody looks any more
    return [
        *_figures(taken, {name: 60.0}),
        Figure("the server grows by", ((most[0] - before) / _MB,), 300.0, "MB"),
        Figure("the server keeps of it", ((costs.memory() - before) / _MB,), 100.0, "MB"),
    ]


def _figures(taken: Mapping[str, list[tuple[float, float]]], bars: Mapping[str, float]) -> list[Figure]:
    """Return the figure of each act."""
    return [
        Figure(
            name,
            tuple(seconds for seconds, _ in costs),
            bars.get(name, _ACT_S),
            cpu_s=tuple(cpu_s for _, cpu_s in costs),
        )
        for name, costs in taken.items()
    ]


@contextmanager
def _running_page(variables: dict[str, str], age_s: float) -> Iterator[tuple[str, psutil.Process]]:
    port = free_port()
    options = ("--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}")
    command = (sys.executable, "-c", _SERVER, str(age_s), "run", "streamlit_app.py", *options)
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
    lines = ["| the page | median | lowest | highest | at most | CPU s |", "|---|---:|---:|---:|---:|---:|"]
    for each in figures:
        shown = [f"{one:.2f} {each.unit}" for one in (each.median, min(each.runs), max(each.runs), each.bar)]
        cpu_s = f"{median(each.cpu_s):.2f}" if each.cpu_s else ""
        lines.append(f"| {each.name} | {' | '.join(shown)} | {cpu_s} |")
    return "\n".join(lines)
