"""What an import logs: its phases as they come, and its end."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from importkit import logs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.model import JobStatus
    from importkit.pipeline import Report
    from importkit.progress import Phase, Progress

logger = logging.getLogger(__name__)

_TOLD = ("total_rows", "successful_rows", "unchanged_rows", "failed_rows")


def logged(report: Report | None) -> Report:
    """Return a report that also logs each phase, when it begins."""
    latest: Phase | None = None

    def tell(progress: Progress) -> None:
        nonlocal latest
        if progress.phase is not latest:
            latest = progress.phase
            logs.now(phase=latest.name.lower())
            logger.info("%s", latest, extra={"rows_done": progress.rows_done, "rows": progress.rows_total})
        if report is not None:
            report(progress)

    return tell


def ended(status: JobStatus, summary: Mapping[str, Any]) -> None:
    """Log how an import ended."""
    counts = {name: summary.get(name) for name in _TOLD}
    logger.info("the import has ended", extra={"status": str(status), **counts})


def failed(error: BaseException) -> None:
    """Log that an import failed, and where; the face that asked for it tells the user."""
    logger.info("the import has failed", extra={"failure": type(error).__name__})
    logger.debug("it came from here", exc_info=error)


def attempt_failed(error: BaseException) -> None:
    """Log that an attempt in the background failed, and where; nobody watches who could be told."""
    logger.warning("the attempt has failed", extra={"failure": type(error).__name__})
    logger.debug("it came from here", exc_info=error)
