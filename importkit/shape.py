"""What products and variants hold, as plain data: fields, records and lists, and the names these refer to.

Nothing else says which tables and columns there are for them: from this, `importkit/db/shape` builds the
tables and every statement that exists once for each. What a *sheet* may hold is in `schemas/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True)
class Entity:
    """A kind of names that the catalog of a brand has.

    Attributes:
        kind: As mappings and the journal spell it.
        plural: As its table and statements spell it.
    """

    kind: str
    plural: str

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
    """A field of a product that names one entity.

    Attributes:
        name: The field, as changes and the journal spell it.
        entity: What it names.
    """

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
    """

    name: str
    values: tuple[Value, ...]
    is_one_field: bool

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
        levels: Who may have one.
        amount: What there is of each item; amounts of one entity add up.
        place: The column that tells the place of an item; each place is a cell, and a field, of its own.
        place_field: What the name of such a field begins with; the number of the place follows.
        label: A text that goes with the place.
        reference: The column that refers to the entity, where it is not called by its kind.
    """

    name: str
    entity: Entity
    levels: tuple[Level, ...] = BOTH
    amount: Value | None = None
    place: str | None = None
    place_field: str = ""
    label: str | None = None
    reference: str | None = None

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
    """The list of the variants' attributes: each item is a name and a value, which belongs to that name.

    Attributes:
        name: The field.
        entity: What the names are.
        value_entity: What the values are.
        place: The column that tells the place of an item.
        table: The table of production.
        staging_table: The table of staging.
    """

    name: str
    entity: Entity
    value_entity: Entity
    place: str
    table: str
    staging_table: str


MANUFACTURER = Entity("manufacturer", "manufacturers")
SEASON = Entity("season", "seasons")
TAG = Entity("tag", "tags")
ATTRIBUTE = Entity("attribute", "attributes")
ATTRIBUTE_VALUE = Entity("attribute_value", "attribute_values")
MATERIAL = Entity("material", "materials")
FACILITY = Entity("facility", "facilities")
ECO_CLAIM = Entity("eco_claim", "eco_claims")

#: In the order in which people are shown them.
ENTITIES = (MANUFACTURER, SEASON, TAG, ATTRIBUTE, ATTRIBUTE_VALUE, MATERIAL, FACILITY, ECO_CLAIM)

#: Those whose names stand alone; a value belongs to its attribute.
PLAIN_ENTITIES = tuple(entity for entity in ENTITIES if entity is not ATTRIBUTE_VALUE)

REFERENCES = (Reference("manufacturer", MANUFACTURER), Reference("season", SEASON))

RECORDS = (
    Record(
        "weight",
        (
            Value("weight", digits=(10, 2), is_required=True),
            Value("weight_unit", words=("g", "kg", "oz", "lb"), is_required=True),
        ),
        is_one_field=True,
    ),
    Record(
        "environment",
        (Value("carbon_kg_co2e", digits=(12, 4)), Value("water_liters", digits=(12, 2))),
        is_one_field=False,
    ),
)

LISTS = (
    ListField("tags", TAG, levels=(Level.PRODUCT,)),
    ListField(
        "materials", MATERIAL, amount=Value("percentage", digits=(6, 2)), reference="brand_material_id"
    ),
    ListField("journey_steps", FACILITY, place="sort_index", place_field="step_", label="step_type"),
    ListField("eco_claims", ECO_CLAIM),
)

ATTRIBUTES = PairedList(
    "attributes",
    ATTRIBUTE,
    ATTRIBUTE_VALUE,
    place="sort_order",
    table="product_variant_attributes",
    staging_table="staging_variant_attributes",
)


def lists_at(level: Level) -> tuple[ListField, ...]:
    """Return the lists that products have, or variants."""
    return tuple(one for one in LISTS if level in one.levels)


def lists_of(form: Form) -> tuple[ListField, ...]:
    """Return the lists with such items."""
    return tuple(one for one in LISTS if one.form is form)


def lists_naming(entity: Entity) -> tuple[ListField, ...]:
    """Return the lists whose items name such entities."""
    return tuple(one for one in LISTS if one.entity is entity)
