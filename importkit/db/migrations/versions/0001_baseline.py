"""The tables as they stood before the import was rebuilt.

A database that has them already is stamped with this revision instead of running it.
"""

from __future__ import annotations

from importkit.db.migrations.scripts import run_script

revision = "0001_baseline"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    run_script("baseline", "upgrade")


def downgrade() -> None:
    """Drop the tables."""
    run_script("baseline", "downgrade")
