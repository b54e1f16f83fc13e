"""A sheet that was resolved before and differs in a few rows: only the products of these are resolved again.

What a product is made of, and what is wrong with it, is told by its own rows, by those that have one of its
identifiers, and by the products beside it. So these are resolved as a sheet of their own, by the same
statements, and put in the place of what they were. Where that is not sure, nothing is returned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from importkit.findings import Findings
from importkit.model import Mode, ResolvedSheet, RowStatus
from importkit.resolution.inputs import keyed
from importkit.resolution.resolve import resolve
from importkit.resolution.stray_rows import anonymous_rows
from importkit.values.barcodes import barcode_keys
from importkit.values.keys import name_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from importkit.model import BrandContext, CheckedSheet

_HANDLE = "Product Handle"
#: Columns by which rows of several products are one product's business, with what makes their texts equal.
_SHARED: dict[str, Callable[[pa.Array], pa.Array]] = {"SKU": lambda texts: texts, "Barcode": barcode_keys}
#: Whose a line of a staging table is, the first of these that it has.
_OWNERS = ("row_number", "staging_variant_id", "staging_product_id")
#: What is said of a sheet as a whole, or counts its products.
_OF_ALL = ("handle.scattered",)
#: With more rows than these, resolving them apart saves nothing.
_MOST_ROWS = 2_000


@dataclass(frozen=True)
class ResolvedAgain:
    """A sheet of which a part was resolved again.

    Attributes:
        whole: All of it.
        part: The products that were resolved again, alone.
    """

    whole: ResolvedSheet
    part: ResolvedSheet


def resolve_again(
    checked: CheckedSheet, before: ResolvedSheet, touched: Collection[int], brand: BrandContext
) -> ResolvedAgain | None:
    """Return what `resolve` returns, given that of a sheet that differs in some rows alone.

    Only products that were held back are resolved again: they count for nothing in production.

    Args:
        checked: The sheet as it is now, its cells read.
        before: What was made of it before, for the same mode and brand.
        touched: The rows in which the two differ.
        brand: What is known of the brand, which is the same as before.

    Returns:
        None where the rest of the sheet may have changed as well.
    """
    wanted = _rows_to_resolve(checked, before, touched)
    if wanted is None:
        return None
    rows, seen = wanted
    found = resolve(_of_rows(checked, seen), brand)
    if not _is_alone(found, before, rows):
        return None
    part = _only(found, rows)
    return ResolvedAgain(_put_into(before, part, found.findings, checked, rows), part)


def _rows_to_resolve(
    checked: CheckedSheet, before: ResolvedSheet, touched: Collection[int]
) -> tuple[pd.Index[int], pd.Index[int]] | None:
    """Return the rows of the products that are touched, and these with all that tell something of them."""
    if checked.mode is not Mode.CREATE or _HANDLE not in checked.frame or _is_about_all(checked, before):
        return None
    units = _units(checked, before)
    if units is None or not touched or not units.index.isin(touched).any():
        return None
    identifiers = _identifiers(before.checked, checked)
    rows = _whole_units(units, pd.Index(sorted(touched)))
    rows = rows.union(_whole_units(units, _sharing(identifiers, rows)))
    beside = units[units.index.isin(rows)].unique()
    seen = units.index[units.isin([*beside, *beside - 1, *beside + 1])]
    seen = rows.union(seen).union(_whole_units(units, _sharing(identifiers, rows)))
    is_sure = (
        len(seen) <= _MOST_ROWS
        and pd.Index(sorted(touched)).isin(rows).all()
        and before.rows.set_index("row_number").loc[rows, "row_status"].eq(RowStatus.FAILED).all()
        and not any(anonymous_rows(_of_rows(one, seen)).isin(rows).any() for one in (before.checked, checked))
    )
    return (rows, seen) if is_sure else None


def _is_about_all(checked: CheckedSheet, before: ResolvedSheet) -> bool:
    """Return whether something is wrong with the sheet as a whole, or with handles, which group its rows."""
    for findings in (checked.findings, before.findings):
        records = findings.records
        if records["code"].isin(_OF_ALL).any() or findings.errors.records["row"].isna().any():
            return True
    handles = (one.bad_cells["column"].eq(_HANDLE).any() for one in (checked, before.checked))
    return any(handles) or not checked.frame[_HANDLE].equals(before.checked.frame[_HANDLE])


def _units(checked: CheckedSheet, before: ResolvedSheet) -> pd.Series[int] | None:
    """Return the number of each row's handle, in the order of the sheet; None where one is in two places.

    Rows above the first handle count as if they had one together; those beside the products have none.
    """
    roles = before.rows.set_index("row_number")["role"]
    handles = checked.frame.loc[roles.index[roles != "stray"], _HANDLE].sort_index()
    keys = keyed(pa.array(handles, pa.large_string(), from_pandas=True), name_keys).to_pandas()
    keys = pd.Series(keys.to_numpy("object"), index=handles.index).ffill().fillna("")
    starts = keys != keys.shift()
    return None if keys[starts].duplicated().any() else starts.astype("int64").cumsum()


def _whole_units(units: pd.Series[int], rows: pd.Index[int]) -> pd.Index[int]:
    return units.index[units.isin(units[units.index.isin(rows)])]


def _identifiers(*sheets: CheckedSheet) -> list[pd.Series[str]]:
    """Return what makes the identifiers of each row equal to those of others, in each column and sheet."""
    found: list[pd.Series[str]] = []
    for column, keys in _SHARED.items():
        cells = [sheet.frame[column] for sheet in sheets if column in sheet.frame]
        for place, texts in enumerate(cells):
            if place and texts.equals(cells[0]):
                continue
            of_rows = keyed(pa.array(texts, pa.large_string(), from_pandas=True), keys).to_pandas()
            # Of another column, so that a SKU is no barcode.
            found.append(column + " " + of_rows.astype("str").set_axis(texts.index))
    return found


def _sharing(identifiers: list[pd.Series[str]], rows: pd.Index[int]) -> pd.Index[int]:
    """Return the rows that have an identifier that one of the rows has, or had."""
    if not identifiers:
        return rows
    wanted = pd.concat([keys.loc[rows] for keys in identifiers]).dropna().unique()
    found = rows
    for keys in identifiers:
        found = found.union(keys.index[keys.isin(wanted)])
    return found


def _of_rows(checked: CheckedSheet, rows: pd.Index[int]) -> CheckedSheet:
    """Return a checked sheet that has these rows alone."""
    sheet = checked.sheet
    of_rows = checked.findings.records["row"].isin(rows) | checked.findings.records["row"].isna()
    return replace(
        checked,
        sheet=replace(sheet, frame=sheet.frame.loc[rows]),
        frame=checked.frame.loc[rows],
        bad_cells=checked.bad_cells[checked.bad_cells["row_number"].isin(rows)],
        clear_marks=checked.clear_marks[checked.clear_marks["row_number"].isin(rows)],
        findings=Findings(checked.findings.records[of_rows].reset_index(drop=True)),
    )


def _is_alone(found: ResolvedSheet, before: ResolvedSheet, rows: pd.Index[int]) -> bool:
    """Return whether the rows are products of their own, and those around them what they were."""
    now, then = (one.rows.set_index("row_number") for one in (found, before))
    around = now.index.difference(rows)
    is_same = now.loc[around, ["role", "group_id"]].equals(then.loc[around, ["role", "group_id"]])
    are_whole = now.loc[rows, "group_id"].isin(rows).all()
    return bool(is_same and are_whole and not found.findings.records["code"].isin(_OF_ALL).any())


def _only(resolved: ResolvedSheet, rows: pd.Index[int]) -> ResolvedSheet:
    """Return the products of these rows alone."""
    mine = resolved.rows[resolved.rows["row_number"].isin(rows)].reset_index(drop=True)
    findings = resolved.findings.records
    return replace(
        resolved,
        checked=_of_rows(resolved.checked, rows),
        tables={name: table.filter(_is_owned(table, mine)) for name, table in resolved.tables.items()},
        rows=mine,
        findings=Findings(findings[findings["row"].isin(rows)].reset_index(drop=True)),
    )


def _put_into(
    before: ResolvedSheet, part: ResolvedSheet, found: Findings, checked: CheckedSheet, rows: pd.Index[int]
) -> ResolvedSheet:
    """Return the sheet with these products in the place of what they were."""
    was = before.rows[before.rows["row_number"].isin(rows)]
    kept = before.rows.drop(was.index)
    all_rows = pd.concat([kept, part.rows]).sort_values("row_number", ignore_index=True)
    earlier, later = before.findings.records, found.records
    findings = [
        earlier[earlier["row"].notna() & ~earlier["row"].isin(rows)],
        later[later["row"].isna() | later["row"].isin(rows)],
    ]
    owners = {name: all_rows.dropna(subset=name).drop_duplicates(name) for name in _OWNERS}
    tables = {
        name: _in_order(
            pa.concat_tables([table.filter(pc.invert(_is_owned(table, was))), part.tables[name]]),
            owners[_owner(table)],
        )
        for name, table in before.tables.items()
    }
    return ResolvedSheet(
        checked,
        tables,
        all_rows,
        Findings(pd.concat([one for one in findings if len(one)] or findings, ignore_index=True)).sorted(),
        before.attributes,
    )


def _owner(table: pa.Table) -> str:
    """Return the column that tells whose the lines of a staging table are, in the words of the rows."""
    return next(name for name in _OWNERS if name in table.column_names)


def _is_owned(table: pa.Table, rows: pd.DataFrame) -> pa.ChunkedArray:
    """Return which lines of a staging table belong to rows."""
    owner = _owner(table)
    return pc.is_in(table[owner], _ids(rows[owner].dropna().unique(), table, owner))


def _in_order(table: pa.Table, owners: pd.DataFrame) -> pa.Table:
    """Return a staging table in the order of the sheet, given the first row of each owner."""
    owner = _owner(table)
    places = pc.index_in(table[owner], _ids(owners[owner], table, owner)).to_numpy()
    return table.take(pa.array(places.argsort(kind="stable")))


def _ids(ids: object, table: pa.Table, owner: str) -> pa.Array:
    return pa.array(ids, table.schema.field(owner).type, from_pandas=True)
