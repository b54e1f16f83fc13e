"""Import jobs and what is kept of each."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from importkit import shape
from importkit.db.columns import metadata, moment, one_of, owned_by, small_id, uuid

#: A file's name is text to show: bounded, and nothing in it moves a terminal, ends a line or turns the order
#: in which it is read.
FILENAME = (
    "char_length(filename) <= 255 AND filename !~ "
    r"'[\u0001-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]'"
)
#: How a workbook is to be imported, as whoever starts it may say; marks of our own have columns.
_OPTIONS = """
CASE WHEN jsonb_typeof(options) = 'object' THEN
    options - ARRAY['hidden_rows', 'file_bytes', 'plan', 'sheet', 'recipe', 'schema', 'left_out_rows']
    = '{}'::jsonb
    AND octet_length(options::text) <= 4096
    AND coalesce(options -> 'hidden_rows', '"import"') IN ('"import"', '"skip"')
    AND coalesce(jsonb_typeof(options -> 'file_bytes'), 'number') = 'number'
    AND coalesce(jsonb_typeof(options -> 'plan'), 'string') = 'string'
    AND coalesce(jsonb_typeof(options -> 'sheet'), 'string') = 'string'
    AND coalesce(jsonb_typeof(options -> 'recipe'), 'string') = 'string'
    AND coalesce(jsonb_typeof(options -> 'left_out_rows'), 'number') = 'number'
ELSE false END
"""

import_jobs = Table(
    "import_jobs",
    metadata,
    small_id(),
    owned_by("brand_id", "brands.id"),
    Column("filename", Text, nullable=False),
    Column("mode", Text, nullable=False, server_default="CREATE"),
    Column("status", Text, nullable=False, server_default="PENDING"),
    Column("has_exportable_failures", Boolean, nullable=False, server_default=text("false")),
    Column("summary", JSONB),
    Column("progress", JSONB),
    Column("layout", JSONB),
    Column("options", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("error", Text),
    Column("attempt", Integer, nullable=False, server_default=text("0")),
    Column("handed_back", Integer, nullable=False, server_default=text("0")),
    Column("created_by", Text),
    Column("file_uri", Text),
    Column("file_sha256", Text),
    Column("upload_sha256", Text),
    # Of an import that made everything of its file: what that rested on beside the file.
    Column("catalog_digest", Text),
    moment("created_at", now=True),
    moment("started_at"),
    moment("finished_at"),
    moment("corrections_downloaded_at"),
    moment("undone_at"),
    moment("rows_deleted_at"),
    uuid("superseded_by", ForeignKey("import_jobs.id", ondelete="SET NULL"), index=True),
    CheckConstraint("mode IN ('CREATE', 'ENRICH')", name="mode"),
    CheckConstraint(
        "status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'COMPLETED_WITH_FAILURES', 'FAILED', 'DISMISSED')",
        name="status",
    ),
    CheckConstraint("attempt >= 0", name="attempt"),
    CheckConstraint("handed_back >= 0", name="handed_back"),
    CheckConstraint(FILENAME, name="filename"),
    CheckConstraint("char_length(file_uri) <= 2048", name="file_uri"),
    CheckConstraint("char_length(file_sha256) <= 64", name="file_sha256"),
    CheckConstraint("char_length(upload_sha256) <= 64", name="upload_sha256"),
    CheckConstraint("char_length(catalog_digest) <= 100", name="catalog_digest"),
    CheckConstraint(_OPTIONS, name="options"),
    Index(None, "brand_id", "created_at"),
    Index(None, "brand_id", "file_sha256", postgresql_where=text("catalog_digest IS NOT NULL")),
)

#: Every original cell of the rows of failed groups: {"A": {"kind": "number", "text": "7"}, …}.
import_rows = Table(
    "import_rows",
    metadata,
    owned_by("job_id", "import_jobs.id", primary_key=True),
    Column("row_number", Integer, primary_key=True, autoincrement=False),
    Column("product_handle", Text),
    Column("cells", JSONB, nullable=False),
    Column("blocked_by_row", Integer),
)

#: What became of each row. The ids are history, not references: a product may be deleted later, and
#: a foreign key on each of them would cost every import two checks and two indexes a row.
import_row_outcomes = Table(
    "import_row_outcomes",
    metadata,
    owned_by("job_id", "import_jobs.id", primary_key=True),
    Column("row_number", Integer, primary_key=True, autoincrement=False),
    uuid("product_id"),
    uuid("variant_id"),
    Column("outcome", Text, nullable=False),
)

#: What a job did, so that it can be taken back. Of what it created, a digest of all that was written, so
#: that any later edit shows; of what it changed, the values that differ, before and after, by the names of
#: their fields. The ids are history, as those of the outcomes.
import_journal = Table(
    "import_journal",
    metadata,
    owned_by("job_id", "import_jobs.id", primary_key=True),
    uuid("entity_id", primary_key=True),
    Column("kind", Text, nullable=False),
    Column("stored", JSONB),
    Column("written", JSONB),
    Column("digest", BigInteger),
    one_of("kind", (*shape.Level, *(entity.kind for entity in shape.ENTITIES))),
    CheckConstraint(
        "(digest IS NULL) = (stored IS NOT NULL) AND (digest IS NULL) = (written IS NOT NULL)", name="noted"
    ),
)

import_findings = Table(
    "import_findings",
    metadata,
    owned_by("job_id", "import_jobs.id", primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("code", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("sheet", Text, nullable=False, server_default=""),
    Column("row_number", Integer),
    Column("column_name", Text, nullable=False, server_default=""),
    Column("cell", Text, nullable=False, server_default=""),
    Column("value", Text, nullable=False, server_default=""),
    Column("message", Text, nullable=False),
    Column("hint", Text, nullable=False, server_default=""),
    Column("suggestion", Text, nullable=False, server_default=""),
    Column("product_handle", Text, nullable=False, server_default=""),
    CheckConstraint("severity IN ('error', 'warning', 'info')", name="severity"),
)
