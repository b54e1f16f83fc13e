"""Names found in the catalog, or the ones that were probably meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from importkit.arguments import if_given, text
from importkit.catalog.kinds import key_of, kind_of
from importkit.db.statements import statement
from importkit.errors import UsageError
from importkit.shape import EntityKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SUGGESTIONS = 3
_ALIKE = 60


@dataclass(frozen=True)
class Entity:
    """One name of the catalog."""

    id: str
    name: str
    key: str


@dataclass(frozen=True)
class CatalogScope:
    """Where names of one kind stand: in a brand, and values in an attribute.

    Attributes:
        attribute: The attribute that values belong to; None for every other kind.
    """

    brand_id: str
    kind: EntityKind
    attribute: Entity | None = None

    @property
    def noun(self) -> str:
        """Return what stands there, as a sentence has it."""
        return f"{self.kind.noun} of {self.attribute.name}" if self.attribute else self.kind.noun

    def key(self, name: str) -> str:
        """Return the key under which a name is the same name there."""
        return key_of(self.kind, name)

    @property
    def attribute_name(self) -> str:
        """Return the attribute's name; empty where there is none."""
        return self.attribute.name if self.attribute else ""

    @property
    def binds(self) -> dict[str, Any]:
        """Return what statements may be given."""
        return {
            "brand_id": self.brand_id,
            "kind": str(self.kind),
            "attribute_id": self.attribute.id if self.attribute else None,
        }


@dataclass(frozen=True)
class ScopeRequest:
    """Which shelf somebody asks for.

    Attributes:
        attribute: The attribute by its name; None for every kind but attribute values.
    """

    kind: EntityKind
    attribute: str | None = None

    @classmethod
    def of(cls, kind: EntityKind | str, attribute: str | None, **names: str) -> ScopeRequest:
        """Return what is asked for, once the names that go with it may be such.

        Args:
            kind: The kind, or a word for it.
            attribute: The attribute that a value belongs to.
            names: Names of that kind, by what the caller calls each.

        Raises:
            UsageError: There is no such kind, a name is blank, or the attribute is missing or one too many.
        """
        found = kind_of(kind)
        for argument, name in names.items():
            text(name, argument=argument, what=f"the name of a {found.noun}")
        of = if_given(text, attribute, argument="attribute", what="the name of an attribute")
        if found is not EntityKind.ATTRIBUTE_VALUE and of:
            raise UsageError(
                f"An attribute tells values apart, but this is about a {found.noun}.",
                hint="Leave --attribute out, or name the kind attribute_value.",
            )
        if found is EntityKind.ATTRIBUTE_VALUE and not of:
            raise UsageError(
                "A value belongs to an attribute: which one?", hint="Name it, such as --attribute Color."
            )
        return cls(found, of)


def scope_of(connection: Connection, brand_id: str, request: ScopeRequest) -> CatalogScope:
    """Return where names of that kind stand.

    Raises:
        UsageError: There is no such attribute.
    """
    if request.attribute is None:
        return CatalogScope(brand_id, request.kind)
    attributes = CatalogScope(brand_id, EntityKind.ATTRIBUTE)
    return CatalogScope(brand_id, request.kind, find(connection, attributes, request.attribute))


def entities(connection: Connection, place: CatalogScope) -> dict[str, Entity]:
    """Return every name of a shelf by its key."""
    rows = connection.execute(statement("catalog", "select_names"), place.binds)
    return {row.name_key: Entity(str(row.id), row.name, row.name_key) for row in rows}


def mapped(connection: Connection, place: CatalogScope, name: str) -> str | None:
    """Return the id of what a spelling is mapped to; None when it is not."""
    binds = place.binds | {"raw_key": place.key(name)}
    row = connection.execute(statement("catalog", "select_mapping"), binds).one_or_none()
    return str(row.entity_id) if row else None


def find(connection: Connection, place: CatalogScope, name: str) -> Entity:
    """Return the entity of that name, or the one that the name is mapped to.

    Raises:
        UsageError: There is none; the hint says what may have been meant.
    """
    known = entities(connection, place)
    if entity := known.get(place.key(name)):
        return entity
    target = mapped(connection, place, name)
    if entity := next((entity for entity in known.values() if entity.id == target), None):
        return entity
    raise unknown(place, name, known)


def unknown(place: CatalogScope, name: str, known: dict[str, Entity]) -> UsageError:
    """Return the error of a name that is not there, with the names it may have been meant for."""
    # A lone leaf of a category is like a part of its path.
    scorer = fuzz.WRatio if place.kind is EntityKind.CATEGORY else fuzz.ratio
    near = process.extract(
        place.key(name), list(known), scorer=scorer, score_cutoff=_ALIKE, limit=_SUGGESTIONS
    )
    meant = " or ".join(f'"{known[key].name}"' for key, _, _ in near)
    hint = f"Did you mean {meant}?" if meant else f"To see what there is: importkit catalog list {place.kind}"
    if place.kind is EntityKind.CATEGORY and not meant:
        hint = "Give the full path of a category, its parts separated by >."
    return UsageError(f'There is no {place.noun} "{name}".', hint=hint)
