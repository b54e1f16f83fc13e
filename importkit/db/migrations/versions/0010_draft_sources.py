"""Drafts remember the file of a source that they were made from."""

from __future__ import annotations

from importkit.db.migrations.scripts import run_script

revision = "0010_draft_sources"
down_revision = "0009_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Note the source with a draft, and its file with the import of the draft."""
    run_script("draft_sources", "upgrade")


def downgrade() -> None:
    """Forget from which source a draft came."""
    run_script("draft_sources", "downgrade")
