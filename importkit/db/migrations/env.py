"""Runs the migrations on the connection that `importkit.db.upgrade` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from importkit.db.migrations.comparison import is_ours
from importkit.db.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table_schema=None,
    include_object=is_ours,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
