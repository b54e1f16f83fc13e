from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import openpyxl
import pytest
from defusedxml import ElementTree
from support.command_line import PROGRAM, run

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
    assert ended.out == (
        "The product can be imported.\ngood.xlsx  importkit sheet, 1 row\n\n1 file: 1 clean.\n"
    )


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
    assert [file["status"] for file in files] == ["clean", "unreadable", "findings"]
    assert files[1]["error"]["code"] == "file.unreadable"
    assert ended.json["totals"] == {
        "files": {"all": 3, "clean": 1, "with_findings": 1, "unreadable": 1},
        "errors": 1,
        "warnings": 0,
        "infos": 0,
        "ignored": 0,
        "unexpected": 0,
        "missing": 0,
    }
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
    assert [file["mode"] for file in files] == ["CREATE", None, "CREATE"]
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

    assert lines[0].startswith("::error file=broken.xlsx,title=File cannot be read::broken.xlsx: ")
    assert lines[1].startswith("::error file=bad.xlsx,title=Not a number (number.invalid)::bad.xlsx:D3: ")
    assert lines[2:] == ["2 files: 1 with findings, 1 unreadable; 1 error."]


def test_a_build_gets_a_junit_report(good: Path, bad: Path, broken: Path, tmp_path: Path) -> None:
    ended = run("check", good.name, bad.name, broken.name, "--format", "junit", cwd=tmp_path)

    report = ElementTree.fromstring(ended.out)
    assert [report.get(name) for name in ("tests", "failures", "errors")] == ["4", "1", "1"]
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


def test_the_environment_alone_makes_no_check_ask_a_database(good: Path, tmp_path: Path) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/none"

    for words in ((), ("--offline",)):
        assert run("check", good.name, *words, cwd=tmp_path, database_url=nowhere).code == 0
    both = run("check", good.name, "--offline", "--brand", "acme", cwd=tmp_path)
    assert (both.code, "--offline asks no database, but --brand was given." in both.err) == (2, True)


def test_folders_patterns_and_stdin_are_checked(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("deep/er/b.XLSX", "deep/a.xlsx", "deep/~$a.xlsx", "deep/.git/c.xlsx", "deep/._a.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(good.read_bytes())
    (tmp_path / "deep" / "notes.txt").touch()
    (tmp_path / "empty").mkdir()

    def checked(*words: str) -> list[str]:
        return [file["file"] for file in run("check", *words, "--format", "json", cwd=tmp_path).json["files"]]

    assert checked("deep") == ["deep/a.xlsx", "deep/er/b.XLSX"]
    assert checked("deep/a.xlsx", "deep/**", "good.xlsx") == ["deep/a.xlsx", "deep/er/b.XLSX", "good.xlsx"]
    assert checked("**/*.xlsx", "--exclude", "deep/er", "--exclude", "good*") == ["deep/a.xlsx"]
    assert checked("good.xlsx", "--exclude", "*.xlsx") == []
    for words, reported in (
        (["empty"], 'There is no workbook (.xlsx) in the folder "empty".'),
        (["good.xlsx", "none/*.xlsx"], 'No workbook matches "none/*.xlsx".'),
        (["deep", "--exclude", "deep"], 'All workbooks of "deep" are excluded.'),
    ):
        ended = run("check", *words, cwd=tmp_path)
        assert (ended.code, reported in ended.err) == (2, True)


def test_a_workbook_may_come_from_another_program(good: Path) -> None:
    words = [PROGRAM, "check", "-", "--stdin-filename", "spring.xlsx", "--quiet"]
    with good.open("rb") as content:
        ended = subprocess.run(words, stdin=content, capture_output=True, check=False)

    assert (ended.returncode, ended.stdout.decode()) == (0, "1 file: 1 clean.\n")


def test_one_run_writes_every_report(good: Path, bad: Path, broken: Path, tmp_path: Path) -> None:
    forms = ("concise", "json", "jsonl", "junit", "github", "gitlab", "sarif", "markdown", "html")
    reports = [word for form in forms for word in ("--report", f"{form}=out.{form}")]
    (tmp_path / "summary.md").write_text("before\n", encoding="utf-8")

    ended = run("check", ".", *reports, cwd=tmp_path, GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))

    assert ended.code == 3
    assert ended.out.splitlines()[-1] == "3 files: 1 clean, 1 with findings, 1 unreadable; 1 error."
    texts = {form: (tmp_path / f"out.{form}").read_text(encoding="utf-8") for form in forms}
    assert all("bad.xlsx" in text and "broken.xlsx" in text for text in texts.values())
    assert 'class="e"' in texts["html"]
    assert "http" not in texts["html"]
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("before\n**3 files")


@pytest.mark.parametrize(
    ("words", "reported"),
    [
        (["--format", "json", "--report", "junit"], "Only one report can be written to stdout"),
        (["--report", "junit=none/out.xml"], "There is no folder none."),
        (["--report", "junit="], "Which file is meant by --report junit=?"),
        (["--report", "sarf=out"], "Did you mean sarif?"),
        (["--report", "json=a", "--report", "junit=a"], "Two reports cannot be written to one file, a."),
        (["--select", "number.invalidd"], "Did you mean number.invalid"),
        (["--severity", "number.invalid"], "Which severity is meant by --severity number.invalid?"),
    ],
)
def test_a_report_that_cannot_be_written_is_refused_at_once(
    words: list[str], reported: str, good: Path, tmp_path: Path
) -> None:
    ended = run("check", good.name, *words, cwd=tmp_path)

    assert (ended.code, ended.out) == (2, "")
    assert reported in " ".join(ended.err.split())


def test_a_build_is_green_while_its_samples_are_as_they_are_expected_to_be(
    good: Path, bad: Path, broken: Path, tmp_path: Path
) -> None:
    assert run("check", ".", "--expect", cwd=tmp_path).code == 2  # nothing is expected yet
    assert run("check", ".", "--update-expected", cwd=tmp_path).code == 0
    as_expected = run("check", ".", "--expect", cwd=tmp_path)
    assert (as_expected.code, as_expected.err) == (0, "")
    assert "bad.xlsx  1 error, as expected\n" in as_expected.out

    save(tmp_path / "bad.xlsx", HEADER, GOOD, [*BAD[:3], -1])
    save(tmp_path / "new.xlsx", HEADER, GOOD)
    good.unlink()
    changed = run("check", ".", "--expected", "importkit-expected.json", cwd=tmp_path)

    assert changed.code == 1
    assert "good.xlsx, which is not there any more" in changed.err
    assert "new.xlsx  has no baseline" in changed.out
    assert "  + D3 number.negative Grams Weight is -1;" in changed.out
    assert "  - D3 number.invalid\n" in changed.out
    assert changed.out.endswith("1 error; 1 unexpected, 1 missing; 1 file without a baseline.\n")
    assert "Error:" not in changed.err  # the one that cannot be read is known
    assert run("check", ".", "--update-expected", cwd=tmp_path).code == 0
    assert json.loads((tmp_path / "importkit-expected.json").read_text())["files"].keys() == {
        "bad.xlsx", "broken.xlsx", "new.xlsx",
    }  # fmt: skip


def test_a_project_says_once_what_counts(good: Path, bad: Path, tmp_path: Path) -> None:
    (tmp_path / "importkit.toml").write_text(
        'check.paths = ["samples", "bad.xlsx"]\n'
        'check.exclude = ["samples/old", "draft*"]\n'
        'check.ignore = [{code = "number.", reason = "known", until = 2020-01-31}, "column."]\n'
        'check.per-file-ignores = {"samples/*" = ["number."]}\n'
    )
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "old").mkdir()
    for name in ("b.xlsx", "old/c.xlsx", "draft.xlsx"):
        (tmp_path / "samples" / name).write_bytes(bad.read_bytes())

    whole = run("check", cwd=tmp_path)
    below = run("check", cwd=tmp_path / "samples")
    lenient = run("check", "--ignore", "number.", "--format", "json", cwd=tmp_path)

    assert (whole.code, below.code, lenient.code) == (1, 1, 0)
    assert below.out.splitlines()[-1] == whole.out.splitlines()[-1]
    assert whole.err == "Note: number. was ignored until 2020-01-31 (known), and counts again.\n"
    assert "1 finding ignored: 1 number.invalid.\n" in whole.out
    assert "2 files: 1 clean, 1 with findings; 1 error; 1 ignored.\n" in whole.out
    assert [file["file"] for file in lenient.json["files"]] == ["samples/b.xlsx", "bad.xlsx"]
    assert [one["code"] for one in lenient.json["files"][1]["ignored"]] == ["number.invalid"]
    assert run("check", "--config", "none", cwd=tmp_path).code == 2
    assert run("check", "bad.xlsx", "--config", "none", "--fail-on", "never", cwd=tmp_path).code == 0
    assert run("check", "bad.xlsx", "--severity", "number.=info", cwd=tmp_path).code == 0
    assert run("check", "good.xlsx", "bad.xlsx", "--select", "sku.", cwd=tmp_path).code == 0


def test_several_processes_find_what_one_finds(good: Path, bad: Path, broken: Path, tmp_path: Path) -> None:
    alone, shared = (
        run("check", ".", "--jobs", jobs, "--format", "json", cwd=tmp_path).json for jobs in ("1", "2")
    )

    assert [file["file"] for file in shared["files"]] == ["bad.xlsx", "broken.xlsx", "good.xlsx"]
    assert shared == alone


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
    names = ("spring/bad.xlsx", "deep/summer/bad.xlsx", "none/a.xlsx")

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
