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
from sqlalchemy import URL, create_engine, event, make_url, text

from importkit.errors import DatabaseError, NotAllowedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Dialect, Engine

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
#: A server says so while it starts, recovers or is being stopped.
_STARTS_OR_ENDS = "the database system is "
#: What a URL may say after its question mark that nobody else is to read.
_SECRETS = frozenset({"password", "sslpassword", "oauth_client_secret"})
_HINT_URL = "Give a URL such as postgresql://user:password@host:5432/database."


def engine(url: str, *, start: Callable[[], object] | None = None) -> Engine:
    """Return an engine for a PostgreSQL URL, with or without `+psycopg`.

    Args:
        url: The URL.
        start: Starts the server, where it is ours. It is called when nobody answers, before another try.

    Raises:
        UsageError: The URL is none, or one of another database.
    """
    try:
        made = _engine(_psycopg_url(url))
    except (sqlalchemy.exc.ArgumentError, ValueError):  # whose words may hold a password
        raise UsageError("The database URL cannot be read.", hint=_HINT_URL) from None
    if start is not None:
        event.listen(made, "do_connect", _starting(start))
    return made


def _engine(url: URL) -> Engine:
    return create_engine(
        url,
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


def _starting(start: Callable[[], object]) -> Callable[..., object]:
    """Return how a connection is made to a server that is started whenever it does not run."""

    def connect(dialect: Dialect, _: object, words: Sequence[Any], named: Mapping[str, Any]) -> object:
        try:
            return dialect.connect(*words, **named)
        except psycopg.OperationalError as error:
            if _is_refused(error):
                raise
        start()
        return dialect.connect(*words, **named)

    return connect


def _is_refused(error: psycopg.OperationalError) -> bool:
    """Return whether a server runs that does not want this connection, such as one with too many others."""
    text = str(error)
    return "FATAL:" in text and _STARTS_OR_ENDS not in text


def require_url(url: str) -> None:
    """Make sure that a URL is one of PostgreSQL; whether a server answers there is not asked.

    Raises:
        UsageError: It is none, or one of another database; its password is not told.
    """
    engine(url).dispose()


class _Url(URL):
    """A URL that shows no secret, wherever in it that stands."""

    def render_as_string(self, hide_password: bool = True) -> str:  # noqa: FBT001, FBT002  as SQLAlchemy calls it
        """Return the URL as a text, with stars in the place of secrets unless they are asked for."""
        hidden = dict.fromkeys(_SECRETS & set(self.query), "***") if hide_password else {}
        return URL.render_as_string(self.update_query_dict(hidden), hide_password)


def _psycopg_url(url: str) -> URL:
    parsed = make_url(url)
    if parsed.drivername not in _DRIVERS:
        message = f"importkit needs PostgreSQL, not {parsed.drivername!r}."
        raise UsageError(message, hint=_HINT_URL)
    return _Url(*parsed.set(drivername="postgresql+psycopg"))


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
        return DatabaseError(
            f"Postgres was not reachable: {_reason(str(cause))}",
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


def _reason(text: str) -> str:
    r"""Return why no connection was made; of several tries, the last one's reason.

    >>> _reason("connection failed: connection to server failed: Connection refused\n\tDoes it run?")
    'connection to server failed: Connection refused'
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("\t")]
    return lines[-1].removeprefix("connection failed: ").strip() if lines else "no answer"


def _is_lost(cause: psycopg.Error) -> bool:
    """Return whether a connection that was there has ended, as when its server died or was stopped."""
    if isinstance(cause, psycopg.errors.AdminShutdown | psycopg.errors.CrashShutdown):
        return True
    text = str(cause)
    is_of_driver = isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None
    return is_of_driver and not text.startswith("connection failed") and any(word in text for word in _LOST)


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
            _disconnect(connection)
            raise


def _disconnect(connection: Connection) -> None:
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
