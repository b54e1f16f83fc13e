"""Uploads that are looked at and mended before they are imported, and files of sources."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    text,
)

from importkit.db.columns import metadata, moment, owned_by, small_id, uuid
from importkit.db.tables.job_tables import FILENAME

#: Not named by a table that belongs to a job: a draft goes by its own time.
drafts = Table(
    "drafts",
    metadata,
    small_id(),
    owned_by("brand_id", "brands.id"),
    Column("filename", Text, nullable=False),
    Column("file_uri", Text),
    Column("file_sha256", Text),
    Column("sheet", Text),
    Column("mode", Text),
    Column("hidden_rows", Text, nullable=False, server_default="import"),
    uuid("source_job_id", ForeignKey("import_jobs.id", ondelete="SET NULL"), index=True),
    uuid("started_job_id", ForeignKey("import_jobs.id", ondelete="SET NULL"), index=True),
    Column("version", Integer, nullable=False, server_default=text("0")),
    Column("created_by", Text),
    moment("created_at", now=True),
    moment("touched_at", now=True),
    Column("source", Text),
    Column("source_path", Text),
    Column("source_size", BigInteger),
    moment("source_changed"),
    CheckConstraint("mode IN ('CREATE', 'ENRICH')", name="mode"),
    CheckConstraint("hidden_rows IN ('import', 'skip')", name="hidden_rows"),
    CheckConstraint(FILENAME, name="filename"),
    CheckConstraint("char_length(sheet) <= 255", name="sheet"),
    CheckConstraint("char_length(file_uri) <= 2048", name="file_uri"),
    CheckConstraint("char_length(file_sha256) <= 64", name="file_sha256"),
    CheckConstraint("char_length(source) <= 255", name="source"),
    CheckConstraint("char_length(source_path) <= 2048", name="source_path"),
    Index(None, "brand_id", "touched_at"),
)

#: Appended; the newest of a cell holds. `version` is the draft's, which each change of it moves on.
draft_edits = Table(
    "draft_edits",
    metadata,
    owned_by("draft_id", "drafts.id", primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("sheet", Text, nullable=False),
    Column("row_number", Integer, primary_key=True, autoincrement=False),
    Column("column_letter", Text, primary_key=True),
    Column("before", Text),
    Column("before_kind", SmallInteger, nullable=False),
    Column("after", Text),
    Column("after_kind", SmallInteger, nullable=False),
    Column("made_by", Text),
    moment("made_at", now=True),
    CheckConstraint("row_number BETWEEN 1 AND 1048576", name="row_number"),
    CheckConstraint("column_letter ~ '^[A-Z]{1,3}$'", name="column_letter"),
    CheckConstraint("char_length(after) <= 32767", name="after"),
)

draft_excluded_products = Table(
    "draft_excluded_products",
    metadata,
    owned_by("draft_id", "drafts.id", primary_key=True),
    Column("product_handle", Text, primary_key=True),
    Column("made_by", Text),
    moment("made_at", now=True),
    CheckConstraint("char_length(product_handle) <= 255", name="product_handle"),
)

#: Fixes that were made on a draft before it was imported; they go with what is kept of the job.
import_edits = Table(
    "import_edits",
    metadata,
    owned_by("job_id", "import_jobs.id", primary_key=True),
    Column("row_number", Integer, primary_key=True, autoincrement=False),
    Column("column_letter", Text, primary_key=True),
    Column("before", Text),
    Column("after", Text),
    Column("made_by", Text),
    moment("made_at", now=True),
)

#: What became of the files of a source: the newest of each. A file outlives what is kept of its job.
source_files = Table(
    "source_files",
    metadata,
    owned_by("brand_id", "brands.id", primary_key=True),
    Column("source", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("size", BigInteger),
    moment("changed"),
    Column("sha256", Text),
    uuid("job_id", ForeignKey("import_jobs.id", ondelete="SET NULL"), index=True),
    Column("error", Text),
    moment("noted_at", now=True),
    CheckConstraint("char_length(source) <= 255", name="source"),
    CheckConstraint("char_length(path) <= 2048", name="path"),
    CheckConstraint("char_length(sha256) <= 64", name="sha256"),
    CheckConstraint("char_length(error) <= 2048", name="error"),
)
