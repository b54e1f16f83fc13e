"""The 14 staging tables as the plan has them: columns, types, defaults, keys and indexes, each in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
import sqlalchemy as sa
from support import catalogs, workers
from support.brand_imports import Brand, product, variant

from importkit.db.tables import STAGING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    import importkit as ik

#: A column: name, type, `C` where it is compared byte by byte, `null` where it may be missing, `= default`.
COLUMNS = """
    SELECT c.relname, string_agg(
        a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attcollation = 'pg_catalog."C"'::regcollation THEN ' C' ELSE '' END
        || CASE WHEN a.attnotnull THEN '' ELSE ' null' END
        || coalesce(' = ' || pg_get_expr(d.adbin, d.adrelid), ''), ', ' ORDER BY a.attname
    )
    FROM pg_class AS c
    INNER JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind = 'r' AND c.relname ^@ 'staging_' AND c.relnamespace = 'public'::regnamespace
    GROUP BY c.relname
"""
#: A reference: what it points at, what happens when that is deleted / when its id changes (c: along, r: no).
REFERENCES = """
    SELECT k.conrelid::regclass::text, string_agg(
        format(
            '%s -> %s.%s %s/%s', a.attname, k.confrelid::regclass, b.attname,
            translate(k.confdeltype::text, 'a', '-'), translate(k.confupdtype::text, 'a', '-')
        ),
        ', ' ORDER BY a.attname
    )
    FROM pg_constraint AS k
    INNER JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND ARRAY[a.attnum] = k.conkey
    INNER JOIN pg_attribute AS b ON b.attrelid = k.confrelid AND ARRAY[b.attnum] = k.confkey
    WHERE k.contype = 'f' AND k.convalidated AND k.conrelid::regclass::text ^@ 'staging_'
    GROUP BY k.conrelid
"""
INDEXES = """
    SELECT tablename, string_agg(
        CASE WHEN indexname ~ '_pkey$' THEN 'key ' WHEN indexdef ~ 'UNIQUE' THEN 'unique ' ELSE 'index ' END
        || split_part(indexdef, ' USING btree ', 2),
        ', ' ORDER BY indexname ~ '_pkey$' DESC, indexdef ~ 'UNIQUE' DESC, indexdef
    )
    FROM pg_indexes WHERE schemaname = 'public' AND tablename ^@ 'staging_'
    GROUP BY tablename
"""

EXPECTED = {
    "staging_products": (
        "action text null, category_id uuid null, category_path text null, cleared text[] null, "
        "created_at timestamptz = now(), description text null, errors jsonb null, existing_product_id "
        "uuid null, handle_key text C null, id uuid null, image_path text null, job_id uuid, "
        "manufacturer_id uuid null, manufacturer_key text C null, manufacturer_name text null, name text "
        "null, product_handle text null, row_number integer, row_status text = 'PENDING'::text, season_id "
        "uuid null, season_key text C null, season_name text null, staging_id uuid = gen_random_uuid()",
        "category_id -> taxonomy_categories.id r/c, job_id -> import_jobs.id c/c, manufacturer_id -> "
        "brand_manufacturers.id r/c, season_id -> brand_seasons.id r/c",
        "key (staging_id), index (category_id) WHERE (category_id IS NOT NULL), index (job_id, "
        "row_number), index (manufacturer_id) WHERE (manufacturer_id IS NOT NULL), index (season_id) "
        "WHERE (season_id IS NOT NULL)",
    ),
    "staging_product_variants": (
        "action text null, barcode text null, barcode_key text C null, cleared text[] null, created_at "
        "timestamptz = now(), description_override text null, errors jsonb null, existing_variant_id uuid "
        "null, id uuid null, image_path_override text null, job_id uuid, name_override text null, "
        "product_id uuid null, row_number integer, row_status text = 'PENDING'::text, sku text C null, "
        "staging_id uuid = gen_random_uuid(), staging_product_id uuid",
        "job_id -> import_jobs.id c/c, staging_product_id -> staging_products.staging_id c/c",
        "key (staging_id), index (job_id, row_number), index (staging_product_id)",
    ),
    "staging_variant_attributes": (
        "attribute_id uuid null, attribute_key text C, attribute_name text, attribute_value_id uuid null, "
        "created_at timestamptz = now(), job_id uuid, sort_order integer = 0, staging_id uuid = "
        "gen_random_uuid(), staging_variant_id uuid, value_key text C, value_name text",
        "attribute_id -> brand_attributes.id r/c, attribute_value_id -> brand_attribute_values.id r/c, "
        "job_id -> import_jobs.id c/c, staging_variant_id -> staging_product_variants.staging_id c/c",
        "key (staging_id), unique (staging_variant_id, attribute_key), index (attribute_id) WHERE "
        "(attribute_id IS NOT NULL), index (attribute_value_id) WHERE (attribute_value_id IS NOT NULL), "
        "index (job_id), index (staging_variant_id)",
    ),
    "staging_product_tags": (
        "created_at timestamptz = now(), job_id uuid, staging_id uuid = gen_random_uuid(), "
        "staging_product_id uuid, tag_id uuid null, tag_key text C, tag_name text",
        "job_id -> import_jobs.id c/c, staging_product_id -> staging_products.staging_id c/c, tag_id -> "
        "brand_tags.id r/c",
        "key (staging_id), unique (staging_product_id, tag_key), index (job_id), index "
        "(staging_product_id), index (tag_id) WHERE (tag_id IS NOT NULL)",
    ),
    "staging_product_weight": (
        "created_at timestamptz = now(), job_id uuid, staging_product_id uuid, weight numeric(10,2) null, "
        "weight_unit text null",
        "job_id -> import_jobs.id c/c, staging_product_id -> staging_products.staging_id c/c",
        "key (staging_product_id), index (job_id)",
    ),
    "staging_variant_weight": (
        "created_at timestamptz = now(), job_id uuid, staging_variant_id uuid, weight numeric(10,2) null, "
        "weight_unit text null",
        "job_id -> import_jobs.id c/c, staging_variant_id -> staging_product_variants.staging_id c/c",
        "key (staging_variant_id), index (job_id)",
    ),
    "staging_product_environment": (
        "carbon_kg_co2e numeric(12,4) null, created_at timestamptz = now(), job_id uuid, "
        "staging_product_id uuid, water_liters numeric(12,2) null",
        "job_id -> import_jobs.id c/c, staging_product_id -> staging_products.staging_id c/c",
        "key (staging_product_id), index (job_id)",
    ),
    "staging_variant_environment": (
        "carbon_kg_co2e numeric(12,4) null, created_at timestamptz = now(), job_id uuid, "
        "staging_variant_id uuid, water_liters numeric(12,2) null",
        "job_id -> import_jobs.id c/c, staging_variant_id -> staging_product_variants.staging_id c/c",
        "key (staging_variant_id), index (job_id)",
    ),
    "staging_product_materials": (
        "brand_material_id uuid null, created_at timestamptz = now(), job_id uuid, material_key text C, "
        "material_name text, percentage numeric(6,2) null, staging_id uuid = gen_random_uuid(), "
        "staging_product_id uuid",
        "brand_material_id -> brand_materials.id r/c, job_id -> import_jobs.id c/c, staging_product_id -> "
        "staging_products.staging_id c/c",
        "key (staging_id), unique (staging_product_id, material_key), index (brand_material_id) WHERE "
        "(brand_material_id IS NOT NULL), index (job_id), index (staging_product_id)",
    ),
    "staging_variant_materials": (
        "brand_material_id uuid null, created_at timestamptz = now(), job_id uuid, material_key text C, "
        "material_name text, percentage numeric(6,2) null, staging_id uuid = gen_random_uuid(), "
        "staging_variant_id uuid",
        "brand_material_id -> brand_materials.id r/c, job_id -> import_jobs.id c/c, staging_variant_id -> "
        "staging_product_variants.staging_id c/c",
        "key (staging_id), unique (staging_variant_id, material_key), index (brand_material_id) WHERE "
        "(brand_material_id IS NOT NULL), index (job_id), index (staging_variant_id)",
    ),
    "staging_product_journey_steps": (
        "created_at timestamptz = now(), facility_id uuid null, facility_key text C, facility_name text, "
        "job_id uuid, sort_index integer, staging_id uuid = gen_random_uuid(), staging_product_id uuid, "
        "step_type text",
        "facility_id -> brand_facilities.id r/c, job_id -> import_jobs.id c/c, staging_product_id -> "
        "staging_products.staging_id c/c",
        "key (staging_id), unique (staging_product_id, sort_index, facility_key), index (facility_id) "
        "WHERE (facility_id IS NOT NULL), index (job_id), index (staging_product_id)",
    ),
    "staging_variant_journey_steps": (
        "created_at timestamptz = now(), facility_id uuid null, facility_key text C, facility_name text, "
        "job_id uuid, sort_index integer, staging_id uuid = gen_random_uuid(), staging_variant_id uuid, "
        "step_type text",
        "facility_id -> brand_facilities.id r/c, job_id -> import_jobs.id c/c, staging_variant_id -> "
        "staging_product_variants.staging_id c/c",
        "key (staging_id), unique (staging_variant_id, sort_index, facility_key), index (facility_id) "
        "WHERE (facility_id IS NOT NULL), index (job_id), index (staging_variant_id)",
    ),
    "staging_product_eco_claims": (
        "created_at timestamptz = now(), eco_claim_id uuid null, eco_claim_key text C, eco_claim_name "
        "text, job_id uuid, staging_id uuid = gen_random_uuid(), staging_product_id uuid",
        "eco_claim_id -> brand_eco_claims.id r/c, job_id -> import_jobs.id c/c, staging_product_id -> "
        "staging_products.staging_id c/c",
        "key (staging_id), unique (staging_product_id, eco_claim_key), index (eco_claim_id) WHERE "
        "(eco_claim_id IS NOT NULL), index (job_id), index (staging_product_id)",
    ),
    "staging_variant_eco_claims": (
        "created_at timestamptz = now(), eco_claim_id uuid null, eco_claim_key text C, eco_claim_name "
        "text, job_id uuid, staging_id uuid = gen_random_uuid(), staging_variant_id uuid",
        "eco_claim_id -> brand_eco_claims.id r/c, job_id -> import_jobs.id c/c, staging_variant_id -> "
        "staging_product_variants.staging_id c/c",
        "key (staging_id), unique (staging_variant_id, eco_claim_key), index (eco_claim_id) WHERE "
        "(eco_claim_id IS NOT NULL), index (job_id), index (staging_variant_id)",
    ),
}


@pytest.mark.parametrize("table", EXPECTED)
def test_a_table_has_these_columns_references_and_indexes(database_url: str, table: str) -> None:
    with psycopg.connect(database_url) as connection:
        found = [dict(connection.execute(query).fetchall()) for query in (COLUMNS, REFERENCES, INDEXES)]
    short = [str(of_table[table]).replace("timestamp with time zone", "timestamptz") for of_table in found]
    assert tuple(short) == EXPECTED[table]
    assert [set(of_table) for of_table in found] == [set(EXPECTED)] * 3


#: All that a row may say twice.
TWICE = {
    "Tags": "Men | men | MEN ",
    "Eco_Claims": "Fair; fair",
    "Materials_Percentages": "Cotton: 40 | cotton: 60",
    "Weaving": "Mill A | MILL A",
    "Stitching": "Mill A",
    "Attribute_1": "Size",
    "Attribute_Value_1": "S",
    "Attribute_2": "size",
    "Attribute_Value_2": "M",
}


@pytest.fixture
def workspace(database_url: str, tmp_path: Path) -> Iterator[ik.Workspace]:
    with workers.workspace(database_url, tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("mode", ["create", "enrich"])
def test_failed_rows_that_say_a_thing_twice_are_staged(workspace: ik.Workspace, mode: str) -> None:
    bad = catalogs.product("tee", Image="no address", **TWICE)
    child = {"SKU": "tee-2", **TWICE, "Eco_Claims": "Own | own", "Tags": "Men"}
    result = workspace.import_file(catalogs.sheet(bad, child), filename="sheet.xlsx", mode=mode)
    assert (result.summary["failed_rows"], result.summary["total_rows"]) == (2, 2)
    staged = {table.name: catalogs.rows(workspace, f"SELECT count(*) FROM {table.name}") for table in STAGING}
    twice = ("products", "product_tags", "product_materials", "product_eco_claims", "variant_eco_claims")
    assert [staged[f"staging_{name}"] for name in twice] == [[(1,)]] * len(twice)
    assert staged["staging_product_journey_steps"] == [(2,)]  # one mill in two places


def test_what_is_staged_goes_with_its_job_and_keeps_what_it_points_at(engine: Engine) -> None:
    brand = Brand.open(engine)
    job_id = brand.stage([product("bad", None, Tags="Men", Weaving="Mill"), variant(Eco_Claims="Own")])
    brand.execute(
        "INSERT INTO brand_tags (brand_id, name, name_key) VALUES (:id, 'Men', 'men')", id=brand.brand_id
    )
    brand.execute("UPDATE staging_product_tags SET tag_id = (SELECT id FROM brand_tags)")
    with pytest.raises(sa.exc.IntegrityError, match="staging_product_tags_tag_id_fkey"):
        brand.execute("DELETE FROM brand_tags")

    moved = "00000000-0000-0000-0000-0000000000a9"
    brand.execute("UPDATE brand_tags SET id = :id", id=moved)
    assert brand.column("SELECT tag_id::text FROM staging_product_tags") == [moved]
    brand.execute("DELETE FROM import_findings")  # these and the rows keep to the id of their job
    brand.execute("DELETE FROM import_rows")
    brand.execute("UPDATE import_jobs SET id = :id WHERE id = :old", id=moved, old=job_id)
    brand.execute("UPDATE staging_products SET staging_id = :id", id=moved)
    assert (
        brand.rows("SELECT job_id::text, staging_product_id::text FROM staging_product_variants")
        == [(moved, moved)] * 2
    )

    brand.execute("DELETE FROM import_jobs")
    assert [brand.count(table.name) for table in STAGING] == [0] * 14
