"""What a commit is asked for, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.findings import Findings
    from importkit.model import JobStatus, ResolvedSheet
    from importkit.outcomes import CorrectionOutcome
    from importkit.production.catalog_digest import CatalogDigest


@dataclass(frozen=True)
class CommitRequest:
    """One job's staged sheet, to be committed for one brand.

    Attributes:
        attempt: The number this attempt took on the job; a newer one forbids the commit.
        resolved: What was staged, with the workbook it came from.
        statement_timeout_s: How long one statement may take.
        plan: The token of the plan that is to be carried out; None when nothing was planned.
        catalog: What the brand's catalog was like before the sheet was resolved with it; None when nobody
            looked.
    """

    job_id: str
    brand_id: str
    attempt: int
    resolved: ResolvedSheet
    statement_timeout_s: int = 1_800
    plan: str | None = None
    catalog: CatalogDigest | None = None


@dataclass(frozen=True)
class Receipt:
    """What a commit did.

    Attributes:
        status: How the job ended.
        summary: The job's summary, as it is stored.
        findings: What the commit found, beyond what was staged.
        corrected: What became of an earlier job's failures, when these were its corrections.
    """

    job_id: str
    status: JobStatus
    summary: Mapping[str, Any]
    findings: Findings
    corrected: CorrectionOutcome | None = None
