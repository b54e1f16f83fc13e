"""Names that the catalog lacks: told, compared with those it has, and created."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit.errors import ReconciliationError
from importkit.findings import Findings
from importkit.production.cells import columns_of, rows_that_say
from importkit.production.run import read, run, scalar
from importkit.values.likeness import similar_names

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from importkit.model import ResolvedSheet
    from importkit.production.run import Binds

#: Values last: each belongs to an attribute, which must be there.
CREATE_NAMES = (
    "create_manufacturers",
    "create_seasons",
    "create_tags",
    "create_attributes",
    "create_materials",
    "create_facilities",
    "create_eco_claims",
    "load_catalog_names",
    "resolve_names",
    "scope_attribute_values",
    "create_attribute_values",
    "load_catalog_names",
    "resolve_attribute_values",
    "analyze_names",
)


def new_names(connection: Connection) -> pd.DataFrame:
    """Return the names that the catalog lacks: kind, name, first use (row_number, position), similar_to."""
    new = read(connection, "find_new_names")
    existing = read(connection, "find_catalog_names").groupby("kind")["name"].agg(list).to_dict()
    similar: dict[tuple[str, str], str] = {
        (str(kind), name): other
        for kind, names in new.groupby("kind")["name"]
        for name, other in similar_names(names, existing.get(kind, ())).items()
    }
    keys = zip(new["kind"], new["name"], strict=True)
    return new.assign(similar_to=pd.Series([similar.get(key) for key in keys], index=new.index, dtype="str"))


def name_findings(new: pd.DataFrame, resolved: ResolvedSheet) -> Findings:
    """Return an info for each new name, and a warning for each that looks like an existing one."""
    if new.empty:
        return Findings()
    book = resolved.book
    new = new.assign(row_number=rows_that_say(new, resolved, "kind"))
    handles = resolved.rows.set_index("row_number")["product_handle"]
    cases = pd.DataFrame(
        {
            "row": new["row_number"],
            "column": columns_of(new, book, "kind"),
            "value": new["name"],
            "entity": new["kind"].str.replace("_", " "),
            "product_handle": new["row_number"].map(handles),
        }
    )
    alike = cases.assign(suggestion=new["similar_to"])[new["similar_to"].notna()]
    found = Findings.of("entity.similar", alike) + Findings.of("entity.created", cases)
    return found.located(book.layout.sheet, book.layout.letters).sorted()


def create_names(connection: Connection, binds: Binds) -> list[dict[str, str]]:
    """Create what the catalog lacks, and return type, name and id of each."""
    run(connection, CREATE_NAMES, binds)
    if lost := scalar(connection, "count_unresolved_names"):
        raise ReconciliationError(
            f"{lost} names could not be created in the catalog.", hint="Import the file again."
        )
    created = read(connection, "read_created_names")
    return [{"type": kind, "name": name, "id": key} for kind, name, key in created.itertuples(index=False)]
