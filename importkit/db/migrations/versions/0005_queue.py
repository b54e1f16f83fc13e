"""Imports in the background: the tables of procrastinate 3.10, in a schema of their own."""

from __future__ import annotations

from importkit.db.migrations.scripts import cursor, run_script

revision = "0005_queue"
down_revision = "0004_undo"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the queue as its own package does, close it to people, and let them queue and cancel."""
    work = cursor()
    work.execute("CREATE SCHEMA procrastinate")
    work.execute("SET LOCAL search_path TO procrastinate")
    run_script("queue", "schema")
    work.execute("SET LOCAL search_path TO public")
    run_script("queue", "access")
    run_script("queue", "functions")


def downgrade() -> None:
    """Drop the queue; jobs that wait are kept, and nobody runs them."""
    run_script("queue", "downgrade")
