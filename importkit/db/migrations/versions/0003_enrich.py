"""Enriching products: what a row empties is kept beside what it gives."""

from __future__ import annotations

from importkit.db.migrations.scripts import run_script

revision = "0003_enrich"
down_revision = "0002_refactor"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let staged products and variants say which fields they empty."""
    run_script("enrich", "upgrade")


def downgrade() -> None:
    """Go back to rows that only give; the backup copy keeps what was staged."""
    run_script("enrich", "downgrade")
