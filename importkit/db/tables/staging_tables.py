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

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from importkit.db.columns import KEY, uuid
from importkit.db.shape.tables import staging

if TYPE_CHECKING:
    from sqlalchemy.sql.schema import SchemaItem


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


staging_products = staging(
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

staging_product_variants = staging(
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
