"""Mistyped columns and categories: mostly the right one comes first, and nearly always it is there."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from importkit import schema, taxonomy
from importkit.values.category_suggestions import candidates
from importkit.workbook.sheet.header_suggestions import ranked_columns
from importkit.workbook.sheet.headers import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

CASES, LETTERS = 500, 6
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = {
    letter: row[max(at - 1, 0) : at] + row[at + 1 : at + 2]
    for row in KEYBOARD
    for at, letter in enumerate(row)
}


def slip(name: str, at: int, kind: str, rnd: random.Random) -> str:
    """Return a name with one slip: two letters swapped, one dropped, doubled, or the key beside it."""
    letter = name[at]
    if kind == "swapped" and name[at + 1 : at + 2].isalpha():
        return f"{name[:at]}{name[at + 1]}{letter}{name[at + 2 :]}"
    if kind == "doubled":
        return f"{name[:at]}{letter}{name[at:]}"
    if kind == "beside" and letter.lower() in BESIDE:
        other = rnd.choice(BESIDE[letter.lower()])
        return f"{name[:at]}{other.upper() if letter.isupper() else other}{name[at + 1 :]}"
    return name[:at] + name[at + 1 :]


def mistyped(name: str, rnd: random.Random) -> str:
    for _ in range(rnd.choice((1, 2))):
        places = [at for at, letter in enumerate(name) if letter.isalpha()]
        name = slip(name, rnd.choice(places), rnd.choice(("swapped", "dropped", "doubled", "beside")), rnd)
    return name


def cases(named: list[tuple[str, str]], is_known: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Return mistyped names, each with what it means."""
    rnd = random.Random(7)  # noqa: S311  made-up names
    found: list[tuple[str, str]] = []
    while len(found) < CASES:
        name, meant = rnd.choice(named)
        typed = mistyped(name, rnd)
        if not is_known(typed):
            found.append((typed, meant))
    return found


def is_known_header(header: str) -> bool:
    words = [vocabulary(dialect) for dialect in schema.dialects()]
    return any(each.canonical(header) or each.is_ignored(header) for each in words)


def shares(meant: list[str], suggestions: list[list[str]]) -> tuple[float, float]:
    first = sum(found[:1] == [right] for right, found in zip(meant, suggestions, strict=True))
    among_three = sum(right in found[:3] for right, found in zip(meant, suggestions, strict=True))
    return first / len(meant), among_three / len(meant)


def test_a_mistyped_column_is_recognised() -> None:
    headers = [
        (header, column.name)
        for column in schema.columns().values()
        for header in (column.name, *column.aliases)
        if sum(map(str.isalpha, header)) >= LETTERS
    ]
    typed = cases(headers, is_known_header)

    first, among_three = shares(
        [name for _, name in typed], [list(ranked_columns(text)) for text, _ in typed]
    )

    assert first >= 0.9
    assert among_three >= 0.98


@pytest.mark.parametrize("is_whole", [True, False], ids=["the whole path", "its last part"])
def test_a_mistyped_category_is_recognised(is_whole: bool) -> None:
    known = taxonomy.load()
    paths = [(path, *path.rpartition(" > ")[::2]) for path in known.paths.values()]
    named = [
        (path if is_whole else last, path)
        for path, _, last in paths
        if sum(map(str.isalpha, last)) >= LETTERS
    ]
    typed = cases(named, lambda text: known.path_of(text) is not None)

    first, among_three = shares([path for _, path in typed], candidates([text for text, _ in typed], known))

    assert first >= 0.9
    assert among_three >= 0.98
