"""The examples that readers copy, as one module for mypy: of docstrings, of the README, and of notebooks."""

from __future__ import annotations

import ast
import doctest
import inspect
import json
import re
import sys
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from support.public_names import public_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[2]

#: What an example finds there, see `support/examples.py`.
_WORLD = {
    "ik": "import importkit as ik",
    "kit": "kit = ik.connect()",
    "job": 'job = ik.connect().job("7d1c84a2")',
}
_CODE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)

#: Shows that a folder gives the checks of its files; no annotation tells its path from a workbook's.
_UNTYPABLE = "06-a-folder-of-sheets.ipynb"


def module_of_examples() -> str:
    """Return a module with a function for each example, whose comment says where it stands."""
    functions = [
        f"def example_{at}() -> None:  # {where}\n{indent(code, '    ')}\n"
        for at, (where, code) in enumerate((*_of_docstrings(), *_of_pages(), *_of_notebooks()))
    ]
    return "\n\n".join(["import importkit as ik\nimport pandas as pd\n", *functions])


def _of_docstrings() -> Iterator[tuple[str, str]]:
    for named in public_names():
        found = doctest.DocTestParser().get_examples(named.thing.__doc__ or "")
        if found:
            code = "".join(example.source for example in found)
            module = sys.modules[inspect.unwrap(named.thing).__module__]
            yield named.name, "\n".join([*_names(code, module), code])


def _names(code: str, module: ModuleType) -> Iterator[str]:
    """Yield what gives an example the names that it takes from its module, or finds."""
    names = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)]
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    for name in sorted({node.id for node in names} - own):
        if name in _WORLD:
            yield _WORLD[name]
        elif (home := getattr(vars(module).get(name), "__module__", "")).startswith("importkit"):
            yield f"from {home} import {name}"


def _of_pages() -> Iterator[tuple[str, str]]:
    for code in _CODE.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        yield "README.md", code


def _of_notebooks() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        if path.name != _UNTYPABLE:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            code = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
            yield path.name, "\n".join(code)
