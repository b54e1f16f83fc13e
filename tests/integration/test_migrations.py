"""Old databases come along with all their rows, and can go back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from typing import TYPE_CHECKING

import psycopg
import pytest
from alembic import command
from support.postgres_fixtures import temporary_server

from importkit import db
from importkit.db.migrate import alembic_config, revision_of
from importkit.db.migrations import HEAD
from importkit.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

BRAND = "00000000-0000-0000-0000-0000000000b1"
COTTON, OTHER_COTTON = "00000000-0000-0000-0000-0000000000c1", "00000000-0000-0000-0000-0000000000c2"
PRODUCT, OTHER_PRODUCT = "00000000-0000-0000-0000-0000000000d1", "00000000-0000-0000-0000-0000000000d2"
VARIANT, OTHER_VARIANT = "00000000-0000-0000-0000-0000000000e1", "00000000-0000-0000-0000-0000000000e2"
STAGED_PRODUCT = "00000000-0000-0000-0000-0000000000f1"
STAGED_VARIANT = "00000000-0000-0000-0000-0000000000f2"
RED, LARGE = "00000000-0000-0000-0000-00000000ced0", "00000000-0000-0000-0000-00000000512e"
JOB = "00000000-0000-0000-0000-0000000000a1"

OLD_ROWS = f"""
INSERT INTO brands (id, slug, name) VALUES ('{BRAND}', 'north', 'North Studio');
INSERT INTO brand_members (brand_id, email, role) VALUES ('{BRAND}', 'ana@north.example', 'owner');
INSERT INTO taxonomy_categories (id, name, parent_id) VALUES
    ('{PRODUCT}', 'Clothing', NULL), ('{OTHER_PRODUCT}', 'Jeans', '{PRODUCT}');
INSERT INTO brand_materials (id, brand_id, name, created_at) VALUES
    ('{COTTON}', '{BRAND}', 'Organic  Cotton', '2025-01-01'),
    ('{OTHER_COTTON}', '{BRAND}', 'organic cotton', '2025-02-01');
INSERT INTO products (id, brand_id, product_handle, name, category_id) VALUES
    ('{PRODUCT}', '{BRAND}', 'Basic-Tee', 'Basic tee', '{OTHER_PRODUCT}'),
    ('{OTHER_PRODUCT}', '{BRAND}', 'work-jeans', 'Work jeans', NULL);
INSERT INTO product_variants (id, brand_id, product_id, barcode, sku) VALUES
    ('{VARIANT}', '{BRAND}', '{PRODUCT}', '012345678905', 'TEE-1'),
    ('{OTHER_VARIANT}', '{BRAND}', '{OTHER_PRODUCT}', 'no gtin', NULL);
INSERT INTO product_materials (product_id, brand_material_id, percentage)
VALUES ('{PRODUCT}', '{COTTON}', 95);
INSERT INTO value_mappings (brand_id, kind, raw_name, entity_id) VALUES
    ('{BRAND}', 'material', 'Bio Cotton', '{COTTON}'), ('{BRAND}', 'color', 'Crimson', '{RED}');
INSERT INTO import_jobs (id, brand_id, filename, status, summary) VALUES
    ('{JOB}', '{BRAND}', 'validated.xlsx', 'VALIDATED', '{{"rows": 7}}'),
    (gen_random_uuid(), '{BRAND}', 'committing.xlsx', 'COMMITTING', NULL),
    (gen_random_uuid(), '{BRAND}', 'cancelled.xlsx', 'CANCELLED', '[]'),
    (gen_random_uuid(), '{BRAND}', 'validating.xlsx', 'VALIDATING', NULL),
    (gen_random_uuid(), '{BRAND}', 'completed.xlsx', 'COMPLETED', NULL);
INSERT INTO staging_products (staging_id, job_id, row_number, id, product_handle, name, category_id) VALUES
    ('{STAGED_PRODUCT}', '{JOB}', 2, '{PRODUCT}', 'Basic-Tee', 'Basic tee', '{OTHER_PRODUCT}');
INSERT INTO staging_product_variants
    (staging_id, job_id, staging_product_id, row_number, id, product_id, color_id, size_id)
VALUES ('{STAGED_VARIANT}', '{JOB}', '{STAGED_PRODUCT}', 2, '{VARIANT}', '{PRODUCT}', '{RED}', '{LARGE}');
INSERT INTO staging_product_materials (job_id, staging_product_id, brand_material_id, percentage)
VALUES ('{JOB}', '{STAGED_PRODUCT}', '{COTTON}', 95);
"""
BASELINE_TABLES = 33
OWN_DATABASE = "(SELECT oid FROM pg_database WHERE datname = current_database())"


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Engine]:
    made = db.engine(empty_database_url)
    yield made
    made.dispose()


@pytest.fixture
def old(empty: Engine, empty_database_url: str) -> Engine:
    """Return an engine on a database as it stood before the import was rebuilt, with rows in it."""
    with empty.begin() as connection:
        command.upgrade(alembic_config(connection), "0001_baseline")
    with psycopg.connect(empty_database_url) as raw:
        raw.execute(OLD_ROWS.encode())
    return empty


def rows(engine: Engine, query: str) -> list[tuple[object, ...]]:
    with engine.begin() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def count_of_every_table(engine: Engine) -> dict[str, int]:
    names = rows(engine, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {
        str(name): int(str(rows(engine, f"SELECT count(*) FROM public.{name}")[0][0])) for (name,) in names
    }


def test_old_job_statuses_become_new_ones_and_the_old_word_is_kept(old: Engine) -> None:
    db.upgrade(old)
    found = rows(old, "SELECT filename, status, summary FROM import_jobs ORDER BY filename")
    assert found == [
        ("cancelled.xlsx", "FAILED", {"status_before": "CANCELLED"}),
        ("committing.xlsx", "COMPLETED", {"status_before": "COMMITTING"}),
        ("completed.xlsx", "COMPLETED", None),
        ("validated.xlsx", "COMPLETED", {"rows": 7, "status_before": "VALIDATED"}),
        ("validating.xlsx", "FAILED", {"status_before": "VALIDATING"}),
    ]


def test_old_rows_get_their_keys(old: Engine) -> None:
    db.upgrade(old)
    assert rows(old, "SELECT handle_key FROM products ORDER BY 1") == [("basic-tee",), ("work-jeans",)]
    barcodes = rows(old, "SELECT barcode_key FROM product_variants ORDER BY 1")
    assert barcodes == [("00012345678905",), ("no gtin",)]
    categories = rows(old, "SELECT path, path_key FROM taxonomy_categories ORDER BY 1")
    assert categories == [("Clothing", "clothing"), ("Clothing > Jeans", "clothing > jeans")]
    assert rows(old, "SELECT raw_name, raw_key FROM value_mappings") == [("Bio Cotton", "bio cotton")]


def test_of_two_old_spellings_the_older_keeps_the_key_and_none_is_lost(old: Engine) -> None:
    db.upgrade(old)
    found = rows(old, "SELECT name, name_key FROM brand_materials ORDER BY created_at")
    assert found == [
        ("Organic  Cotton", "organic cotton"),
        ("organic cotton", f"organic cotton {OTHER_COTTON}"),
    ]


def test_old_staged_rows_get_the_names_beside_their_ids(old: Engine) -> None:
    db.upgrade(old)
    staged = rows(old, "SELECT handle_key, category_path, row_status FROM staging_products")
    assert staged == [("basic-tee", "Clothing > Jeans", "PENDING")]
    materials = rows(old, "SELECT material_name, material_key FROM staging_product_materials")
    assert materials == [("Organic  Cotton", "organic cotton")]


def test_staging_and_jobs_are_copied_before_anything_changes(old: Engine) -> None:
    db.upgrade(old)
    schema = rows(
        old, "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, 'importkit_backup_0001_')"
    )
    assert len(schema) == 1
    copied = rows(old, f"SELECT color_id::text, size_id::text FROM {schema[0][0]}.staging_product_variants")
    assert copied == [(RED, LARGE)]
    statuses = rows(old, f"SELECT status FROM {schema[0][0]}.import_jobs ORDER BY 1")
    assert statuses == [("CANCELLED",), ("COMMITTING",), ("COMPLETED",), ("VALIDATED",), ("VALIDATING",)]


def test_going_back_loses_no_row_and_brings_back_what_was_dropped(old: Engine) -> None:
    before = count_of_every_table(old)
    jobs_before = rows(
        old, "SELECT id, filename, status, coalesce(summary, '{}') FROM import_jobs ORDER BY id"
    )
    db.upgrade(old)
    db.downgrade(old, "0001_baseline")
    assert len(before) == BASELINE_TABLES + 1
    assert count_of_every_table(old) == before
    staged = rows(old, "SELECT color_id::text, size_id::text FROM staging_product_variants")
    assert staged == [(RED, LARGE)]
    assert rows(old, "SELECT raw_name FROM value_mappings ORDER BY 1") == [("Bio Cotton",), ("Crimson",)]
    jobs = rows(old, "SELECT id, filename, status, coalesce(summary, '{}') FROM import_jobs ORDER BY id")
    assert [job[:3] for job in jobs] == [job[:3] for job in jobs_before]


def test_rows_that_only_the_new_tables_can_hold_survive_going_back(old: Engine) -> None:
    db.upgrade(old)
    with old.begin() as connection:
        connection.exec_driver_sql(f"""
            INSERT INTO staging_products (staging_id, job_id, row_number, row_status)
            VALUES (gen_random_uuid(), '{JOB}', 9, 'FAILED')
        """)
        connection.exec_driver_sql(f"""
            INSERT INTO staging_product_tags (staging_id, job_id, staging_product_id, tag_name, tag_key)
            VALUES (gen_random_uuid(), '{JOB}', '{STAGED_PRODUCT}', 'Summer', 'summer')
        """)
        connection.exec_driver_sql(
            "UPDATE import_jobs SET status = 'DISMISSED' WHERE filename = 'completed.xlsx'"
        )
    db.downgrade(old, "0001_baseline")
    orphans = rows(old, "SELECT product_handle FROM staging_products WHERE row_number = 9")
    assert orphans == [(None,)]
    statuses = rows(old, "SELECT status FROM import_jobs WHERE filename = 'completed.xlsx'")
    assert statuses == [("CANCELLED",)]
    schema = rows(
        old, f"SELECT nspname FROM pg_namespace WHERE starts_with(nspname, 'importkit_backup_{HEAD}_')"
    )
    tags = rows(old, f"SELECT tag_name FROM {schema[0][0]}.staging_product_tags")
    assert tags == [("Summer",)]


def test_up_and_down_and_up_again_ends_where_once_up_does(old: Engine) -> None:
    db.upgrade(old)
    once = rows(old, "SELECT * FROM products ORDER BY id")
    db.downgrade(old, "0001_baseline")
    db.upgrade(old)
    assert revision_of(old) == HEAD
    assert rows(old, "SELECT id, product_handle, handle_key FROM products ORDER BY id") == [
        (row[0], row[2], "basic-tee" if row[2] == "Basic-Tee" else "work-jeans") for row in once
    ]
    with old.begin() as connection:
        command.check(alembic_config(connection))


OTHER_BRAND = "00000000-0000-0000-0000-0000000000b2"
#: What could be said by hand before revision 0007, right and wrong.
SAID_BY_HAND = f"""
INSERT INTO brands (id, slug, name) VALUES ('{BRAND}', 'north', 'North'), ('{OTHER_BRAND}', 'south', 'South');
INSERT INTO brand_tags (id, brand_id, name, name_key) VALUES
    ('{RED}', '{BRAND}', 'Red', 'red'), ('{LARGE}', '{OTHER_BRAND}', 'Large', 'large');
INSERT INTO value_mappings (brand_id, kind, raw_name, raw_key, entity_id) VALUES
    ('{BRAND}', 'tag', 'Crimson', 'crimson', '{RED}'), ('{BRAND}', 'tag', 'Theirs', 'theirs', '{LARGE}'),
    ('{BRAND}', 'tag', 'Nothing', 'nothing', '{JOB}'), ('{BRAND}', 'material', 'No tag', 'no tag', '{RED}');
INSERT INTO brand_members (brand_id, email, role) VALUES ('{BRAND}', 'ana@north.example', 'owner');
INSERT INTO import_jobs (brand_id, filename, options, file_uri) VALUES
    ('{BRAND}', '1', '{{"hidden_rows": "skip", "file_bytes": 7, "plan": "p1"}}', 'file:///1'),
    ('{BRAND}', '2', '{{"hidden_rows": "import", "swept": true}}', repeat('x', 9000)),
    ('{BRAND}', '3', '[{{"swept": true}}, {{"swept": true}}]', NULL), ('{BRAND}', '4', '"swept"', NULL),
    ('{BRAND}', '5', 'null', NULL), ('{BRAND}', '6', '{{"hidden_rows": 1}}', NULL),
    ('{BRAND}', E'7\x1b\n\u202e' || repeat('x', 9000), '{{}}', NULL);
"""


def test_what_was_said_by_hand_is_held_to_the_new_rules(empty: Engine, empty_database_url: str) -> None:
    with empty.begin() as connection:
        command.upgrade(alembic_config(connection), "0006_nobody")
    with psycopg.connect(empty_database_url) as raw:
        raw.execute(SAID_BY_HAND.encode())

    db.upgrade(empty)

    assert rows(empty, "SELECT raw_name FROM value_mappings") == [("Crimson",)]
    jobs = "SELECT left(filename, 5), options, char_length(file_uri) FROM import_jobs ORDER BY filename"
    assert rows(empty, jobs) == [
        ("1", {"hidden_rows": "skip", "file_bytes": 7, "plan": "p1"}, 9),
        ("2", {"hidden_rows": "import"}, None),
        *((number, {}, None) for number in "3456"),
        ("7\ufffd\ufffd\ufffdx", {}, None),
    ]
    rows(empty, "UPDATE import_jobs SET rows_deleted_at = now() WHERE filename = '1' RETURNING 1")
    db.downgrade(empty, "0006_nobody")
    assert rows(empty, "SELECT filename FROM import_jobs WHERE options ? 'swept'") == [("1",)]
    assert rows(empty, "SELECT raw_name FROM value_mappings") == [("Crimson",)]
    db.upgrade(empty)
    assert rows(empty, "SELECT count(*) FROM import_jobs WHERE options = '{}'") == [(5,)]
    with empty.begin() as connection:
        command.check(alembic_config(connection))


def test_going_back_to_nothing_leaves_nothing(empty: Engine) -> None:
    db.upgrade(empty)
    db.downgrade(empty, "base")
    assert count_of_every_table(empty) == {"alembic_version": 0}
    functions = rows(empty, "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
    assert functions == []


def test_a_fresh_database_gets_the_packaged_taxonomy_and_no_backup(empty: Engine) -> None:
    assert db.upgrade(empty) is True
    found = rows(empty, "SELECT path FROM taxonomy_categories WHERE name = 'Printed T-shirts'")
    assert found == [("Clothing > T-shirts & Polos > Printed T-shirts",)]
    schemas = rows(empty, "SELECT 1 FROM pg_namespace WHERE starts_with(nspname, 'importkit_backup')")
    assert schemas == []


def test_a_database_that_is_up_to_date_is_left_alone(engine: Engine) -> None:
    assert db.upgrade(engine) is False


def test_two_that_migrate_at_once_migrate_once(empty_database_url: str) -> None:
    outcomes: list[bool] = []

    def migrate() -> None:
        own = db.engine(empty_database_url)
        outcomes.append(db.upgrade(own))
        own.dispose()

    threads = [Thread(target=migrate) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, False, True]


def test_one_that_waited_sees_what_another_migrated_meanwhile(empty: Engine) -> None:
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with ThreadPoolExecutor(max_workers=1) as pool:
        with empty.begin() as other:
            other.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtextextended('importkit migrations', 0))")
            outcome = pool.submit(db.upgrade, empty)
            while rows(empty, f"{waiting} AND database = {OWN_DATABASE}") == [(0,)]:
                assert not outcome.done()
            other.exec_driver_sql(f"CREATE TABLE public.alembic_version AS SELECT '{HEAD}' AS version_num")
        assert outcome.result() is False


def test_a_failed_migration_changes_nothing(old: Engine) -> None:
    with old.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE import_rows (mine text)")
    with pytest.raises(DatabaseError, match='relation "import_rows" already exists'):
        db.upgrade(old)
    assert revision_of(old) == "0001_baseline"
    assert rows(old, "SELECT count(color_id) FROM staging_product_variants") == [(1,)]
    assert rows(old, "SELECT 1 FROM pg_namespace WHERE starts_with(nspname, 'importkit_backup')") == []


def test_connecting_to_a_server_without_tables_says_how_to_make_them(
    empty_database_url: str, tmp_path: object
) -> None:
    with pytest.raises(DatabaseError, match="no importkit tables") as raised:
        db.connect(empty_database_url, tmp_path)  # type: ignore[arg-type]
    assert raised.value.hint == "Run: importkit db upgrade"


def test_connecting_to_older_tables_says_how_to_bring_them_up(old: Engine) -> None:
    with pytest.raises(DatabaseError, match="older than this importkit") as raised:
        db.check(old)
    assert raised.value.hint == "Run: importkit db upgrade"


def test_tables_of_a_newer_importkit_are_not_touched(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099_later'")
    with pytest.raises(DatabaseError, match="does not know"):
        db.check(engine)
    with pytest.raises(DatabaseError, match="does not know"):
        db.upgrade(engine)


@pytest.mark.slow
@pytest.mark.parametrize("postgres_version", [16, 18])
def test_a_role_that_is_no_superuser_can_install_and_work(postgres_version: int) -> None:
    with temporary_server(postgres_version) as server_url:
        with psycopg.connect(server_url, autocommit=True) as admin:
            admin.execute("CREATE ROLE plain LOGIN CREATEROLE")
            admin.execute("CREATE DATABASE shop OWNER plain")
        plain = db.engine(server_url.replace("postgres@/postgres", "plain@/shop"))
        db.upgrade(plain)
        brand = db.add_brand(plain, "north", "North Studio", "ana@north.example")
        with db.as_service(plain, "test") as connection:
            assert db.brand_by_slug(connection, "north") == brand
            connection.exec_driver_sql("SELECT analyze_staging()")
        with db.as_user(plain, "ana@north.example", "test") as connection:
            assert db.brand_by_slug(connection, "north") == brand
        plain.dispose()
