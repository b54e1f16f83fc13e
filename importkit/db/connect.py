"""Connections: who speaks to Postgres, and as whom.

The login role owns the tables and migrates them; nothing else is done as that role. Work is done in
transactions as `service_role`, questions of a person are asked as `authenticated` with their e-mail.
Role and identity are set LOCAL: they end with the transaction, so a pooled connection carries nothing
over to its next use. Each is opened with what it is for: `doing` ends the sentence "Postgres refused to …".
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

import psycopg
import sqlalchemy
from sqlalchemy import create_engine, make_url, text

from importkit.errors import DatabaseError, NotAllowedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection, Engine

    from importkit.errors import ImportkitError

_DRIVERS = ("postgresql", "postgres", "postgresql+psycopg")
_CANCEL_SECONDS = 5.0
#: A machine that vanishes without a word is noticed within a minute, at both ends: by default it takes hours,
#: during which the server would keep its locks. A server that is reached without TCP ignores them.
_KEEPALIVES = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
_SERVER_KEEPALIVES = text(
    "SELECT " + ", ".join(f"set_config('tcp_{name}', '{value}', true)" for name, value in _KEEPALIVES.items())
)
#: What the functions of importkit raise to refuse a call, as opposed to what Postgres itself finds wrong.
_RAISED_ON_PURPOSE = "exec_stmt_raise"
_REFUSALS = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.NoDataFound,
    psycopg.errors.ObjectNotInPrerequisiteState,
    psycopg.errors.InvalidParameterValue,
)
#: How the driver says that a connection has ended; it has no code for it.
_LOST = (
    "server closed the connection",
    "connection is lost",
    "consuming input failed",
    "sending query failed",
)
_HINT_URL = "Give a URL such as postgresql://user:password@host:5432/database."


def engine(url: str) -> Engine:
    """Return an engine for a PostgreSQL URL, with or without `+psycopg`.

    Raises:
        UsageError: The URL is none, or one of another database.
    """
    return create_engine(
        _psycopg_url(url),
        pool_pre_ping=True,
        hide_parameters=True,  # what an error quotes may be logged, and parameters are cells
        # Statements prepared on a server connection are gone when a pooler hands out another one.
        connect_args={
            "prepare_threshold": None,
            "connect_timeout": 10,
            "application_name": "importkit",
            **_KEEPALIVES,
        },
        use_native_hstore=False,  # saves a query on each new connection
    )


def require_url(url: str) -> None:
    """Make sure that a URL is one of PostgreSQL; whether a server answers there is not asked.

    Raises:
        UsageError: It is none, or one of another database; its password is not told.
    """
    _psycopg_url(url)


def _psycopg_url(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (sqlalchemy.exc.ArgumentError, ValueError) as error:
        raise UsageError("The database URL cannot be read.", hint=_HINT_URL) from error
    if parsed.drivername not in _DRIVERS:
        message = f"importkit needs PostgreSQL, not {parsed.drivername!r}."
        raise UsageError(message, hint=_HINT_URL)
    return parsed.set(drivername="postgresql+psycopg")


@contextmanager
def translate_errors(doing: str) -> Iterator[None]:
    """Turn the driver's errors into `DatabaseError`; `doing` ends the sentence "Postgres refused to …".

    What a function of importkit refuses becomes `NotAllowedError`.
    """
    try:
        yield
    except sqlalchemy.exc.DBAPIError as error:
        raise _database_error(doing, error.orig or error) from error
    except (psycopg.Error, sqlalchemy.exc.SQLAlchemyError) as error:
        raise _database_error(doing, error) from error


def _database_error(doing: str, cause: BaseException) -> ImportkitError:
    if not isinstance(cause, psycopg.Error):
        return DatabaseError(f"The database could not {doing}: {cause}")
    if _is_lost(cause):
        return DatabaseError(
            "The connection to Postgres was lost.",
            hint="Check that the server runs. What was not finished is not written.",
        )
    if isinstance(cause, psycopg.errors.DiskFull):
        return DatabaseError(
            f"The disk of the database is full: Postgres could not {doing}.",
            hint="Make room on it, and try again. What was not finished is not written.",
        )
    if isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None:
        reason = str(cause).strip().splitlines()[-1] if str(cause).strip() else "no answer"
        return DatabaseError(
            f"Postgres was not reachable: {reason}",
            hint="Check that the server runs and that the database URL is right.",
        )
    diag = cause.diag
    if diag.source_function == _RAISED_ON_PURPOSE and isinstance(cause, _REFUSALS):
        return NotAllowedError(_sentence(diag.message_primary or str(cause)), hint=diag.message_hint or "")
    return DatabaseError(
        f"Postgres refused to {doing}: {diag.message_primary or cause}",
        hint=diag.message_hint or "",
        constraint=diag.constraint_name or "",
        where=diag.context or "",
    )


def _is_lost(cause: psycopg.Error) -> bool:
    """Return whether a connection that was there has ended, as when its server died or was stopped."""
    if isinstance(cause, psycopg.errors.AdminShutdown | psycopg.errors.CrashShutdown):
        return True
    said = str(cause)
    is_of_driver = isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None
    return is_of_driver and not said.startswith("connection failed") and any(word in said for word in _LOST)


def _sentence(message: str) -> str:
    """Return what a function of ours says as a sentence; an e-mail that begins it stays as it is."""
    first = message.partition(" ")[0]
    return f"{message}." if "@" in first else f"{message[:1].upper()}{message[1:]}."


@contextmanager
def _transaction(engine: Engine, doing: str) -> Iterator[Connection]:
    """Yield one transaction; if Ctrl-C ends it, the server is told to stop and the connection is closed.

    An interruption may fall into the middle of an exchange, such as a COPY, where the connection takes
    no ROLLBACK any more; closed, it rolls back by itself.
    """
    with translate_errors(doing), engine.begin() as connection:
        try:
            yield connection
        except (KeyboardInterrupt, SystemExit):
            _hang_up(connection)
            raise


def _hang_up(connection: Connection) -> None:
    driver = cast("psycopg.Connection[Any] | None", connection.connection.driver_connection)
    if driver is not None:
        with suppress(psycopg.Error):  # no answer: then there is nothing to cancel
            driver.cancel_safe(timeout=_CANCEL_SECONDS)
    connection.invalidate()


@contextmanager
def as_owner(engine: Engine, doing: str) -> Iterator[Connection]:
    """Yield one transaction as the login role, which owns the tables."""
    with _transaction(engine, doing) as connection:
        yield connection


@contextmanager
def as_service(engine: Engine, doing: str) -> Iterator[Connection]:
    """Yield one transaction as `service_role`, which alone writes staging and production."""
    with _transaction(engine, doing) as connection:
        connection.execute(text("SET LOCAL ROLE service_role"))
        connection.execute(_SERVER_KEEPALIVES)
        yield connection


@contextmanager
def as_user(engine: Engine, email: str, doing: str) -> Iterator[Connection]:
    """Yield one transaction as the person with that e-mail: row level security shows what is theirs."""
    with _transaction(engine, doing) as connection:
        claims = text("SELECT set_config('request.jwt.claims', :claims, true)")
        connection.execute(claims, {"claims": json.dumps({"email": email})})
        connection.execute(text("SET LOCAL ROLE authenticated"))
        yield connection
