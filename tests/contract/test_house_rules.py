"""Rules of this house that no linter knows."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import statistics
from functools import cache
from pathlib import Path

import importkit

PACKAGE = Path(importkit.__file__).parent
ROOT = PACKAGE.parent
TESTS = ROOT / "tests"

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
SQL = sorted(PACKAGE.glob("*/sql/**/*.sql"))
PACKAGES = sorted(
    f"importkit.{found.name}"
    for found in pkgutil.iter_modules([str(PACKAGE)])
    if found.ispkg and found.name != "ui"
)


#: Things that are counted in sentences: one of them is another word.
COUNTED = (
    "rows|cells|columns|products|variants|names|files|imports|jobs|parts|sheets|texts|categories|errors|warnings"
    "|findings|changes|digits|decimals|seconds|minutes|hours|days|attempts|workers|times"
)

#: What the package does without, and how it would look.
REFUSED = {
    "rows are never walked one by one": r"\.iterrows\(",
    "functions are not applied to rows": r"\.apply\(.*axis\s*=",
    "frames are not edited in place": r"inplace\s*=\s*True",
    "tables are copied, not written by a data frame": r"\bto_sql\(|\bread_sql",
    "SQL is never put together": r"""f["']{1,3}\s*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE)\b""",
    "a mode or a status is compared as the enum it is": (
        r"""[!=]=\s*["'](?i:create|enrich|failed|committed|pending|processing|completed\w*|dismissed)["']"""
    ),
    "a number and its noun are put together by grammar.count": rf"\{{[^{{}}]+\}} (more )?({COUNTED})\b",
    "a verb agrees with a number by grammar.agree": r"""["'](is|has|was|it)["'] if .* == 1 else""",
    "letters of columns come from importkit.addresses": r"get_column_letter|column_index_from_string",
    "nothing is left for later": r"#.*\b(TODO|FIXME|XXX|HACK)\b",
    "names say what a thing does": r"^def \w*(_helper|_util|process_)\w*\(",
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    nodes = ast.walk(ast.parse(text_of(path)))
    return [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    """Return where a pattern occurs, as file:line."""
    found = re.compile(pattern)
    return [
        f"{name(path)}:{number}"
        for path in paths
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if found.search(line)
    ]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert function.end_lineno
    return function.end_lineno - function.lineno + 1


def is_one_statement_with_a_comment(text: str) -> bool:
    code = re.sub(r"'(?:[^']|'')*'", "''", re.sub(r"--[^\n]*", "", text)).strip()
    return text.startswith("-- ") and ";" not in code.removesuffix(";")


def not_exported(package: str) -> list[str]:
    """Return the names that a package exports twice, or exports and does not have."""
    module = importlib.import_module(package)
    exported = getattr(module, "__all__", [])
    return [one for one in exported if not hasattr(module, one) or exported.count(one) > 1]


def test_the_rules_find_what_they_are_about() -> None:
    assert len(MODULES) > 200
    assert len(SQL) > 50
    assert len(PACKAGES) > 10


def test_the_package_does_without() -> None:
    found = {rule: lines_with(pattern, MODULES) for rule, pattern in REFUSED.items()}

    assert {rule: lines for rule, lines in found.items() if lines} == {}


def test_only_the_database_package_opens_transactions() -> None:
    others = [path for path in MODULES if "db" not in path.relative_to(PACKAGE).parts]

    # So every error of the driver passes the one translation in importkit/db/connect.py.
    assert lines_with(r"\bengine\.(begin|connect)\(|\bpsycopg\.connect\(", others) == []


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


def test_a_module_fits_on_a_few_screens() -> None:
    lengths = {name(path): len(text_of(path).splitlines()) for path in MODULES}

    assert {path: lines for path, lines in lengths.items() if lines > 300} == {}


def test_a_function_fits_on_one_screen() -> None:
    lengths = {
        f"{name(path)}: {function.name}": length(function) for path in MODULES for function in functions(path)
    }

    assert {function: lines for function, lines in lengths.items() if lines > 50} == {}


def test_functions_are_short() -> None:
    lengths = [length(function) for path in MODULES for function in functions(path)]

    assert statistics.median(lengths) <= 9


def test_the_page_script_only_puts_the_page_together() -> None:
    assert len(text_of(ROOT / "streamlit_app.py").splitlines()) <= 30


def test_an_sql_file_is_one_statement_that_says_what_it_does() -> None:
    assert [name(path) for path in SQL if not is_one_statement_with_a_comment(text_of(path))] == []


def test_what_a_package_exports_is_there() -> None:
    found = {package: not_exported(package) for package in ["importkit", *PACKAGES]}

    assert {package: names for package, names in found.items() if names} == {}
