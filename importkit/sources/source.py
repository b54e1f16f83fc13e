"""The sources that a YAML file names: each has a name, an address, and the brand of its products."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from importkit.choices import chosen
from importkit.errors import UsageError
from importkit.model import Mode

if TYPE_CHECKING:
    from pathlib import Path

_NEEDED = ("name", "address")
_KEYS = (*_NEEDED, "brand", "pattern", "mode")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
#: Who signs in, between the scheme and the host, and what an address is asked with, at its end. A
#: password may hold an @ or a slash that should have been written as %40 or %2F: nothing of it is left.
_SECRETS = re.compile(r"(?<=://)(?:[^/@]*:.*@|[^/]*@)|\?.*$", re.DOTALL)
_HINT = (
    'For example: a list under "sources" of name: acme-spring, brand: acme, address: s3://bucket/folder, '
    'pattern: "*.xlsx", mode: create'
)


@dataclass(frozen=True)
class Source:
    """A place from which workbooks are imported.

    Attributes:
        brand: The slug of the brand whose products they hold.
        address: A folder, or a URL that fsspec knows; it may hold a password.
        pattern: Which of its files are workbooks to import.
        mode: What an import of them is for; None for a corrections workbook's own, else CREATE.
    """

    name: str
    address: str = field(repr=False)
    brand: str = "default"
    pattern: str = "*.xlsx"
    mode: Mode | None = None

    @property
    def shown_address(self) -> str:
        """Return the address without what could be a secret.

        >>> Source("acme", "sftp://me:secret@host/drop").shown_address
        'sftp://host/drop'
        >>> Source("acme", "sftp://me:sec@r/et@host/drop").shown_address
        'sftp://host/drop'
        """
        return _SECRETS.sub("", self.address)


def load(path: Path | None) -> tuple[Source, ...]:
    """Return the sources of a file; none where no file is named.

    Raises:
        UsageError: It cannot be read, or is no list of sources.
    """
    if path is None:
        return ()
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise UsageError(f"IMPORTKIT_SOURCES, {path}, cannot be read.", hint=_HINT) from error
    listed = content.get("sources") if isinstance(content, dict) else None
    if not isinstance(listed, list):
        raise UsageError(f"IMPORTKIT_SOURCES, {path}, has no list of sources.", hint=_HINT)
    found = tuple(_source(item, place) for place, item in enumerate(listed, start=1))
    names = [source.name for source in found]
    if doubled := {name for name in names if names.count(name) > 1}:
        raise UsageError(f"Two sources are called {min(doubled)}.", hint="Give each its own name.")
    return found


def _source(item: Any, place: int) -> Source:  # noqa: ANN401  whatever YAML holds
    if not isinstance(item, dict) or not all(isinstance(text, str) and text for text in item.values()):
        raise UsageError(f"Source {place} is no mapping of texts.", hint=_HINT)
    if unknown := sorted(map(str, set(item) - set(_KEYS))):
        raise UsageError(
            f"Source {place} has an unknown key: {unknown[0]}.", hint=f"Known: {', '.join(_KEYS)}"
        )
    if missing := [key for key in _NEEDED if key not in item]:
        raise UsageError(f"Source {place} has no {missing[0]}.", hint=_HINT)
    if not _NAME.fullmatch(item["name"]):
        raise UsageError(
            f"Source {place} has a name that cannot be used.", hint="Small letters, digits, - and _ only."
        )
    mode = chosen(Mode, item["mode"], argument="mode") if "mode" in item else None
    return Source(**{**item, "mode": mode})
