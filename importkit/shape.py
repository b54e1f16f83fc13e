"""What products and variants hold, as plain data: fields, records and lists, and the names these refer to.

Nothing else says which tables and columns there are for them: from this, `importkit/db/shape` builds the
tables and every statement that exists once for each. What a *sheet* may hold is in `schemas/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import TypeAlias


class Level(StrEnum):
    """Whose something is; a variant has what it lacks from its product."""

    PRODUCT = "product"
    VARIANT = "variant"


class Form(StrEnum):
    """What an item of a list is: a name alone, one with an amount, or one at a place."""

    NAMES = "names"
    AMOUNTS = "amounts"
    PLACES = "places"


BOTH = (Level.PRODUCT, Level.VARIANT)

#: A number for each level.
Seeds: TypeAlias = Mapping[Level, int]


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


@dataclass(frozen=True)
class Entity:
    """A kind of names that the catalog of a brand has.

    Attributes:
        kind: As mappings and the journal spell it.
        is_compared: Whether two names that look alike may be one; "SS26" and "SS27" may well be two.
        is_firm: Whether legal forms count for nothing when names are compared.
    """

    kind: EntityKind
    is_compared: bool = True
    is_firm: bool = False

    @property
    def plural(self) -> str:
        """Return the kind for several of it, as its table and statements spell it."""
        return self.kind.plural.replace(" ", "_")

    @property
    def table(self) -> str:
        """Return the table of its names."""
        return f"brand_{self.plural}"


@dataclass(frozen=True)
class Value:
    """A column of a record or list that holds a number or a text.

    Attributes:
        name: The column.
        digits: Of a number, all digits and those after the point; None for a text.
        words: What a text may be, the first where nothing is said; any when there are none.
        is_required: Whether there is no row without it.
    """

    name: str
    digits: tuple[int, int] | None = None
    words: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True)
class Reference:
    """A field of a product that names one entity."""

    name: str
    entity: Entity

    @property
    def id_name(self) -> str:
        """Return the column that refers to the entity."""
        return f"{self.name}_id"


@dataclass(frozen=True)
class Record:
    """At most one row for each product, and one for each variant.

    Attributes:
        name: Its tables are called by the level and this.
        values: Its columns.
        is_one_field: True where the values are one field, which is given and emptied as a whole; otherwise
            each is a field, and the row goes with the last of them.
        seeds: What the digests of its rows are seeded with, for each level; the journal keeps such digests,
            so they never change, and none is given twice.
    """

    name: str
    values: tuple[Value, ...]
    is_one_field: bool
    seeds: Seeds

    @property
    def levels(self) -> tuple[Level, ...]:
        """Return who may have one."""
        return tuple(self.seeds)

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields that it holds."""
        return (self.name,) if self.is_one_field else tuple(value.name for value in self.values)


@dataclass(frozen=True)
class ListField:
    """Any number of rows for each product or variant, each of which refers to an entity.

    Attributes:
        name: The field, as changes and the journal spell it; its tables are called by the level and this.
        entity: What its items name.
        seeds: Who may have one, and what the digests of its rows are seeded with, see `Record`.
        amount: What there is of each item; amounts of one entity add up.
        place: The column that tells the place of an item; each place is a cell, and a field, of its own.
        place_field: What the name of such a field begins with; the number of the place follows.
        label: A text that goes with the place.
        reference: The column that refers to the entity, where it is not called by its kind.
    """

    name: str
    entity: Entity
    seeds: Seeds
    amount: Value | None = None
    place: str | None = None
    place_field: str = ""
    label: str | None = None
    reference: str | None = None

    @property
    def levels(self) -> tuple[Level, ...]:
        """Return who may have one."""
        return tuple(self.seeds)

    @property
    def id_name(self) -> str:
        """Return the column that refers to the entity."""
        return self.reference or f"{self.entity.kind}_id"

    @property
    def form(self) -> Form:
        """Return what its items are."""
        return Form.AMOUNTS if self.amount else Form.PLACES if self.place else Form.NAMES


@dataclass(frozen=True)
class PairedList:
    """The list of the variants' attributes: each item is a name, and a value that belongs to this name."""

    name: str
    entity: Entity
    value_entity: Entity
    place: str
    table: str
    staging_table: str


def _seeds(**numbers: int) -> Seeds:
    return MappingProxyType({Level(level): number for level, number in numbers.items()})


def _by_seed(*held: tuple[Record | ListField, ...]) -> list[Record | ListField]:
    return sorted(chain(*held), key=lambda one: min(one.seeds.values()))


MANUFACTURER = Entity(EntityKind.MANUFACTURER, is_firm=True)
SEASON = Entity(EntityKind.SEASON, is_compared=False)
TAG = Entity(EntityKind.TAG)
ATTRIBUTE = Entity(EntityKind.ATTRIBUTE)
ATTRIBUTE_VALUE = Entity(EntityKind.ATTRIBUTE_VALUE, is_compared=False)
MATERIAL = Entity(EntityKind.MATERIAL)
FACILITY = Entity(EntityKind.FACILITY, is_firm=True)
ECO_CLAIM = Entity(EntityKind.ECO_CLAIM)

#: In the order in which people are shown them.
ENTITIES = (MANUFACTURER, SEASON, TAG, ATTRIBUTE, ATTRIBUTE_VALUE, MATERIAL, FACILITY, ECO_CLAIM)

#: Those whose names stand alone; a value belongs to its attribute.
PLAIN_ENTITIES = tuple(entity for entity in ENTITIES if entity is not ATTRIBUTE_VALUE)

#: Those that a field or a list names alone; attributes come in pairs with their values.
FIELD_ENTITIES = tuple(entity for entity in PLAIN_ENTITIES if entity is not ATTRIBUTE)

REFERENCES = (Reference("manufacturer", MANUFACTURER), Reference("season", SEASON))

RECORDS = (
    Record(
        "weight",
        (
            Value("weight", digits=(10, 2), is_required=True),
            Value("weight_unit", words=("g", "kg", "oz", "lb"), is_required=True),
        ),
        is_one_field=True,
        seeds=_seeds(product=3, variant=10),
    ),
    Record(
        "environment",
        (Value("carbon_kg_co2e", digits=(12, 4)), Value("water_liters", digits=(12, 2))),
        is_one_field=False,
        seeds=_seeds(product=4, variant=11),
    ),
)

SHARE = Value("percentage", digits=(6, 2))

LISTS = (
    ListField("tags", TAG, _seeds(product=2)),
    ListField("materials", MATERIAL, _seeds(product=5, variant=12), SHARE, reference="brand_material_id"),
    ListField(
        "journey_steps",
        FACILITY,
        _seeds(product=6, variant=13),
        place="sort_index",
        place_field="step_",
        label="step_type",
    ),
    ListField("eco_claims", ECO_CLAIM, _seeds(product=7, variant=14)),
)

ATTRIBUTES = PairedList(
    "attributes",
    ATTRIBUTE,
    ATTRIBUTE_VALUE,
    place="sort_order",
    table="product_variant_attributes",
    staging_table="staging_variant_attributes",
)

#: The lists, and all fields, that no variant has for itself.
PRODUCT_LISTS = tuple(one for one in LISTS if one.levels == (Level.PRODUCT,))
PRODUCT_FIELDS = (*(one.name for one in REFERENCES), "category", *(one.name for one in PRODUCT_LISTS))

#: The tables of staging, owners before what they own, in the order in which they came to be.
STAGING = (
    "staging_products",
    "staging_product_variants",
    ATTRIBUTES.staging_table,
    *(f"staging_{level}_{one.name}" for one in _by_seed(RECORDS, LISTS) for level in one.levels),
)


def lists_at(level: Level) -> tuple[ListField, ...]:
    """Return the lists that products have, or variants."""
    return tuple(one for one in LISTS if level in one.levels)


def lists_of(form: Form) -> tuple[ListField, ...]:
    """Return the lists with such items."""
    return tuple(one for one in LISTS if one.form is form)
