"""A row explained against a brand, and on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support import command_line
from support.catalogs import product, sheet, take

import importkit as ik

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.filled_databases import Filled


def import_names(kit: ik.Workspace) -> None:
    cells = {"Manufacturer": "Weaver Ltd", "Tags": "Men", "Attribute_1": "Color", "Attribute_Value_1": "Red"}
    take(kit, product("tee", **cells))
    kit.map_value("tag", "Herren", "Men")
    kit.map_value("category", "Trousers", "Clothing > Jeans > Straight")


@pytest.fixture
def template(filled: Callable[..., Filled]) -> str:
    return filled(import_names).template


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def test_each_name_is_looked_up_in_the_brand(kit: ik.Workspace, database_url: str, tmp_path: Path) -> None:
    row = product(
        "cap",
        Manufacturer="WEAVER ltd",
        Tags="herren; Women; Weavers Ltd",
        Category="trousers",
        Attribute_1="color",
        Attribute_Value_1="Blue",
        Attribute_2="Size",
        Attribute_Value_2="L",
        Weaving="Weaver Ltd",
    )
    file = tmp_path / "caps.xlsx"
    file.write_bytes(sheet(row))

    refs = kit.check(file).explain(2).refs

    found = refs.astype("object").where(refs.notna(), None)
    assert found[["column", "name", "resolves_to", "resolved_name"]].to_numpy().tolist() == [
        ["Manufacturer", "WEAVER ltd", "existing", "Weaver Ltd"],
        ["Category", "trousers", "mapped", "Clothing > Jeans > Straight"],
        ["Attribute 1", "color", "existing", "Color"],
        ["Attribute Value 1", "Blue", "new", None],
        ["Attribute 2", "Size", "new", None],
        ["Attribute Value 2", "L", "new", None],
        ["Tags", "herren", "mapped", "Men"],
        ["Tags", "Women", "new", None],
        ["Tags", "Weavers Ltd", "new", None],
        ["Weaving", "Weaver Ltd", "new", None],
    ]
    with_brand = ("--row", "2", "--database-url", database_url, "--format", "json")
    ended = command_line.run("explain", file, *with_brand, cwd=tmp_path)
    assert ended.code == 0
    assert json.loads(ended.out)["refs"] == found.to_dict("records")


def test_suggestions_know_the_categories_and_names_of_the_brand(kit: ik.Workspace) -> None:
    rows = product("cap", Category="Clothing > Jeans > Stright"), product("hat", Manufacturer="Weavver Ltd")
    found = kit.check(sheet(*rows)).suggestions

    likeliest = found[found["rank"] == 1].set_index("code")["suggestion"].to_dict()
    assert likeliest == {
        "category.not-found": "Clothing > Jeans > Straight",
        "entity.similar": "Weaver Ltd",
    }


def test_only_what_changes_something_would_be_written(kit: ik.Workspace) -> None:
    same = sheet(product("tee", Manufacturer="Weaver Ltd", Tags="Men"))
    other = sheet(product("tee", Manufacturer="Other Ltd", Tags="[clear]"))

    assert len(kit.check(same).explain(2).would_write) == 0
    assert len(kit.check(same, mode="enrich").explain(2).would_write) == 0
    assert kit.check(other, mode="enrich").explain(2).would_write.to_numpy().tolist() == [
        ["product", "Manufacturer", "Other Ltd"],
        ["product", "Tags", "[clear]"],
    ]
    assert len(kit.check(other).explain(2).would_write) == 0


def test_the_command_line_explains_rows_codes_and_families(tmp_path: Path) -> None:
    rows = [product("cap"), {"SKU": "cap-2", "Grams_Weight": "x"}]
    (tmp_path / "caps.xlsx").write_bytes(sheet(*rows))

    def explained(*words: str) -> command_line.Ended:
        return command_line.run("explain", *words, cwd=tmp_path)

    held = explained("caps.xlsx", "--row", "2")
    assert held.out.startswith("Row 2 of caps.xlsx would not be imported: row 3 holds its product back.")
    assert "    importkit explain caps.xlsx --row 3 --mode create" in held.out
    assert 'D3: "x" in Grams Weight is not a number.' in explained("caps.xlsx", "--row", "3").out
    missing = explained("caps.xlsx", "--row", "900")
    assert (missing.code, missing.err.splitlines()[0]) == (
        2,
        "Error: Row 900 has no data; rows go from 2 to 3.",
    )
    assert explained("caps.xlsx").code == 2
    assert "--row 17" in explained("caps.xlsx").err
    family = json.loads(explained("NUMBER.", "--format", "json").out)["findings"]
    assert {one["code"].partition(".")[0] for one in family} == {"number"}
    assert explained("Number.Negative").out.startswith("Negative number")
