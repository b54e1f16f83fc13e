"""Fixes of a check: found by `importkit/fixes`, listed as a frame, and put into its book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit import fixes, frames
from importkit.arguments import collection, refused
from importkit.errors import UsageError
from importkit.findings import catalogue, entry
from importkit.findings.catalogue import FixKind
from importkit.workbook.column_candidates import column_candidates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importkit.checks.book import Book
    from importkit.findings import Findings
    from importkit.fixes import Fix
    from importkit.model import ResolvedSheet
    from importkit.values.category_paths import Taxonomy


def fixes_of(resolved: ResolvedSheet, findings: Findings, book: Book, taxonomy: Taxonomy | None) -> list[Fix]:
    """Return every fix for the findings of a check, in the order of the sheet."""
    merges = book.raw.found.merges
    facts = fixes.FixFacts(
        taxonomy,
        column_candidates(book.raw),
        tuple(zip(merges.columns.tolist(), merges.tops.tolist(), merges.bottoms.tolist(), strict=True)),
    )
    return fixes.find_fixes(resolved.checked, findings, facts)


def suggestions_frame(found: Iterable[Fix]) -> pd.DataFrame:
    """Return a line per fix: cell, row, column, code, value, suggestion, rank, why, is_safe."""
    records = [
        {
            "cell": fix.address,
            "row": fix.place[0],
            "column": fix.column,
            "code": fix.code,
            "value": fix.value,
            "suggestion": fix.cell.text,
            "rank": fix.rank,
            "why": fix.why,
            "is_safe": fix.is_safe,
        }
        for fix in found
    ]
    return frames.typed("suggestions", pd.DataFrame(records))


def require_codes(codes: object, *, suggested: bool) -> frozenset[str] | None:
    """Return the codes whose findings are to be mended; None for all.

    Raises:
        UnknownFindingCodeError: There is no such code.
        UsageError: There is no fix for one, or it is a suggested one and these are not asked for.
    """
    if codes is None:
        return None
    if isinstance(codes, str):
        codes = [codes]
    collection(codes, argument="codes", what='codes of findings, such as ["image.not-url"]')
    named = [entry(_text(code)) for code in codes]  # type: ignore[attr-defined]
    for one in named:
        if one.fix_kind is FixKind.NONE:
            known = [each.code for each in catalogue().values() if each.fix_kind is not FixKind.NONE]
            raise UsageError(
                f"There is no fix for {one.code}: only you know what the cell should hold.",
                hint=f"There are fixes for {', '.join(known)}.",
            )
        if one.fix_kind is FixKind.SUGGESTED and not suggested:
            raise UsageError(
                f"The fixes for {one.code} are suggestions, which are made only when they are asked for.",
                hint="Look at check.suggestions, then ask for them: suggested=True, or --suggested.",
            )
    return frozenset(one.code for one in named)


def _text(code: object) -> str:
    if not isinstance(code, str):
        raise refused(code, argument="codes", allowed='codes of findings, such as ["image.not-url"]')
    return code
