"""The 14 staging tables: a sheet on its way into production.

Catalog entities exist only from the commit on and failed rows never resolve, so each reference stands
beside its name, may be NULL and is no foreign key. A child row belongs to its owner by `staging_…_id`
within one job. Both are written by one COPY and deleted by job, so the reference that keeps them
together is the job's; a second one to the owner would cost every row a check when it is staged and
every owner up to seven when it is deleted. Nor is the owner indexed: staged rows are joined a job at a
time, and each index adds about a fifth to the time of the COPY.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Column, Index, Integer, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from importkit.db.tables.base import KEY, metadata, moment, owned_by, uuid

if TYPE_CHECKING:
    from sqlalchemy.sql.schema import SchemaItem


def _staging(table_name: str, *items: SchemaItem) -> Table:
    return Table(
        table_name,
        metadata,
        owned_by("job_id", "import_jobs.id"),
        *items,
        moment("created_at", now=True),
    )


def _cleared() -> Column[Any]:
    """Return the fields that the row empties: a blank cell keeps what is stored, the clear mark does not."""
    return Column("cleared", ARRAY(Text))


def _row_status() -> list[SchemaItem]:
    return [
        Column("row_status", Text, nullable=False, server_default="PENDING"),
        Column("errors", JSONB),
        CheckConstraint("row_status IN ('PENDING', 'COMMITTED', 'FAILED')", name="row_status"),
    ]


def _action() -> list[SchemaItem]:
    """What commit will do with the row; NULL until it was matched with production."""
    return [
        Column("action", Text),
        CheckConstraint("action IN ('CREATE', 'UPDATE', 'NONE')", name="action"),
    ]


staging_products = _staging(
    "staging_products",
    uuid("staging_id", primary_key=True),
    Column("row_number", Integer, nullable=False),
    Column("product_handle", Text),
    Column("handle_key", KEY),
    Column("name", Text),
    Column("description", Text),
    Column("image_path", Text),
    Column("manufacturer_name", Text),
    Column("manufacturer_key", KEY),
    uuid("manufacturer_id"),
    Column("category_path", Text),
    uuid("category_id"),
    Column("season_name", Text),
    Column("season_key", KEY),
    uuid("season_id"),
    uuid("id"),
    uuid("existing_product_id"),
    *_row_status(),
    *_action(),
    _cleared(),
    Index(None, "job_id", "row_number"),
)

staging_product_variants = _staging(
    "staging_product_variants",
    uuid("staging_id", primary_key=True),
    uuid("staging_product_id", nullable=False),
    Column("row_number", Integer, nullable=False),
    Column("barcode", Text),
    Column("barcode_key", KEY),
    Column("sku", KEY),
    Column("name_override", Text),
    Column("description_override", Text),
    Column("image_path_override", Text),
    uuid("id"),
    uuid("product_id"),
    uuid("existing_variant_id"),
    *_row_status(),
    *_action(),
    _cleared(),
    Index(None, "job_id", "row_number"),
)


def _child(table_name: str, owner: str, *items: SchemaItem) -> Table:
    """Declare a table of several rows for each owner."""
    return _staging(
        table_name,
        uuid("staging_id", primary_key=True),
        uuid(owner, nullable=False),
        *items,
        Index(None, "job_id"),
    )


def _record(table_name: str, owner: str, *items: SchemaItem) -> Table:
    """Declare a table of at most one row for each owner."""
    return _staging(table_name, uuid(owner, primary_key=True), *items, Index(None, "job_id"))


def _named(entity: str, id_name: str | None = None) -> list[Column[Any]]:
    return [
        Column(f"{entity}_name", Text, nullable=False),
        Column(f"{entity}_key", KEY, nullable=False),
        uuid(id_name or f"{entity}_id"),
    ]


def _weight(table_name: str, owner: str) -> Table:
    return _record(table_name, owner, Column("weight", Numeric(10, 2)), Column("weight_unit", Text))


def _environment(table_name: str, owner: str) -> Table:
    return _record(
        table_name, owner, Column("carbon_kg_co2e", Numeric(12, 4)), Column("water_liters", Numeric(12, 2))
    )


def _materials(table_name: str, owner: str) -> Table:
    columns = _named("material", "brand_material_id")
    return _child(table_name, owner, *columns, Column("percentage", Numeric(6, 2)))


def _journey_steps(table_name: str, owner: str) -> Table:
    columns = (Column("sort_index", Integer, nullable=False), Column("step_type", Text, nullable=False))
    return _child(table_name, owner, *columns, *_named("facility"))


def _eco_claims(table_name: str, owner: str) -> Table:
    return _child(table_name, owner, *_named("eco_claim"))


staging_variant_attributes = _child(
    "staging_variant_attributes",
    "staging_variant_id",
    *_named("attribute"),
    Column("value_name", Text, nullable=False),
    Column("value_key", KEY, nullable=False),
    uuid("attribute_value_id"),
    Column("sort_order", Integer, nullable=False),
)
staging_product_tags = _child("staging_product_tags", "staging_product_id", *_named("tag"))
staging_product_weight = _weight("staging_product_weight", "staging_product_id")
staging_variant_weight = _weight("staging_variant_weight", "staging_variant_id")
staging_product_environment = _environment("staging_product_environment", "staging_product_id")
staging_variant_environment = _environment("staging_variant_environment", "staging_variant_id")
staging_product_materials = _materials("staging_product_materials", "staging_product_id")
staging_variant_materials = _materials("staging_variant_materials", "staging_variant_id")
staging_product_journey_steps = _journey_steps("staging_product_journey_steps", "staging_product_id")
staging_variant_journey_steps = _journey_steps("staging_variant_journey_steps", "staging_variant_id")
staging_product_eco_claims = _eco_claims("staging_product_eco_claims", "staging_product_id")
staging_variant_eco_claims = _eco_claims("staging_variant_eco_claims", "staging_variant_id")
