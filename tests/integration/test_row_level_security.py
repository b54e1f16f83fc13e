"""Everybody sees their own brands, only the importer writes, and no identity outlives its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from support.postgres_fixtures import temporary_database
from support.two_brands import CLAIMS_OF_NOBODY, fill

from importkit import db
from importkit.db import tables
from importkit.errors import DatabaseError, NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import Connection, Engine
    from support.filled_databases import Filled

    import importkit as ik

ANA, BEN, VERA = "ana@a.example", "ben@b.example", "vera@a.example"
SHARED = "taxonomy_categories"


def fill_two_brands(kit: ik.Workspace) -> dict[str, str]:
    """Give each of two brands a row in every table, and return the brands' ids."""
    with db.as_owner(kit.engine, "test") as connection:
        ids = {
            slug: fill(connection, slug, email)["brands"]["id"] for slug, email in (("a", ANA), ("b", BEN))
        }
    db.add_member(kit.engine, "a", VERA, "viewer")
    return ids


@pytest.fixture
def template(request: pytest.FixtureRequest, filled: Callable[..., Filled], migrated_template: str) -> str:
    return filled(fill_two_brands).template if "two_brands" in request.fixturenames else migrated_template


@pytest.fixture
def two_brands(engine: Engine, filled: Callable[..., Filled]) -> tuple[Engine, dict[str, str]]:
    """Return an engine on a database in which two brands have a row in every table."""
    return engine, filled(fill_two_brands).result


def count(connection: Connection, table_name: str) -> int:
    return int(connection.scalar(text(f"SELECT count(*) FROM {table_name}")) or 0)


def test_a_member_sees_the_rows_of_their_brand_and_no_other(
    two_brands: tuple[Engine, dict[str, str]],
) -> None:
    engine, _ = two_brands
    with db.as_user(engine, ANA, "test") as connection:
        seen = {name: count(connection, name) for name in tables.metadata.tables if name != SHARED}
    assert seen == {name: 2 if name == "brand_members" else 1 for name in seen}
    assert len(seen) == 49


def test_the_rows_a_member_sees_are_of_their_brand(two_brands: tuple[Engine, dict[str, str]]) -> None:
    engine, ids = two_brands
    with db.as_user(engine, BEN, "test") as connection:
        with_brand = [name for name, table in tables.metadata.tables.items() if "brand_id" in table.columns]
        brands = {str(connection.scalar(text(f"SELECT brand_id FROM {name}"))) for name in with_brand}
    assert brands == {ids["b"]}


@pytest.mark.parametrize("claims", CLAIMS_OF_NOBODY)
def test_nobody_sees_nothing(two_brands: tuple[Engine, dict[str, str]], claims: str | None) -> None:
    engine, _ = two_brands
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL ROLE authenticated"))
        if claims is not None:
            setting = text("SELECT set_config('request.jwt.claims', :claims, true)")
            connection.execute(setting, {"claims": claims})
        seen = {name: count(connection, name) for name in tables.metadata.tables}
    assert set(seen.values()) == {0}


def test_an_email_is_the_same_in_capitals(two_brands: tuple[Engine, dict[str, str]]) -> None:
    engine, _ = two_brands
    with db.as_user(engine, "ANA@A.example", "test") as connection:
        assert count(connection, "products") == 1


@pytest.fixture(scope="module")
def guarded(server_url: str, migrated_template: str) -> Iterator[Engine]:
    """Return an engine on a database that the tests try to change in vain."""
    with temporary_database(server_url, migrated_template) as url:
        made = db.engine(url)
        yield made
        made.dispose()


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO {} DEFAULT VALUES", "UPDATE {} SET {column} = {column}", "DELETE FROM {}", "TRUNCATE {}"],
    ids=["insert", "update", "delete", "truncate"],
)
def test_a_person_writes_nothing_by_hand(guarded: Engine, statement: str) -> None:
    attempts = (
        statement.format(name, column=next(iter(table.columns)).name)
        for name, table in tables.metadata.tables.items()
    )
    require_refused(guarded, "local@localhost", attempts)


def require_refused(engine: Engine, email: str, attempts: Iterable[str]) -> None:
    """Make sure that a person is allowed none of these statements."""
    with db.as_user(engine, email, "test") as person:
        assert [attempt for attempt in attempts if not is_refused(person, attempt)] == []


def is_refused(person: Connection, attempt: str) -> bool:
    try:
        with person.begin_nested():
            person.execute(text(attempt))
    except DBAPIError as error:
        return "permission denied" in str(error)
    return False


#: Every mode but ACCESS SHARE, which any SELECT takes and which holds up nobody who reads or writes.
LOCKS = (
    "ROW SHARE",
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE",
)


@pytest.mark.parametrize("email", ["local@localhost", "nobody@x.example"], ids=["owner", "stranger"])
def test_a_person_locks_no_table_against_others(guarded: Engine, email: str) -> None:
    names = [*tables.metadata.tables, "alembic_version"]
    of_tables = (f"LOCK TABLE {name} IN {mode} MODE NOWAIT" for name in names for mode in LOCKS)
    of_rows = (
        f"SELECT 1 FROM {name} FOR {rows}"
        for name in names
        for rows in ("UPDATE", "NO KEY UPDATE", "SHARE", "KEY SHARE")
    )
    require_refused(guarded, email, (*of_tables, *of_rows))


def test_the_importer_reads_every_table(two_brands: tuple[Engine, dict[str, str]]) -> None:
    engine, _ = two_brands
    with db.as_service(engine, "test") as connection:
        seen = {name: count(connection, name) for name in tables.metadata.tables}
    assert {name for name, rows in seen.items() if rows < 2} == set()


def test_the_importer_writes_every_table_but_brands_and_members(engine: Engine) -> None:
    with engine.begin() as connection:
        can = {
            name: connection.scalar(
                text("SELECT has_table_privilege('service_role', :name, 'INSERT, UPDATE, DELETE')"),
                {"name": name},
            )
            for name in tables.metadata.tables
        }
    assert {name for name, allowed in can.items() if not allowed} == {"brands", "brand_members"}


def test_the_importer_needs_no_right_to_pass_row_level_security_by(engine: Engine) -> None:
    with engine.begin() as connection:
        roles = connection.execute(
            text(
                "SELECT rolname, rolbypassrls, rolsuper, rolcanlogin"
                " FROM pg_roles WHERE rolname = ANY (:names)"
            ),
            {"names": ["authenticated", "service_role"]},
        ).all()
    assert sorted(map(tuple, roles)) == [
        ("authenticated", False, False, False),
        ("service_role", False, False, False),
    ]


def test_nobody_stays_nobody_where_a_server_gives_visitors_everything(empty_database_url: str) -> None:
    """As Supabase does: its role `anon` is given all that is made in public."""
    engine = db.engine(empty_database_url)
    with db.as_owner(engine, "test") as connection:
        connection.execute(
            text("DO $$ BEGIN CREATE ROLE anon; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        )
        for kind in ("TABLES", "FUNCTIONS"):
            connection.execute(text(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON {kind} TO anon"))

    db.upgrade(engine)

    with db.as_owner(engine, "test") as connection:
        given = connection.execute(
            text(
                "SELECT relname FROM pg_class, aclexplode(relacl) WHERE grantee = 'anon'::regrole"
                " AND relnamespace = 'public'::regnamespace AND relkind = 'r'"
                " UNION ALL SELECT proname FROM pg_proc, aclexplode(proacl) WHERE grantee = 'anon'::regrole"
                " AND pronamespace = 'public'::regnamespace"
            )
        )
        assert list(given) == []
    engine.dispose()


def test_a_machine_that_vanishes_is_noticed_within_a_minute(database_url: str) -> None:
    engine = db.engine(database_url)
    with db.as_service(engine, "test") as connection:
        is_tcp = connection.scalar(text("SELECT inet_server_addr() IS NOT NULL"))
        seconds = [connection.scalar(text(f"SHOW tcp_keepalives_{name}")) for name in ("idle", "interval")]
    engine.dispose()
    assert seconds == (["30", "10"] if is_tcp else ["0", "0"])


def test_a_pooled_connection_carries_no_identity_over(database_url: str) -> None:
    engine = db.engine(database_url)
    engine.pool.dispose()
    with db.as_user(engine, "local@localhost", "test") as connection:
        first = connection.scalar(text("SELECT pg_backend_pid()"))
    with pytest.raises(DatabaseError), db.as_user(engine, "local@localhost", "test") as connection:
        connection.execute(text("SELECT 1 / 0"))
    with engine.begin() as connection:
        after = connection.execute(
            text(
                "SELECT pg_backend_pid(), current_user = session_user,"
                " current_setting('request.jwt.claims', true)"
            )
        ).one()
    engine.dispose()
    assert tuple(after) == (first, True, "")


def test_the_identity_of_one_is_not_that_of_the_next(two_brands: tuple[Engine, dict[str, str]]) -> None:
    engine, ids = two_brands
    with db.as_user(engine, ANA, "test") as connection:
        assert str(connection.scalar(text("SELECT current_brand_ids()"))) == ids["a"]
    with db.as_user(engine, BEN, "test") as connection:
        assert str(connection.scalar(text("SELECT current_brand_ids()"))) == ids["b"]


def start(connection: Connection, brand_id: str) -> Any:
    call = text("SELECT start_import(:brand_id, 'spring.xlsx', 'CREATE')")
    return connection.scalar(call, {"brand_id": brand_id})


def test_a_member_starts_an_import_in_their_own_name(two_brands: tuple[Engine, dict[str, str]]) -> None:
    engine, ids = two_brands
    with db.as_user(engine, ANA, "test") as connection:
        job_id = start(connection, ids["a"])
        job = connection.execute(
            text("SELECT status, mode, filename, created_by, attempt FROM import_jobs WHERE id = :id"),
            {"id": job_id},
        ).one()
    assert tuple(job) == ("PENDING", "CREATE", "spring.xlsx", ANA, 0)


@pytest.mark.parametrize("email", [VERA, BEN, "nobody@x.example"], ids=["viewer", "other brand", "stranger"])
def test_who_is_no_member_starts_nothing(two_brands: tuple[Engine, dict[str, str]], email: str) -> None:
    engine, ids = two_brands
    with (
        pytest.raises(NotAllowedError, match="Only members and owners"),
        db.as_user(engine, email, "test") as connection,
    ):
        start(connection, ids["a"])


def test_no_import_starts_in_a_brand_where_they_are_switched_off(
    two_brands: tuple[Engine, dict[str, str]],
) -> None:
    engine, ids = two_brands
    with db.as_owner(engine, "test") as connection:
        connection.execute(text("UPDATE brands SET import_enabled = false"))
    with pytest.raises(NotAllowedError, match="switched off"), db.as_user(engine, ANA, "test") as connection:
        start(connection, ids["a"])


def put_status(engine: Engine, brand_id: str, status: str) -> str:
    with db.as_owner(engine, "test") as connection:
        update = text(
            "UPDATE import_jobs SET status = :status, has_exportable_failures = true"
            " WHERE brand_id = :brand_id RETURNING id::text"
        )
        return str(connection.scalar(update, {"status": status, "brand_id": brand_id}))


def test_dismissing_takes_the_failed_rows_of_that_job_alone(
    two_brands: tuple[Engine, dict[str, str]],
) -> None:
    engine, ids = two_brands
    job_id = put_status(engine, ids["a"], "COMPLETED_WITH_FAILURES")
    with db.as_user(engine, ANA, "test") as connection:
        connection.execute(text("SELECT dismiss_import(:id)"), {"id": job_id})
        job = connection.execute(text("SELECT status, has_exportable_failures FROM import_jobs")).one()
    with db.as_service(engine, "test") as connection:
        left = {table.name: count(connection, table.name) for table in (*tables.STAGING, tables.import_rows)}
    assert tuple(job) == ("DISMISSED", False)
    assert left == dict.fromkeys(left, 1)  # the other brand's


def test_only_a_finished_import_with_failures_is_dismissed(two_brands: tuple[Engine, dict[str, str]]) -> None:
    engine, ids = two_brands
    job_id = put_status(engine, ids["a"], "PROCESSING")
    with (
        pytest.raises(NotAllowedError, match="Only a finished import"),
        db.as_user(engine, ANA, "test") as connection,
    ):
        connection.execute(text("SELECT dismiss_import(:id)"), {"id": job_id})


@pytest.mark.parametrize("function", ["dismiss_import", "cancel_import"])
def test_the_job_of_another_brand_is_as_unknown_as_one_that_never_was(
    two_brands: tuple[Engine, dict[str, str]], function: str
) -> None:
    engine, ids = two_brands
    job_id = put_status(engine, ids["a"], "COMPLETED_WITH_FAILURES")
    for unknown in (job_id, str(uuid4())):
        with (
            pytest.raises(NotAllowedError, match="No import job has this id"),
            db.as_user(engine, BEN, "test") as connection,
        ):
            connection.execute(text(f"SELECT {function}(:id)"), {"id": unknown})


@pytest.mark.parametrize("function", ["dismiss_import", "cancel_import"])
def test_a_viewer_only_looks(two_brands: tuple[Engine, dict[str, str]], function: str) -> None:
    engine, ids = two_brands
    job_id = put_status(engine, ids["a"], "COMPLETED_WITH_FAILURES")
    with (
        pytest.raises(NotAllowedError, match="Only members and owners"),
        db.as_user(engine, VERA, "test") as connection,
    ):
        connection.execute(text(f"SELECT {function}(:id)"), {"id": job_id})


def test_cancelling_ends_a_job_and_takes_it_from_its_attempt(
    two_brands: tuple[Engine, dict[str, str]],
) -> None:
    engine, ids = two_brands
    job_id = put_status(engine, ids["a"], "PROCESSING")
    with db.as_user(engine, ANA, "test") as connection:
        outcomes = [connection.scalar(text("SELECT cancel_import(:id)"), {"id": job_id}) for _ in range(2)]
        job = connection.execute(
            text("SELECT status, error, attempt, finished_at IS NULL FROM import_jobs")
        ).one()
    assert outcomes == [True, False]
    assert tuple(job) == ("FAILED", "cancelled", 1, False)


def map_material(connection: Connection, brand_id: str, name: str = "a") -> None:
    entity = "SELECT id FROM brand_materials WHERE name = :name"
    call = text(f"SELECT map_value(:brand_id, 'material', 'Bio', 'bio', ({entity}))")
    connection.execute(call, {"brand_id": brand_id, "name": name})


def test_a_member_maps_names_in_their_brand_alone(two_brands: tuple[Engine, dict[str, str]]) -> None:
    engine, ids = two_brands
    with db.as_user(engine, ANA, "test") as connection:
        map_material(connection, ids["a"])
        mapped = connection.execute(text("SELECT created_by FROM value_mappings WHERE raw_key = 'bio'"))
        assert mapped.scalars().all() == [ANA]
    for email, brand in ((ANA, "b"), (VERA, "a")):
        with (
            pytest.raises(NotAllowedError, match="Only members and owners"),
            db.as_user(engine, email, "test") as person,
        ):
            map_material(person, ids[brand])


def test_a_member_forgets_a_mapping_in_their_brand_alone(two_brands: tuple[Engine, dict[str, str]]) -> None:
    engine, ids = two_brands
    forget = text("SELECT unmap_value(:brand_id, 'material', :key)")
    for email, brand in ((ANA, "b"), (VERA, "a")):
        with (
            pytest.raises(NotAllowedError, match="Only members and owners"),
            db.as_user(engine, email, "test") as person,
        ):
            person.execute(forget, {"brand_id": ids[brand], "key": brand})
    with db.as_user(engine, ANA, "test") as connection:
        outcomes = [connection.scalar(forget, {"brand_id": ids["a"], "key": "a"}) for _ in range(2)]
    with db.as_owner(engine, "test") as connection:
        left = connection.scalars(text("SELECT raw_key FROM value_mappings")).all()
    assert (outcomes, left) == ([True, False], ["b"])


def add_member(
    connection: Connection, brand_id: str, email: str = "New@a.example", role: str = "owner"
) -> None:
    call = text("SELECT put_member(:brand_id, :email, :role)")
    connection.execute(call, {"brand_id": brand_id, "email": email, "role": role})


def test_only_an_owner_manages_members(two_brands: tuple[Engine, dict[str, str]]) -> None:
    engine, ids = two_brands
    remove = text("SELECT remove_member(:brand_id, :email)")
    for brand_id in (*ids.values(), str(uuid4())):
        for call in (
            add_member,
            lambda person, brand_id: person.execute(remove, {"brand_id": brand_id, "email": VERA}),
        ):
            with (
                pytest.raises(NotAllowedError, match="Only an owner of this brand"),
                db.as_user(engine, ANA, "test") as person,
            ):
                call(person, brand_id)
    db.add_member(engine, "a", ANA, "owner")
    with db.as_user(engine, ANA, "test") as connection:
        add_member(connection, ids["a"])
        members = connection.scalars(text("SELECT email FROM brand_members ORDER BY email")).all()
        outcomes = [connection.scalar(remove, {"brand_id": ids["a"], "email": VERA}) for _ in range(2)]
    assert (members, outcomes) == ([ANA, "new@a.example", VERA], [True, False])


def test_the_importer_refreshes_the_figures_of_staging(two_brands: tuple[Engine, dict[str, str]]) -> None:
    engine, _ = two_brands
    with db.as_service(engine, "test") as connection:
        connection.execute(text("SELECT analyze_staging()"))
    with engine.begin() as connection:
        figures = connection.execute(
            text("SELECT relname, reltuples FROM pg_class WHERE relname = ANY (:names)"),
            {"names": [table.name for table in tables.STAGING]},
        ).all()
    assert {row[1] for row in figures} == {2.0}


def test_a_person_does_not_call_what_is_the_importers(engine: Engine) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        db.as_user(engine, "local@localhost", "test") as person,
    ):
        person.execute(text("SELECT analyze_staging()"))


def test_the_migrations_revision_is_closed_to_people(engine: Engine) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        db.as_user(engine, "local@localhost", "test") as person,
    ):
        person.execute(text("SELECT * FROM alembic_version"))


def test_a_driver_error_is_kept_as_the_cause(engine: Engine) -> None:
    with pytest.raises(DatabaseError) as raised, db.as_service(engine, "test") as connection:
        connection.execute(tables.import_jobs.insert().values(brand_id=str(uuid4()), filename="x"))
    assert raised.value.constraint == "import_jobs_brand_id_fkey"
    assert isinstance(raised.value.__cause__, DBAPIError)
