"""Counts, large enough to be seen first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from importkit.findings import Severity
from importkit.grammar import count, listed, number
from importkit.model import Mode
from importkit.outcomes import RowOutcome, row_counts, writes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def of_summary(summary: dict[str, Any], mode: Mode) -> None:
    """Show what became of the rows of an import, and that none of them got lost."""
    with st.container(gap="small"):
        row((*_WRITTEN[mode](summary), *_others(summary, mode)))
        st.caption(_sum(summary))


def _created(summary: dict[str, Any]) -> tuple[tuple[str, int, str], ...]:
    return (
        ("Products created", summary["products_created"], "Products that were not there before."),
        ("Variants created", summary["variants_created"], "Variants that were not there before."),
    )


def _updated(summary: dict[str, Any]) -> tuple[tuple[str, int, str], ...]:
    return (
        ("Products updated", summary["products_updated"], "Products of which a value of their own changed."),
        ("Variants updated", summary["variants_updated"], "Variants of which a value of their own changed."),
    )


_WRITTEN = {Mode.CREATE: _created, Mode.ENRICH: _updated}


def _others(summary: dict[str, Any], mode: Mode) -> Iterator[tuple[str, int, str]]:
    there, held = RowOutcome.ALREADY_THERE.phrase, RowOutcome.HELD_BACK.phrase
    # Enriching, a product counts as unchanged when only its variants were updated.
    if mode is Mode.CREATE or not writes(summary):
        means = "Products that are stored as the sheet has them."
        yield f"Products {there}", summary["products_unchanged"], means
    yield f"Products {held}", summary["failed_products"], "Products with an error, all their rows."


def _sum(summary: dict[str, Any]) -> str:
    others = ("blank_rows", "blank row"), ("skipped_rows", "skipped row")
    beside = listed(count(summary[name], noun) for name, noun in others if summary[name])
    total = f"Rows: {row_counts(summary)}"
    return f"{total} · {beside} not counted" if beside else total
