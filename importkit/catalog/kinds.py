"""The kinds of names that a catalog has."""

from __future__ import annotations

from importkit.choices import chosen
from importkit.shape import EntityKind
from importkit.values.keys import name_key, path_key
from importkit.values.similarity import COMPARED_KINDS

#: Kinds of which two names that look alike may well be two: "SS26" and "SS27", "X" and "XL".
NEVER_ALIKE = frozenset(EntityKind) - frozenset(map(EntityKind, COMPARED_KINDS))

#: Plurals, and hyphens and spaces in place of underscores.
_ALSO = {
    word.replace(" ", space): kind
    for kind in EntityKind
    for word in (kind.noun, kind.plural)
    for space in ("_", "-", " ")
}


def key_of(kind: EntityKind, name: str) -> str:
    """Return the key under which a name of a kind is the same name."""
    return path_key(name) if kind is EntityKind.CATEGORY else name_key(name)


def kind_of(word: str | EntityKind) -> EntityKind:
    """Return the kind that a word names, in singular or plural, in any case.

    Raises:
        UsageError: It names none.

    >>> kind_of("attribute-values")
    <EntityKind.ATTRIBUTE_VALUE: 'attribute_value'>
    """
    return chosen(EntityKind, word, argument="kind", also=_ALSO)
