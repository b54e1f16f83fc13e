"""Templates of statements, and how their places are filled.

A template is the text of a statement in which `$words` stand for identifiers, and lines of them, that come
from `importkit/shape.py` and the files of `schemas/`; values are binds, as everywhere. They are texts rather
than SQLAlchemy Core, since most of these statements are whole queries (CTEs, lateral values, aggregates with
an order): in Core they would be longer than the SQL they make, nobody could read them beside the statements
that are files, and DuckDB has no Core.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: A line that is nothing but a word stands for any number of lines.
_BLOCK = re.compile(r"( *)\$(\w+)")


def fill(folder: str, name: str, words: Mapping[str, str]) -> str:
    """Return `importkit/<folder>/<name>.sql` with its words filled in, lines of empty words left out."""
    lines = [line for template in _lines(folder, name) for line in _filled(template, words)]
    return "\n".join(lines) + "\n"


def part(folder: str, name: str, words: Mapping[str, str]) -> str:
    """Return `importkit/<folder>/parts/<name>.sql`, a piece of statements, with its words filled in."""
    return fill(folder, f"parts/{name}", words).rstrip("\n")


def listed(parts: Iterable[str]) -> str:
    """Return parts as a list of SQL."""
    return ", ".join(parts)


def texts(names: Iterable[str]) -> str:
    """Return names as a list of SQL texts."""
    return listed(f"'{name}'" for name in names)


@cache
def _lines(folder: str, name: str) -> tuple[str, ...]:
    path = files("importkit").joinpath(*folder.split("/"), *f"{name}.sql".split("/"))
    return tuple(path.read_text(encoding="utf-8").splitlines())


def _filled(template: str, words: Mapping[str, str]) -> list[str]:
    block = _BLOCK.fullmatch(template)
    if not block:
        return [Template(template).substitute(words)]
    margin, lines = block[1], words[block[2]].splitlines()
    return [f"{margin}{line}" if line else "" for line in lines]
