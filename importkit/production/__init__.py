"""Production: what an import finds there, and what it writes."""

from __future__ import annotations

from importkit.production.commit import commit
from importkit.production.match import known
from importkit.production.record import CommitRequest, Receipt

__all__ = ["CommitRequest", "Receipt", "commit", "known"]
