"""What an import logs: its phases as they come, and its end."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from importkit import logs

if TYPE_CHECKING:
    from importkit.jobs.records import ImportResult
    from importkit.pipeline import Report
    from importkit.progress import Progress

logger = logging.getLogger(__name__)

_TOLD = ("total_rows", "successful_rows", "unchanged_rows", "failed_rows")


def logged(report: Report | None) -> Report:
    """Return a report that also logs each phase."""

    def tell(progress: Progress) -> None:
        logs.now(phase=progress.phase.name.lower())
        logger.info(
            "%s", progress.phase, extra={"rows_done": progress.rows_done, "rows": progress.rows_total}
        )
        if report is not None:
            report(progress)

    return tell


def ended(result: ImportResult) -> None:
    """Log how an import ended."""
    counts = {name: result.summary.get(name) for name in _TOLD}
    logger.info("the import has ended", extra={"status": str(result.status), **counts})


def failed(error: BaseException) -> None:
    """Log that an import failed, and where; the face that asked for it tells the user."""
    logger.info("the import has failed", extra={"failure": type(error).__name__})
    logger.debug("it came from here", exc_info=error)
