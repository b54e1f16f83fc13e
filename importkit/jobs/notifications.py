"""A message when an import ends with failures: who, what, how many, and the link; off by default.

Telling is a courtesy: whatever goes wrong with it is logged, and the import stays as it ended.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from importkit import display, distribution, grammar
from importkit.commands import command_line
from importkit.db.connect import as_service
from importkit.db.statements import statement
from importkit.errors import ImportkitError
from importkit.model import JobStatus, Mode
from importkit.outcomes import JobOutcome, nothing_written, outcome_of, product_counts, row_counts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

    from importkit.settings import Settings

logger = logging.getLogger(__name__)
logging.getLogger("apprise").addHandler(logging.NullHandler())  # its lines may hold tokens

_TIMEOUT_S = 10
_INSTALL = distribution.install_command("notify")


@dataclass(frozen=True)
class Notification:
    """An import that has ended.

    Attributes:
        brand: The slug of the brand.
        email: Who imported.
        error: Why the system failed; empty when it did not.
    """

    job_id: str
    filename: str
    brand: str
    email: str
    mode: Mode
    status: JobStatus
    summary: Mapping[str, Any] | None = None
    error: str = ""

    @property
    def failed_rows(self) -> int:
        """Return how many rows failed."""
        return int((self.summary or {}).get("failed_rows", 0))

    @property
    def outcome(self) -> JobOutcome:
        """Return what became of it."""
        return outcome_of(self.status, self.summary or {}, error=self.error)

    @property
    def is_bad(self) -> bool:
        """Return whether somebody has to do something about it."""
        return self.failed_rows > 0 or (
            self.status is JobStatus.FAILED and self.outcome is not JobOutcome.CANCELLED
        )


def notify_of_job(job_id: str, engine: Engine, settings: Settings) -> None:
    """Tell of an import that has ended, where the settings say so.

    Whoever moves a job to its end calls this, after that is committed: so it is told once, and by somebody
    who dies in between not at all. Never raises.
    """
    if not settings.notify:
        return
    try:
        with as_service(engine, "look up the import to tell of") as connection:
            job = (
                connection.execute(statement("jobs", "select_notification"), {"job_id": job_id})
                .mappings()
                .one()
            )
    except ImportkitError as error:
        logger.warning("nobody could be told of the import (%s)", type(error).__name__)
        return
    enums = {"mode": Mode(job["mode"]), "status": JobStatus(job["status"])}
    notify_of_end(Notification(**dict(job) | enums), settings)


def notify_of_end(notification: Notification, settings: Settings) -> bool:
    """Tell of an import with failures, where the settings say so; return whether it was told.

    Never raises.
    """
    if not settings.notify or not notification.is_bad:
        return False
    page_url = settings.page_url if notification.brand == settings.brand else ""  # the page is of one brand
    try:
        sent = _apprise(settings.notify).notify(
            title=_title(notification),
            body=_body(notification, page_url),
            body_format="text",
            timeout=_TIMEOUT_S,
        )
    except Exception as error:  # noqa: BLE001  each service has errors of its own
        logger.warning("nobody could be told of the import (%s); %s", type(error).__name__, _advice(error))
        return False
    if not sent:
        logger.warning("not everybody could be told of the import; is IMPORTKIT_NOTIFY right?")
    return bool(sent)


def problem(settings: Settings) -> str:
    """Return why nobody could be told, with what to do; empty when all is well or telling is off."""
    try:
        services = _apprise(settings.notify) if settings.notify else None
    except ImportError as error:
        return _advice(error)
    return "" if services is None or len(services) else "IMPORTKIT_NOTIFY names no service that apprise knows"


def _apprise(urls: str) -> Any:  # noqa: ANN401  it has no types of its own
    import apprise

    services = apprise.Apprise()
    services.add(urls)
    return services


def _advice(error: Exception) -> str:
    missing = isinstance(error, ImportError)
    return f"install what it needs: {_INSTALL}" if missing else "is IMPORTKIT_NOTIFY right?"


def _title(notification: Notification) -> str:
    outcome = notification.outcome.words
    if notification.status is JobStatus.FAILED or not notification.summary:
        return f"{outcome}: {notification.filename}"
    failed = grammar.count(notification.summary["failed_products"], "product")
    return f"{outcome}, {failed} to correct: {notification.filename}"


def _body(notification: Notification, page_url: str) -> str:
    who = (
        f"{notification.email} started the import of {notification.filename} into {notification.brand} "
        f"(mode {notification.mode.lower()})."
    )
    if notification.status is JobStatus.FAILED or not notification.summary:
        what = nothing_written(notification.error)
    else:
        products = product_counts(notification.summary, notification.mode).capitalize()
        what = f"{products}; rows: {row_counts(notification.summary)}."
    link = (
        f"{page_url.rstrip('/')}/result?job={quote(notification.job_id)}"
        if page_url
        else _command(notification)
    )
    return f"{who}\n{what}\n{link}"


def _command(notification: Notification) -> str:
    verb = "show" if notification.status is JobStatus.FAILED else "corrections"
    return command_line("jobs", verb, display.short(notification.job_id), brand=notification.brand)
