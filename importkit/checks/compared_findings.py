"""Two checks compared: which findings are new, which are still there, and which are fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit import display
from importkit.frames import typed
from importkit.key_pairing import keys_of, matched

if TYPE_CHECKING:
    from importkit.checks.framed_check import FramedCheck

#: What makes two findings one, the surest way first; equal ones are told by their order.
_SAME = ["code", "column_key", "handle_key", "variant_key"]
_WAYS = ([*_SAME, "value_key"], _SAME)

#: The same where only one of the sheets has such a row: its handle was corrected, or its SKU.
_BY_VARIANT = ["code", "column_key", "variant_key"]
_BY_HANDLE = ["code", "column_key", "handle_key"]

_ROW = ["handle_key", "variant_key"]

#: What a line says once, as it is now or was last; and what it says of before and after.
_ONCE = ("code", "severity", "product_handle", "sku", "barcode", "column")
_TWICE = ("row", "cell", "value")


class ComparedFindings(pd.DataFrame):
    """The findings of two checks, as a frame that says first how many are new, still there and fixed.

    What is made of it is a plain frame again. `importkit.FRAMES["compared_findings"]` describes it.

    >>> before = ik.check("spring.xlsx")
    >>> before.compare(ik.check(before.book.edit({"F4": 120})))[["state", "code", "cell_before"]]
       state                code cell_before
    0  still  category.not-found          E4
    1  fixed      number.invalid          F4
    """

    def __repr__(self) -> str:
        return f"{display.compared_findings_words(self)}\n{super().__repr__()}"

    def _repr_html_(self) -> str:
        return display.compared_findings_html(self)

    def _repr_markdown_(self) -> str:
        return display.compared_findings_markdown(self)

    def _mime_(self) -> tuple[str, str]:
        """Return what marimo shows."""
        return "text/html", self._repr_html_()


def compared_findings(before: FramedCheck, after: FramedCheck) -> ComparedFindings:
    """Return a line for each finding of two checks: first what is new, then what is still there.

    A finding is another one if it says the same of the same column, product and variant, wherever they stand.
    """
    then, now = _located(before), _located(after)
    pairs = _paired(then, now, _row_keys(before), _row_keys(after)).sort_values("row_now", kind="stable")
    came = pd.DataFrame({"row_now": now.index.difference(list(pairs["row_now"]))})
    gone = pd.DataFrame({"row_then": then.index.difference(list(pairs["row_then"]))})
    lines = pd.concat([came.assign(state="new"), pairs.assign(state="still"), gone.assign(state="fixed")])
    old = then.reindex(lines["row_then"]).reset_index(drop=True)
    new = now.reindex(lines["row_now"]).reset_index(drop=True)
    once = {name: new[name].fillna(old[name]) for name in _ONCE}
    twice = {f"{name}_{side}": found[name] for name in _TWICE for side, found in _sides(old, new)}
    found = pd.DataFrame({"state": lines["state"].to_numpy(), **once, **twice})
    return ComparedFindings(typed("compared_findings", found))


def _sides(old: pd.DataFrame, new: pd.DataFrame) -> tuple[tuple[str, pd.DataFrame], ...]:
    return ("before", old), ("after", new)


def _located(check: FramedCheck) -> pd.DataFrame:
    """Return the findings of a check with the product and variant of their rows, and keys of all they say."""
    found = check.findings.frame
    of_row = check.rows.set_index("row").reindex(found["row"]).set_axis(found.index)
    named = found.assign(
        product_handle=found["product_handle"].fillna(of_row["product_handle"]),
        sku=of_row["sku"],
        barcode=of_row["barcode"],
    )
    texts = {f"{name}_key": named[name].fillna("") for name in ("column", "value")}
    return named.assign(**_keys(named), **texts)


def _row_keys(check: FramedCheck) -> pd.DataFrame:
    return pd.DataFrame(_keys(check.rows))


def _keys(rows: pd.DataFrame) -> dict[str, pd.Series[str]]:
    """Return what products and variants are known by, blank where there is nothing."""
    variants = rows["sku"].fillna(rows["barcode"])
    texts = {"handle_key": rows["product_handle"], "variant_key": variants}
    return {name: keys_of(given).fillna("") for name, given in texts.items()}


def _paired(
    then: pd.DataFrame, now: pd.DataFrame, rows_then: pd.DataFrame, rows_now: pd.DataFrame
) -> pd.DataFrame:
    """Return which finding is which, by their labels: columns row_now and row_then."""
    found = []
    for way in _WAYS:
        found.append(_matched(then, now, way))
        then, now = then.drop(index=list(found[-1]["row_then"])), now.drop(index=list(found[-1]["row_now"]))
    then, now = _of_renamed_rows(then, rows_now), _of_renamed_rows(now, rows_then)
    found.append(_matched(then, now, _BY_VARIANT))
    then = _of_new_variants(then.drop(index=list(found[-1]["row_then"])), rows_now)
    now = _of_new_variants(now.drop(index=list(found[-1]["row_now"])), rows_then)
    found.append(_matched(then, now, _BY_HANDLE))
    return pd.concat(found, ignore_index=True)


def _matched(then: pd.DataFrame, now: pd.DataFrame, way: list[str]) -> pd.DataFrame:
    """Return the findings that agree in every column of `way`."""
    return matched(now[way].assign(row=now.index), then[way].assign(row=then.index), way)


def _of_renamed_rows(found: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return the findings of rows that the other sheet lacks under these keys; a blank one is none."""
    keys = pd.MultiIndex.from_frame(found[_ROW])
    is_gone = ~keys.isin(pd.MultiIndex.from_frame(others[_ROW])) & found["row"].notna().to_numpy()
    renamed = found[is_gone]
    return renamed.assign(**{name: renamed[name].mask(renamed[name] == "") for name in _ROW})


def _of_new_variants(found: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return the findings of variants that the other sheet lacks, whatever their product."""
    return found[~found["variant_key"].isin(others["variant_key"]) | found["variant_key"].isna()]
