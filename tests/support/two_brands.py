"""Brands with a row in every table, whichever tables there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from importkit.db import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection

CLAIMS_OF_NOBODY = [
    pytest.param(None, id="never set"),
    pytest.param("", id="empty"),
    pytest.param("not json", id="not JSON"),
    pytest.param("[1, 2]", id="a list"),
    pytest.param('"ana@a.example"', id="a text"),
    pytest.param("{}", id="no e-mail"),
    pytest.param('{"email": null}', id="a null e-mail"),
    pytest.param('{"email": ["ana@a.example"]}', id="several e-mails"),
    pytest.param('{"email": "\\u0000"}', id="a character Postgres cannot hold"),
    pytest.param("[" * 100_000, id="nested too deep"),
]

#: Values for columns whose type alone does not tell what fits.
FITTING: dict[str, Any] = {
    "role": "member", "mode": "CREATE", "status": "PENDING", "severity": "info", "row_status": "PENDING",
    "action": "NONE", "weight_unit": "g", "kind": "material", "import_enabled": True, "attempt": 0,
    "digest": 1, "column_letter": "A",
}  # fmt: skip


def fill(connection: Connection, slug: str, email: str) -> dict[str, dict[str, Any]]:
    """Put one row of a brand into every declared table and return these rows' keys, by table."""
    ids: dict[str, str] = {}
    keys: dict[str, dict[str, Any]] = {}
    for table in tables.metadata.sorted_tables:
        row = {column.name: value_of(column, ids, slug) for column in table.columns if wanted(column)}
        if table.name == "brand_members":
            row["email"] = email
        connection.execute(table.insert().values(row))
        ids[table.name] = row.get("id", row.get("staging_id", ""))
        keys[table.name] = {column.name: row[column.name] for column in table.primary_key}
    return keys


def wanted(column: Any) -> bool:
    is_needed = column.primary_key or not column.nullable or column.name == "digest"
    return is_needed and (column.server_default is None or column.name in {"id", "staging_id"})


def value_of(column: Any, ids: dict[str, str], slug: str) -> Any:
    if column.foreign_keys:
        # A brand is part of other keys, too.
        targets = {key.column.name: key.column.table.name for key in column.foreign_keys}
        return ids[targets.get("id", targets.get("staging_id", "brand_attributes"))]
    if column.name == "entity_id" and column.table.name == "value_mappings":
        return ids["brand_materials"]
    if column.name in FITTING:
        return FITTING[column.name]
    by_type = {"UUID": str(uuid4()), "INTEGER": 1, "SMALLINTEGER": 1, "NUMERIC": 1, "JSONB": {}, "TEXT": slug}
    return by_type[type(column.type).__name__.upper()]
