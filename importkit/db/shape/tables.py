"""The tables of production and staging that hold the records and lists of products and variants.

SQLAlchemy Core declares them, as all tables; `importkit/db/tables` has those that there are once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from importkit import shape
from importkit.db.columns import KEY, metadata, moment, one_of, owned_by, small_id, uuid
from importkit.shape import BOTH, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.sql.schema import SchemaItem

    from importkit.shape import Entity, ListField, PairedList, Record, Value

#: What the tables belong to.
_OWNERS = {Level.PRODUCT: "products", Level.VARIANT: "product_variants"}


def entity_table(entity: Entity) -> Table:
    """Declare the table of the names of one kind that a brand has; each stands once, by its key."""
    return Table(
        entity.table,
        metadata,
        small_id(),
        owned_by("brand_id", "brands.id"),
        Column("name", Text, nullable=False),
        Column("name_key", KEY, nullable=False),
        moment("created_at", now=True),
        UniqueConstraint("brand_id", "name_key"),
        # Lets others refer to brand and name in one, so that the name is always one of the brand.
        UniqueConstraint("brand_id", "id"),
    )


def declare_production() -> tuple[Table, ...]:
    """Declare the tables of production that hold what products and variants have."""
    return (
        _pairs(shape.ATTRIBUTES),
        *(_record(record, level) for record in shape.RECORDS for level in BOTH),
        *(_list(one, level) for one in shape.LISTS for level in one.levels),
    )


def declare_staging() -> tuple[Table, ...]:
    """Declare the tables of staging for these."""
    return (
        _staged_pairs(shape.ATTRIBUTES),
        *(_staged_record(record, level) for record in shape.RECORDS for level in BOTH),
        *(_staged_list(one, level) for one in shape.LISTS for level in one.levels),
    )


def staging(table_name: str, *items: SchemaItem) -> Table:
    """Declare a table of staging, whose rows go with their job."""
    job = owned_by("job_id", "import_jobs.id", onupdate="CASCADE")
    return Table(table_name, metadata, job, *items, moment("created_at", now=True))


def staging_id() -> Column[Any]:
    """Return the primary key of staged rows that have no other."""
    return uuid("staging_id", primary_key=True, server_default=text("gen_random_uuid()"))


def staged_owner(level: Level, **options: Any) -> Column[Any]:  # noqa: ANN401  passed on to Column
    """Return the reference of a staged row to the staged product or variant that it belongs to."""
    target = f"staging_{_OWNERS[level]}.staging_id"
    return owned_by(f"staging_{level}_id", target, onupdate="CASCADE", **options)


def staged_entity(id_name: str, table_name: str) -> list[SchemaItem]:
    """Return the reference of a staged row to an entity, and an index of those that are set, mostly none."""
    entity = ForeignKey(f"{table_name}.id", onupdate="CASCADE", ondelete="RESTRICT")
    return [uuid(id_name, entity), Index(None, id_name, postgresql_where=text(f"{id_name} IS NOT NULL"))]


def _owner(level: Level) -> Column[Any]:
    return owned_by(f"{level}_id", f"{_OWNERS[level]}.id", primary_key=True)


def _record(record: Record, level: Level) -> Table:
    checks = (check for value in record.values for check in _checks(value))
    columns = (_stored(value) for value in record.values)
    return Table(f"{level}_{record.name}", metadata, _owner(level), *columns, *checks)


def _list(field: ListField, level: Level) -> Table:
    items: list[SchemaItem] = []
    if field.place:
        items.append(Column(field.place, Integer, primary_key=True, autoincrement=False))
    if field.label:
        items.append(Column(field.label, Text, nullable=False))
    entity = ForeignKey(f"{field.entity.table}.id")
    items.append(uuid(field.id_name, entity, primary_key=True, index=True))
    if field.amount:
        items += [_stored(field.amount), *_checks(field.amount)]
    return Table(f"{level}_{field.name}", metadata, _owner(level), *items)


def _pairs(field: PairedList) -> Table:
    name, value = f"{field.entity.kind}_id", f"{field.value_entity.kind}_id"
    values = field.value_entity.table
    return Table(
        field.table,
        metadata,
        _owner(Level.VARIANT),
        uuid(name, primary_key=True),
        uuid(value, nullable=False),
        Column(field.place, Integer, nullable=False),
        # One reference for both: the value is always one of the attribute.
        ForeignKeyConstraint([name, value], [f"{values}.{name}", f"{values}.id"]),
        Index(None, name, value),
    )


def _staged_record(record: Record, level: Level) -> Table:
    columns = (Column(value.name, _type(value)) for value in record.values)
    owner = staged_owner(level, primary_key=True)
    return staging(f"staging_{level}_{record.name}", owner, *columns, Index(None, "job_id"))


def _staged_list(field: ListField, level: Level) -> Table:
    items: list[SchemaItem] = []
    if field.place:
        items.append(Column(field.place, Integer, nullable=False))
    if field.label:
        items.append(Column(field.label, Text, nullable=False))
    items += _named(field.entity, field.id_name)
    if field.amount:
        items.append(Column(field.amount.name, _type(field.amount)))
    apart = (*filter(None, [field.place]), f"{field.entity.kind}_key")
    return _staged_items(f"staging_{level}_{field.name}", level, items, apart)


def _staged_pairs(field: PairedList) -> Table:
    items: list[SchemaItem] = [
        *_named(field.entity, f"{field.entity.kind}_id"),
        Column("value_name", Text, nullable=False),
        Column("value_key", KEY, nullable=False),
        *staged_entity(f"{field.value_entity.kind}_id", field.value_entity.table),
        Column(field.place, Integer, nullable=False, server_default=text("0")),
    ]
    return _staged_items(field.staging_table, Level.VARIANT, items, (f"{field.entity.kind}_key",))


def _staged_items(table_name: str, level: Level, items: list[SchemaItem], apart: tuple[str, ...]) -> Table:
    """Declare a table of rows that the keys of names tell apart for each owner: failed rows have no ids."""
    owner = staged_owner(level, index=True)
    unique = Index(f"{table_name}_unique", owner.name, *apart, unique=True)
    return staging(table_name, staging_id(), owner, *items, Index(None, "job_id"), unique)


def _named(entity: Entity, id_name: str) -> list[SchemaItem]:
    """Return a reference beside the name that it will be found by."""
    return [
        Column(f"{entity.kind}_name", Text, nullable=False),
        Column(f"{entity.kind}_key", KEY, nullable=False),
        *staged_entity(id_name, entity.table),
    ]


def _type(value: Value) -> Numeric[Any] | Text:
    return Numeric(*value.digits) if value.digits else Text()


def _stored(value: Value) -> Column[Any]:
    default = value.words[0] if value.words else None
    return Column(value.name, _type(value), nullable=not value.is_required, server_default=default)


def _checks(value: Value) -> Iterator[CheckConstraint]:
    if value.digits:
        yield CheckConstraint(f"{value.name} >= 0", name=value.name)
    if value.words:
        yield one_of(value.name, value.words)
