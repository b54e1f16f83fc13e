"""Which findings are meant: by code, severity, column, row and product."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

import pandas as pd

from importkit import schema
from importkit.arguments import refused, text, whole_number
from importkit.choices import chosen, nearest
from importkit.findings.catalogue import entries_of
from importkit.findings.finding import Severity
from importkit.values.keys import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: What may be asked of a finding, and what each asks for.
_ALLOWED = {
    "code": "the code of a finding, or its first part with a dot, such as number.",
    "severity": "error, warning or info",
    "column": "the name of a column, or its letters",
    "row": "a row number, or several",
    "product": "the handle of a product, or several",
}


def selected(records: pd.DataFrame, wanted: Mapping[str, object]) -> pd.DataFrame:
    """Return the findings that are all that is wanted; None wants nothing.

    Raises:
        UsageError: What is wanted is no code, severity, column, row or handle that there could be.
    """
    masks = [
        _MASKS[name](records, _several(given, name)) for name, given in wanted.items() if given is not None
    ]
    return records[reduce(and_, masks)].reset_index(drop=True) if masks else records


def _several(given: object, argument: str) -> list[object]:
    """Return what is given as a list; a text or a number is one thing, a slice or a range are its rows."""
    if isinstance(given, slice):
        if argument != "row" or given.stop is None:
            raise refused(given, argument=argument, allowed=_ALLOWED[argument])
        return list(range(given.start or 1, given.stop, given.step or 1))
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        return [given]
    return list(given)


def _by_code(records: pd.DataFrame, wanted: list[object]) -> pd.Series[bool]:
    codes = {code for one in wanted for code in _codes(one)}
    return records["code"].isin(codes)


def _codes(given: object) -> list[str]:
    """Return the codes that are named: one, or a family that ends with a dot."""
    return [one.code for one in entries_of(text(given, argument="code", what=_ALLOWED["code"]))]


def _by_severity(records: pd.DataFrame, wanted: list[object]) -> pd.Series[bool]:
    named = [str(chosen(Severity, one, argument="severity")) for one in wanted]
    return records["severity"].isin(named)


def _by_column(records: pd.DataFrame, wanted: list[object]) -> pd.Series[bool]:
    known = {str(name).casefold(): str(name) for name in records["column"].unique() if name}
    known |= {name.casefold(): name for name in schema.columns()}
    letters = records["cell"].str.rstrip("0123456789")
    found = pd.Series(data=False, index=records.index)
    for one in wanted:
        named = text(one, argument="column", what=_ALLOWED["column"]).strip()
        if (column := known.get(named.casefold())) is not None:
            found |= records["column"] == column
        elif _are_letters(named):
            found |= letters == named.upper()
        else:
            near = nearest(named, known)
            hint = f"Did you mean {known[near]}?" if near else ""
            raise refused(named, argument="column", allowed=_ALLOWED["column"], hint=hint)
    return found


def _are_letters(text: str) -> bool:
    return text.isascii() and text.isalpha() and len(text) <= 3  # as Excel's last column, XFD


def _by_row(records: pd.DataFrame, wanted: list[object]) -> pd.Series[bool]:
    return records["row"].isin([whole_number(one, argument="row", lowest=1) for one in wanted])


def _by_product(records: pd.DataFrame, wanted: list[object]) -> pd.Series[bool]:
    keys = {name_key(text(one, argument="product", what=_ALLOWED["product"])) for one in wanted}
    handles = [handle for handle in records["product_handle"].unique() if handle and name_key(handle) in keys]
    return records["product_handle"].isin(handles)


_MASKS: dict[str, Callable[[pd.DataFrame, list[object]], pd.Series[bool]]] = {
    "code": _by_code,
    "severity": _by_severity,
    "column": _by_column,
    "row": _by_row,
    "product": _by_product,
}
