"""What the migrations make is what `importkit/db` declares, to the last policy and grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from support.postgres_fixtures import temporary_database, temporary_server

from importkit import db
from importkit.db import access
from importkit.db.migrate import alembic_config
from importkit.db.migrations import HEAD
from importkit.db.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

COLUMNS = """
    SELECT table_name, column_name, udt_name, is_nullable, column_default, collation_name,
        numeric_precision, numeric_scale, generation_expression
    FROM information_schema.columns WHERE table_schema = 'public'
"""
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
POLICIES = """
    SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check
    FROM pg_policies WHERE schemaname = 'public'
"""
TABLE_GRANTS = """
    SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, a.grantee::regrole::text, a.privilege_type
    FROM pg_class AS c LEFT JOIN LATERAL aclexplode(c.relacl) AS a ON a.grantee <> c.relowner
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
"""
FUNCTIONS = """
    SELECT p.proname, pg_get_functiondef(p.oid), a.grantee::regrole::text, a.privilege_type
    FROM pg_proc AS p LEFT JOIN LATERAL aclexplode(p.proacl) AS a ON a.grantee <> p.proowner
    WHERE p.pronamespace = 'public'::regnamespace
"""
TRIGGERS = """
    SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid), t.tgenabled
    FROM pg_trigger AS t INNER JOIN pg_class AS c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
"""
CATALOGS = [
    pytest.param(COLUMNS, id="columns"),
    pytest.param(CONSTRAINTS, id="constraints"),
    pytest.param(INDEXES, id="indexes"),
    pytest.param(POLICIES, id="policies"),
    pytest.param(TABLE_GRANTS, id="grants on tables"),
    pytest.param(FUNCTIONS, id="functions and grants on them"),
    pytest.param(TRIGGERS, id="triggers"),
]


@pytest.fixture(scope="module", params=[16, 18])
def declared_and_migrated(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """Return the URLs of a database made from the declarations and of a migrated one."""
    with (
        temporary_server(request.param) as server_url,
        temporary_database(server_url) as migrated_url,
        temporary_database(server_url) as declared_url,
    ):
        migrated, declared = db.engine(migrated_url), db.engine(declared_url)
        db.upgrade(migrated)
        with declared.begin() as connection:
            metadata.create_all(connection)
            cursor = connection.connection.cursor()
            for statement in access.statements():
                cursor.execute(statement)
        migrated.dispose()
        declared.dispose()
        yield declared_url, migrated_url


def rows(url: str, catalog: str) -> set[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return {row for row in connection.execute(catalog).fetchall() if row[0] != "alembic_version"}


@pytest.mark.slow
@pytest.mark.parametrize("catalog", CATALOGS)
def test_migrations_make_what_is_declared(declared_and_migrated: tuple[str, str], catalog: str) -> None:
    declared_url, migrated_url = declared_and_migrated
    declared, migrated = rows(declared_url, catalog), rows(migrated_url, catalog)
    assert len(declared) > (0 if catalog == TRIGGERS else 5)
    assert migrated - declared == set()
    assert declared - migrated == set()


def test_alembic_finds_nothing_to_migrate(engine: Engine) -> None:
    with engine.begin() as connection:
        command.check(alembic_config(connection))


def test_head_is_the_newest_script(engine: Engine) -> None:
    with engine.begin() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))
    assert scripts.get_heads() == [HEAD]


def test_the_revision_itself_is_guarded_too(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        guarded = [row for row in connection.execute(TABLE_GRANTS).fetchall() if row[0] == "alembic_version"]
    assert guarded == [("alembic_version", True, False, "service_role", "SELECT")]


def test_every_function_that_acts_for_its_owner_has_an_empty_search_path(database_url: str) -> None:
    query = """
        SELECT proname, proconfig FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY proname
    """
    with psycopg.connect(database_url) as connection:
        found = dict(connection.execute(query).fetchall())
    assert set(found) == set(access.FUNCTIONS) - {"current_email"}
    assert set(map(tuple, found.values())) == {('search_path=""',)}


def test_every_foreign_key_that_is_followed_has_an_index(database_url: str) -> None:
    query = """
        SELECT k.conrelid::regclass || '.' || a.attname
        FROM pg_constraint AS k
        INNER JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        WHERE k.contype = 'f' AND NOT EXISTS (
            SELECT FROM pg_index AS i WHERE i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1]
        )
    """
    with psycopg.connect(database_url) as connection:
        without = {row[0] for row in connection.execute(query).fetchall()}
    assert without == {"products.last_import_job_id"}  # declared without one, for a reason
