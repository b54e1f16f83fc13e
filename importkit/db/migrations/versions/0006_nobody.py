"""Nobody stays nobody where a server gives its visitors everything, and a cancel never waits for a commit."""

from __future__ import annotations

from importkit.db.migrations.scripts import run_script

revision = "0006_nobody"
down_revision = "0005_queue"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take back what default privileges gave to `anon`, and lock a job no more than its change needs."""
    run_script("nobody", "upgrade")


def downgrade() -> None:
    """Lock a job as before; what was taken from `anon` was never meant to be given."""
    run_script("nobody", "downgrade")
