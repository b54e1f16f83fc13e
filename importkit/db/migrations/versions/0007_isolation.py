"""Brands kept apart by keys and checks, and people who write to no table: functions do it for them."""

from __future__ import annotations

from importkit.db.migrations.scripts import run_script

revision = "0007_isolation"
down_revision = "0006_nobody"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Hold mappings, options, e-mails and the last owner of a brand; take people's rights to write."""
    run_script("isolation", "upgrade")


def downgrade() -> None:
    """Let people write by hand again; mappings that pointed elsewhere had never counted, and stay away."""
    run_script("isolation", "downgrade")
