"""The taxonomy: the tree of categories a product may have, read from a file."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

import yaml

from importkit.display import number
from importkit.errors import UsageError
from importkit.model import Taxonomy
from importkit.schema import FOLDER
from importkit.values.keys import path_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEPARATOR = " > "
MAX_DEPTH = 12
MAX_NAME = 255
MAX_PATHS = 200_000  # the largest public taxonomies have under 12 000

_HINT = "Write a tree in YAML, or one path such as `Clothing > Jeans > Straight` on each line of a text file."
_TEXT_SUFFIXES = (".csv", ".txt", ".tsv")


def load(path: Path | None = None) -> Taxonomy:
    """Return the taxonomy of a file: a YAML tree, or a `.csv` or `.txt` with one path on each line.

    Inner nodes are categories too. Without a file it is the one that comes with importkit.

    Raises:
        UsageError: The file cannot be read; the message names the line.
    """
    if path is None:
        return _packaged()
    content = _text(path)
    lines = (
        _paths_by_line(path, content)
        if path.suffix.lower() in _TEXT_SUFFIXES
        else _paths_of_tree(path, content)
    )
    return _taxonomy(path, lines)


@cache
def _packaged() -> Taxonomy:
    return load(FOLDER / "taxonomy.yaml")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"The taxonomy {path} cannot be read: {error.strerror}."
        raise UsageError(message, hint=_HINT) from error
    except UnicodeDecodeError as error:
        message = f"The taxonomy {path} is no text in UTF-8."
        raise UsageError(message, hint="Save it as UTF-8.") from error


def _taxonomy(path: Path, lines: Iterator[tuple[int, tuple[str, ...]]]) -> Taxonomy:
    paths: dict[str, str] = {}
    for line, names in lines:
        _add(paths, _checked(path, line, names))
        if len(paths) > MAX_PATHS:
            raise _wrong(path, line, f"it has more than {number(MAX_PATHS)} categories")
    if not paths:
        raise _wrong(path, 1, "it holds no category")
    return Taxonomy(paths)


def _add(paths: dict[str, str], names: tuple[str, ...]) -> None:
    """Add a path and the inner nodes above it; the first spelling of each stays."""
    known = ""
    for name in names:
        spelled = f"{known}{SEPARATOR}{name}" if known else name
        known = paths.setdefault(path_key(spelled), spelled)


def _checked(path: Path, line: int, names: tuple[str, ...]) -> tuple[str, ...]:
    folded = tuple(re.sub(r"\s+", " ", name).strip() for name in names)
    if not all(folded):
        raise _wrong(path, line, "a name in the path is empty")
    if len(folded) > MAX_DEPTH:
        raise _wrong(path, line, f"a path has more than {MAX_DEPTH} levels")
    if any(len(name) > MAX_NAME for name in folded):
        raise _wrong(path, line, f"a name is longer than {MAX_NAME} characters")
    if any(not name.isprintable() for name in folded):
        raise _wrong(path, line, "a name holds characters that cannot be seen")
    return folded


def _paths_by_line(path: Path, content: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    for at, line in enumerate(content.splitlines(), start=1):
        text = _cell(path, at, line) if path.suffix.lower() == ".csv" else line
        is_heading = at == 1 and text.strip().casefold() in {"path", "category", "product category"}
        if text.strip() and not text.lstrip().startswith("#") and not is_heading:
            yield at, tuple(text.split(">"))


def _cell(path: Path, number: int, line: str) -> str:
    """Return the one cell of a CSV line."""
    cells = [cell for cell in next(csv.reader([line]), []) if cell.strip()]
    if len(cells) > 1:
        raise _wrong(path, number, "it has several cells; a path is one, in quotes if it has a comma")
    return cells[0] if cells else ""


def _paths_of_tree(path: Path, content: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    try:
        root = yaml.compose(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _wrong(path, line, f"it is no YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise _wrong(path, 1, f"it is no YAML: {error}") from error
    if isinstance(root, yaml.ScalarNode):
        raise _wrong(path, root.start_mark.line + 1, "it holds no tree")
    if root is not None:
        yield from _walk(path, root, ())


def _walk(path: Path, node: yaml.Node, above: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each name below a node with its line; every scalar is a text here, also `501` and `no`."""
    line = node.start_mark.line + 1
    if len(above) > MAX_DEPTH:
        raise _wrong(path, line, f"a path has more than {MAX_DEPTH} levels")
    if isinstance(node, yaml.ScalarNode):
        if node.value and node.tag != "tag:yaml.org,2002:null":
            yield line, (*above, node.value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _walk(path, item, above)
    elif isinstance(node, yaml.MappingNode):
        for name, below in node.value:
            yield from _branch(path, name, below, above)


def _branch(
    path: Path, name: yaml.Node, below: yaml.Node, above: tuple[str, ...]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    line = name.start_mark.line + 1
    if not isinstance(name, yaml.ScalarNode):
        raise _wrong(path, line, "a category's name is a list or a tree")
    yield line, (*above, name.value)
    yield from _walk(path, below, (*above, name.value))


def _wrong(path: Path, line: int, reason: str) -> UsageError:
    return UsageError(f"The taxonomy {path} cannot be used, line {line}: {reason}.", hint=_HINT)
