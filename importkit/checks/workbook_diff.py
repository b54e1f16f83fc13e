"""Two workbooks compared: the products and variants that were added, removed and changed, field by field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit import schema, taxonomy
from importkit.checks.check import Check, check_for_brand
from importkit.checks.paired_sheets import paired_products, paired_variants
from importkit.checks.sheet_values import has_handles, sheet_values
from importkit.checks.sources import read, require_source
from importkit.frames import typed
from importkit.model import BrandContext, Mode, Origin, Sheet
from importkit.read_options import ReadOptions
from importkit.rich_display import Displayed
from importkit.shape import Level
from importkit.values.separators import ITEM

if TYPE_CHECKING:
    from importkit.checks.sheet_values import SheetValues
    from importkit.checks.sources import Source
    from importkit.model import ResolvedSheet

_HANDLE = "Product Handle"
_KEYS = ["product_handle", "sku", "barcode"]
_CLEAR = "[clear]"
_LISTS = (schema.Kind.LIST, schema.Kind.MATERIALS, schema.Kind.MATERIAL_NAMES)
_STATES = ("added", "removed", "changed")


@dataclass(frozen=True, eq=False, repr=False)
class Diff(Displayed):
    """What differs between two workbooks, as they are understood; the order of rows makes no difference.

    Attributes:
        old: What the first workbook is called.
        new: What the second one is called.
        products: A line for each product that differs: state (added, removed or changed), product_handle,
            row_old, row_new.
        variants: The same for variants: state, product_handle, sku, barcode, row_old, row_new.
        changes: A line for each value that differs: state of its product or variant, level, product_handle,
            sku, barcode, field (a canonical column), before, after; a list is a list, nothing is NA.

    >>> diff = ik.diff("spring.xlsx", ik.read("spring.xlsx").edit({"F2": 185}).to_bytes())
    >>> diff.counts["products"], diff.counts["variants"]
    ({'added': 0, 'removed': 0, 'changed': 1}, {'added': 0, 'removed': 0, 'changed': 0})
    """

    old: str
    new: str
    products: pd.DataFrame
    variants: pd.DataFrame
    changes: pd.DataFrame

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many products and variants were added, removed and changed."""
        found = {"products": self.products, "variants": self.variants}
        return {
            name: {state: int((one["state"] == state).sum()) for state in _STATES}
            for name, one in found.items()
        }

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(len(self.products) or len(self.variants))

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON knows it.

        >>> sorted(ik.diff("spring.xlsx", "summer.xlsx").as_dict())
        ['changes', 'counts', 'new', 'old', 'products', 'variants', 'version']
        """
        return {
            "version": 1,
            "old": self.old,
            "new": self.new,
            "counts": self.counts,
            **{name: _records(getattr(self, name)) for name in ("products", "variants", "changes")},
        }


def diff(old: Source | Check, new: Source | Check) -> Diff:
    """Return what differs between two workbooks, as they are understood.

    Products pair by handle; variants by SKU, else by barcode, else by attribute values. Where one of the
    sheets names no products, variants are compared alone, with what they have from their products. The order
    of rows, the kinds of sheets and what they are meant for may differ; `[clear]` stands for itself, and a
    cell that cannot be understood for its text.

    Args:
        old: A path, the bytes of a workbook, an open binary file, a DataFrame, a book, or a check of one.
        new: The same.

    Returns:
        A `Diff`: frames products, variants and changes; it is true when anything differs.

    Raises:
        WorkbookError: One of the files cannot be used at all.
        RefusedImportError: One of them has no header row.
        UsageError: An argument is none that there is.

    >>> march = pd.DataFrame({"Product Handle": ["a", "b"], "Product Title": ["A", "B"], "SKU": [1, 2]})
    >>> found = diff(march, march.assign(**{"Product Title": ["A", "Cap"]}))
    >>> found.changes[["product_handle", "field", "before", "after"]].values.tolist()
    [['b', 'Product Title', 'B', 'Cap']]
    """
    for argument, source in (("old", old), ("new", new)):
        if not isinstance(source, Check):
            require_source(source, argument=argument)
    sheets = [resolved_sheet(source) for source in (old, new)]
    by_variant = not all(map(has_handles, sheets))
    then, now = (sheet_values(sheet, by_variant=by_variant) for sheet in sheets)
    products = _owners(then.products, now.products, paired_products(then, now))
    variants = _owners(then.variants, now.variants, paired_variants(then, now))
    owners = pd.concat(
        [products.assign(level=str(Level.PRODUCT)), variants.assign(level=str(Level.VARIANT))],
        ignore_index=True,
    )
    changes = _changes(owners, then, now)
    is_changed = owners.index.isin(changes["owner"].unique())
    owners = owners[is_changed | (owners["state"] != "changed")]
    of_level = {level: owners[owners["level"] == level] for level in Level}
    return Diff(
        old=sheets[0].sheet.called,
        new=sheets[1].sheet.called,
        products=typed("diff_products", of_level[Level.PRODUCT]),
        variants=typed("diff_variants", of_level[Level.VARIANT]),
        changes=typed("diff_changes", changes),
    )


def resolved_sheet(source: Source | Check) -> ResolvedSheet:
    """Return a sheet as one that creates is understood, whatever it is meant for."""
    taken = source.book if isinstance(source, Check) else source
    sheet = taken if isinstance(taken, Sheet) else read(taken).sheet
    brand = BrandContext(taxonomy=taxonomy.load(None), is_offline=True)
    check = check_for_brand(replace(sheet, origin=Origin()), lambda _: brand, ReadOptions(Mode.CREATE))
    assert check.resolved is not None  # noqa: S101  it has been read, so it has a header row
    return check.resolved


def _owners(old: pd.DataFrame, new: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return a line for each product or variant of both sheets, those of the new one in its order."""
    now = new.merge(pairs, left_on="row", right_on="row_new", how="left").drop(columns="row_new")
    now = now.rename(columns={"row": "row_new"}).sort_values("row_new", kind="stable")
    now = now.assign(state=now["row_old"].notna().map({True: "changed", False: "added"}))
    gone = old[~old["row"].isin(pairs["row_old"])].rename(columns={"row": "row_old"})
    both = pd.concat([now, gone.assign(state="removed")], ignore_index=True)
    handles = both["row_old"].map(old.set_index("row")["product_handle"])
    return both.assign(handle_before=handles)


def _changes(owners: pd.DataFrame, then: SheetValues, now: SheetValues) -> pd.DataFrame:
    """Return the values that differ, with the number of their owner."""
    sides = [
        owners.reset_index(names="owner")[["owner", "level", row]]
        .dropna()
        .merge(sheet.lines, left_on=["level", row], right_on=["level", "row"])[
            ["owner", "field", "value", "key"]
        ]
        for row, sheet in (("row_old", then), ("row_new", now))
    ]
    both = sides[0].merge(sides[1], on=["owner", "field"], how="outer", suffixes=("_old", "_new"))
    differs = both["key_old"].fillna("") != both["key_new"].fillna("")
    found = pd.concat([both[differs], _moved(owners)], ignore_index=True)
    places = {name: place for place, name in enumerate(schema.columns())}
    ordered = found.assign(place=found["field"].map(places)).sort_values(["owner", "place"], kind="stable")
    keys = owners.loc[ordered["owner"], ["state", "level", *_KEYS]].set_axis(ordered.index)
    sides_of = (("before", "value_old"), ("after", "value_new"))
    values = {side: _items(ordered[name], ordered["field"]) for side, name in sides_of}
    return keys.assign(owner=ordered["owner"], field=ordered["field"], **values)


def _moved(owners: pd.DataFrame) -> pd.DataFrame:
    """Return the variants that are of another product now; another spelling of its handle makes none."""
    named = owners[(owners["level"] == Level.VARIANT) & (owners["state"] == "changed")]
    before, after = named["handle_before"], named["product_handle"]
    is_moved = before.str.casefold().fillna("") != after.str.casefold().fillna("")
    lines = {"owner": named.index, "field": _HANDLE, "value_old": before, "value_new": after}
    return pd.DataFrame(lines)[is_moved]


def _items(values: pd.Series[str], fields: pd.Series[str]) -> pd.Series[Any]:
    """Return values as texts, those of lists as lists, and NA where there is none."""
    lists = {name for name in fields.unique() if schema.columns()[name].kind in _LISTS}
    shown: list[object] = []
    for value, field in zip(values.astype("object"), fields, strict=True):
        is_list = isinstance(value, str) and field in lists and value != _CLEAR
        shown.append(value.split(ITEM) if is_list else value)
    return pd.Series(shown, index=values.index, dtype="object")


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    plain = frame.astype("object").where(frame.notna(), None)
    return [dict(zip(plain.columns, line, strict=True)) for line in plain.itertuples(index=False)]
