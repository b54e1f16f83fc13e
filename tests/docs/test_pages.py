"""The pages of documentation name what is there: files, anchors, commands; and the README's example runs."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import pytest
import typer
from support.documentation import ROOT
from support.markdown import anchor

from importkit.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = [
    "README.md",
    "CHANGELOG.md",
    ".github/CONTRIBUTING.md",
    *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "importkit").rglob("README.md"))),
    "notebooks/README.md",
    "schemas/README.md",
]

_CODE = re.compile(r"```(?:sh|text|python)\n(.*?)```|`([^`\n]+)`", re.DOTALL)
#: A path of the repository in code, alone or in a command: `importkit/model.py`, `pytest tests/docs`.
#: One with a place to fill in is none: `importkit/<package>/sql`.
_PATH = re.compile(
    r"(?<![\w/.<>-])((?:importkit|tests|schemas|notebooks|\.ci|\.github|\.streamlit)/[\w./-]*)(?![\w./<*…-])"
)
_COMMAND = re.compile(r"^\s*(?:\$ )?importkit ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?", re.MULTILINE)


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    headings = (anchor(title) for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE))
    return {*headings, *re.findall(r'<a id="([^"]+)"></a>', text)}


def broken_links(page: str) -> Iterator[str]:
    for link in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        target, _, place = link.partition("#")
        path = (ROOT / page).parent / target if target else ROOT / page
        if not link.startswith("https://") and (not path.exists() or (place and place not in anchors(path))):
            yield link


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    assert list(broken_links(page)) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_is_named_exists(page: str) -> None:
    code = "\n".join(chain.from_iterable(_CODE.findall(text_of(page))))

    assert [path for path in _PATH.findall(code) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_named_exists(page: str) -> None:
    root = typer.main.get_command(app)
    blocks = re.findall(r"```(?:sh|text)\n(.*?)```", text_of(page), re.DOTALL)
    spans = re.findall(r"`(importkit [^`]*)`", text_of(page))

    unknown = []
    for word, next_word in _COMMAND.findall("\n".join(chain(blocks, spans))):
        commands = getattr(root.commands.get(word), "commands", None)  # type: ignore[attr-defined]
        if word not in root.commands or (commands and next_word and next_word not in commands):  # type: ignore[attr-defined]
            unknown.append(f"{word} {next_word}")
    assert unknown == []


def test_paths_are_found_in_code_alone_and_in_commands() -> None:
    assert _PATH.findall("importkit/no.py") == ["importkit/no.py"]
    assert _PATH.findall("pytest tests/docs tests/no") == ["tests/docs", "tests/no"]
    assert _PATH.findall("importkit/<package>/sql/<verb>.sql https://a.example/tests/x") == []


def test_the_readme_can_be_read_at_one_go() -> None:
    text = text_of("README.md")

    assert len(text.splitlines()) <= 250
    assert len(_COMMAND.findall(text)) >= 20


def test_the_readme_names_the_two_commands() -> None:
    commands = re.findall(r"^python3 -m venv .*$", text_of("README.md"), re.MULTILINE)

    assert commands == [
        "python3 -m venv .venv && .venv/bin/pip install -q '.[embedded]' && .venv/bin/importkit demo",
        "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest -n auto",
    ]


@pytest.mark.db
def test_the_python_example_runs(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", text_of("README.md"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IMPORTKIT_DATABASE_URL", database_url)

    ran: dict[str, object] = {}
    exec(example, ran)  # noqa: S102  our own README

    assert (tmp_path / "corrections.xlsx").exists()
    ran["kit"].engine.dispose()  # type: ignore[attr-defined]  whatever the example left


def test_every_command_has_help_and_examples() -> None:
    sections = text_of("importkit/cli/README.md").split("\n### importkit ")[1:]

    assert len(sections) > 30
    assert [text.split("\n")[0] for text in sections if "```sh\n" not in text] == []
    assert [text.split("\n")[0] for text in sections if not re.match(r"[a-z -]+\n\n[A-Z]\w+ ", text)] == []
