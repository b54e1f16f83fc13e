"""What the journal notes of products and variants, and undo compares: their states, and digests of them."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from importkit import shape
from importkit.db.shape.template_values import OWN_COLUMNS, SEEDS, level_words, list_words
from importkit.shape import BOTH
from importkit.sql_templates import fill, part

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER = "db/shape/sql/db"


@cache
def state_statements() -> Mapping[str, str]:
    """Return each statement by its name."""
    whole = OWN_COLUMNS["product_columns"] + ", owned.last_import_job_id"
    digests = part(_FOLDER, "digests", OWN_COLUMNS | {"product_columns": whole, "parts": _digests()})
    return MappingProxyType(
        {
            **{f"insert_{level}_states": _states(level) for level in BOTH},
            **{
                name: fill(_FOLDER, name, {"digests": digests})
                for name in ("insert_entity_digests", "insert_noted_creations")
            },
        }
    )


def _states(level: shape.Level) -> str:
    lists = shape.lists_at(level)
    whole = (part(_FOLDER, one.form, list_words(one, level)) for one in lists if not one.place)
    placed = (part(_FOLDER, one.form, list_words(one, level)) for one in lists if one.place)
    return fill(_FOLDER, f"insert_{level}_states", {"lists": ",\n".join(whole), "places": "\n".join(placed)})


def _digests() -> str:
    """Return the digests of all rows that belong to products and variants, seeded by their tables."""
    found = (
        part(_FOLDER, "digest", level_words(level) | {"table": table, "seed": seed})
        for table, seed, level in SEEDS
    )
    return "\n".join(found)
