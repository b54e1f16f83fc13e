"""Commands that people copy: quoted for a shell, for the brand that they are about.

A hint that names a command ends with it, after a colon: so whoever knows the brand, or the database, adds it.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The brand that is meant where none is named.
DEFAULT_BRAND = "default"

#: The commands that are about one brand.
_OF_A_BRAND = frozenset({"check", "plan", "import", "export", "jobs", "catalog"})
_AT_THE_END = re.compile(r": importkit (?P<name>[a-z-]+)(?: [^\n]*)?$")


def command_line(
    *words: str | Path, names: Sequence[str] = (), brand: str | None = None, options: Sequence[str] = ()
) -> str:
    r"""Return a command as a shell takes it.

    Args:
        words: What stands first: the command, and files as they were given.
        names: Names that somebody made up: one may begin with a hyphen, as options do.
        brand: The brand that it is about.
        options: Further options with their values.

    >>> command_line("jobs", "list"), command_line("catalog", "map", "tag", names=("Men's", "-"), brand="a b")
    ('importkit jobs list', 'importkit catalog map tag --brand \'a b\' -- \'Men\'"\'"\'s\' -')
    """
    first = ["importkit", *map(_word, words)]
    more = [*options, *(["--brand", brand] if brand else [])]
    if any(name.startswith("-") for name in names):
        return shlex.join([*first, *more, "--", *names])
    return shlex.join([*first, *names, *more])


def is_named(slug: str) -> bool:
    """Return whether a command has to name a brand."""
    return slug != DEFAULT_BRAND


def with_brand(hint: str, slug: str) -> str:
    """Return a hint whose command is about a brand; one that names its brand, or has no command, as it is.

    >>> with_brand("To see them: importkit jobs list", "acme")
    'To see them: importkit jobs list --brand acme'
    >>> with_brand("To see them: importkit brands list", "acme")
    'To see them: importkit brands list'
    """
    found = _AT_THE_END.search(hint)
    if not found or found["name"] not in _OF_A_BRAND or "--brand" in hint or not is_named(slug):
        return hint
    return _with(hint, f"--brand {shlex.quote(slug)}")


def with_database(hint: str, url: str) -> str:
    """Return a hint whose command is about another database than the one that is meant anyway.

    >>> with_database("To see them: importkit jobs list", "URL")
    'To see them: importkit jobs list --database-url URL'
    """
    found = _AT_THE_END.search(hint)
    if not found or found["name"] in {"explain", "template", "sample"} or "--database-url" in hint:
        return hint
    return _with(hint, f"--database-url {shlex.quote(url)}")


def split(hint: str) -> tuple[str, str]:
    """Return what a hint says, and the command that it ends with, if it has one.

    >>> split("To see them: importkit jobs list")
    ('To see them:', 'importkit jobs list')
    >>> split("Type a number.")
    ('Type a number.', '')
    """
    found = _AT_THE_END.search(hint)
    return (hint[: found.start() + 1], hint[found.start() + 2 :]) if found else (hint, "")


def _with(hint: str, option: str) -> str:
    """Return a hint with an option at the end of its command, before names that may begin with a hyphen."""
    first, mark, names = hint.partition(" -- ")
    return f"{first} {option}{mark}{names}"


def _word(word: str | Path) -> str:
    """Return a word of a command; a file whose name begins with a hyphen is no option."""
    text = str(word)
    return f"./{text}" if isinstance(word, Path) and text.startswith("-") else text
