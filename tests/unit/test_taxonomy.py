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
    assert len(paths) == 393
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
