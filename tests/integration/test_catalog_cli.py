"""`importkit catalog` and `importkit export`, as a shell runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import command_line
from support.catalogs import product, take

import importkit as ik
from importkit import db

if TYPE_CHECKING:
    from pathlib import Path

    from support.command_line import Ended


class Shell:
    """A shell in a folder, at work on one database."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder, self.database_url = folder, database_url

    def run(self, *words: str) -> Ended:
        return command_line.run(*words, cwd=self.folder, database_url=self.database_url)


@pytest.fixture
def shell(database_url: str, tmp_path: Path) -> Shell:
    with ik.connect(database_url) as kit:
        take(
            kit,
            product("tee", Tags="Café", Attribute_1="Color", Attribute_Value_1="Red"),
            product("cap", Tags="Cafe"),
            product("sock", Tags="Cafe; Men"),
        )
    return Shell(tmp_path, database_url)


def test_names_are_listed_mapped_merged_and_forgotten(shell: Shell) -> None:
    mapped = shell.run("catalog", "map", "tags", "Herren", "men")
    merged = shell.run("catalog", "merge", "tag", "Café", "Cafe")
    again = shell.run("catalog", "merge", "tag", "Café", "Cafe")
    listed = shell.run("catalog", "list", "tag")
    forgotten = shell.run("catalog", "unmap", "tag", "Herren")

    assert mapped.out == 'The tag "Herren" means "Men" from now on.\n'
    assert merged.out.splitlines() == [
        '"Cafe" is in the place of "Café" now, on 1 product and 0 variants.',
        'Sheets that still say "Café" mean "Cafe".',
    ]
    assert again.out == 'Nothing to do: "Café" is gone already, and means "Cafe".\n'
    assert [line.split() for line in listed.out.splitlines()] == [
        ["Kind", "Name", "Products", "Variants"],
        ["tag", "Cafe", "3"],
        ["tag", "Men", "1"],
        [],
        ["What", "other", "spellings", "mean"],
        ["Kind", "Spelling", "Means"],
        ["tag", "Café", "Cafe"],
        ["tag", "Herren", "Men"],
    ]
    assert forgotten.out == 'The tag "Herren" is not mapped any more. It meant "Men".\n'
    assert {mapped.code, merged.code, again.code, listed.code, forgotten.code} == {0}


def test_a_script_reads_json(shell: Shell) -> None:
    mapped = shell.run(
        "catalog", "map", "attribute_value", "Rot", "Red", "--attribute", "color", "--format", "json"
    )
    merged = shell.run("catalog", "merge", "tag", "Café", "Cafe", "--format", "json")
    listed = shell.run("catalog", "list", "attribute_value", "--format", "json")

    assert mapped.json == {
        "kind": "attribute_value", "attribute": "Color", "raw_name": "Rot", "name": "Red", "before": "",
    }  # fmt: skip
    assert merged.json == {
        "kind": "tag", "attribute": "", "loser": "Café", "winner": "Cafe", "products": 1, "variants": 0,
        "is_new": True,
    }  # fmt: skip
    [entry] = listed.json["entries"]
    assert {name: entry[name] for name in ("kind", "attribute", "name", "products", "variants")} == {
        "kind": "attribute_value", "attribute": "Color", "name": "Red", "products": 0, "variants": 1,
    }  # fmt: skip
    [mapping] = listed.json["mappings"]
    assert (mapping["raw_name"], mapping["name"], mapping["created_by"]) == ("Rot", "Red", "local@localhost")


def test_the_commands_shown_for_duplicates_put_them_together(shell: Shell) -> None:
    found = shell.run("catalog", "duplicates")
    as_json = shell.run("catalog", "duplicates", "tag", "--format", "json")

    assert "importkit catalog merge tag 'Café' Cafe" in found.out
    [cluster] = as_json.json["clusters"]
    assert [(name["name"], name["products"]) for name in cluster["names"]] == [("Cafe", 2), ("Café", 1)]
    assert shell.run("catalog", "merge", "tag", "Café", "Cafe").code == 0
    assert shell.run("catalog", "duplicates").out == "No names look alike.\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("list", "tgas"), "Did you mean tag?", id="an unknown kind"),
        pytest.param(("map", "tag", "Herren", "Man"), 'Did you mean "Men"?', id="an unknown name"),
        pytest.param(("merge", "tag", "Coffee", "Cafe"), 'There is no tag "Coffee".', id="an unknown loser"),
        pytest.param(("map", "attribute_value", "Rot", "Red"), "--attribute Color", id="no attribute"),
    ],
)
def test_a_wrong_call_exits_with_2_and_says_what_may_have_been_meant(
    shell: Shell, words: tuple[str, ...], message: str
) -> None:
    ended = shell.run("catalog", *words)

    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


def test_a_viewer_is_told_whom_to_ask(shell: Shell) -> None:
    with ik.connect(shell.database_url) as kit:
        db.add_member(kit.engine, "default", "vera@a.example", "viewer")
    ended = command_line.run(
        *("catalog", "map", "tag", "Herren", "Men"),
        cwd=shell.folder,
        database_url=shell.database_url,
        IMPORTKIT_USER="vera@a.example",
    )

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "Error: Only members and owners of this brand may do this.",
        "Ask an owner of the brand to make you a member.",
    ]


def test_products_are_exported_and_imported_without_a_change(shell: Shell) -> None:
    exported = shell.run("export", "-o", "mine.xlsx")
    again = shell.run("import", "mine.xlsx", "--format", "json")

    assert (exported.code, exported.out, exported.err) == (0, "mine.xlsx\n", "3 products, 3 variants.\n")
    assert again.code == 0
    assert again.json["summary"]["unchanged_rows"] == 3


def test_a_file_that_is_there_is_replaced_only_when_asked(shell: Shell) -> None:
    first = shell.run("export", "--format", "json")
    second = shell.run("export")
    third = shell.run("export", "--force")

    assert first.json == {
        "path": "products.xlsx", "products": 3, "variants": 3, "rows": 3, "products_alone": 0,
        "attributes_left_out": 0, "left_blank": [],
    }  # fmt: skip
    assert (second.code, third.code) == (2, 0)
    assert "products.xlsx is there already" in second.err
