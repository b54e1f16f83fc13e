"""The categories that there are, and what else means one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from importkit.values.keys import PATH_SEPARATOR, path_key

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Ends the alias of every path below another one.
EVERY_PATH_BELOW = "*"


class Alias(NamedTuple):
    """A path of another taxonomy, as it is spelled there, and the category that it means."""

    path: str
    category: str


@dataclass(frozen=True)
class Taxonomy:
    """The categories a product may have.

    Attributes:
        paths: Path by `values.keys.path_key`, every inner node included.
        mappings: Path by the `path_key` of another spelling, from `value_mappings`.
        aliases: What paths of other taxonomies mean, by their `path_key`. A key that ends in `> *` is for
            every path below the rest of it that has no alias of its own.
        is_own: Whether there are categories that did not come with importkit.
    """

    paths: Mapping[str, str]
    mappings: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, Alias] = field(default_factory=dict)
    is_own: bool = False

    def path_of(self, category: str) -> str | None:
        """Return the path a category stands for: what it was mapped to, the path it spells, or an alias."""
        key = path_key(category)
        return self.mappings.get(key) or self.paths.get(key) or self._path_of_alias(key)

    def _path_of_alias(self, key: str) -> str | None:
        """Return the path that a path of another taxonomy means, as it is spelled here; None if it is not."""
        alias = self.aliases.get(key)
        above = key
        while alias is None and PATH_SEPARATOR in above:
            above = above.rpartition(PATH_SEPARATOR)[0]
            alias = self.aliases.get(f"{above}{PATH_SEPARATOR}{EVERY_PATH_BELOW}")
        return self.paths.get(path_key(alias.category)) if alias else None
