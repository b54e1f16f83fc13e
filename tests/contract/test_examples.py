"""Everything public says what it does, what it returns, and shows it: examples that the tests run.

The examples are run by pytest's `--doctest-modules`; what they begin with is in `support/examples.py`.
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.public_names import PublicName, classes, members, public_names
from support.typed_examples import module_of_examples

ROOT = Path(__file__).parents[2]

NAMES = list(public_names())

#: A docstring of a function that returns a frame names its columns, or where they are described.
_SHAPE = re.compile(r"Returns:|Columns?:?|columns|A line|a line|\bframe\b.*:", re.DOTALL)


def has_example(named: PublicName) -> bool:
    """Return whether a name has an example, which of a property may be its class's."""
    if ">>> " in (named.thing.__doc__ or ""):
        return True
    name = named.name.rpartition(".")[2]
    return named.is_property and bool(re.search(rf"(?:>>>|\.\.\.) .*\.{name}\b", named.owner.__doc__ or ""))


def test_everything_public_has_an_example() -> None:
    plain_records = {kind.__name__ for kind in classes() if not list(members(kind))}

    assert len(NAMES) >= 180
    assert [one.name for one in NAMES if one.name not in plain_records and not has_example(one)] == []


def test_everything_public_says_what_it_does_in_a_sentence() -> None:
    first_lines = {one.name: (one.thing.__doc__ or "").partition("\n")[0] for one in NAMES}

    assert [name for name, line in first_lines.items() if not re.search(r"[.:]$", line)] == []


def test_a_frame_is_said_by_its_columns() -> None:
    functions = [one for one in NAMES if not inspect.isclass(one.thing)]
    frames = [one for one in functions if inspect.signature(one.thing).return_annotation == "pd.DataFrame"]

    assert len(frames) >= 20
    assert [one.name for one in frames if not _SHAPE.search(one.thing.__doc__ or "")] == []


def test_what_is_refused_is_said() -> None:
    """A function that is given something says what it raises when that is wrong."""
    functions = [one for one in NAMES if not one.is_property and not inspect.isclass(one.thing)]
    given = [one for one in functions if {*inspect.signature(one.thing).parameters} - {"self", "cls"}]

    assert len(given) >= 60
    assert [one.name for one in given if "Raises:" not in (one.thing.__doc__ or "")] == []


@pytest.mark.slow
def test_mypy_is_content_with_the_examples(tmp_path: Path) -> None:
    """Whoever copies an example of a docstring, the README or a notebook has no complaint of their tools."""
    code = module_of_examples()
    path = tmp_path / "examples.py"
    path.write_text(code, encoding="utf-8")

    ran = subprocess.run(
        (sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(path)),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,  # where its cache is
    )

    assert code.count("def example_") >= 130
    assert ran.returncode == 0, f"{ran.stdout}{ran.stderr}"
