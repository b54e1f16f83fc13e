"""What every test has: folders of its own, workbooks built in code, and a selection that it belongs to."""

from __future__ import annotations

import gc
import itertools
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support import hypothesis_profiles
from support.workbooks import build_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

pytest_plugins = (
    "support.postgres_fixtures",
    "support.filled_databases",
    "support.s3_fixtures",
    "support.sftp_fixtures",
    "support.examples",
)

TESTS = Path(__file__).parent

#: Folders whose tests need neither a database nor a browser; the slow ones among them are left out.
QUICK = ("unit", "property", "contract")

#: What every test of a folder needs, as a marker.
NEEDED = {"integration": ("db",), "ui": ("db",), "browser": ("browser", "db")}


def pytest_configure(config: pytest.Config) -> None:
    """Let Hypothesis try as many examples as the selection is for; collect only what `-m quick` selects."""
    config.stash[PROFILE] = hypothesis_profiles.load(config)
    if config.option.markexpr == "quick" and config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        config.args = [str(TESTS / folder) for folder in QUICK]
    # Tests start hundreds of processes: what these import is compiled once, whatever the shell asks for.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    # A shell that runs tests in the background has them ignore Ctrl-C, and so what they run.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


PROFILE = pytest.StashKey[str]()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """Return how many processes `-n auto` is: one more than cores, as tests wait for workers and servers."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ or not hasattr(os, "sched_getaffinity"):
        return None  # pytest-xdist itself knows
    return len(os.sched_getaffinity(0)) + 1


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None, None, None]:
    """Mark what tests need, the quick ones, and the properties that are tried all night.

    The tests in a browser come first, whatever the order of the others: they are the longest, so that nobody
    waits for them at the end, and with `-n` one process has them all, with one page and one browser.
    """
    for item in items:
        folder = _folder(item)
        for name in NEEDED.get(folder, ()):
            item.add_marker(name)
        if folder in QUICK and not any(item.get_closest_marker(name) for name in ("slow", "nightly")):
            item.add_marker("quick")
        is_property = getattr(getattr(item, "function", None), "is_hypothesis_test", False)
        if (folder == "property" or is_property) and config.stash[PROFILE] == "nightly":
            item.add_marker("nightly")
    yield
    items.sort(key=lambda item: _folder(item) != "browser")


def _folder(item: pytest.Item) -> str:
    """Return the folder of our tests that a test is in; nothing for a doctest."""
    ours = f"{TESTS}{os.sep}"
    path = str(item.path)
    return path.removeprefix(ours).partition(os.sep)[0] if path.startswith(ours) else ""


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays to the end: thousands of tests and every library."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield one new path after the other; pytest looks through all earlier folders for a free name."""
    everything = tmp_path_factory.mktemp("own")
    return (everything / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def uploads(own_folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where this test's imports keep their files; nothing of this machine's own is used."""
    own = next(own_folders)
    folder = own / "uploads"
    folder.mkdir(parents=True)
    (own / "data").mkdir()
    monkeypatch.setenv("IMPORTKIT_FILES", str(folder))
    monkeypatch.setenv("IMPORTKIT_DATA_DIR", str(own / "data"))
    return folder


@pytest.fixture
def workbook() -> Callable[[Mapping[str, Iterable[Iterable[Any]]]], bytes]:
    """Return a function from `{"Products": [[…], …]}` to the bytes of a workbook."""
    return build_workbook
