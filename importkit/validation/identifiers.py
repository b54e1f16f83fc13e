"""Handles, SKUs and barcodes: what a spreadsheet did to them, and what looks wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit.findings import Findings
from importkit.model import CellKind
from importkit.validation.readings import Note, ReadCells, Reading, found, read_distinct
from importkit.values.text import SCIENTIFIC, is_slug, slug

if TYPE_CHECKING:
    from importkit.schema import Column

#: How the codes of an identifier begin, by the field it lands in.
PREFIXES = {"product_handle": "handle", "sku": "sku", "barcode": "barcode"}

# Excel keeps 15 digits of a number; zeros in front are of its format, and no digits.
_TOO_MANY_DIGITS = r"-?0*[1-9][0-9]{15,}(?:\.[0-9]*)?|.*[eE]\+[0-9]+"

_NUMERIC = (CellKind.NUMBER, CellKind.ZERO_PADDED)


def read_identifiers(cells: pd.Series[str], kinds: pd.Series[int], column: Column) -> ReadCells:
    """Return the identifiers whose digits are all there; the rest is in error."""
    prefix = PREFIXES[column.target]
    is_number = kinds.isin(_NUMERIC)
    shortened = cells.str.fullmatch(SCIENTIFIC) & ~is_number
    rounded = cells.str.fullmatch(_TOO_MANY_DIGITS) & is_number
    findings = found(f"{prefix}.scientific", cells.where(shortened)) + found(
        f"{prefix}.precision-lost", cells.where(rounded)
    )
    return ReadCells(cells.mask(shortened | rounded), findings)


def unusual_handles(handles: pd.Series[str]) -> Findings:
    """Return a warning for each handle that is no slug, where it stands first."""
    return read_distinct(handles.mask(handles.duplicated()), _handle_problem).findings


def skus_differing_in_case(skus: pd.Series[str]) -> Findings:
    """Return a warning for every SKU that another one differs from in case only."""
    distinct = pd.Series(skus.dropna().unique(), dtype="str")
    folded = distinct.map(str.casefold)
    alike = distinct[folded.duplicated(keep=False)]
    if alike.empty:
        return Findings()
    keys = folded[alike.index]
    place = alike.groupby(keys).cumcount()
    first, second = (dict(zip(keys[place == n], alike[place == n], strict=True)) for n in (0, 1))
    other = keys.map(first).where(place > 0, keys.map(second))
    concerned = skus[skus.isin(alike)]
    rows = {
        spelling: _rows(index.tolist()) for spelling, index in concerned.groupby(concerned).groups.items()
    }
    named = concerned.map(dict(zip(alike, other, strict=True)))
    cases = {"row": concerned.index, "column": skus.name, "value": concerned, "other": named}
    return Findings.of("sku.case-differs", pd.DataFrame({**cases, "other_rows": named.map(rows)}))


def _handle_problem(text: str) -> Reading:
    if is_slug(text):
        return Reading(text)
    suggestion = slug(text)
    example = f", such as {suggestion}" if suggestion else ""
    facts = {"suggestion": suggestion, "advice": f"Use small letters, digits and hyphens{example}."}
    return Reading(text, (Note("handle.not-slug", facts),))


def _rows(numbers: list[int]) -> str:
    """Return row numbers as a person says them, the first three.

    >>> _rows([7]), _rows([7, 9, 11, 12])
    ('row 7', 'rows 7, 9, 11 and 1 more')
    """
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    more = f" and {len(numbers) - 3} more" if len(numbers) > 3 else ""
    return f"rows {', '.join(map(str, numbers[:3]))}{more}"
