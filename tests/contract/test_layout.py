"""Where things stand: packages run their own SQL, imports have no cycles, and names tell modules apart."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import importkit

PACKAGE = Path(importkit.__file__).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "migrations" not in path.parts
}

#: Functions that find SQL, or a file, by the package that it is of: their first argument.
LOADERS = {"statement", "run_statements", "files"}

#: Where loaders are made: these name no package, or the one that they are given.
OWN_LOADERS = {"importkit.db.statements", "importkit.resolution.engine", "importkit.sql_templates"}

#: Packages whose modules may be called as what they enter: `cli/export` enters `catalog/export`.
ENTRIES = ("cli", "ui/pages", "ui/parts", "workspace")


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def package_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def loads(module: str) -> list[tuple[int, str]]:
    """Return the lines of a module that load SQL or a file, and the package that each names."""
    calls = [node for node in ast.walk(tree(module)) if isinstance(node, ast.Call) and node.args]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in LOADERS]
    if module in OWN_LOADERS:
        return []
    return [(call.lineno, ast.unparse(call.args[0]).strip("'").removeprefix("importkit.")) for call in named]


def imports(module: str) -> set[str]:
    """Return the modules that a module imports, for type hints as well."""
    found: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in MODULES else node.module)
    return (found & MODULES.keys()) - {module, "importkit"}


@pytest.mark.slow
def test_a_package_runs_its_own_sql_alone() -> None:
    loaded = {module: loads(module) for module in MODULES}

    assert sum(map(len, loaded.values())) > 40
    assert {
        f"{module}:{line}": package
        for module, lines in loaded.items()
        for line, package in lines
        if package != package_of(module)
    } == {}


def test_no_module_imports_itself_by_way_of_others() -> None:
    try:
        TopologicalSorter({module: imports(module) for module in MODULES}).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_two_modules_share_a_name_only_where_one_is_the_entry_of_the_other() -> None:
    called = defaultdict(list)
    for path in MODULES.values():
        if path.stem not in {"__init__", "__main__"}:
            folder = path.parent.relative_to(PACKAGE).as_posix()
            called[path.stem].append(folder)

    assert {
        name: folders
        for name, folders in called.items()
        if sum(folder not in ENTRIES for folder in folders) > 1 or len(set(folders)) < len(folders)
    } == {}
