"""Logs: what happened to which job in which phase, as lines of text or of JSON; never a cell's value.

What a driver says of an error may quote a row of the sheet, so an error is logged by its type, its SQLSTATE
and where it came from, without its words; these are told to the user instead.
"""

from __future__ import annotations

import json
import logging
import traceback
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

#: What is under way here, such as {"job": "7d1c84a2-…", "phase": "staging"}; each thread has its own.
_context: ContextVar[Mapping[str, str]] = ContextVar("importkit_logs", default={})  # noqa: B039  never changed

#: What every record has; the rest of it was given as `extra`.
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


@contextmanager
def about(**fields: str) -> Iterator[None]:
    """Let every line that is logged in the block carry these fields."""
    token = _context.set({**_context.get(), **fields})
    try:
        yield
    finally:
        _context.reset(token)


def now(**fields: str) -> None:
    """Let every further line carry these fields, until the block of `about` around it ends."""
    _context.set({**_context.get(), **fields})


def context_fields() -> Mapping[str, str]:
    """Return the fields that every line carries here and now."""
    return _context.get()


def to_stream(stream: IO[str], *, as_json: bool = False, debug: bool = False) -> None:
    """Send the logs of importkit to a stream, and what other packages warn of, in the same form.

    Args:
        stream: Where they go.
        as_json: One JSON object a line, from the level INFO on; otherwise text, warnings only.
        debug: Everything, and where errors come from.
    """
    form = _JsonLines() if as_json else _TextLines()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(form)
    package = logging.getLogger("importkit")
    package.handlers = [handler]
    package.setLevel(logging.DEBUG if debug else logging.INFO if as_json else logging.WARNING)
    others = _OthersHandler(stream)
    others.setFormatter(form)
    root = logging.getLogger()
    root.handlers = [*(one for one in root.handlers if not isinstance(one, _OthersHandler)), others]


def chosen() -> tuple[bool, bool] | None:
    """Return whether this process logs as JSON, and whether it logs everything; None when nobody chose."""
    package = logging.getLogger("importkit")
    formatters = [handler.formatter for handler in package.handlers]
    ours = [one for one in formatters if isinstance(one, _TextLines | _JsonLines)]
    return (isinstance(ours[0], _JsonLines), package.level == logging.DEBUG) if ours else None


class _OthersHandler(logging.StreamHandler[IO[str]]):
    """Takes what other packages warn of, such as the queue; Python would print it in a form of its own."""

    def __init__(self, stream: IO[str]) -> None:
        super().__init__(stream)
        self.setLevel(logging.WARNING)
        self.addFilter(lambda record: not _is_ours(record))


class _TextLines(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        fields = " ".join(f"{name}={value}" for name, value in _fields(record).items())
        record.message = f"{record.getMessage()} ({fields})" if fields else record.getMessage()
        lines = [self.formatMessage(record)]
        if _is_ours(record) and record.exc_info and record.exc_info[1]:
            lines.append(_origin(record.exc_info[1]))
        return "\n".join(lines)


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = _named(record.exc_info[1])
            line["origin"] = _origin(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    given = {name: value for name, value in vars(record).items() if name not in _OWN}
    return {**_context.get(), **(given if _is_ours(record) else {})}


def _is_ours(record: logging.LogRecord) -> bool:
    """Return whether it is importkit that logs; what others give beside their words may be anything."""
    return record.name.partition(".")[0] == "importkit"


def _origin(error: BaseException) -> str:
    """Return a traceback of an error and of those behind it, without their words."""
    chain: list[str] = []
    behind: BaseException | None = error
    while behind is not None:
        chain.insert(0, f"{_frames(behind.__traceback__)}{_named(behind)}")
        behind = behind.__cause__ or (None if behind.__suppress_context__ else behind.__context__)
    return "\n".join(chain)


def _frames(place: TracebackType | None) -> str:
    return "Traceback (most recent call last):\n" + "".join(traceback.format_tb(place))


def _named(error: BaseException) -> str:
    sqlstate = getattr(error, "sqlstate", None)
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    return f"{name} (SQLSTATE {sqlstate})" if sqlstate else name
