"""What the examples of docstrings begin with: two workbooks, and a brand that has imported the first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import importkit as ik
from support.postgres_fixtures import temporary_database
from support.workbooks import build_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.filled_databases import Fill, Filled

_HEADERS = (
    "Product Handle", "Product Title", "SKU", "Tags", "Category", "Grams Weight", "Attribute 1",
    "Attribute Value 1", "Materials Percentages", "Weaving", "Eco Claims",
)  # fmt: skip
_SPRING = (
    ("tee", "Alpine Tee", "T-S", "Men; Summer", None, 180, "Size", "S", "Cotton: 95%; Elastane: 5%",
     "Porto Mill", "GOTS"),
    (None, None, "T-M", None, None, 190, None, "M", None, None, None),
    ("cap", "Cap", "C-1", "Men", "Hats > Capz", "12abc", None, None, None, None, None),
    ("scarf", "Scarf", "S-1", "Woman; women", None, 90, None, None, "Wool: 100%", None, None),
)  # fmt: skip
_SUMMER = (("hat", "Sun Hat", "H-1", "Summer", None, 70, None, None, "Straw: 100%", None, None),)

#: What only a database can answer; an example that names none of these needs none.
_OF_A_BRAND = re.compile(r"\b(?:kit|job|connect|add_brand|enable_brand|disable_brand)\b")
#: What an example needs to be in this world at all.
_WORLD = re.compile(rf"\.xlsx|\bik\.(?!explain|template)|{_OF_A_BRAND.pattern}")


def write_workbooks(folder: Path) -> None:
    """Write the two workbooks that examples name."""
    for name, rows in (("spring.xlsx", _SPRING), ("summer.xlsx", _SUMMER)):
        (folder / name).write_bytes(build_workbook({"Products": [_HEADERS, *rows]}))


def import_spring(kit: ik.Workspace) -> str:
    """Import the first workbook, one product of which fails."""
    file = build_workbook({"Products": [_HEADERS, *_SPRING]})
    return kit.import_file(file, filename="spring.xlsx").job_id


@pytest.fixture(autouse=True)
def names_of_examples(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Give the examples of the package `ik`, two workbooks, and where they ask for them `kit` and `job`."""
    test = request.node.dtest if isinstance(request.node, pytest.DoctestItem) else None
    source = "".join(example.source for example in test.examples) if test else ""
    if test is None or not _WORLD.search(source):
        yield
        return
    surroundings = request.getfixturevalue("monkeypatch")
    folder = tmp_path_factory.mktemp("examples")
    surroundings.chdir(folder)
    write_workbooks(folder)
    test.globs["ik"] = ik
    if not _OF_A_BRAND.search(source):
        yield
        return
    filled: Callable[[Fill], Filled] = request.getfixturevalue("filled")
    spring = filled(import_spring)
    with temporary_database(request.getfixturevalue("server_url"), spring.template) as url:
        (folder / "files").mkdir()
        spring.hand_over_files(url, folder / "files")
        surroundings.setenv("IMPORTKIT_DATABASE_URL", url)
        surroundings.setenv("IMPORTKIT_FILES", str(folder / "files"))
        surroundings.setenv("IMPORTKIT_DATA_DIR", str(folder))
        with ik.connect() as kit:
            test.globs.update(kit=kit, job=kit.job(spring.result))
            yield
