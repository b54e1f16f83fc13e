"""What an import logs: its phases as they come, and its end."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from importkit import logs, traces
from importkit.progress import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from importkit.model import JobStatus
    from importkit.pipeline import Report
    from importkit.progress import Progress

logger = logging.getLogger(__name__)

_REPORTED = ("total_rows", "successful_rows", "unchanged_rows", "failed_rows")


@contextmanager
def phases(report: Report | None) -> Iterator[Report]:
    """Yield a report that also logs and traces each phase of the import that the block is, as it begins."""
    latest: Phase | None = None

    with traces.trace("import") as begin:

        def log_and_report(progress: Progress) -> None:
            nonlocal latest
            if progress.phase is not latest:
                latest = progress.phase
                logs.now(phase=latest.name.lower())
                if latest is not Phase.DONE:
                    begin(latest.name.lower(), logs.context_fields())
                rows = {"rows_done": progress.rows_done, "rows": progress.rows_total}
                logger.info("%s", latest, extra=rows)
            if report is not None:
                report(progress)

        yield log_and_report


def ended(status: JobStatus, summary: Mapping[str, Any]) -> None:
    """Log how an import ended."""
    counts = {name: summary.get(name) for name in _REPORTED}
    logger.info("the import has ended", extra={"status": str(status), **counts})


def failed(error: BaseException) -> None:
    """Log that an import failed, and where; the face that asked for it tells the user."""
    logger.info("the import has failed", extra={"failure": type(error).__name__})
    logger.debug("it came from here", exc_info=error)


def attempt_failed(error: BaseException) -> None:
    """Log that an attempt in the background failed, and where; nobody watches who could be told."""
    logger.warning("the attempt has failed", extra={"failure": type(error).__name__})
    logger.debug("it came from here", exc_info=error)
