"""Imports note what they rested on, so that the same file is known to change nothing when it comes again."""

from __future__ import annotations

from importkit.db.migrations.scripts import run_script

revision = "0011_repeated_imports"
down_revision = "0010_draft_sources"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the digest of the catalog, and let an earlier import of a file be found."""
    run_script("repeated_imports", "upgrade")


def downgrade() -> None:
    """Forget what imports rested on."""
    run_script("repeated_imports", "downgrade")
