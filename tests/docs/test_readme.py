"""The README says only what is so. Run this file as a script to bring its generated parts up to date."""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import fields
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from support import command_line

from importkit import display, schema
from importkit.model import Limits

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"

# A job has another id on each run.
_ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?\b")
_EXAMPLE_ID = "7d1c84a2-3b1a-4c1d-8e55-3f0e7c9a1b2d"


def part(name: str, text: str) -> str:
    """Return a generated part of the README."""
    found = re.search(f"<!-- {name} -->\n(.*?)<!-- end -->", text, re.DOTALL)
    assert found, f"The README has no part {name}."
    return found[1].removesuffix("\n")


def masked(text: str) -> str:
    """Return text with the same job id on every run."""
    return _ID.sub(lambda found: _EXAMPLE_ID[: len(found[0])], text)


def demo(folder: Path, database_url: str | None) -> str:
    ended = command_line.run("demo", cwd=folder, database_url=database_url)
    assert ended.code == 0, ended.err
    return f"```text\n$ importkit demo\n{masked(ended.out).rstrip()}\n```"


def columns() -> str:
    rows = ("| Column | Level | What it holds | Also known as |", "|---|---|---|---|")
    return "\n".join([*rows, *(_column(column) for column in schema.columns().values())])


def _column(column: schema.Column) -> str:
    level = f"{column.level}, a variant may override" if column.override else column.level
    aliases = dict.fromkeys(column.aliases)
    for dialect in schema.dialects().values():
        aliases |= dict.fromkeys(
            alias for alias in dialect.aliases.get(column.name, ()) if alias != column.name
        )
    return f"| {column.name} | {level} | {_KINDS[column.kind]} | {', '.join(aliases)} |"


_KINDS = {
    schema.Kind.IDENTIFIER: "text, kept as typed",
    schema.Kind.TEXT: "text",
    schema.Kind.LONG_TEXT: "text, line breaks stay",
    schema.Kind.URL: "a full web address",
    schema.Kind.LIST: "a list: `a; b`",
    schema.Kind.NUMBER: "a number, 0 or more",
    schema.Kind.WEIGHT: "a number, grams unless it says `kg`, `oz` or `lb`",
    schema.Kind.WEIGHT_UNIT: "`g`, `kg`, `oz` or `lb`, the unit of the weight beside it",
    schema.Kind.MATERIALS: "a list with percentages: `Cotton: 75%; Elastane: 25%`",
    schema.Kind.MATERIAL_NAMES: "a list, paired with Percentages",
    schema.Kind.PERCENTAGES: "a list, paired with Materials",
    schema.Kind.CATEGORY: "a full path: `Clothing > Shirts`",
    schema.Kind.ATTRIBUTE_NAME: "the name of an attribute, such as Color",
    schema.Kind.ATTRIBUTE_VALUE: "its value, such as Blue",
}


def limits() -> str:
    rows = (
        f"| `IMPORTKIT_LIMIT_{limit.name.upper()}` | {display.number(int(str(limit.default)))} |"
        for limit in fields(Limits)
    )
    return "\n".join(["| Variable | Default |", "|---|---|", *rows])


_TABLES = {"columns": columns, "findings": display.markdown_table, "limits": limits}


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(_TABLES))
def test_a_generated_table_is_current(readme: str, name: str) -> None:
    assert part(name, readme) == _TABLES[name](), "Run: python tests/docs/test_readme.py"


@pytest.mark.db
def test_the_demo_prints_what_the_readme_shows(readme: str, database_url: str, tmp_path: Path) -> None:
    assert part("demo", readme) == demo(tmp_path, database_url), "Run: python tests/docs/test_readme.py"


def test_every_command_of_the_readme_exists(readme: str, tmp_path: Path) -> None:
    lines = re.findall(r"^\s*(?:\$ )?importkit ([a-z]+(?: [a-z]+)?)", readme, re.MULTILINE)
    groups = {"jobs", "db", "taxonomy", "brands", "catalog"}
    commands = {tuple(line.split()[: 2 if line.split()[0] in groups else 1]) for line in lines}

    assert len(commands) >= 5
    for words in sorted(commands):
        assert command_line.run(*words, "--help", cwd=tmp_path).code == 0, words


@pytest.mark.db
def test_the_python_example_runs(
    readme: str, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IMPORTKIT_DATABASE_URL", database_url)

    ran: dict[str, object] = {}
    exec(example, ran)  # noqa: S102  our own README

    assert (tmp_path / "corrections.xlsx").exists()
    ran["shop"].engine.dispose()  # type: ignore[attr-defined]  whatever the example left


def test_the_readme_names_the_two_commands(readme: str) -> None:
    commands = re.findall(r"^python3 -m venv .*$", readme, re.MULTILINE)

    assert commands == [
        "python3 -m venv .venv && .venv/bin/pip install -q '.[embedded]' && .venv/bin/importkit demo",
        "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest",
    ]


def test_every_link_of_the_readme_leads_somewhere(readme: str) -> None:
    anchors = {
        re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.*)$", readme, re.MULTILINE)
    }
    links = re.findall(r"\]\(([^)#][^)]*|#[^)]+)\)", readme)

    broken = [
        link
        for link in links
        if not link.startswith("https://") and link.lstrip("#") not in anchors and not (ROOT / link).exists()
    ]
    assert broken == []


def update() -> None:
    """Write the generated parts anew."""
    text = README.read_text(encoding="utf-8")
    with (
        tempfile.TemporaryDirectory(prefix="ik-", dir="/tmp") as folder,
        tempfile.TemporaryDirectory(prefix="ik-", dir="/tmp") as data,
    ):
        made = {name: make() for name, make in _TABLES.items()}
        made["demo"] = _demo_on_a_server_of_its_own(Path(folder), data)
    for name, content in made.items():
        before, mark, rest = text.partition(f"<!-- {name} -->\n")
        text = f"{before}{mark}{content}\n{rest[rest.index('<!-- end -->') :]}"
    README.write_text(text, encoding="utf-8")


def _demo_on_a_server_of_its_own(folder: Path, data: str) -> str:
    ended = command_line.run("demo", cwd=folder, IMPORTKIT_DATA_DIR=data)
    command_line.run("db", "stop", cwd=folder, IMPORTKIT_DATA_DIR=data)
    assert ended.code == 0, ended.err
    return f"```text\n$ importkit demo\n{masked(ended.out).rstrip()}\n```"


if __name__ == "__main__":
    update()
