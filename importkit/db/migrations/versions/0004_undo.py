"""Taking imports back: what each job did is kept beside its outcomes."""

from __future__ import annotations

from importkit.db.migrations.scripts import run_script

revision = "0004_undo"
down_revision = "0003_enrich"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for what jobs do; those that have ended before cannot be taken back."""
    run_script("undo", "upgrade")


def downgrade() -> None:
    """Go back to jobs that stay as they are; the backup copy keeps what they did."""
    run_script("undo", "downgrade")
