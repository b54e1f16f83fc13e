"""The taxonomy in the database: categories by their path, and a brand's other spellings of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
from sqlalchemy import select, text

from importkit.db.copy import copy_table
from importkit.db.statements import statement
from importkit.db.tables import taxonomy_categories, value_mappings
from importkit.taxonomy import SEPARATOR, load
from importkit.values.category_paths import Taxonomy

if TYPE_CHECKING:
    from sqlalchemy import Connection


def load_taxonomy(connection: Connection, taxonomy: Taxonomy) -> tuple[int, int]:
    """Add the categories that are missing, by path, and return how many were added and how many were there.

    Nothing is ever removed: products may be in it.
    """
    connection.execute(text("LOCK TABLE taxonomy_categories IN SHARE ROW EXCLUSIVE MODE"))
    connection.execute(statement("db", "create_loaded_categories"))
    copy_table(connection, "loaded_categories", _rows(_as_spelled_before(connection, taxonomy)))
    added = connection.execute(statement("db", "insert_categories")).rowcount
    connection.execute(statement("db", "update_parent_categories"))
    connection.execute(text("DROP TABLE loaded_categories"))
    return added, len(taxonomy.paths) - added


def _as_spelled_before(connection: Connection, taxonomy: Taxonomy) -> dict[str, str]:
    """Return path by key, each path beginning as its parent is spelled in the database."""
    spelled = _stored_paths(connection)
    for key, path in taxonomy.paths.items():  # a parent stands before its children
        parent = spelled.get(key.rpartition(SEPARATOR)[0])
        name = path.rpartition(SEPARATOR)[2]
        spelled.setdefault(key, f"{parent}{SEPARATOR}{name}" if parent else name)
    return {key: spelled[key] for key in taxonomy.paths}


def _stored_paths(connection: Connection) -> dict[str, str]:
    categories = taxonomy_categories.c
    found = connection.execute(select(categories.path_key, categories.path).order_by(categories.path_key))
    return dict(found.all())


def _rows(path_by_key: dict[str, str]) -> pa.Table:
    keys, paths = list(path_by_key), list(path_by_key.values())
    parent_keys = [key.rpartition(SEPARATOR)[0] or None for key in keys]
    names = [path.rpartition(SEPARATOR)[2] for path in paths]
    return pa.table(
        {"path_key": keys, "parent_key": pa.array(parent_keys, pa.string()), "name": names, "path": paths}
    )


def read_taxonomy(connection: Connection, brand_id: str) -> Taxonomy:
    """Return every category, what the brand has mapped onto one, and the aliases that come with importkit.

    Aliases are looked up in Python wherever a category is read: a mapping of the brand's own comes first.
    """
    categories = taxonomy_categories.c
    mapped = (
        select(value_mappings.c.raw_key, categories.path)
        .join_from(value_mappings, taxonomy_categories, categories.id == value_mappings.c.entity_id)
        .where(value_mappings.c.brand_id == brand_id, value_mappings.c.kind == "category")
    )
    paths, packaged = _stored_paths(connection), load()
    return Taxonomy(
        paths,
        mappings=dict(connection.execute(mapped).all()),
        aliases=packaged.aliases,
        is_own=not paths.keys() <= packaged.paths.keys(),
    )
