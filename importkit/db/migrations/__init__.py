"""Migrations, oldest first: `versions/` says in which order, `sql/` what happens."""

from __future__ import annotations

#: The newest revision; a test compares it with the scripts. Known here, so that a database that is up to
#: date can be told without loading Alembic.
HEAD = "0011_repeated_imports"
