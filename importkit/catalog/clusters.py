"""Near-duplicates: names of one kind that look alike, over the whole catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.catalog.catalog_records import Cluster, Duplicates
from importkit.catalog.kinds import NEVER_ALIKE
from importkit.catalog.listing import entries
from importkit.errors import UsageError
from importkit.shape import EntityKind
from importkit.values.similarity import KINDS_OF_FIRMS, similar_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from sqlalchemy import Connection


def duplicates(connection: Connection, brand_id: str, kind: EntityKind | None = None) -> Duplicates:
    """Return names that look alike, by the rule that warns of new ones in an import.

    Raises:
        UsageError: Names of that kind are never compared: two that look alike may well be two.
    """
    if kind in NEVER_ALIKE:
        compared = ", ".join(one for one in EntityKind if one not in NEVER_ALIKE)
        raise UsageError(
            f"{kind.plural.capitalize()} are not compared: two that look alike may well be two.",
            hint=f"Compared are {compared}.",
        )
    kinds = [kind] if kind else [one for one in EntityKind if one not in NEVER_ALIKE]
    found = entries(connection, brand_id, kinds)
    return Duplicates(tuple(cluster for one in kinds for cluster in _clusters(one, found)))


def _clusters(kind: EntityKind, found: pd.DataFrame) -> Iterator[Cluster]:
    of_kind = found[found["kind"] == kind].set_index("name", drop=False)
    for names in similar_groups(of_kind["name"], of_firms=kind in KINDS_OF_FIRMS):
        alike = of_kind.loc[names]
        uses = alike["products"] + alike["variants"]
        # Stable: names that are used as much stay in the order of the alphabet.
        order = uses.sort_values(ascending=False, kind="stable").index
        yield Cluster(kind, alike.loc[order].reset_index(drop=True))
