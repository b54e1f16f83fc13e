"""Rows that were staged before there were keys come along as far as a key can hold them."""

from __future__ import annotations

from typing import Any

import psycopg
from alembic import command

from importkit import db
from importkit.db.migrate import alembic_config


def ident(last: str) -> str:
    return f"00000000-0000-0000-0000-{last:0>12}"


GONE = ident("9")
#: Staged before revision 0008, by hand and in two spellings: only some of it can be held by keys.
STAGED = f"""
INSERT INTO brands (id, slug, name) VALUES ('{ident("1")}', 'north', 'North');
INSERT INTO brand_tags (id, brand_id, name, name_key) VALUES ('{ident("a")}', '{ident("1")}', 'Men', 'men');
INSERT INTO import_jobs (id, brand_id, filename) VALUES ('{ident("2")}', '{ident("1")}', 'sheet.xlsx');
INSERT INTO staging_products (staging_id, job_id, row_number, manufacturer_name, manufacturer_id)
VALUES ('{ident("3")}', '{ident("2")}', 2, 'Mill', '{GONE}');
INSERT INTO staging_product_variants (staging_id, job_id, staging_product_id, row_number) VALUES
    ('{ident("4")}', '{ident("2")}', '{ident("3")}', 2), ('{ident("5")}', '{ident("2")}', '{GONE}', 3);
INSERT INTO staging_variant_weight (staging_variant_id, job_id, weight) VALUES
    ('{ident("4")}', '{ident("2")}', 1), ('{ident("5")}', '{ident("2")}', 2), ('{GONE}', '{ident("2")}', 3);
INSERT INTO staging_product_tags (staging_id, job_id, staging_product_id, tag_name, tag_key, tag_id) VALUES
    ('{ident("6")}', '{ident("2")}', '{ident("3")}', 'Men', 'men', '{ident("a")}'),
    ('{ident("7")}', '{ident("2")}', '{ident("3")}', 'MEN', 'men', '{GONE}');
INSERT INTO staging_variant_materials
    (staging_id, job_id, staging_variant_id, material_name, material_key, percentage)
VALUES
    ('{ident("6")}', '{ident("2")}', '{ident("4")}', 'Cotton', 'cotton', 40),
    ('{ident("7")}', '{ident("2")}', '{ident("4")}', 'cotton', 'cotton', NULL),
    ('{ident("8")}', '{ident("2")}', '{ident("4")}', 'COTTON', 'cotton', 35.5);
INSERT INTO staging_product_journey_steps
    (staging_id, job_id, staging_product_id, sort_index, step_type, facility_name, facility_key)
VALUES
    ('{ident("6")}', '{ident("2")}', '{ident("3")}', 1, 'weaving', 'Mill', 'mill'),
    ('{ident("7")}', '{ident("2")}', '{ident("3")}', 1, 'weaving', 'MILL', 'mill'),
    ('{ident("8")}', '{ident("2")}', '{ident("3")}', 3, 'stitching', 'Mill', 'mill');
"""


def test_rows_that_no_key_can_hold_do_not_stop_an_upgrade(empty_database_url: str) -> None:
    engine = db.engine(empty_database_url)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0007_isolation")
    with psycopg.connect(empty_database_url) as raw:
        raw.execute(STAGED.encode())

    db.upgrade(engine)

    def found(query: str) -> list[tuple[Any, ...]]:
        with engine.begin() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query)]

    assert found("SELECT manufacturer_name, manufacturer_id FROM staging_products") == [("Mill", None)]
    assert found("SELECT weight::text FROM staging_variant_weight") == [("1.00",)]
    assert found("SELECT tag_name, tag_id::text FROM staging_product_tags") == [("Men", ident("a"))]
    materials = found("SELECT material_name, percentage::text FROM staging_variant_materials")
    assert materials == [("Cotton", "75.50")]
    steps = found("SELECT sort_index, facility_name FROM staging_product_journey_steps ORDER BY 1")
    assert steps == [(1, "Mill"), (3, "Mill")]
    (backup,) = found("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, 'importkit_backup_0007')")
    assert found(f"SELECT count(*) FROM {backup[0]}.staging_product_tags") == [(2,)]

    db.downgrade(engine, "0007_isolation")
    assert found("SELECT count(*) FROM staging_variant_materials") == [(1,)]
    db.upgrade(engine)
    with engine.begin() as connection:
        command.check(alembic_config(connection))
    engine.dispose()
