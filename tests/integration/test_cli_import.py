from __future__ import annotations

import os
import pty
from typing import TYPE_CHECKING

import openpyxl
import pytest
from support.command_line import Ended, begin, run

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["Product Handle", "Product Title", "SKU", "Grams Weight"]
GOOD = ["linen-shirt", "Linen shirt", "LS-M", 230]
BAD = ["wool-coat", "Wool coat", "WC-M", "12abc"]
RED = "FFFFE0E0"


class Desk:
    """Somebody at a folder, with a database of their own."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.database_url = database_url

    def importkit(self, *words: str) -> Ended:
        return run(*words, cwd=self.folder, database_url=self.database_url)

    def save(self, name: str, *rows: list[object]) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        book.save(self.folder / name)

    def latest(self) -> str:
        return str(self.importkit("jobs", "list", "--format", "json").json["jobs"][0]["id"])


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    return Desk(tmp_path, database_url)


@pytest.fixture
def mixed(desk: Desk) -> Desk:
    desk.save("mixed.xlsx", HEADER, GOOD, BAD)
    return desk


def test_a_clean_import_exits_with_0(desk: Desk) -> None:
    desk.save("good.xlsx", HEADER, GOOD)

    ended = desk.importkit("import", "good.xlsx")

    assert (ended.code, ended.err) == (0, "")
    assert "good.xlsx  Imported  CREATE" in ended.out
    assert "1 = 1 written + 0 already there + 0 failed" in ended.out
    assert "What to do next" not in ended.out


def test_an_import_with_failures_exits_with_1_and_says_what_to_do(mixed: Desk) -> None:
    ended = mixed.importkit("import", "mixed.xlsx")

    job = mixed.latest()[:8]
    assert ended.code == 1
    assert "2 = 1 written + 0 already there + 1 failed" in ended.out
    assert f"    importkit jobs corrections {job}\n" in ended.out
    assert f"    importkit import corrections-{job}.xlsx\n" in ended.out
    assert f"    importkit jobs dismiss {job}\n" in ended.out


def test_the_loop_closes_with_the_commands_that_were_printed(mixed: Desk) -> None:
    reported = mixed.importkit("import", "mixed.xlsx").out
    correct, again = [
        line.split()[1:] for line in reported.splitlines() if line.startswith("    importkit ")
    ][:2]

    written = mixed.importkit(*correct)
    path = mixed.folder / written.out.strip()
    book = openpyxl.load_workbook(path)
    sheet = book["Products"]
    red = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.fill.start_color.rgb == RED]
    assert [cell.coordinate for cell in red] == ["D2"]
    red[0].value = 900
    book.save(path)
    ended = mixed.importkit(*again)

    assert written.code == 0
    assert ended.code == 0
    assert "1 = 1 written + 0 already there + 0 failed" in ended.out


def test_the_json_of_an_import_is_whole(mixed: Desk) -> None:
    ended = mixed.importkit("import", "mixed.xlsx", "--format", "json")

    assert ended.code == 1
    assert set(ended.json) == {"version", "job_id", "status", "outcome", "mode", "summary", "findings"}
    assert (ended.json["outcome"], ended.json["mode"]) == ("partly_imported", "CREATE")
    summary = ended.json["summary"]
    assert (summary["total_rows"], summary["successful_rows"], summary["failed_rows"]) == (2, 1, 1)
    assert ("number.invalid", "D3") in [
        (finding["code"], finding["cell"]) for finding in ended.json["findings"]
    ]


def test_a_value_that_differs_from_the_stored_one_is_held_back(desk: Desk) -> None:
    desk.save("good.xlsx", HEADER, GOOD)
    desk.save("other.xlsx", HEADER, [*GOOD[:3], 999])
    desk.importkit("import", "good.xlsx")

    ended = desk.importkit("import", "other.xlsx")

    assert ended.code == 1
    assert "product.exists" in ended.out


def test_enriching_changes_a_variant_that_exists_by_its_sku_alone(desk: Desk) -> None:
    desk.save("good.xlsx", HEADER, GOOD)
    desk.save("heavier.xlsx", ["SKU", "Grams Weight"], [GOOD[HEADER.index("SKU")], 999], ["NOWHERE", 1])
    desk.importkit("import", "good.xlsx")

    ended = desk.importkit("import", "heavier.xlsx", "--mode", "enrich", "--format", "json")

    reported = ended.json
    assert (ended.code, reported["mode"], reported["summary"]["variants_updated"]) == (1, "ENRICH", 1)
    assert [finding["code"] for finding in reported["findings"]] == ["variant.not-found"]


def test_a_sheet_without_a_header_is_refused_and_makes_no_job(desk: Desk) -> None:
    desk.save("notes.xlsx", ["Shopping list"], ["milk"])

    text = desk.importkit("import", "notes.xlsx")
    json = desk.importkit("import", "notes.xlsx", "--format", "json")

    assert (text.code, json.code) == (1, 1)
    assert "header.not-found" in text.out
    assert text.err.startswith("Error: ")
    assert [finding["code"] for finding in json.json["findings"]] == ["header.not-found"]
    assert desk.importkit("jobs", "list").out == "No imports yet.\n"


def test_a_file_that_is_no_workbook_is_refused_and_makes_no_job(desk: Desk) -> None:
    (desk.folder / "list.xlsx").write_bytes(b"Product Handle,SKU\n")

    ended = desk.importkit("import", "list.xlsx", "--format", "json")

    assert ended.code == 3
    assert set(ended.json) == {"version", "file", "error", "findings"}
    assert desk.importkit("jobs", "list").out == "No imports yet.\n"


def test_an_import_stays_in_its_brand_and_so_do_the_commands_it_prints(mixed: Desk) -> None:
    added = mixed.importkit("brands", "add", "acme", "--name", "Acme Clothing")
    ended = mixed.importkit("import", "mixed.xlsx", "--brand", "acme")

    assert added.code == 0
    assert ended.code == 1
    assert "jobs corrections" in ended.out
    assert ended.out.count("--brand acme") == 3
    assert mixed.importkit("jobs", "list").out == "No imports yet.\n"
    assert "mixed.xlsx" in mixed.importkit("jobs", "list", "--brand", "acme").out


def test_a_brand_may_be_made_twice(desk: Desk) -> None:
    first = desk.importkit("brands", "add", "acme")
    second = desk.importkit("brands", "add", "acme")

    assert (first.code, second.code) == (0, 0)
    assert second.out == "The brand acme is there; name it with --brand acme.\n"


def test_a_password_is_not_repeated_in_what_is_printed(mixed: Desk) -> None:
    ended = run("import", "mixed.xlsx", "--database-url", mixed.database_url, cwd=mixed.folder)

    assert ended.code == 1
    assert ended.out.count("--database-url URL") == 3
    assert mixed.database_url not in ended.out


def test_jobs_are_listed_shown_and_dismissed(mixed: Desk) -> None:
    mixed.importkit("import", "mixed.xlsx")
    job = mixed.latest()

    listed = mixed.importkit("jobs", "list")
    shown = mixed.importkit("jobs", "show", job[:8])
    whole = mixed.importkit("jobs", "show", job, "--format", "json")
    dismissed = mixed.importkit("jobs", "dismiss", job[:8])
    again = mixed.importkit("jobs", "corrections", job)

    assert "CREATE  Partly imported         2       1  mixed.xlsx" in listed.out
    assert "number.invalid" in shown.out
    assert f"    importkit jobs corrections {job[:8]}\n" in shown.out
    assert (whole.json["id"], whole.json["has_exportable_failures"]) == (job, True)
    assert [finding["code"] for finding in whole.json["findings"]].count("number.invalid") == 1
    assert (dismissed.code, again.code) == (0, 2)
    assert "Dismissed" in mixed.importkit("jobs", "list").out


def test_corrections_go_to_the_newest_import_with_failures_and_never_replace_a_file(mixed: Desk) -> None:
    mixed.importkit("import", "mixed.xlsx")
    job = mixed.latest()
    mixed.save("good.xlsx", HEADER, GOOD)
    mixed.importkit("import", "good.xlsx")

    first = mixed.importkit("jobs", "corrections")
    second = mixed.importkit("jobs", "corrections")
    forced = mixed.importkit("jobs", "corrections", "--force")
    named = mixed.importkit("jobs", "corrections", job, "-o", "fix me.xlsx")
    nowhere = mixed.importkit("jobs", "corrections", "-o", "no/such/folder.xlsx")

    assert (first.code, first.out) == (0, f"corrections-{job[:8]}.xlsx\n")
    assert second.code == 2
    assert "--force" in second.err
    assert forced.code == 0
    assert named.out == "fix me.xlsx\n"
    assert "importkit import 'fix me.xlsx'" in named.err
    assert nowhere.code == 2
    assert {path.name for path in mixed.folder.glob("*.xlsx")} == {
        "mixed.xlsx", "good.xlsx", "fix me.xlsx", f"corrections-{job[:8]}.xlsx",
    }  # fmt: skip


def test_a_terminal_sees_what_is_under_way_and_stdout_stays_clean(mixed: Desk) -> None:
    ours, theirs = pty.openpty()
    here = {"database_url": mixed.database_url, "cwd": mixed.folder, "TERM": "xterm"}
    with begin("import", "mixed.xlsx", stderr=theirs, **here) as importing:
        os.close(theirs)
        seen = b"".join(iter(lambda: _read(ours), b"")).decode()
        out = importing.communicate()[0].decode()
    os.close(ours)

    assert "done, 2 of 2 rows" in seen
    assert "2 = 1 written + 0 already there + 1 failed" in out
    assert "\x1b" not in out


def _read(terminal: int) -> bytes:
    """Return what a terminal shows next; nothing once the other end is closed."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["jobs", "show", "ffffffff"], id="show"),
        pytest.param(["jobs", "corrections", "ffffffff"], id="corrections"),
        pytest.param(["jobs", "dismiss", "ffffffff"], id="dismiss"),
        pytest.param(["jobs", "corrections"], id="no import with failures"),
    ],
)
def test_a_call_that_cannot_work_exits_with_2(desk: Desk, words: list[str]) -> None:
    ended = desk.importkit(*words)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Error: ")
    assert len(ended.err.splitlines()) == 2


def test_more_imports_than_there_are_kept_cannot_be_listed(desk: Desk) -> None:
    ended = desk.importkit("jobs", "list", "--limit", "11")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "Error: --limit cannot be 11: give a whole number from 1 to 10.\n"


def test_a_taxonomy_can_be_loaded_twice(desk: Desk) -> None:
    (desk.folder / "categories.txt").write_text("Spaceware > Boots\nSpaceware > Hats\n", encoding="utf-8")

    first = desk.importkit("taxonomy", "load", "categories.txt")
    second = desk.importkit("taxonomy", "load", "categories.txt")

    assert first.out == "3 categories added, 0 were there already.\n"
    assert second.out == "0 categories added, 3 were there already.\n"


def test_the_aliases_of_a_taxonomy_are_not_stored_and_that_is_told(desk: Desk) -> None:
    content = "categories: {Spaceware: [Boots]}\naliases: {Moonboots: Spaceware > Boots}\n"
    (desk.folder / "categories.yaml").write_text(content, encoding="utf-8")

    loaded = desk.importkit("taxonomy", "load", "categories.yaml")
    listed = desk.importkit("taxonomy", "list", "boots", "--brand", "default", "--format", "json")

    assert loaded.out.splitlines() == [
        "2 categories added, 0 were there already.",
        "Its 1 alias is not stored; it counts in a check with --taxonomy only.",
    ]
    assert {"path": "Spaceware > Boots", "aliases": []} in listed.json["categories"]


def test_the_demo_runs_twice_and_changes_nothing_the_second_time(desk: Desk) -> None:
    first = desk.importkit("demo")
    second = desk.importkit("demo")

    assert (first.code, second.code) == (0, 0)
    assert "60 = 38 written + 0 already there + 22 failed" in first.out
    assert "60 = 0 written + 38 already there + 22 failed" in second.out
    assert len(list(desk.folder.glob("corrections-*.xlsx"))) == 2
    for ended in (first, second):
        (name,) = {word for word in ended.out.split() if word.startswith("corrections-")}
        assert (desk.folder / name).exists()


def test_the_demo_keeps_a_workbook_that_somebody_changed(desk: Desk) -> None:
    desk.save("importkit-demo.xlsx", HEADER, GOOD)

    ended = desk.importkit("demo")

    assert "is there already and is imported as it is" in ended.out
    assert "1 = 1 written + 0 already there + 0 failed" in ended.out


def test_a_server_without_tables_is_upgraded_by_one_command(empty_database_url: str, tmp_path: Path) -> None:
    before = run("jobs", "list", cwd=tmp_path, database_url=empty_database_url)
    upgraded = run("db", "upgrade", cwd=tmp_path, database_url=empty_database_url)
    again = run("db", "upgrade", cwd=tmp_path, database_url=empty_database_url)
    after = run("jobs", "list", cwd=tmp_path, database_url=empty_database_url)

    assert before.code == 4
    assert "db upgrade" in before.err
    assert [upgraded.code, again.code, after.code] == [0, 0, 0]
    assert after.out == "No imports yet.\n"
