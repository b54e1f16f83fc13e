"""Counts, large enough to be seen first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from importkit.findings import Severity
from importkit.grammar import count, listed, number
from importkit.model import Mode
from importkit.outcomes import RowOutcome, row_counts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importkit.ui.state import CheckedUpload


def row(figures: Iterable[tuple[str, int, str]]) -> None:
    """Show figures side by side: label, number, and what the number means."""
    shown = list(figures)
    for place, (label, value, meaning) in zip(st.columns(len(shown)), shown, strict=True):
        place.metric(label, number(value), border=True, help=meaning)


def of_check(checked: CheckedUpload) -> None:
    """Show what an import of the sheet would do."""
    found = checked.findings
    row(
        (
            (
                f"Products to {'update' if checked.mode is Mode.ENRICH else 'import'}",
                checked.written_products,
                "Products without any error of which something would be written.",
            ),
            (
                f"Products {RowOutcome.ALREADY_THERE.phrase}",
                checked.good_products - checked.written_products,
                "Products that are stored as the sheet has them.",
            ),
            (
                "Products to fix",
                checked.failed_products,
                "An error keeps back its whole product, never another one.",
            ),
            ("Errors", len(found.where(severity=Severity.ERROR)), "Cells that have to be fixed."),
            (
                "Warnings",
                len(found.where(severity=Severity.WARNING)),
                "Worth a look. They keep nothing back.",
            ),
        )
    )


def rows_words(summary: dict[str, Any]) -> str:
    """Return what became of the rows of an import, and that none of them got lost."""
    others = ("blank_rows", "blank row"), ("skipped_rows", "skipped row")
    beside = listed(count(summary[name], noun) for name, noun in others if summary[name])
    total = f"Rows: {row_counts(summary)}"
    return f"{total} · {beside} not counted" if beside else total
