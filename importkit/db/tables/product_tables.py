"""Products and variants; what they hold besides is declared by `importkit/db/shape/tables.py`.

Their ids come from the client as UUIDv7: rows written together lie together, in the table and its indexes.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table, Text, UniqueConstraint

from importkit.db.columns import KEY, metadata, moment, owned_by, uuid

products = Table(
    "products",
    metadata,
    uuid("id", primary_key=True),
    owned_by("brand_id", "brands.id"),
    Column("product_handle", Text, nullable=False),
    Column("handle_key", KEY, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("image_path", Text),
    uuid("manufacturer_id", ForeignKey("brand_manufacturers.id"), index=True),
    uuid("category_id", ForeignKey("taxonomy_categories.id"), index=True),
    uuid("season_id", ForeignKey("brand_seasons.id"), index=True),
    Column("status", Text, nullable=False, server_default="unpublished"),
    # Not indexed: it changes with every import, and an index on it would cost each update its HOT path.
    uuid("last_import_job_id", ForeignKey("import_jobs.id", ondelete="SET NULL")),
    moment("created_at", now=True),
    moment("updated_at", now=True),
    UniqueConstraint("brand_id", "handle_key"),
)

product_variants = Table(
    "product_variants",
    metadata,
    uuid("id", primary_key=True),
    owned_by("brand_id", "brands.id"),
    owned_by("product_id", "products.id", index=True),
    Column("barcode", Text),
    Column("barcode_key", KEY),
    Column("sku", KEY),
    Column("name", Text),
    Column("description", Text),
    Column("image_path", Text),
    moment("created_at", now=True),
    moment("updated_at", now=True),
    UniqueConstraint("brand_id", "sku"),
    UniqueConstraint("brand_id", "barcode_key"),
)
