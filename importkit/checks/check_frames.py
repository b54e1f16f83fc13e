"""What a check knows of rows, products, variants and lists, as frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit import shape
from importkit.findings import Severity
from importkit.frames import name_of, typed
from importkit.model import RowStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from importkit.findings import Findings
    from importkit.model import ResolvedSheet

#: Codes of the rows that are left out, which no list of data rows has.
SKIPPED_CODES = ("row.example", "row.repeated-header", "row.totals")

#: What staging calls the texts of a product and of a variant.
_PRODUCT_TEXTS = {"name": "title", "image_path": "image", "category_path": "category"}
_VARIANT_TEXTS = {
    "name_override": "title",
    "description_override": "description",
    "image_path_override": "image",
}

_VARIANT_KEYS = ["product_handle", "sku", "barcode", "row"]


def rows_frame(resolved: ResolvedSheet, findings: Findings) -> pd.DataFrame:
    """Return a line for each row that holds something, the skipped ones included."""
    rows = resolved.rows.rename(columns={"row_number": "row", "group_id": "parent_row"})
    named = rows.merge(_variants(resolved)[["row", "sku", "barcode"]], on="row", how="left")
    known = named.assign(status=_statuses(named["row_status"]))
    skipped = pd.DataFrame({"row": _skipped_rows(findings), "role": "skipped", "status": "skipped"})
    frame = pd.concat([known, skipped], ignore_index=True) if len(skipped) else known
    counted = frame.assign(**_counts(frame["row"], findings))
    return typed("rows", counted.sort_values("row", kind="stable"))


def products_frame(resolved: ResolvedSheet, findings: Findings) -> pd.DataFrame:
    """Return a line for each product."""
    products = _frame(resolved, "staging_products")
    names = {f"{one.name}_name": one.name for one in shape.REFERENCES}
    named = products.rename(columns={"row_number": "row", **names, **_PRODUCT_TEXTS})
    valued = _with_records(named, resolved, shape.Level.PRODUCT)
    groups = resolved.rows.set_index("row_number")["group_id"]
    sizes = groups.value_counts()
    is_variant = resolved.rows["staging_variant_id"].notna()
    variants = resolved.rows.loc[is_variant, "group_id"].value_counts()
    counted = valued.assign(
        rows=valued["row"].map(sizes).fillna(0),
        variants=valued["row"].map(variants).fillna(0),
        status=_statuses(valued["row_status"]),
        **_counts(valued["row"], findings, groups),
    )
    return typed("products", counted)


def variants_frame(resolved: ResolvedSheet, findings: Findings) -> pd.DataFrame:
    """Return a line for each variant, with what its row gives it beside or in place of the product's."""
    variants = _variants(resolved).rename(columns=_VARIANT_TEXTS)
    valued = _with_records(variants, resolved, shape.Level.VARIANT)
    counted = valued.assign(status=_statuses(valued["row_status"]), **_counts(valued["row"], findings))
    return typed("variants", counted)


def attributes_frame(resolved: ResolvedSheet) -> pd.DataFrame:
    """Return a line for each attribute of a variant."""
    given = _frame(resolved, shape.ATTRIBUTES.staging_table)
    names = {
        "attribute_name": shape.ATTRIBUTES.entity.kind.value,
        "value_name": shape.ATTRIBUTES.value_entity.kind.value,
    }
    owned = _of_owners(given.rename(columns=names), "staging_variant_id", _variants(resolved))
    return typed("attributes", owned.sort_values(["row", shape.ATTRIBUTES.place], kind="stable"))


def list_frame(resolved: ResolvedSheet, one: shape.ListField) -> pd.DataFrame:
    """Return a line for each item of a list, of products and of variants."""
    parts = []
    for level in one.levels:
        owners = _variants(resolved) if level is shape.Level.VARIANT else _products(resolved)
        items = _frame(resolved, f"staging_{level}_{one.name}")
        named = items.rename(columns={f"{one.entity.kind}_name": one.entity.kind.value})
        parts.append(_of_owners(named, f"staging_{level}_id", owners).assign(level=str(level)))
    items = pd.concat(parts, ignore_index=True)
    return typed(name_of(one), items.sort_values("row", kind="stable"))


def failed_statuses(statuses: pd.Series[str]) -> pd.Series[bool]:
    """Return which rows an import would not commit."""
    return statuses == RowStatus.FAILED


def _statuses(statuses: pd.Series[str]) -> pd.Series[str]:
    return failed_statuses(statuses).map({True: "would_fail", False: "would_import"})


def _skipped_rows(findings: Findings) -> list[int]:
    found = findings.records
    rows = found.loc[found["code"].isin(SKIPPED_CODES), "row"].dropna()
    return sorted({int(row) for row in rows})


def _counts(
    rows: pd.Series[int], findings: Findings, groups: pd.Series[int] | None = None
) -> Mapping[str, pd.Series[int]]:
    """Return how many errors and warnings each row has, or each product by the rows of its group."""
    found = findings.records
    places = found["row"] if groups is None else found["row"].map(groups)
    return {
        f"{severity}s": rows.map(places[found["severity"] == severity].value_counts()).fillna(0)
        for severity in (Severity.ERROR, Severity.WARNING)
    }


def _with_records(owners: pd.DataFrame, resolved: ResolvedSheet, level: shape.Level) -> pd.DataFrame:
    """Return products or variants with the values of their one-row records."""
    for record in shape.RECORDS:
        values = _frame(resolved, f"staging_{level}_{record.name}").set_index(f"staging_{level}_id")
        for value in record.values:  # noqa: PD011  no frame
            given = owners["staging_id"].map(values[value.name])
            owners = owners.assign(**{value.name: pd.to_numeric(given) if value.digits else given})
    return owners


def _products(resolved: ResolvedSheet) -> pd.DataFrame:
    products = _frame(resolved, "staging_products").rename(columns={"row_number": "row"})
    return products.assign(sku=None, barcode=None)


def _variants(resolved: ResolvedSheet) -> pd.DataFrame:
    variants = _frame(resolved, "staging_product_variants").rename(columns={"row_number": "row"})
    handles = resolved.rows.set_index("row_number")["product_handle"]
    return variants.assign(product_handle=variants["row"].map(handles))


def _of_owners(items: pd.DataFrame, id_name: str, owners: pd.DataFrame) -> pd.DataFrame:
    """Return the items of a list with the keys that people know their owners by, in the order of the list."""
    keys = owners.set_index("staging_id")[_VARIANT_KEYS]
    if items.empty:  # which Arrow could not join
        return items.reindex(columns=[*items.columns, *keys.columns])
    return items.join(keys, on=id_name)


def _frame(resolved: ResolvedSheet, name: str) -> pd.DataFrame:
    table: pa.Table = resolved.tables[name]
    frame: pd.DataFrame = table.to_pandas()
    return frame
