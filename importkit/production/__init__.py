"""Production: what an import finds there, what it would write, and what it writes."""

from __future__ import annotations

from importkit.production.commit import commit
from importkit.production.journal import replace_noted_name
from importkit.production.match import existing_handles, prepare
from importkit.production.plan import Plan, plan
from importkit.production.receipt import CommitRequest, Receipt
from importkit.production.token import require_sheet, require_token

__all__ = [
    "CommitRequest",
    "Plan",
    "Receipt",
    "commit",
    "existing_handles",
    "plan",
    "prepare",
    "replace_noted_name",
    "require_sheet",
    "require_token",
]
