"""A taxonomy is read from a tree or from lines, and a bad file is told with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from importkit import taxonomy
from importkit.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

JEANS = {
    "clothing": "Clothing",
    "clothing > jeans": "Clothing > Jeans",
    "clothing > jeans > straight": "Clothing > Jeans > Straight",
}


def written(folder: Path, name: str, content: str) -> Path:
    file = folder / name
    file.write_bytes(content.encode("utf-8"))
    return file


def test_the_packaged_taxonomy_knows_clothes() -> None:
    paths = taxonomy.load().paths
    assert len(paths) == 559
    assert (
        paths["clothing > t-shirts & polos > printed t-shirts"]
        == "Clothing > T-shirts & Polos > Printed T-shirts"
    )
    assert paths["clothing > jeans > straight"] == "Clothing > Jeans > Straight"


def test_every_inner_node_of_the_packaged_taxonomy_is_a_category() -> None:
    paths = taxonomy.load().paths
    parents = {key.rpartition(" > ")[0] for key in paths} - {""}
    assert parents <= set(paths)


@pytest.mark.parametrize(
    ("path", "category"),
    [
        # Shopify
        ("Apparel & Accessories > Clothing", "Clothing"),
        ("Apparel & Accessories > Clothing > Clothing Tops > T-Shirts", "Clothing > T-shirts & Polos"),
        ("Apparel & Accessories > Clothing > Clothing Tops > Sweaters", "Clothing > Knitwear > Jumpers"),
        ("Apparel & Accessories > Clothing > Activewear > Sports Bras",
         "Clothing > Sportswear > Training > Sports Bras"),
        ("Apparel & Accessories > Clothing > Outerwear > Coats & Jackets > Parkas",
         "Clothing > Coats > Parkas"),
        ("Apparel & Accessories > Clothing > Pants > Jeans", "Clothing > Jeans"),
        ("Apparel & Accessories > Clothing > Baby & Toddler Clothing > Baby & Toddler Tops > Polos",
         "Clothing > Children's Clothing > Baby > Baby Tops"),
        ("Apparel & Accessories > Clothing > Baby & Toddler Clothing > Baby & Toddler Tops > Bodysuits",
         "Clothing > Children's Clothing > Baby > Baby Bodysuits"),
        ("Apparel & Accessories > Handbags, Wallets & Cases > Handbags > Clutch Bags",
         "Accessories > Bags > Clutches"),
        ("Apparel & Accessories > Jewelry > Charms & Pendants",
         "Accessories > Jewellery > Charms & Pendants"),
        ("Apparel & Accessories > Jewelry > Rings > Wedding Bands", "Accessories > Jewellery > Rings"),
        ("Apparel & Accessories > Shoes > Sneakers", "Footwear > Trainers"),
        ("Apparel & Accessories > Costumes & Accessories > Masks", "Clothing > Costumes > Costume Masks"),
        # Google
        ("Apparel & Accessories > Clothing > Shirts & Tops", "Clothing > Tops"),
        ("Apparel & Accessories > Clothing > Underwear & Socks > Socks", "Clothing > Socks & Tights"),
        ("Apparel & Accessories > Shoes", "Footwear"),
        ("Luggage & Bags > Luggage Accessories > Luggage Tags", "Accessories > Luggage > Luggage Tags"),
    ],
)  # fmt: skip
def test_paths_of_shopify_and_google_mean_a_category(path: str, category: str) -> None:
    assert taxonomy.load().path_of(path) == category


@pytest.mark.parametrize(
    "path",
    [
        "Apparel & Accessories > Clothing > Umbrella Stands",
        "Home & Garden > Furniture > Outdoor Chairs",
        "T-Shirts",
        "Apparel & Accessories > *",
    ],
)
def test_other_paths_mean_none(path: str) -> None:
    assert taxonomy.load().path_of(path) is None


def test_the_packaged_aliases_are_many_and_each_means_a_category() -> None:
    packaged = taxonomy.load()
    named = {key for key in packaged.aliases if not key.endswith("*")}
    assert len(named) == 433
    assert {alias.category for alias in packaged.aliases.values()} <= set(packaged.paths.values())
    assert named.isdisjoint(packaged.paths)
    assert all(packaged.path_of(alias.path) == alias.category for alias in packaged.aliases.values())


def test_a_word_finds_categories_and_aliases() -> None:
    found = taxonomy.search(taxonomy.load(), ["sneaker", "socks"])
    assert [(category.path, category.aliases) for category in found] == [
        (
            "Clothing > Socks & Tights > Trainer Socks",
            ("Apparel & Accessories > Clothing > Socks > Sneaker Socks",),
        ),
    ]
    assert [category.path for category in taxonomy.search(taxonomy.load(), ["sneakers"])] == [
        "Footwear > Children's Shoes > Children's Trainers",
        "Footwear > Trainers",
    ]


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        pytest.param(["TSHIRTS", "basic"], ["Clothing > T-shirts & Polos > Basic T-shirts"], id="two words"),
        pytest.param(["key ring"], ["Accessories > Wallets & Cases > Key Rings"], id="words in a row"),
        pytest.param(["chairs"], [], id="no such word"),
    ],
)
def test_words_are_found_in_any_spelling(words: list[str], paths: list[str]) -> None:
    assert [category.path for category in taxonomy.search(taxonomy.load(), words)] == paths


def test_without_a_word_all_are_found() -> None:
    packaged = taxonomy.load()
    assert [category.path for category in taxonomy.search(packaged)] == sorted(packaged.paths.values())


OWN = """
categories:
  Home:
    Chairs: [Stools]
aliases:
  Furniture > Seats:
    .: Home > Chairs
    Bar Stools: home > chairs > stools
  Sofas > *: Home
"""


def test_a_file_may_have_aliases_of_its_own(tmp_path: Path) -> None:
    own = taxonomy.load(written(tmp_path, "t.yaml", OWN))
    meant = [own.path_of(path) for path in (
        "Furniture > Seats", "furniture>seats > BAR stools", "Sofas", "Sofas > Beds > Double", "Furniture",
    )]  # fmt: skip
    assert meant == ["Home > Chairs", "Home > Chairs > Stools", "Home", "Home", None]
    assert own.is_own
    assert not taxonomy.load().is_own


def test_a_category_may_be_called_aliases(tmp_path: Path) -> None:
    own = taxonomy.load(written(tmp_path, "t.yaml", "aliases: [A]\nOther: [B]\n"))
    assert set(own.paths.values()) == {"aliases", "aliases > A", "Other", "Other > B"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("t.yaml", "Clothing:\n  Jeans: [Straight]\n", id="a tree ending in a list"),
        pytest.param("t.yml", "Clothing:\n  - Jeans:\n    - Straight\n", id="lists within lists"),
        pytest.param("t.yaml", "Clothing:\n  Jeans: Straight\n", id="a single leaf"),
        pytest.param("t.yaml", "Clothing:\n  Jeans:\n    Straight:\n", id="leaves without a value"),
        pytest.param("t.txt", "Clothing > Jeans > Straight\n", id="a line of text"),
        pytest.param(
            "t.txt", "# mine\n\nClothing>Jeans  >  Straight\r\n", id="comments, blanks and any spacing"
        ),
        pytest.param("t.csv", 'path\n"Clothing > Jeans > Straight"\n', id="a CSV with a heading"),
        pytest.param(
            "t.csv", "\ufeffClothing > Jeans > Straight,\n", id="a byte order mark and an empty cell"
        ),
        pytest.param(
            "t.txt", "Clothing > Jeans > Straight\nCLOTHING > jeans\n", id="the first spelling wins"
        ),
    ],
)
def test_a_path_brings_its_inner_nodes(tmp_path: Path, name: str, content: str) -> None:
    assert dict(taxonomy.load(written(tmp_path, name, content)).paths) == JEANS


def test_numbers_and_yes_are_names_like_any_other(tmp_path: Path) -> None:
    file = written(tmp_path, "t.yaml", "Jeans: [501, no, 1.0]\n")
    assert set(taxonomy.load(file).paths.values()) == {"Jeans", "Jeans > 501", "Jeans > no", "Jeans > 1.0"}


def test_a_quoted_name_may_hold_a_comma(tmp_path: Path) -> None:
    file = written(tmp_path, "t.csv", '"Clothing > Hats, Caps"\n')
    assert taxonomy.load(file).paths["clothing > hats, caps"] == "Clothing > Hats, Caps"


def test_a_child_of_another_spelling_goes_below_the_first(tmp_path: Path) -> None:
    file = written(tmp_path, "t.txt", "Clothing > Jeans\nCLOTHING > Skirts\n")
    assert taxonomy.load(file).paths["clothing > skirts"] == "Clothing > Skirts"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("t.txt", "A > B\nA >  > C\n", "line 2: a name in the path is empty", id="empty name"),
        pytest.param("t.csv", "A > B\nA,B\n", "line 2: it has several cells", id="several cells"),
        pytest.param("t.yaml", "A:\n  B: [C\n", "line 3: it is no YAML", id="broken YAML"),
        pytest.param("t.yaml", "A\n", "line 1: it holds no tree", id="only a word"),
        pytest.param("t.yaml", "A:\n  [B, C]: D\n", "line 2: a category's name is a list", id="list as name"),
        pytest.param("t.yaml", "A: &a\n  B: *a\n", "more than 12 levels", id="a tree that holds itself"),
        pytest.param(
            "t.txt", " > ".join("ABCDEFGHIJKLM"), "line 1: a path has more than 12 levels", id="deep"
        ),
        pytest.param("t.txt", "A > " + "b" * 256, "line 1: a name is longer than 255", id="long name"),
        pytest.param("t.txt", "A > b\u200bc", "line 1: a name holds characters that cannot", id="invisible"),
        pytest.param("t.txt", "\n# nothing\n", "it holds no category", id="nothing"),
        pytest.param("t.yaml", "", "it holds no category", id="an empty file"),
        pytest.param(
            "t.yaml",
            "categories: {A: [B]}\naliases:\n  X: A > C\n",
            "line 3: an alias means A > C, which is no category of this file",
            id="alias of nothing",
        ),
        pytest.param(
            "t.yaml",
            "categories: {A: [B]}\naliases:\n  A > b: A\n",
            "line 3: the alias A > b is a category itself",
            id="alias that is a category",
        ),
        pytest.param(
            "t.yaml",
            "categories: {A: [B]}\naliases:\n  X > *: A\n  x: A > B\n",
            "line 4: the alias x is there twice",
            id="alias twice",
        ),
        pytest.param(
            "t.yaml",
            "categories: {A: [B]}\naliases:\n  X: [A]\n",
            "line 3: an alias needs the category that it means",
            id="alias of a list",
        ),
        pytest.param(
            "t.yaml", "categories: {A: [B]}\naliases: A\n", "line 2: an alias needs", id="aliases no mapping"
        ),
    ],
)
def test_a_bad_file_is_told_with_its_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        taxonomy.load(written(tmp_path, name, content))
    assert message in raised.value.message
    assert "Clothing > Jeans > Straight" in raised.value.hint


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        taxonomy.load(tmp_path / "none.yaml")


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    file = tmp_path / "t.txt"
    file.write_bytes("Jeans > Röhre".encode("latin-1"))
    with pytest.raises(UsageError, match="no text in UTF-8"):
        taxonomy.load(file)
