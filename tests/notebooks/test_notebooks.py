"""The notebooks run from top to bottom, and what they teach comes out as it is printed there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

pytestmark = [pytest.mark.db, pytest.mark.slow]

#: A path of somebody's machine, or an id that is another one next time.
PERSONAL = re.compile(
    r"(?:/tmp|/home|/root|/Users|/var|[A-Z]:\\\\)[/\\]|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-"
)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_runs_and_shows_what_it_says(notebook: Path) -> None:
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
        "-q",
    )
    ran = subprocess.run(
        (sys.executable, "-m", "pytest", *options, str(notebook)),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
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


def test_there_are_notebooks_whose_lessons_are_compared() -> None:
    lessons = sum(notebook.read_text(encoding="utf-8").count("NBVAL_CHECK_OUTPUT") for notebook in NOTEBOOKS)

    assert NOTEBOOKS
    assert lessons >= 5
