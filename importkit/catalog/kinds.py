"""The kinds of names that a catalog has."""

from __future__ import annotations

from enum import StrEnum

from importkit.choices import chosen
from importkit.values.keys import name_key, path_key
from importkit.values.similarity import COMPARED_KINDS


class EntityKind(StrEnum):
    """A kind of name, spelled as in the database; in the order in which people are shown them."""

    MANUFACTURER = "manufacturer"
    SEASON = "season"
    CATEGORY = "category"
    TAG = "tag"
    ATTRIBUTE = "attribute"
    ATTRIBUTE_VALUE = "attribute_value"
    MATERIAL = "material"
    FACILITY = "facility"
    ECO_CLAIM = "eco_claim"

    @property
    def noun(self) -> str:
        """Return the kind as a sentence has it."""
        return self.value.replace("_", " ")

    @property
    def plural(self) -> str:
        """Return the kind for several of it."""
        return f"{self.noun.removesuffix('y')}ies" if self.noun.endswith("y") else f"{self.noun}s"

    def key(self, name: str) -> str:
        """Return the key under which a name of this kind is the same name."""
        return path_key(name) if self is EntityKind.CATEGORY else name_key(name)


#: Kinds of which two names that look alike may well be two: "SS26" and "SS27", "X" and "XL".
NEVER_ALIKE = frozenset(EntityKind) - frozenset(map(EntityKind, COMPARED_KINDS))

#: Plurals, and hyphens and spaces in place of underscores.
_ALSO = {
    word.replace(" ", space): kind
    for kind in EntityKind
    for word in (kind.noun, kind.plural)
    for space in ("_", "-", " ")
}


def kind_of(word: str | EntityKind) -> EntityKind:
    """Return the kind that a word names, in singular or plural, in any case.

    Raises:
        UsageError: It names none.

    >>> kind_of("eco-claims")
    <EntityKind.ECO_CLAIM: 'eco_claim'>
    """
    return chosen(EntityKind, word, argument="kind", also=_ALSO)
