"""Counts, large enough to be seen first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from importkit.display import listed
from importkit.findings import Severity
from importkit.model import Mode
from importkit.ui.parts.words import count, number

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
                "Rows",
                checked.rows,
                "Rows with data; blank rows, example rows and repeated headers are not counted.",
            ),
            ("Products ready", checked.good_products, "Products without any error. They would be imported."),
            (
                "Products to fix",
                checked.failed_products,
                "An error keeps back its whole product, never another one.",
            ),
            ("Errors", len(found.only(Severity.ERROR)), "Cells that have to be fixed."),
            ("Warnings", len(found.only(Severity.WARNING)), "Worth a look. They keep nothing back."),
        )
    )


def of_summary(summary: dict[str, Any], mode: Mode) -> None:
    """Show what became of the rows of an import, and that none of them got lost."""
    with st.container(gap="small"):
        row((*_WRITTEN[mode](summary), *_rows(summary)))
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


def _rows(summary: dict[str, Any]) -> tuple[tuple[str, int, str], ...]:
    return (
        ("Rows imported", summary["successful_rows"], "Rows that wrote something."),
        ("Rows already there", summary["unchanged_rows"], "Rows that say what is stored already."),
        ("Rows failed", summary["failed_rows"], "All rows of the products with an error."),
    )


def _sum(summary: dict[str, Any]) -> str:
    others = ("blank_rows", "blank row"), ("skipped_rows", "skipped row")
    beside = listed(count(summary[name], noun) for name, noun in others if summary[name])
    parts = (
        f"{number(summary['successful_rows'])} imported",
        f"{number(summary['unchanged_rows'])} already there",
        f"{number(summary['failed_rows'])} failed",
    )
    total = f"{count(summary['total_rows'], 'row')} = {' + '.join(parts)}"
    return f"{total} · {beside} not counted" if beside else total
