"""What an import rests on beside its file and the products: the names, mappings and categories of its brand.

And the rules: this version of importkit, with its schemas. Where all that is as it was, the same file means
the same products again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from importkit import distribution, schema
from importkit.db.statements import statement

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

#: Letters of the digest of the rules: 64 bits, against accidents.
_LETTERS = 16


@dataclass(frozen=True)
class CatalogDigest:
    """What a brand's catalog was like at a moment.

    Attributes:
        taken_at: The moment, by the clock of the database.
        whole: A text to compare; another one as soon as a rule, name, mapping or category is.
        until_then: The same, but for names that were made later than the moment that was asked for.
    """

    taken_at: datetime
    whole: str
    until_then: str


def read_catalog_digest(
    connection: Connection, brand_id: str, until: datetime | None = None
) -> CatalogDigest:
    """Return what a brand's catalog is like now.

    Args:
        connection: A transaction that sees the brand.
        brand_id: The brand.
        until: Names that were made later are left out of `until_then`; None leaves all of them out.
    """
    binds = {"brand_id": brand_id, "until": until}
    found = connection.execute(statement("production", "select_catalog_digest"), binds).one()
    return CatalogDigest(found.taken_at, f"{_rules()} {found.whole}", f"{_rules()} {found.until_then}")


@cache
def _rules() -> str:
    digest = sha256(distribution.version().encode())
    for path in sorted(schema.FOLDER.rglob("*.yaml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:_LETTERS]
