from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import openpyxl
import pytest
from defusedxml import ElementTree
from support.command_line import run

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["Product Handle", "Product Title", "SKU", "Grams Weight"]
GOOD = ["linen-shirt", "Linen shirt", "LS-M", 230]
BAD = ["wool-coat", "Wool coat", "WC-M", "12abc"]


def save(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Products"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return save(tmp_path / "good.xlsx", HEADER, GOOD)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return save(tmp_path / "bad.xlsx", HEADER, GOOD, BAD)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.xlsx"
    path.write_text("Product Handle,SKU\n", encoding="utf-8")
    return path


def test_a_clean_workbook_exits_with_0(good: Path, tmp_path: Path) -> None:
    ended = run("check", good.name, cwd=tmp_path)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "The product can be imported.\ngood.xlsx  importkit sheet, 1 row\n"


def test_an_error_exits_with_1_and_names_its_cell(bad: Path, tmp_path: Path) -> None:
    ended = run("check", bad.name, cwd=tmp_path)

    assert ended.code == 1
    assert 'D3  "12abc" in Grams Weight is not a number.' in ended.out
    assert ended.out.startswith("1 of 2 products would not be imported: 1 number cannot be read.\n")
    assert "\x1b" not in ended.out


def test_a_warning_exits_with_1_only_when_that_is_asked_for(tmp_path: Path) -> None:
    save(tmp_path / "note.xlsx", [*HEADER, "Remarks"], [*GOOD, "mine"])

    assert run("check", "note.xlsx", cwd=tmp_path).code == 0
    assert run("check", "note.xlsx", "--fail-on", "warning", cwd=tmp_path).code == 1


def test_a_file_that_is_no_workbook_exits_with_3(broken: Path, tmp_path: Path) -> None:
    ended = run("check", broken.name, cwd=tmp_path)

    assert ended.code == 3
    assert ended.out.startswith('broken.xlsx\n  "broken.xlsx" is ')
    assert ended.err.startswith('Error: "broken.xlsx" is ')
    assert "Traceback" not in ended.err


def test_over_several_files_the_highest_code_wins_and_all_stand_in_the_json(
    good: Path, bad: Path, broken: Path, tmp_path: Path
) -> None:
    ended = run("check", good.name, broken.name, bad.name, "--format", "json", cwd=tmp_path)

    files = ended.json["files"]
    assert ended.code == 3
    assert [file["file"] for file in files] == ["good.xlsx", "broken.xlsx", "bad.xlsx"]
    assert set(files[0]) == {"file", "mode", "dialect", "rows", "products", "findings"}
    assert set(files[1]) == {"file", "error"}
    assert set(files[1]["error"]) == {"code", "message"}
    assert [(finding["code"], finding["cell"]) for finding in files[2]["findings"]] == [
        ("number.invalid", "D3")
    ]


@pytest.fixture
def corrections(tmp_path: Path) -> Path:
    """Return corrections of an import that enriches, without the document properties."""
    path = save(tmp_path / "corrections.xlsx", ["SKU", "Grams Weight"], ["LS-M", 230])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Problems").append(["Import mode", "ENRICH"])
    book.save(path)
    return path


REFUSED = '"corrections.xlsx" holds corrections for the mode enrich, and create was asked for.'


def test_corrections_for_another_mode_are_refused_alone(
    good: Path, corrections: Path, bad: Path, tmp_path: Path
) -> None:
    names = [path.name for path in (good, corrections, bad)]

    ended = run("check", *names, "--mode", "create", "--format", "json", cwd=tmp_path)

    files = ended.json["files"]
    assert ended.code == 2
    assert [file["file"] for file in files] == names
    assert files[1]["error"] == {"code": "file.other-mode", "message": REFUSED}
    assert [len(files[place]["findings"]) for place in (0, 2)] == [0, 1]


def test_every_report_tells_that_they_are_for_another_mode(corrections: Path, tmp_path: Path) -> None:
    words = ("check", corrections.name, "--mode", "create", "--format")
    text, github, junit = (run(*words, name, cwd=tmp_path) for name in ("text", "github", "junit"))

    assert [ended.code for ended in (text, github, junit)] == [2, 2, 2]
    assert text.err.startswith(f"Error: {REFUSED}\n")
    assert github.out.startswith("::error file=corrections.xlsx,title=Corrections for another mode::")
    assert [error.get("message") for error in ElementTree.fromstring(junit.out).iter("error")] == [REFUSED]


def test_without_a_mode_each_workbook_is_checked_in_its_own(
    good: Path, corrections: Path, tmp_path: Path
) -> None:
    ended = run("check", good.name, corrections.name, "--format", "json", cwd=tmp_path)

    assert [file["mode"] for file in ended.json["files"]] == ["CREATE", "ENRICH"]
    assert ended.code == 0
    assert ended.err.startswith("Note: without --brand or --database-url it is not checked whether")


def test_a_build_gets_annotations(bad: Path, broken: Path, tmp_path: Path) -> None:
    lines = run("check", bad.name, broken.name, "--format", "github", cwd=tmp_path).out.splitlines()

    assert lines[0].startswith("::error file=bad.xlsx,title=Not a number (number.invalid)::D3: ")
    assert lines[1].startswith("::error file=broken.xlsx,title=Unreadable file::")
    assert len(lines) == 2


def test_a_build_gets_a_junit_report(good: Path, bad: Path, broken: Path, tmp_path: Path) -> None:
    ended = run("check", good.name, bad.name, broken.name, "--format", "junit", cwd=tmp_path)

    report = ElementTree.fromstring(ended.out)
    assert [report.get(name) for name in ("tests", "failures", "errors")] == ["3", "1", "1"]
    assert [suite.get("name") for suite in report] == ["good.xlsx", "bad.xlsx", "broken.xlsx"]


def test_a_sheet_without_a_header_is_a_finding(tmp_path: Path) -> None:
    save(tmp_path / "notes.xlsx", ["Shopping list"], ["milk"], ["bread"])

    ended = run("check", "notes.xlsx", "--format", "json", cwd=tmp_path)

    assert ended.code == 1
    assert [finding["code"] for finding in ended.json["files"][0]["findings"]] == ["header.not-found"]


def test_checking_for_enrich_offline_says_what_it_cannot_know(good: Path, tmp_path: Path) -> None:
    ended = run("check", good.name, "--mode", "enrich", cwd=tmp_path)

    assert ended.code == 0
    assert "it is not checked whether the products to enrich exist" in ended.err


def test_categories_of_ones_own_count(tmp_path: Path) -> None:
    save(tmp_path / "own.xlsx", [*HEADER, "Category"], [*GOOD, "Spaceware > Boots"])
    (tmp_path / "categories.txt").write_text("Spaceware > Boots\n", encoding="utf-8")

    assert run("check", "own.xlsx", cwd=tmp_path).code == 1
    assert run("check", "own.xlsx", "--taxonomy", "categories.txt", cwd=tmp_path).code == 0


def test_shopifys_and_googles_paths_are_known(tmp_path: Path) -> None:
    paths = [
        "Apparel & Accessories > Clothing > Clothing Tops > T-Shirts",
        "apparel & accessories>jewelry>earrings",
        "Apparel & Accessories > Clothing > Shirts & Tops",
        "Luggage & Bags > Backpacks",
    ]
    rows = [[f"p-{n}", f"P {n}", f"P-{n}", None, path] for n, path in enumerate(paths)]
    save(tmp_path / "paths.xlsx", [*HEADER, "Category"], *rows)

    assert run("check", "paths.xlsx", "--fail-on", "warning", cwd=tmp_path).code == 0


def test_categories_are_listed_by_word(tmp_path: Path) -> None:
    found = run("taxonomy", "list", "sneakers", cwd=tmp_path)
    none = run("taxonomy", "list", "chairs", "tables", cwd=tmp_path)

    assert found.out.splitlines()[-4:] == [
        "Footwear > Trainers",
        "  = Apparel & Accessories > Shoes > Sneakers",
        "",
        "2 categories",
    ]
    assert none.out == 'No category has "chairs" and "tables" in its path.\n'
    assert (found.code, none.code) == (0, 0)


def test_categories_are_listed_as_json(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("categories: {Home: [Chairs]}\naliases: {Seats: Home > Chairs}\n")

    ended = run("taxonomy", "list", "--taxonomy", "own.yaml", "--format", "json", cwd=tmp_path)

    assert ended.json == {
        "version": 1,
        "categories": [
            {"path": "Home", "aliases": []},
            {"path": "Home > Chairs", "aliases": ["Seats"]},
        ],
    }


def test_all_lists_every_cell(tmp_path: Path) -> None:
    many = [[f"coat-{n}", f"Coat {n}", f"C-{n}", "12abc"] for n in range(20)]
    save(tmp_path / "many.xlsx", HEADER, *many)

    short = run("check", "many.xlsx", cwd=tmp_path).out
    whole = run("check", "many.xlsx", "--all", cwd=tmp_path).out

    assert "20 cells: D2, D3, D4, D5, D6 and 15 more" in " ".join(short.split())
    assert "D21" not in short
    assert [f"  D{row} " in whole for row in range(2, 22)] == [True] * 20


def test_a_hostile_cell_prints_as_text(tmp_path: Path) -> None:
    save(tmp_path / "hostile.xlsx", HEADER, ["a", "[red]A[/red]", "A-1", "[bold]::error::\n<b>"])

    ended = run("check", "hostile.xlsx", cwd=tmp_path)

    assert '"[bold]::error:: <b>" in Grams Weight is not a number.' in ended.out


def test_a_brand_is_checked_against_what_it_has(database_url: str, good: Path, tmp_path: Path) -> None:
    ended = run("check", good.name, "--brand", "nobody", cwd=tmp_path, database_url=database_url)

    assert ended.code == 2
    assert "nobody" in ended.err
    assert "brands add" in ended.err


TELLS_MODULES = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from importkit.cli import main
main()
"""


def loaded_by(*words: str, database_url: str = "") -> set[str]:
    """Return the modules that a command has loaded when it ends."""
    environment = os.environ | ({"IMPORTKIT_DATABASE_URL": database_url} if database_url else {})
    ended = subprocess.run(
        [sys.executable, "-c", TELLS_MODULES, *words],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    return set(ended.stderr.splitlines()[-1].split())


def test_help_loads_nothing_heavy() -> None:
    engines = {
        "numpy",
        "pandas",
        "pyarrow",
        "pandera",
        "duckdb",
        "sqlalchemy",
        "psycopg",
        "openpyxl",
        "streamlit",
    }

    assert not engines & loaded_by("--help")


def test_a_check_loads_no_database_and_nothing_that_writes_workbooks(good: Path) -> None:
    assert not {"sqlalchemy", "psycopg", "openpyxl", "alembic", "fsspec"} & loaded_by("check", str(good))


def test_an_import_without_failures_loads_nothing_that_writes_workbooks_or_migrates(
    good: Path, database_url: str
) -> None:
    loaded = loaded_by("import", str(good), database_url=database_url)

    assert "psycopg" in loaded
    assert not {"openpyxl", "alembic", "procrastinate", "streamlit"} & loaded


def test_files_of_one_name_are_told_apart_by_their_paths_as_given(tmp_path: Path) -> None:
    for folder in ("spring", "deep/summer"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "bad.xlsx").write_text("Handle;Title\n", encoding="utf-8")
    names = ("spring/bad.xlsx", "deep/summer/bad.xlsx", "none/*.xlsx")

    text = run("check", *names, cwd=tmp_path)
    as_json = run("check", *names, "--format", "json", cwd=tmp_path)

    assert (text.code, as_json.code) == (3, 3)
    for name in names:
        assert text.out.splitlines().count(name) == 1  # the report has a place for each
        assert f'"{name}"' in text.err
    assert [file["file"] for file in as_json.json["files"]] == list(names)
    assert all(
        f'"{name}"' in file["error"]["message"]
        for name, file in zip(names, as_json.json["files"], strict=True)
    )


@pytest.mark.parametrize("command", ["check", "plan", "import"])
def test_an_error_names_the_file_as_it_was_given(tmp_path: Path, command: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "~$open.xlsx").write_bytes(b"\x05Maria".ljust(165))
    (tmp_path / "folder" / "old.xlsx").write_text("a plain text", encoding="utf-8")

    missing = run(command, "folder/none.xlsx", cwd=tmp_path)
    lock = run(command, "folder/~$open.xlsx", cwd=tmp_path)
    other = run(command, "folder/old.xlsx", cwd=tmp_path)

    assert [ended.code for ended in (missing, lock, other)] == [3, 3, 3]
    assert 'There is no file "folder/none.xlsx"' in missing.err
    assert '"folder/~$open.xlsx" is the lock file' in lock.err
    assert '"folder/old.xlsx" is a plain text file' in other.err
