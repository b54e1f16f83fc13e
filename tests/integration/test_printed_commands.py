"""Every command that is printed can be copied as it is, in a brand of its own: each is run by the program."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

import openpyxl
import pytest
from support.postgres_fixtures import temporary_database
from typer.testing import CliRunner

import importkit as ik
from importkit import logs
from importkit.cli import app, output
from importkit.jobs import notifications

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: A brand and files that a shell takes apart unless they are quoted.
SLUG = 'o\'neil & "co" $HOME'
SHEET, OTHER = "my \"best\" sheet $1 'a'.xlsx", "-dash; echo.xlsx"

HEADER = ["Product Handle", "Product Title", "SKU", "Barcode", "Grams Weight", "Category", "Tags"]
STORED = [
    ["tee", "Tee", "A-1", None, 100, None, "Café; -men's $5; -Men's $5!"],
    ["cap", "Cap", "A-2", None, 100, None, 'Cafe; "Q"'],
]
MIXED = [
    ["tee", "Tee", "A-1", None, 250, None, "Café"],
    ["sock", "Sock", "A-3", None, "12abc", None, None],
    ["belt", "Belt", "A-4", None, 5, None, None],
]

#: What a command may exit with that was meant to be copied: done, or rows that failed.
RIGHT = {0, 1}
#: Words that stand for what only the reader knows.
PLACES = {"FILE", "URL", "PATH", "CATEGORY"}


@dataclass(frozen=True)
class Shell:
    """A folder with workbooks, and the program run there without a process of its own."""

    folder: Path
    url: str

    def run(self, *words: str) -> tuple[int, str]:
        """Return what a command exits with, and all that it prints."""
        opened: list[ik.Workspace] = []

        def workspace(brand: str | None, url: str | None) -> ik.Workspace:
            opened.append(ik.connect(url, brand=brand))
            return opened[-1]

        with pytest.MonkeyPatch.context() as program:
            program.setattr(output, "workspace", workspace)
            reported = self._run(*words)
        for one in opened:  # as the end of a process does
            one.close()
        return reported

    def _run(self, *words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, [*words], env={"IMPORTKIT_DATABASE_URL": self.url, "COLUMNS": "80"})
        error = done.exception
        if isinstance(error, ik.ImportkitError):
            return error.exit_code, f"{done.output}\n{error.message}\n{error.hint}"
        assert error is None or isinstance(error, SystemExit), (words, error)
        return done.exit_code, done.output

    def save(self, name: str, rows: list[list[object]], header: list[str] = HEADER) -> str:
        workbook = openpyxl.Workbook()
        workbook.active.title = "Products"
        for row in (header, *rows):
            workbook.active.append(row)
        workbook.save(self.folder / name)
        return name if not name.startswith("-") else f"./{name}"


@pytest.fixture(scope="module")
def shell(
    server_url: str, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shell]:
    folder = tmp_path_factory.mktemp("desk")
    with (
        pytest.MonkeyPatch.context() as surroundings,
        temporary_database(server_url, migrated_template) as url,
    ):
        surroundings.chdir(folder)
        surroundings.setenv("IMPORTKIT_DATA_DIR", str(folder))
        surroundings.setattr(logs, "to_stream", lambda *_, **__: None)
        here = Shell(folder, url)
        here.run("brands", "add", SLUG)
        yield here


@pytest.fixture(scope="module")
def good_job(shell: Shell) -> str:
    """Return the id of an import that has ended and left nothing to correct."""
    rows = [["g", "G", "G-1", None, 1, None, "Linen"], ["i", "I", "I-1", None, 1, None, "Velvet"]]
    code, reported = shell.run("import", shell.save("good.xlsx", rows), "--brand", SLUG)
    assert code == 0, reported
    with ik.connect(shell.url, brand=SLUG) as kit:
        return kit.recent_imports(1)[0].id


def printed(text: str) -> list[str]:
    """Return the commands in a text: each is the rest of its line, since none is wrapped."""
    found = re.findall(r"(?:^ *|: )(importkit [a-z][^\n]*)", text, flags=re.MULTILINE)
    return list(dict.fromkeys(found))


def test_every_command_of_a_first_day_can_be_copied(shell: Shell) -> None:
    stored, mixed = shell.save(SHEET, STORED), shell.save(OTHER, MIXED)
    calls = [
        ("check", mixed, "--brand", SLUG),
        ("plan", stored, "--brand", SLUG),
        ("import", stored, "--brand", SLUG),
        ("plan", mixed, "--brand", SLUG),
        ("import", mixed, "--brand", SLUG),
        ("jobs", "list", "--brand", SLUG),
        ("catalog", "duplicates", "--brand", SLUG),
        ("plan", mixed, "--mode", "enrich", "--brand", SLUG),
        ("export", "-o", "all.xlsx", "--brand", SLUG),
    ]

    reported = "\n".join(shell.run(*call)[1] for call in calls)

    commands = [command for command in printed(reported) if "jobs dismiss" not in command]
    kinds = {" ".join(shlex.split(command)[1:3]) for command in commands}
    assert {"jobs corrections", "jobs show", "catalog merge"} <= kinds
    assert {command.split()[1] for command in commands} >= {"import", "plan", "jobs", "catalog"}
    for command in commands:
        words = shlex.split(command)
        assert words[words.index("--brand") + 1] == SLUG, command
        code, output = shell.run(*words[1:])
        # The token of a plan is good until the products have changed.
        assert code in RIGHT or "--plan" in words, (command, code, output)


def test_a_merge_of_names_that_begin_with_hyphens_can_be_copied(shell: Shell) -> None:
    shell.run(
        "import",
        shell.save("hyphens.xlsx", [["h", "H", "H-1", None, 1, None, "-Sale; -Sa le"]]),
        "--brand",
        SLUG,
    )

    (merge,) = [
        one for one in printed(shell.run("catalog", "duplicates", "tag", "--brand", SLUG)[1]) if "Sa" in one
    ]

    assert " -- " in merge
    assert shell.run(*shlex.split(merge)[1:])[0] == 0


def test_a_category_is_mapped_by_the_command_that_its_finding_prints(shell: Shell) -> None:
    header = ["Handle", "Title", "Variant SKU", "Product Category", "Option1 Name", "Option1 Value"]
    rows = [[f"j-{number}", "J", f"J-{number}", raw, "Size", "S"] for number, raw in enumerate(CATEGORIES)]
    sheet = shell.save("shop.xlsx", rows, header)
    reported = shell.run("check", sheet, "--brand", SLUG, "--all")[1]

    commands = [command for command in printed(reported) if "catalog map" in command]

    assert {shlex.split(command)[4] for command in commands} >= set(CATEGORIES)
    for command in commands:
        code, output = shell.run(*shlex.split(command)[1:])
        assert (code, f'in the brand "{SLUG}"' in output) == (0, True), (command, output)
    assert not printed(shell.run("check", sheet, "--brand", SLUG, "--all")[1])


CATEGORIES = ["Toys $5 > Dresses", 'Women\'s "Best" > Dresses', "Sale! `x` > Dresses"]


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(("jobs", "show", "0000"), id="no such job"),
        pytest.param(("catalog", "map", "tag", "a", "nowhere near"), id="no such name"),
        pytest.param(("catalog", "unmap", "tag", "nobody"), id="not mapped"),
        pytest.param(("catalog", "map", "tag", "Linen", "Velvet"), id="a name itself"),
        pytest.param(("catalog", "merge", "category", "a", "b"), id="categories"),
        pytest.param(("jobs", "cancel", "JOB"), id="ended before"),
        pytest.param(("jobs", "corrections", "JOB"), id="nothing to correct"),
        pytest.param(("import", "good.xlsx", "--plan", "nonsense"), id="no token"),
    ],
)
def test_the_command_in_the_hint_of_an_error_can_be_copied(
    shell: Shell, good_job: str, call: tuple[str, ...]
) -> None:
    words = [good_job if word == "JOB" else word for word in call]

    code, reported = shell.run(*words, "--brand", SLUG)

    assert code == 2
    for command in printed(reported):
        assert shlex.split(command)[shlex.split(command).index("--brand") + 1] == SLUG
        if not PLACES & set(command.split()):
            assert shell.run(*shlex.split(command)[1:])[0] in RIGHT, command


def test_a_brand_that_is_none_is_made_by_the_command_of_its_error(shell: Shell) -> None:
    for slug in ("new brand", "-new", "it's"):
        (command,) = printed(shell.run("jobs", "list", f"--brand={slug}")[1])

        assert shell.run(*shlex.split(command)[1:])[0] == 0
        assert shell.run("jobs", "list", f"--brand={slug}")[0] == 0


def test_a_notification_ends_with_a_command_for_its_brand(shell: Shell) -> None:
    shell.save("bad.xlsx", [["bad", "Bad", "BAD-1", None, "12abc", None, None]])
    shell.run("import", "bad.xlsx", "--brand", SLUG)
    with ik.connect(shell.url, brand=SLUG) as kit:
        job = kit.recent_imports(1)[0]
    news = notifications.Notification(
        job.id, job.filename, SLUG, "a@b.example", job.mode, job.status, job.summary
    )

    command = notifications._body(news, "").splitlines()[-1]

    assert shell.run(*shlex.split(command)[1:])[0] == 0


def test_python_names_the_brand_in_the_commands_that_it_advises(shell: Shell) -> None:
    with ik.connect(shell.url, brand=SLUG) as kit, pytest.raises(ik.UnknownJobError) as raised:
        kit.job("0000")

    assert raised.value.hint == f"To see the recent ones: importkit jobs list --brand {shlex.quote(SLUG)}"
    assert raised.value.__notes__ == [raised.value.hint]
    with ik.connect(shell.url) as default, pytest.raises(ik.UnknownJobError) as plain:
        default.job("0000")
    assert plain.value.hint == "To see the recent ones: importkit jobs list"


def test_the_database_of_the_command_line_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["importkit", "jobs", "list", "--database-url", shell.url])

    from importkit.cli.output import for_here

    assert for_here("To see: importkit jobs list") == "To see: importkit jobs list --database-url URL"
