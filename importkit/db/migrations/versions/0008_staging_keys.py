"""Staging held by keys: children go with their owners, and no name stands twice on one owner."""

from __future__ import annotations

from importkit.db.migrations.scripts import run_script

revision = "0008_staging_keys"
down_revision = "0007_isolation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let go of staged rows that no key can hold, and add the keys, their indexes and the defaults."""
    run_script("staging_keys", "upgrade")


def downgrade() -> None:
    """Take the keys away again; no row is lost."""
    run_script("staging_keys", "downgrade")
