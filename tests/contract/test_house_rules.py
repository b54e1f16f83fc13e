"""Rules of this house that no linter knows."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import statistics
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import importkit

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(importkit.__file__).parent
ROOT = PACKAGE.parent
TESTS = ROOT / "tests"

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
SQL = sorted(PACKAGE.glob("*/sql/*.sql"))
PACKAGES = sorted(
    f"importkit.{found.name}"
    for found in pkgutil.iter_modules([str(PACKAGE)])
    if found.ispkg and found.name != "ui"
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    """Return where a pattern occurs, as file:line."""
    found = re.compile(pattern)
    return [
        f"{name(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if found.search(line)
    ]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert function.end_lineno
    return function.end_lineno - function.lineno + 1


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"\.iterrows\(", id="rows are never walked one by one"),
        pytest.param(r"\.apply\(.*axis\s*=", id="functions are not applied to rows"),
        pytest.param(r"inplace\s*=\s*True", id="frames are not edited in place"),
        pytest.param(r"\bto_sql\(|\bread_sql", id="tables are copied, not written by a data frame"),
        pytest.param(
            r"""f["']{1,3}\s*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE)\b""", id="SQL is never put together"
        ),
        pytest.param(
            r"""[!=]=\s*["'](?i:create|enrich|failed|committed|pending|processing|completed\w*|dismissed)["']""",
            id="a mode or a status is compared as the enum it is",
        ),
        pytest.param(r"#.*\b(TODO|FIXME|XXX|HACK)\b", id="nothing is left for later"),
        pytest.param(r"^def \w*(_helper|_util|process_)\w*\(", id="names say what a thing does"),
    ],
)
def test_the_package_does_without(pattern: str) -> None:
    assert lines_with(pattern, MODULES) == []


def test_streamlit_is_only_in_the_page() -> None:
    others = [path for path in MODULES if "ui" not in path.relative_to(PACKAGE).parts]

    assert lines_with(r"^\s*(import|from) streamlit|\bst\.\w", others) == []


def test_typer_is_only_in_the_command_line() -> None:
    others = [path for path in MODULES if "cli" not in path.relative_to(PACKAGE).parts]

    assert lines_with(r"^\s*(import|from) typer", others) == []


def test_tests_wait_for_things_not_for_time() -> None:
    tests = [path for path in sorted(TESTS.rglob("*.py")) if path != Path(__file__)]

    assert lines_with(r"\btime\.sleep\(|wait_for_timeout\(", tests) == []


def test_no_test_is_skipped_but_those_that_need_root() -> None:
    tests = [
        path
        for path in sorted(TESTS.rglob("*.py"))
        if path not in (Path(__file__), TESTS / "support" / "privileges.py")
    ]

    assert lines_with(r"mark\.(skip|skipif|xfail)|pytest\.skip\(|importorskip", tests) == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_fits_on_a_few_screens(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_function_fits_on_one_screen(path: Path) -> None:
    assert [function.name for function in functions(path) if length(function) > 50] == []


def test_functions_are_short() -> None:
    lengths = [length(function) for path in MODULES for function in functions(path)]

    assert statistics.median(lengths) <= 9


def test_the_page_script_only_puts_the_page_together() -> None:
    assert len((ROOT / "streamlit_app.py").read_text(encoding="utf-8").splitlines()) <= 30


@pytest.mark.parametrize("path", SQL, ids=name)
def test_an_sql_file_is_one_statement_that_says_what_it_does(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    code = re.sub(r"'(?:[^']|'')*'", "''", re.sub(r"--[^\n]*", "", text)).strip()

    assert text.startswith("-- ")
    assert ";" not in code.removesuffix(";")


@pytest.mark.parametrize("package", ["importkit", *PACKAGES])
def test_what_a_package_exports_is_there(package: str) -> None:
    module = importlib.import_module(package)
    exported = getattr(module, "__all__", [])

    assert [one for one in exported if not hasattr(module, one)] == []
    assert len(exported) == len(set(exported))
