"""What production holds, read with plain selects."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from importkit.db.tables import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

TABLES = (
    "products",
    "product_variants",
    "product_variant_attributes",
    "product_tags",
    "product_weight",
    "product_environment",
    "product_materials",
    "product_journey_steps",
    "product_eco_claims",
    "variant_weight",
    "variant_environment",
    "variant_materials",
    "variant_journey_steps",
    "variant_eco_claims",
    "brand_manufacturers",
    "brand_seasons",
    "brand_tags",
    "brand_attributes",
    "brand_attribute_values",
    "brand_materials",
    "brand_facilities",
    "brand_eco_claims",
)


def rows(engine: Engine, query: str, **values: Any) -> list[dict[str, Any]]:
    """Return the rows of a query as dicts."""
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(sa.text(query), values).mappings()]


def counts(engine: Engine) -> dict[str, int]:
    """Return how many rows each production table has, the empty ones left out."""
    with engine.connect() as connection:
        found = {
            table: connection.execute(sa.select(sa.func.count()).select_from(sa.table(table))).scalar_one()
            for table in TABLES
        }
    return {table: count for table, count in found.items() if count}


def all_rows(connection: Connection) -> list[tuple[str, str]]:
    """Return every row of every table as its text, by one statement: tests compare them often."""
    selects = (
        sa.select(sa.literal(table.name), sa.cast(sa.literal_column(table.name), sa.Text)).select_from(table)
        for table in metadata.sorted_tables
    )
    return sorted(tuple(row) for row in connection.execute(sa.union_all(*selects)))


#: What a database has before anything is imported.
_KEPT = {"brands", "brand_members", "taxonomy_categories"}


def forget_everything(engine: Engine) -> None:
    """Forget all imports, products, names of catalogs and what waits; to truncate would take longer."""
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM procrastinate.procrastinate_jobs"))
        for table in reversed(metadata.sorted_tables):
            if table.name not in _KEPT:
                connection.execute(table.delete())


def products(engine: Engine) -> dict[str, dict[str, Any]]:
    """Return every product by handle key, in the shape of the oracle."""
    found: dict[str, dict[str, Any]] = {}
    by_id = {}
    for row in rows(
        engine,
        """SELECT p.*, m.name_key AS manufacturer, s.name_key AS season, c.path AS category FROM products p
        LEFT JOIN brand_manufacturers m ON m.id = p.manufacturer_id
        LEFT JOIN brand_seasons s ON s.id = p.season_id
        LEFT JOIN taxonomy_categories c ON c.id = p.category_id""",
    ):
        product = {name: row[name] for name in ("name", "description", "category")}
        product |= {
            "image": row["image_path"],
            "manufacturer": row["manufacturer"] or "",
            "season": row["season"] or "",
        }
        found[row["handle_key"]] = by_id[row["id"]] = product | {"variants": []}
    tags = _lists(
        engine,
        "SELECT product_id AS id, name_key AS item FROM product_tags JOIN brand_tags t ON t.id = tag_id",
    )
    product_records = _records(engine, "product")
    for ident, product in by_id.items():
        product.update({"tags": frozenset(tags[ident])} | product_records(ident))
    variant_records = _records(engine, "variant")
    attributes = _lists(
        engine,
        """SELECT variant_id AS id, a.name_key || chr(31) || v.name_key AS item
        FROM product_variant_attributes x
        JOIN brand_attributes a ON a.id = x.attribute_id
        JOIN brand_attribute_values v ON v.id = x.attribute_value_id
        ORDER BY sort_order""",
    )
    for row in rows(engine, "SELECT * FROM product_variants ORDER BY id"):
        variant = {name: row[name] for name in ("sku", "barcode", "name", "description")} | {
            "image": row["image_path"]
        }
        pairs = [tuple(item.split(chr(31))) for item in attributes[row["id"]]]
        by_id[row["product_id"]]["variants"].append(
            variant | {"attributes": pairs} | variant_records(row["id"])
        )
    return found


def _records(engine: Engine, level: str) -> Any:
    owner = f"{level}_id AS id"
    environment = {row["id"]: row for row in rows(engine, f"SELECT *, {owner} FROM {level}_environment")}
    weight = {row["id"]: row["weight"] for row in rows(engine, f"SELECT *, {owner} FROM {level}_weight")}
    materials: dict[Any, dict[str, Any]] = defaultdict(dict)
    for row in rows(
        engine,
        f"""SELECT {owner}, name_key, percentage FROM {level}_materials
        JOIN brand_materials b ON b.id = brand_material_id""",
    ):
        materials[row["id"]][row["name_key"]] = row["percentage"]
    claims = _lists(
        engine,
        f"""SELECT {owner}, name_key AS item FROM {level}_eco_claims
        JOIN brand_eco_claims b ON b.id = eco_claim_id""",
    )
    steps = _lists(
        engine,
        f"""SELECT {owner}, sort_index || ' ' || name_key AS item FROM {level}_journey_steps
        JOIN brand_facilities b ON b.id = facility_id""",
    )

    def record(ident: Any) -> dict[str, Any]:
        places = (step.split(" ", 1) for step in steps[ident])
        return {
            "carbon": environment.get(ident, {}).get("carbon_kg_co2e"),
            "water": environment.get(ident, {}).get("water_liters"),
            "weight": weight.get(ident),
            "materials": materials[ident],
            "claims": frozenset(claims[ident]),
            "steps": frozenset((int(place), name) for place, name in places),
        }

    return record


def _lists(engine: Engine, query: str) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = defaultdict(list)
    for row in rows(engine, query):
        found[row["id"]].append(row["item"])
    return found
