"""The taxonomy: the tree of categories a product may have, and other names of them, read from a file."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import yaml

from importkit.arguments import if_given
from importkit.arguments import path as path_of
from importkit.errors import UsageError
from importkit.grammar import count
from importkit.schema import FOLDER
from importkit.values.category_paths import EVERY_PATH_BELOW, Alias, Taxonomy
from importkit.values.keys import PATH_SEPARATOR, header_key, name_key, path_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

SEPARATOR = PATH_SEPARATOR
MAX_DEPTH = 12
MAX_NAME = 255
MAX_PATHS = 200_000  # the largest public taxonomies have under 12 000

_HINT = "Write a tree in YAML, or one path such as `Clothing > Jeans > Straight` on each line of a text file."
_TEXT_SUFFIXES = (".csv", ".txt", ".tsv")

#: The two parts of a YAML file that has more than a tree.
_CATEGORIES = "categories"
_ALIASES = "aliases"
_WORD = re.compile(r"[^\W_]+")
#: In the aliases, the path so far itself.
_ITSELF = "."


@dataclass(frozen=True)
class Category:
    """A category, and the paths of other taxonomies by which it is known."""

    path: str
    aliases: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """Return the category as JSON knows it."""
        return {"path": self.path, "aliases": list(self.aliases)}


class _Line(NamedTuple):
    """An alias as the file has it."""

    line: int
    names: tuple[str, ...]
    target: str


def load(path: str | Path | None = None) -> Taxonomy:
    """Return the taxonomy of a file: a YAML tree, or a `.csv` or `.txt` with one path on each line.

    Inner nodes are categories too. A YAML file may have its tree under `categories`, and `aliases` beside it.
    Without a file it is the taxonomy that comes with importkit.

    Raises:
        UsageError: The file cannot be read; the message names the line.
    """
    given = if_given(path_of, path, argument="taxonomy_file")
    return _packaged() if given is None else _load(given, is_own=True)


def search(taxonomy: Taxonomy, words: Iterable[str] = ()) -> list[Category]:
    """Return the categories that have each of the words in their path or in that of an alias, by path.

    Case, punctuation and spaces do not count, and the beginning of a word is enough. A category has those of
    its aliases that have the words, one of them at their end.
    """
    keys = [key for word in " ".join(words).split() if (key := header_key(word))]
    aliases: defaultdict[str, list[str]] = defaultdict(list)
    for key, alias in taxonomy.aliases.items():
        # One for every path below is one for the path itself as well.
        if (
            not key.endswith(EVERY_PATH_BELOW)
            and _has_all(alias.path, keys)
            and _ends_in_any(alias.path, keys)
        ):
            aliases[path_key(alias.category)].append(alias.path)
    return [
        Category(path, tuple(aliases.get(key, ())))
        for key, path in sorted(taxonomy.paths.items(), key=lambda item: item[1])
        if key in aliases or _has_all(path, keys)
    ]


def _has_all(path: str, keys: Iterable[str]) -> bool:
    parts = path.split(">")
    return all(any(_has(part, key) for part in parts) for key in keys)


def _ends_in_any(path: str, keys: Sequence[str]) -> bool:
    return not keys or any(_has(path.rpartition(">")[2], key) for key in keys)


def _has(part: str, key: str) -> bool:
    """Return whether a word of a name begins with a key; T-shirts begins with tshirt and with shirt."""
    words = name_key(part).split()
    pieces = (piece for word in words for piece in (header_key(word), *_WORD.findall(word)))
    return any(piece.startswith(key) for piece in pieces)


@cache
def _packaged() -> Taxonomy:
    return _load(FOLDER / "taxonomy.yaml", is_own=False)


def _load(path: Path, *, is_own: bool) -> Taxonomy:
    content = _text(path)
    if path.suffix.lower() in _TEXT_SUFFIXES:
        return Taxonomy(_paths(path, _paths_by_line(path, content)), is_own=is_own)
    root = _root(path, content)
    tree, aliases = _parts(root)
    paths = _paths(path, _walk(path, tree, ()) if tree is not None else ())
    found = list(_walk_aliases(path, aliases, ())) if aliases is not None else []
    return Taxonomy(paths, aliases=_aliases(path, found, paths), is_own=is_own)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"The taxonomy {path} cannot be read: {error.strerror}."
        raise UsageError(message, hint=_HINT) from error
    except UnicodeDecodeError as error:
        message = f"The taxonomy {path} is no text in UTF-8."
        raise UsageError(message, hint="Save it as UTF-8.") from error


def _paths(path: Path, lines: Iterable[tuple[int, tuple[str, ...]]]) -> dict[str, str]:
    paths: dict[str, str] = {}
    for line, names in lines:
        _add(paths, _checked(path, line, names))
        if len(paths) > MAX_PATHS:
            raise _wrong(path, line, f"it has more than {count(MAX_PATHS, 'category', 'categories')}")
    if not paths:
        raise _wrong(path, 1, "it holds no category")
    return paths


def _aliases(path: Path, found: Iterable[_Line], paths: Mapping[str, str]) -> dict[str, Alias]:
    """Return the aliases by their key."""
    aliases: dict[str, Alias] = {}
    for alias in found:
        spelled = SEPARATOR.join(_checked(path, alias.line, alias.names))
        key = path_key(spelled)
        if key in paths:
            raise _wrong(path, alias.line, f"the alias {spelled} is a category itself")
        if key in aliases:
            raise _wrong(path, alias.line, f"the alias {spelled} is there twice")
        if (target := paths.get(path_key(alias.target))) is None:
            raise _wrong(
                path, alias.line, f"an alias means {alias.target}, which is no category of this file"
            )
        aliases[key] = Alias(spelled, target)
    return aliases


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


def _root(path: Path, content: str) -> yaml.Node | None:
    try:
        root = yaml.compose(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _wrong(path, line, f"it is no YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise _wrong(path, 1, f"it is no YAML: {error}") from error
    if isinstance(root, yaml.ScalarNode):
        raise _wrong(path, root.start_mark.line + 1, "it holds no tree")
    return root


def _parts(root: yaml.Node | None) -> tuple[yaml.Node | None, yaml.Node | None]:
    """Return the tree of a file and its aliases; a file without the two names is a tree as a whole."""
    if isinstance(root, yaml.MappingNode):
        parts = {str(name.value): below for name, below in root.value}
        if _CATEGORIES in parts and parts.keys() <= {_CATEGORIES, _ALIASES}:
            return parts[_CATEGORIES], parts.get(_ALIASES)
    return root, None


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


def _walk_aliases(path: Path, node: yaml.Node, above: tuple[str, ...]) -> Iterator[_Line]:
    """Yield each alias below a node with what it means."""
    line = node.start_mark.line + 1
    if len(above) > MAX_DEPTH:
        raise _wrong(path, line, f"a path has more than {MAX_DEPTH} levels")
    if isinstance(node, yaml.ScalarNode) and above and node.value.strip():
        yield from _alias(line, above, node.value)
    elif isinstance(node, yaml.MappingNode):
        for name, below in node.value:
            more = () if name.value == _ITSELF else tuple(str(name.value).split(">"))
            yield from _walk_aliases(path, below, (*above, *more))
    else:
        raise _wrong(path, line, "an alias needs the category that it means")


def _alias(line: int, names: tuple[str, ...], target: str) -> Iterator[_Line]:
    yield _Line(line, names, target)
    if names[-1].strip() == EVERY_PATH_BELOW and len(names) > 1:
        yield _Line(line, names[:-1], target)


def _wrong(path: Path, line: int, reason: str) -> UsageError:
    return UsageError(f"The taxonomy {path} cannot be used, line {line}: {reason}.", hint=_HINT)
