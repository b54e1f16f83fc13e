"""Names that the catalog lacks: told, compared with those it has, and created."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from importkit.db.shape.production_statements import INSERT_NAMES
from importkit.errors import ReconciliationError
from importkit.findings import Findings
from importkit.grammar import count
from importkit.production.queries import read, run, scalar
from importkit.production.source_columns import columns_of, rows_with_value
from importkit.values.keys import name_key
from importkit.values.similarity import COMPARED_KINDS, KINDS_OF_FIRMS, similar_names, similar_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from importkit.db.statements import Binds
    from importkit.model import ResolvedSheet

#: What is said of new names; when the same sheet comes again they are there, and nothing is to be said.
FOUND_ONCE = ("entity.similar", "entity.created")

#: Values last: each belongs to an attribute, which must be there.
CREATE_NAMES = (
    *INSERT_NAMES,
    "load_catalog_names",
    "resolve_names",
    "scope_attribute_values",
    "insert_attribute_values",
    "load_catalog_names",
    "resolve_attribute_values",
    "analyze_names",
)


@dataclass(frozen=True)
class NewNames:
    """The names that the catalog lacks.

    Attributes:
        found: kind, name, first use (row_number, position), what tells it from others of its kind (attribute,
            name_key), and similar_to, a name like it.
        catalog: The names that there are of the kinds of these, as far as they are compared.
    """

    found: pd.DataFrame
    catalog: Mapping[str, list[str]]

    def with_those_of(self, other: NewNames, resolved: ResolvedSheet) -> NewNames:
        """Return these names and others, each with its first use, compared as the names of one sheet."""
        all_names = pd.concat([self.found, other.found]) if len(other.found) else self.found
        names = all_names.sort_values("row_number", kind="stable", ignore_index=True)
        first = names.drop_duplicates(["kind", "attribute", "name_key"], ignore_index=True)
        return _compared(first, {**self.catalog, **other.catalog}, resolved)


def new_names(connection: Connection, resolved: ResolvedSheet) -> NewNames:
    """Return the names that the catalog lacks, in the order of the sheet."""
    existing = read(connection, "select_catalog_names", {"kinds": sorted(COMPARED_KINDS)})
    by_kind = {str(kind): list(names) for kind, names in existing.groupby("kind")["name"]}
    return _compared(read(connection, "select_new_names"), by_kind, resolved)


def _compared(new: pd.DataFrame, catalog: Mapping[str, list[str]], resolved: ResolvedSheet) -> NewNames:
    similar: dict[tuple[str, str], str] = {
        (str(kind), name): other
        for kind, names in new.groupby("kind")["name"]
        if kind in COMPARED_KINDS
        for name, other in _similar(str(kind), list(names), catalog.get(str(kind), ()), resolved).items()
    }
    keys = zip(new["kind"], new["name"], strict=True)
    similar_to = pd.Series([similar.get(key) for key in keys], index=new.index, dtype="str")
    return NewNames(new.assign(similar_to=similar_to), catalog)


def name_findings(new: pd.DataFrame, resolved: ResolvedSheet) -> Findings:
    """Return an info for each new name, and a warning for each that looks like another one."""
    if new.empty:
        return Findings()
    sheet = resolved.sheet
    new = new.assign(row_number=rows_with_value(new, resolved, "kind"))
    handles = resolved.rows.set_index("row_number")["product_handle"]
    cases = pd.DataFrame(
        {
            "row": new["row_number"],
            "column": columns_of(new, sheet, "kind"),
            "value": new["name"],
            "entity": new["kind"].str.replace("_", " "),
            "product_handle": new["row_number"].map(handles),
        }
    )
    alike = cases.assign(suggestion=new["similar_to"], place=_places(new), news=" is new, but")
    similar, created = FOUND_ONCE
    found = Findings.of(similar, alike[new["similar_to"].notna()]) + Findings.of(created, cases)
    located = found.located(sheet.layout.sheet, sheet.layout.letters)
    return located.with_headers(sheet.layout.own_headers).sorted()


def _similar(
    kind: str, names: Sequence[str], existing: Iterable[str], resolved: ResolvedSheet
) -> Mapping[str, str]:
    """Return for each new name the one it looks like: one that exists, else one that the sheet uses more."""
    of_firms = kind in KINDS_OF_FIRMS
    uses = _uses(kind, resolved)
    by_use = sorted(names, key=lambda name: -uses.get(name_key(name), 0))
    return {**similar_within(by_use, of_firms=of_firms), **similar_names(names, existing, of_firms=of_firms)}


def _uses(kind: str, resolved: ResolvedSheet) -> Mapping[str, int]:
    """Return how often the sheet has each name of a kind, by its key."""
    column = f"{kind}_key"
    found = [table[column] for table in resolved.tables.values() if column in table.column_names]
    uses: Counter[str] = Counter()
    for keys in found:
        uses.update({str(one["values"]): one["counts"] for one in keys.value_counts().to_pylist()})
    return uses


def _places(new: pd.DataFrame) -> pd.Series[str]:
    """Return where the name stands that each new one looks like, when that is new as well."""
    rows = dict(zip(zip(new["kind"], new["name"], strict=True), new["row_number"], strict=True))
    others = (rows.get(key) for key in zip(new["kind"], new["similar_to"], strict=True))
    places = [f" in row {row}" if row is not None else "" for row in others]
    return pd.Series(places, index=new.index, dtype="str")


def create_names(connection: Connection, binds: Binds) -> list[dict[str, str]]:
    """Create what the catalog lacks, and return type, name and id of each."""
    run(connection, CREATE_NAMES, binds)
    if lost := scalar(connection, "select_unresolved_count"):
        raise ReconciliationError(
            f"{count(lost, 'name')} could not be created in the catalog.", hint="Import the file again."
        )
    created = read(connection, "select_created_names")
    return [{"type": kind, "name": name, "id": key} for kind, name, key in created.itertuples(index=False)]
