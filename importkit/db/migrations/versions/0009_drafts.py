"""Drafts: uploads that are mended before they are imported; and what became of the files of sources."""

from __future__ import annotations

from importkit.db.migrations.scripts import run_script

revision = "0009_drafts"
down_revision = "0008_staging_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for drafts, their edits, the fixes listed with a job, and the files of sources."""
    run_script("drafts", "upgrade")


def downgrade() -> None:
    """Give up drafts; no job is lost."""
    run_script("drafts", "downgrade")
