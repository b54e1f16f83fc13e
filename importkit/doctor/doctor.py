"""What is wrong with an installation, and how to mend it.

Each examination looks at one thing and yields diagnoses. One that cannot be made because an earlier one
failed (no database, no tables) is left out: the earlier diagnosis says what to do first.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa
from packaging.requirements import Requirement

from importkit import db, distribution
from importkit import settings as environment
from importkit.db import guards
from importkit.db.connect import as_owner
from importkit.db.statements import statement
from importkit.db.tables import taxonomy_categories
from importkit.doctor import queue_health
from importkit.doctor.diagnosis import Diagnosis, State
from importkit.errors import EnvironmentFailure, ImportkitError
from importkit.grammar import number
from importkit.jobs import notifications
from importkit.jobs.storage import Storage, without_password

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from importkit.settings import Settings

_LEAST_VERSION = 150_000
_LEAST_FREE_BYTES = 1024**3
_GIGABYTE = 1024**3
_UPGRADE = "Run: importkit db upgrade"
_ASK_OWNER = "Run as the owner of the tables: "


def examine(url: str | None) -> list[Diagnosis]:
    """Return how everything is that an import needs."""
    found = environment.load()
    diagnoses = [diagnosis for examination in _AROUND for diagnosis in examination(found)]
    with _connected(url or found.database_url, found, diagnoses) as engine:
        if engine is not None:
            diagnoses += _database(engine, found)
    return diagnoses


def packages(_: Settings | None = None) -> Iterator[Diagnosis]:
    """Yield packages that are missing or too old; extras that are not installed are nobody's mistake."""
    wrong = [
        unmet_requirement
        for line in distribution.requirements()
        if (unmet_requirement := unmet(Requirement(line)))
    ]
    if foreign := distribution.installed_version(distribution.IMPORT_NAME):
        message = f"another library named importkit ({foreign}) is installed beside this one and may hide it"
        remedy = f"Run: pip uninstall importkit && {distribution.install_command()} --force-reinstall"
        yield Diagnosis("packages", State.PROBLEM, message, remedy)
    if wrong:
        yield Diagnosis("packages", State.PROBLEM, "; ".join(wrong), f"Run: {distribution.install_command()}")
    elif not foreign:
        yield Diagnosis("packages", State.OK, f"importkit {distribution.version()}")


def unmet(requirement: Requirement) -> str:
    """Return how the installed packages fail a requirement; empty when they do not, or it is an extra's."""
    if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
        return ""
    version = distribution.installed_version(requirement.name)
    if version is not None and requirement.specifier.contains(version, prereleases=True):
        return ""
    return f"{requirement.name} {version or 'is missing'}, {requirement.specifier or 'any version'} is needed"


def _storage(settings: Settings) -> Iterator[Diagnosis]:
    try:
        Storage(settings.files).try_out()
    except EnvironmentFailure as error:
        remedy = (
            error.hint if "pip install" in error.hint else "Set IMPORTKIT_FILES to where files can be kept."
        )
        yield Diagnosis("uploaded files", State.PROBLEM, error.message, remedy)
    else:
        yield Diagnosis("uploaded files", State.OK, without_password(settings.files))


def _disk(settings: Settings) -> Iterator[Diagnosis]:
    folder = _existing(settings.data_dir)
    free = shutil.disk_usage(folder).free
    message = f"{free / _GIGABYTE:.1f} GB free at {folder}"
    if free < _LEAST_FREE_BYTES:
        yield Diagnosis("disk", State.WARNING, message, "Make room, or run: importkit cleanup")
    else:
        yield Diagnosis("disk", State.OK, message)


def _notification(settings: Settings) -> Iterator[Diagnosis]:
    if wrong := notifications.problem(settings):
        yield Diagnosis(
            "notification", State.PROBLEM, f"nobody can be told: {wrong}", "Mend IMPORTKIT_NOTIFY."
        )
    else:
        yield Diagnosis("notification", State.OK, "on" if settings.notify else "off")


#: What needs no database.
_AROUND: tuple[Callable[[Settings], Iterator[Diagnosis]], ...] = (
    packages,
    _disk,
    _storage,
    _notification,
)


@contextmanager
def _connected(url: str | None, settings: Settings, diagnoses: list[Diagnosis]) -> Iterator[Engine | None]:
    """Yield an engine on a database that answers, or None; the diagnosis is added either way."""
    try:
        engine = db.engine(url) if url else db.connect(None, settings.data_dir)
    except ImportkitError as error:
        diagnoses.append(Diagnosis("database", State.PROBLEM, error.message, error.hint))
        yield None
        return
    try:
        with as_owner(engine, "answer") as connection:
            connection.execute(sa.text("SELECT 1"))
    except ImportkitError as error:
        diagnoses.append(Diagnosis("database", State.PROBLEM, error.message, error.hint))
        yield None
    else:
        address = engine.url.set(password=None, query={}).render_as_string()
        own = "the server on this machine" if url is None else address
        diagnoses.append(Diagnosis("database", State.OK, own))
        yield engine
    finally:
        engine.dispose()


def _database(engine: Engine, settings: Settings) -> Iterator[Diagnosis]:
    with as_owner(engine, "look at the server") as connection:
        yield from _server(connection)
    try:
        db.check(engine)
    except ImportkitError as error:
        yield Diagnosis("tables", State.PROBLEM, error.message, error.hint)
        return
    yield Diagnosis("tables", State.OK, "up to date")
    for examination in _INSIDE:
        with as_owner(engine, "look at what protects the tables") as connection:
            yield from examination(connection)
    with as_owner(engine, "look at the queue") as connection:
        yield from queue_health.examine(connection, settings)


def _server(connection: Connection) -> Iterator[Diagnosis]:
    server = connection.execute(statement("doctor", "select_server")).one()
    old = server.version_number < _LEAST_VERSION
    yield Diagnosis(
        "version",
        State.PROBLEM if old else State.OK,
        f"PostgreSQL {server.version}",
        "Use PostgreSQL 15 or newer." if old else "",
    )
    other = server.encoding != "UTF8"
    yield Diagnosis(
        "encoding",
        State.PROBLEM if other else State.OK,
        server.encoding,
        "Make a database with ENCODING 'UTF8' TEMPLATE template0." if other else "",
    )


def _roles(connection: Connection) -> Iterator[Diagnosis]:
    server = connection.execute(statement("doctor", "select_server")).one()
    missing = {"authenticated", "service_role"} - set(server.can_become or ())
    by_passing = list(server.passes_security_by or ())
    if missing:
        names = ", ".join(sorted(missing))
        grant = f"As a role that may grant them: GRANT {names} TO {server.login};"
        yield Diagnosis("roles", State.PROBLEM, f"{server.login} cannot become {names}", grant)
    elif by_passing:
        message = f"row level security does not hold {', '.join(by_passing)}"
        alter = " ".join(f"ALTER ROLE {name} NOSUPERUSER NOBYPASSRLS;" for name in by_passing)
        state = State.PROBLEM if "authenticated" in by_passing else State.WARNING
        yield Diagnosis("roles", state, message, f"importkit does not need that. {alter}")
    else:
        yield Diagnosis("roles", State.OK, "authenticated, service_role")


def _guards(connection: Connection) -> Iterator[Diagnosis]:
    yield from _list("row level security", guards.unguarded(connection), "on for every table")


def _grants(connection: Connection) -> Iterator[Diagnosis]:
    yield from _list("grants", guards.misgranted(connection), "as declared")


def _functions(connection: Connection) -> Iterator[Diagnosis]:
    missing = ((f"{name} is missing", "") for name in guards.missing_functions(connection))
    yield from _list("functions", missing, "as declared")


def _categories(connection: Connection) -> Iterator[Diagnosis]:
    loaded = connection.scalar(sa.select(sa.func.count()).select_from(taxonomy_categories)) or 0
    if loaded:
        yield Diagnosis("categories", State.OK, f"{number(loaded)} loaded")
    else:
        remedy = "Run: importkit taxonomy load FILE"
        yield Diagnosis("categories", State.WARNING, "there are none, so every Category is unknown", remedy)


#: What needs a database with tables that are up to date.
_INSIDE: tuple[Callable[[Connection], Iterator[Diagnosis]], ...] = (
    _roles,
    _guards,
    _grants,
    _functions,
    _categories,
)


def _list(subject: str, wrong: Iterator[tuple[str, str]], fine: str) -> Iterator[Diagnosis]:
    """Yield a diagnosis for each thing that is wrong, or one that says that all is fine."""
    is_fine = True
    restore = f"Restore it from a backup, or in a new database: {_UPGRADE}"
    for message, remedy in wrong:
        is_fine = False
        yield Diagnosis(subject, State.PROBLEM, message, f"{_ASK_OWNER}{remedy}" if remedy else restore)
    if is_fine:
        yield Diagnosis(subject, State.OK, fine)


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    return next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
