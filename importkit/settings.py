"""Settings: the only reader of the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path

import platformdirs

from importkit import logs
from importkit.choices import chosen_word
from importkit.errors import UsageError
from importkit.model import Limits

#: What switches a variable on, as the command line understands it.
_TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})


@dataclass(frozen=True)
class WorkerSettings:
    """How workers go about imports.

    Attributes:
        attempts: How often an import is tried in all.
        attempt_s: Seconds that one attempt may take.
        attempt_bytes: Memory that one attempt may hold.
        stall_s: Seconds after which a worker without a heartbeat is taken for dead.
        grace_s: Seconds that a worker which is told to stop gives to what it runs.
    """

    attempts: int = 2
    attempt_s: int = 1_800
    attempt_bytes: int = 8 * 1024 * 1024 * 1024
    stall_s: int = 30
    grace_s: int = 20

    @property
    def abandoned_after_s(self) -> int:
        """Return after how many seconds without a heartbeat a job is taken for one that nobody runs."""
        return 4 * self.stall_s  # a busy machine is slow with its signs


@dataclass(frozen=True)
class Retention:
    """How long what is kept of a job is kept.

    Attributes:
        days: Rows, outcomes, findings and file of a job, from its end.
        days_after_download: At least, from the last download of its corrections.
    """

    days: int = 30
    days_after_download: int = 7


@dataclass(frozen=True)
class Settings:
    """What the surroundings say.

    Attributes:
        database_url: A PostgreSQL URL; None means the embedded server.
        data_dir: Where the embedded server and stored uploads live.
        files: Where uploaded files are kept: a folder, or a URL that fsspec knows; it may hold a password.
        user: E-mail address of who is at work; `local@localhost` owns the brand `default`.
        brand: The brand that is meant where none is named; `default` is made on first use.
        limits: What a workbook may be before it is refused.
        worker: How workers go about imports.
        retention: How long what is kept of a job is kept.
        sources: A YAML file with the places from which workbooks are imported; None when there is none.
        notify: Apprise URLs of who is told of imports with failures; they hold tokens. Empty for nobody.
        page_url: Where the page is, for links in what is told; empty when there is none.
        step_summary: Where a job of GitHub Actions takes the summary of a step from; None elsewhere.
        logs_as_json: Whether logs are written for machines.
        logs_all: Whether everything is logged, and where errors come from.
    """

    database_url: str | None = field(repr=False)  # it may hold a password
    data_dir: Path
    files: str = field(repr=False)
    user: str
    limits: Limits
    brand: str = "default"
    worker: WorkerSettings = WorkerSettings()
    retention: Retention = Retention()
    sources: Path | None = None
    notify: str = field(default="", repr=False)
    page_url: str = ""
    step_summary: Path | None = None
    logs_as_json: bool = False
    logs_all: bool = False


def load() -> Settings:
    """Return the settings of this process.

    Raises:
        UsageError: A variable that counts something is no whole number, or one names no choice that there is.
    """
    data_dir = _data_dir()
    return Settings(
        database_url=os.environ.get("IMPORTKIT_DATABASE_URL") or None,
        data_dir=data_dir,
        files=os.environ.get("IMPORTKIT_FILES") or str(data_dir / "files"),
        user=os.environ.get("IMPORTKIT_USER") or "local@localhost",
        brand=os.environ.get("IMPORTKIT_BRAND") or "default",
        limits=Limits(**_numbers(Limits, "IMPORTKIT_LIMIT")),
        worker=WorkerSettings(**_numbers(WorkerSettings, "IMPORTKIT_WORKER")),
        retention=Retention(**_numbers(Retention, "IMPORTKIT_RETENTION")),
        sources=Path(given) if (given := os.environ.get("IMPORTKIT_SOURCES")) else None,
        notify=os.environ.get("IMPORTKIT_NOTIFY", ""),
        page_url=os.environ.get("IMPORTKIT_PAGE_URL", ""),
        step_summary=_path(os.environ.get("GITHUB_STEP_SUMMARY")),
        logs_as_json=_log_form() == "json",
        logs_all=os.environ.get("IMPORTKIT_DEBUG", "").lower() in _TRUE,
    )


def for_child(database_url: str | None, brand: str | None = None) -> dict[str, str]:
    """Return the environment for a program of ours, which is to use that database and to log as this one."""
    given = {"IMPORTKIT_DATABASE_URL": database_url, "IMPORTKIT_BRAND": brand}
    return dict(os.environ) | {name: text for name, text in given.items() if text} | _log_variables()


def _log_form() -> str:
    return chosen_word(("text", "json"), os.environ.get("IMPORTKIT_LOG") or "text", argument="IMPORTKIT_LOG")


def _log_variables() -> dict[str, str]:
    chosen = logs.chosen()
    if chosen is None:
        return {}
    as_json, everything = chosen
    return {"IMPORTKIT_LOG": "json" if as_json else "text", "IMPORTKIT_DEBUG": "1" if everything else "0"}


def _path(given: str | None) -> Path | None:
    return Path(given) if given else None


def _data_dir() -> Path:
    if given := os.environ.get("IMPORTKIT_DATA_DIR"):
        return Path(given)
    # The embedded server's package opens up (chmod) every parent of its folder when it runs as
    # root: keep that out of /root.
    if not os.environ.get("XDG_DATA_HOME") and hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/importkit")
    return platformdirs.user_data_path("importkit", appauthor=False)


def _numbers(record: type[Limits | WorkerSettings | Retention], prefix: str) -> dict[str, int]:
    """Read `IMPORTKIT_LIMIT_MAX_ROWS` and its like: what is given of a record of whole numbers."""
    given: dict[str, int] = {}
    for number in fields(record):
        name = f"{prefix}_{number.name.upper()}"
        text = os.environ.get(name)
        if text is None:
            continue
        if not (text.isascii() and text.isdigit()):
            raise UsageError(f"{name} is {text!r}, which is no whole number.", hint="Give digits only.")
        given[number.name] = int(text)
    return given
