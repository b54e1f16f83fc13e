"""Production: what an import finds there, what it would write, and what it writes."""

from __future__ import annotations

from importkit.production.catalog_digest import CatalogDigest, read_catalog_digest
from importkit.production.commit import commit
from importkit.production.journal import replace_noted_name
from importkit.production.match import existing_handles, prepare
from importkit.production.plan import Plan, plan
from importkit.production.plan_again import is_unknown, plan_again, was_unknown
from importkit.production.plan_repeated import plan_repeated
from importkit.production.receipt import CommitRequest, Receipt
from importkit.production.repeated import (
    RepeatedFile,
    commit_repeated,
    find_earlier,
    find_unchanged,
    was_imported,
)
from importkit.production.token import require_sheet, require_token

__all__ = [
    "CatalogDigest",
    "CommitRequest",
    "Plan",
    "Receipt",
    "RepeatedFile",
    "commit",
    "commit_repeated",
    "existing_handles",
    "find_earlier",
    "find_unchanged",
    "is_unknown",
    "plan",
    "plan_again",
    "plan_repeated",
    "prepare",
    "read_catalog_digest",
    "replace_noted_name",
    "require_sheet",
    "require_token",
    "was_imported",
    "was_unknown",
]
