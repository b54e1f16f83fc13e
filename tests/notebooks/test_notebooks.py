"""The notebooks run from top to bottom, and what they teach comes out as it is printed there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
from support import fork_server

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

pytestmark = [pytest.mark.db, pytest.mark.slow]

#: A path of somebody's machine, or an id that is another one next time.
PERSONAL = re.compile(
    r"(?:/tmp|/home|/root|/Users|/var|[A-Z]:\\\\)[/\\]|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-"
)

#: What marks a cell whose output is compared.
LESSON = "nbval-check-output"


#: Is a kernel. pandas shows as many columns as it does when a kernel loads it, not as in a terminal.
_KERNEL_CODE = """
import pandas
from ipykernel import kernelapp
pandas.set_option("display.max_columns", 20)
kernelapp.launch_new_instance()
"""

#: A kernel as Jupyter starts it, forked from a process that has loaded the libraries.
KERNEL = {
    "argv": [str(fork_server.INTERPRETER), "-c", _KERNEL_CODE, "-f", "{connection_file}"],
    "display_name": "Python 3 (forked)",
    "language": "python",
}


@pytest.fixture(scope="module")
def kernels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the variables with which Jupyter forks the kernels that it starts."""
    if sys.platform != "linux":
        return {}
    folder = tmp_path_factory.mktemp("jupyter")
    spec = folder / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps(KERNEL))
    return {"JUPYTER_PATH": str(folder), **fork_server.for_children()}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_runs_and_shows_what_it_says(
    notebook: Path, database_url: str, kernels: dict[str, str]
) -> None:
    # A configuration of its own: the warnings of Jupyter's own libraries are not this project's errors, and
    # options for the outer run, such as more than one process, would tear a notebook's cells apart.
    options = (
        "--nbval-lax",
        "-c",
        str(ROOT / "tests" / "notebooks" / "nbval.ini"),
        "-p",
        "no:randomly",
        "-p",
        "no:cacheprovider",
        "-p",
        "nbval.plugin",
        "-q",
    )
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ran = subprocess.run(
        (sys.executable, "-m", "pytest", *options, str(notebook)),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=surroundings
        | kernels
        | {"NOTEBOOK_DATABASE_URL": database_url, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_is_saved_with_outputs_that_are_nobodys_own(notebook: Path) -> None:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    outputs = [output for cell in code for output in cell["outputs"]]

    assert all(cell["execution_count"] for cell in code)
    assert [output for output in outputs if output["output_type"] == "error"] == []
    assert PERSONAL.findall(json.dumps(outputs)) == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_teaches_with_outputs_that_are_compared(notebook: Path) -> None:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]

    assert sum(LESSON in cell["metadata"].get("tags", ()) for cell in cells) >= 3
    assert "## What next" in "".join(chain.from_iterable(cell["source"] for cell in cells))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_uses_what_is_public(notebook: Path) -> None:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = "".join(chain.from_iterable(cell["source"] for cell in cells if cell["cell_type"] == "code"))
    modules = set(re.findall(r"^\s*(?:from|import) (importkit[\w.]*)", code, re.MULTILINE))

    assert modules == {"importkit"}
    assert re.findall(r"\w\._[a-z]", code) == []


def test_every_notebook_is_listed() -> None:
    listed = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")

    assert [notebook.name for notebook in NOTEBOOKS] == re.findall(r"\]\((.*\.ipynb)\)", listed)
